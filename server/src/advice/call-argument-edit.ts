/** Adds one keyword argument (Python) or option (TypeScript, JavaScript) to a call, as its first one. */
import { absoluteRange } from "../facts/located";
import type { CallSite } from "../sdks/call-site";
import type { TextEdit } from "./rule";

/** An argument as each kind of language writes it. */
export interface ArgumentText {
  readonly python: string;
  readonly script: string;
}

/**
 * Right behind the opening parenthesis or brace: there no reading of the other arguments is needed. null where the call has positional
 * arguments (Python) or its options are not written out (TypeScript).
 */
export function callArgumentEdit(site: CallSite, text: string, argument: ArgumentText): TextEdit | null {
  const isPython = site.call.file.language === "python";
  const open = isPython ? openParenthesis(site, text) : openBrace(site, text);
  if (open === null) return null;
  const rest = text.slice(open, site.range.end);
  const comment = isPython ? "#[^\\r\\n]*" : "//[^\\r\\n]*";
  const broken = new RegExp(`^[^\\S\\r\\n]*(?:${comment})?(\\r\\n|\\n|\\r)([^\\S\\r\\n]*)(?=\\S)`).exec(rest);
  const written = isPython ? argument.python : argument.script;
  if (broken) {
    const at = open + broken[0].length - (broken[2] ?? "").length;
    return insert(site, at, `${broken[2] ?? ""}${written},${broken[1] ?? "\n"}`);
  }
  if (isPython) return insert(site, open, `${written}, `);
  const spaced = /^\s/.test(rest);
  return insert(site, open, spaced ? ` ${written},` : `${written}, `);
}

function insert(site: CallSite, at: number, newText: string): TextEdit {
  return { path: site.path, range: { start: at, end: at }, newText };
}

function openParenthesis(site: CallSite, text: string): number | null {
  const { expr } = site.call;
  if (expr.kind !== "call" || expr.args.length === 0) return null;
  const named = expr.args.every((arg) => arg.name !== null || arg.spread);
  if (!named) return null;
  const found = /^[\w]+\s*\(/.exec(text.slice(site.nameStart, site.range.end));
  return found ? site.nameStart + found[0].length : null;
}

function openBrace(site: CallSite, text: string): number | null {
  const { expr, file, fn } = site.call;
  const first = expr.kind === "call" ? expr.args[0] : undefined;
  if (first?.value.kind !== "dict" || first.spread || first.value.entries.length === 0) return null;
  const { start } = absoluteRange(file, fn, first.value.range);
  return text[start] === "{" ? start + 1 : null;
}
