/** Values of JavaScript literals from their source text. */

const ESCAPE = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;

const SINGLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  "\n": "",
  "\r": "",
  "\r\n": "",
  "\u2028": "",
  "\u2029": "",
};

/** The text a string or template body stands for. Broken escapes stay as written. */
export function decodeEscapes(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(
    ESCAPE,
    (whole, braced?: string, four?: string, two?: string, single?: string): string => {
      if (single !== undefined) return SINGLE[single] ?? single;
      const code = Number.parseInt(braced ?? four ?? two ?? "", 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The content of a quoted literal; a missing closing quote (code being typed) is tolerated. */
export function stringContent(quoted: string): string {
  const quote = quoted[0] ?? "";
  const isClosed = quoted.length > 1 && quoted.endsWith(quote);
  return decodeEscapes(quoted.slice(1, isClosed ? -1 : undefined));
}

/** `1_000`, `0xff`, `10n`; undefined where the text is no number. */
export function numberValue(source: string): number | undefined {
  const plain = source.replaceAll("_", "").replace(/n$/, "");
  const legacyOctal = /^0[0-7]+$/.test(plain);
  const value = legacyOctal ? Number.parseInt(plain, 8) : Number(plain);
  return plain === "" || Number.isNaN(value) ? undefined : value;
}

/** The text of a JSDoc comment without its marks; null for any other comment. */
export function docText(comment: string): string | null {
  if (!comment.startsWith("/**") || comment === "/**/") return null;
  const lines = comment
    .slice(3)
    .replace(/\*\/$/, "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  const doc = lines.join("\n").trim();
  return doc === "" ? null : doc;
}
