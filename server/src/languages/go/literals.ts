/** Values of Go's basic literals from their source text. */

const ESCAPE = /\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{3})|([\s\S]))/g;

const SINGLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** The text of an interpreted, raw or rune literal; a missing closing quote (code being typed) is tolerated. */
export function stringContent(quoted: string): string {
  const quote = quoted[0] ?? "";
  const isClosed = quoted.length > 1 && quoted.endsWith(quote);
  const raw = quoted.slice(1, isClosed ? -1 : undefined);
  // Carriage returns are no part of a raw string: https://go.dev/ref/spec#String_literals
  if (quote === "`") return raw.replaceAll("\r", "");
  if (!raw.includes("\\")) return raw;
  return raw.replace(
    ESCAPE,
    (whole, eight?: string, four?: string, two?: string, octal?: string, single?: string): string => {
      if (single !== undefined) return SINGLE[single] ?? single;
      const code =
        octal === undefined ? Number.parseInt(eight ?? four ?? two ?? "", 16) : Number.parseInt(octal, 8);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** `1_000`, `0xff`, `0o17`, `1e3`; undefined where the text is no number. */
export function numberValue(source: string): number | undefined {
  const plain = source.replaceAll("_", "");
  const isOctal = /^0[0-7]+$/.test(plain);
  const value = isOctal ? Number.parseInt(plain, 8) : Number(plain);
  return plain === "" || Number.isNaN(value) ? undefined : value;
}

/** Verbs of the `fmt` package: https://pkg.go.dev/fmt. `%%` is a percent sign. */
const VERB = /%[-+# 0]*(?:\[\d+\])?(?:\*|\d+)?(?:\.(?:\*|\d+)?)?([a-zA-Z%])/g;

/** A format string's text, and `null` for each place where a value is put in, in order. */
export function formatParts(format: string): readonly (string | null)[] {
  const parts: (string | null)[] = [];
  let text = "";
  let end = 0;
  for (const match of format.matchAll(VERB)) {
    text += format.slice(end, match.index);
    end = match.index + match[0].length;
    if (match[1] === "%") {
      text += "%";
      continue;
    }
    if (text !== "") parts.push(text);
    text = "";
    parts.push(null);
  }
  text += format.slice(end);
  return text === "" ? parts : [...parts, text];
}
