/** Edits that write `farebox:` directives above a call. */

import { ASSUMPTION_IDS, type AssumptionId } from "../../../shared/settings";
import { LineMap } from "../base/line-map";
import type { CallAnalysis } from "../estimate/call-analysis";
import { DIRECTIVE_OF } from "../estimate/pins";
import type { LanguageId } from "../facts/ir";
import type { TextEdit } from "./rule";
import { firstLineOfStatement, statementStart } from "./statement-start";

export interface DirectiveTarget {
  readonly path: string;
  readonly text: string;
  /** Offset in the call. */
  readonly callOffset: number;
  readonly language: LanguageId;
  /** Offset at which the call's statement starts, where the facts tell (`statementStart`). */
  readonly statementStart?: number;
  /** Its number among the calls that a comment above the statement reaches; 1 where it is left out. */
  readonly nth?: number;
}

export interface PinTarget extends DirectiveTarget {
  /** An assumption id (`outputTokens`) or a directive's name (`output`). */
  readonly name: string;
  readonly value: number;
}

/** A directive's words in order: `turns` -> `12`. */
export type DirectiveWords = readonly (readonly [name: string, value: string])[];

/** Pins one quantity above the call. */
export function pinEdit(target: PinTarget): TextEdit {
  const name = isAssumption(target.name) ? DIRECTIVE_OF[target.name] : target.name;
  return directiveEdit(target, [[name, numberText(target.value)]]);
}

type DirectedCall = Pick<CallAnalysis, "site" | "nthBelow">;

/** The same for a recognised call, with its statement from the facts. */
export function pinCall(call: DirectedCall, text: string, name: string, value: number): TextEdit {
  return pinEdit({ ...targetOf(call, text), name, value });
}

/** Where a directive for a recognised call goes. */
export function targetOf({ site, nthBelow = 1 }: DirectedCall, text: string): DirectiveTarget {
  return {
    nth: nthBelow,
    path: site.path,
    text,
    callOffset: site.range.start,
    language: site.call.file.language,
    statementStart: statementStart(site),
  };
}

/**
 * Sets words of the directive above a call: in the comment that stands directly above its statement, else in a new comment line there,
 * with the statement's indentation and the file's line ending.
 */
export function directiveEdit(target: DirectiveTarget, words: DirectiveWords): TextEdit {
  const { path, text, language } = target;
  const map = new LineMap(text);
  const line = lineFor(target, map);
  const nth = target.nth ?? 1;
  const existing = directiveAbove(map, line, language, nth);
  if (existing) {
    const { start, end } = existing;
    return { path, range: { start, end }, newText: merged(text.slice(start, end), words) };
  }
  const indent = /^[^\S\r\n]*/.exec(map.lineText(line))?.[0] ?? "";
  const mark = language === "python" ? "#" : "//";
  const which: DirectiveWords = nth === 1 ? [] : [["call", String(nth)]];
  const said = [...which, ...words].map(([name, value]) => `${name}=${value}`).join(" ");
  const at = map.lineStart(line);
  return {
    path,
    range: { start: at, end: at },
    newText: `${indent}${mark} farebox: ${said}${lineEnding(text)}`,
  };
}

function lineFor(target: DirectiveTarget, map: LineMap): number {
  const line = map.position(target.statementStart ?? target.callOffset).line;
  const lineText = (at: number): string => map.lineText(at);
  if (target.statementStart === undefined) return firstLineOfStatement(lineText, line, target.language);
  // A backslash joins lines even where facts start the statement later (a lambda's body).
  let first = line;
  while (target.language === "python" && first > 0 && /\\$/.test(lineText(first - 1))) first--;
  return first;
}

const COMMENT: Readonly<Record<"python" | "script", RegExp>> = {
  python: /^\s*#/,
  script: /^\s*(?:\/\/|\/\*.*\*\/\s*$)/,
};

/**
 * Span of the words after `farebox:` in the comment lines directly above, of a comment for the same call. `ignore` says something
 * else and stays alone.
 */
function directiveAbove(
  map: LineMap,
  line: number,
  language: LanguageId,
  nth: number,
): { readonly start: number; readonly end: number } | undefined {
  const comment = COMMENT[language === "python" ? "python" : "script"];
  for (let above = line - 1; above >= 0; above--) {
    const text = map.lineText(above);
    if (!comment.test(text)) return undefined;
    const found = /farebox:[^\S\r\n]*(.*?)\s*(?:\*\/\s*)?$/.exec(text);
    if (!found || found[1] === undefined || /^ignore\b/.test(found[1])) continue;
    if (Number(/(?:^|\s)call=(\d+)/.exec(found[1])?.[1] ?? 1) !== nth) continue;
    const start = map.lineStart(above) + text.indexOf(found[1], found.index + "farebox:".length);
    return { start, end: start + found[1].length };
  }
  return undefined;
}

function merged(present: string, words: DirectiveWords): string {
  return words.reduce((text, [name, value]) => {
    const word = `${name}=${value}`;
    const at = new RegExp(`(^|\\s)${name}=\\S*`);
    if (at.test(text)) return text.replace(at, (_match, before: string) => `${before}${word}`);
    return text === "" ? word : `${text} ${word}`;
  }, present);
}

/** The ending the file uses; "\n" where it has a single line. */
function lineEnding(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}

function isAssumption(name: string): name is AssumptionId {
  return (ASSUMPTION_IDS as readonly string[]).includes(name);
}

/** Whole numbers stay whole; fractions keep three digits, never an exponent. */
function numberText(value: number): string {
  return Number.isInteger(value) ? value.toFixed(0) : value.toFixed(3).replace(/\.?0+$/, "");
}
