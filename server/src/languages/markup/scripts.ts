/**
 * The scripts inside a page or a component: `<script>` of HTML, Vue, Svelte and Astro, and the part between the two lines of `---` at the
 * top of an Astro file. What stands around them is blanked, so that every position stays what it is in the file.
 */

const OPENING = /<!--|<script(?=[\s>])/gi;
const CLOSING = /<\/script\s*>/gi;
const COMMENT_END = "-->";
const FENCE = /^\uFEFF?\s{0,100}---[^\S\n]{0,100}\r?\n/;
const FENCE_END = /\n---[^\S\n]{0,100}(?:\r?\n|$)/g;
/** Types that browsers and compilers run; others hold data: https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type */
const RUN = /^(module|text\/javascript|application\/javascript|text\/babel|text\/typescript|ts|tsx|js|)$/i;
const TYPE = /\stype\s{0,100}=\s{0,100}["']?([^"'\s>]{0,100})/i;

/** The text with everything blanked that is no script: as long as before, with the same line breaks. Only Astro's files begin with code. */
export function scriptsOf(text: string, path: string): string {
  const parts: string[] = [];
  let done = 0;
  const keep = (start: number, end: number): void => {
    parts.push(blank(text.slice(done, start)), text.slice(start, end));
    done = end;
  };
  const fence = /\.astro$/i.test(path) ? (FENCE.exec(text)?.[0].length ?? 0) : 0;
  if (fence > 0) {
    // The line break before the second fence belongs to it.
    const end = indexFrom(FENCE_END, text, fence - 1)?.index;
    if (end !== undefined) keep(fence, Math.max(end, fence));
  }
  while (true) {
    const opening = indexFrom(OPENING, text, done);
    if (!opening) break;
    if (opening[0] === "<!--") {
      const end = text.indexOf(COMMENT_END, opening.index);
      if (end < 0) break;
      parts.push(blank(text.slice(done, end)));
      done = end;
      continue;
    }
    const start = endOfTag(text, opening.index);
    const closing = start < 0 ? undefined : indexFrom(CLOSING, text, start);
    if (start < 0 || !closing) break;
    const type = TYPE.exec(text.slice(opening.index, start))?.[1] ?? "";
    if (RUN.test(type)) keep(start, closing.index);
    // One script ends here, whatever the next begins with.
    parts.push(blank(text.slice(done, closing.index)), ";");
    done = closing.index + 1;
  }
  parts.push(blank(text.slice(done)));
  return parts.join("");
}

function indexFrom(pattern: RegExp, text: string, from: number): RegExpExecArray | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text) ?? undefined;
}

/** Where the text behind the tag begins; a `>` in a quoted attribute (`generic="T extends Record<string, X>"`) ends nothing. */
function endOfTag(text: string, start: number): number {
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? "";
    if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === ">") return at + 1;
  }
  return -1;
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, " ");
}
