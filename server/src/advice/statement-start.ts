/** Where a comment above a call belongs: the first line of the statement that holds the call. */
import type { LanguageId, Stmt } from "../facts/ir";
import type { CallSite } from "../sdks/call-site";

/** Absolute offset at which the innermost statement around the call starts, as the facts have it. */
export function statementStart(site: CallSite): number {
  const { file } = site.call;
  const fn = file.functions[site.fn];
  if (!fn) return site.range.start;
  const at = site.range.start - fn.start;
  const start = innermost(fn.facts.body, at);
  return start === undefined ? site.range.start : start + fn.start;
}

function innermost(body: readonly Stmt[], at: number): number | undefined {
  const holder = body.find((stmt) => stmt.range.start <= at && at < stmt.range.end);
  if (!holder) return undefined;
  return innermost(nested(holder), at) ?? holder.range.start;
}

function nested(stmt: Stmt): readonly Stmt[] {
  switch (stmt.kind) {
    case "if":
      return [...stmt.then, ...stmt.otherwise];
    case "loop":
    case "with":
    case "class":
      return stmt.body;
    case "try":
      return [...stmt.body, ...stmt.handlers.flat(), ...stmt.finally];
    default:
      return [];
  }
}

/** Ends of lines after which an expression or argument list goes on. */
const GOES_ON: Readonly<Record<"python" | "script", RegExp>> = {
  python: /[,([{\\=+\-*/%|&<>]$|\b(and|or|not|in|is|if|else|return|await|lambda)$/,
  script: /[,([=+\-*/%|&<>?]$|[^\s\w"'`)\]}]:$|\b(return|await|typeof|new)$/,
};
/** Beginnings of lines that continue the line before. */
const CONTINUES: Readonly<Record<"python" | "script", RegExp>> = {
  python: /^(?:[.)\]},+*/|&]|(?:and|or|if|else|for|is)\b(?!.*:\s*$))/,
  script: /^(?:[.)\],?:+*|&]|\/(?![/*]))/,
};

/**
 * The same from text alone, for callers without facts: goes up while lines read as parts of one statement. `line` and the answer are
 * 0-based.
 */
export function firstLineOfStatement(
  lineText: (line: number) => string,
  line: number,
  language: LanguageId,
): number {
  const kind = language === "python" ? "python" : "script";
  let first = line;
  for (let above = line - 1; above >= 0; above--) {
    const text = code(lineText(above), kind);
    if (text === "") {
      if (lineText(above).trim() === "") break;
      continue;
    }
    if (!GOES_ON[kind].test(text) && !CONTINUES[kind].test(code(lineText(first), kind))) break;
    first = above;
  }
  return first;
}

/** The line without a comment that ends it. */
function code(line: string, kind: "python" | "script"): string {
  return line.replace(kind === "python" ? /(^|\s)#.*$/ : /(^|\s)\/\/.*$/, "").trim();
}
