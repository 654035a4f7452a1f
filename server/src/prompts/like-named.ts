/**
 * Text files that a value known only at run time may hold: those named like it (`wiki` -> `wiki.md`, `domain_policy` -> `policy.md`). Which
 * one it is, the code does not say here, so their sizes make a range.
 */
import type { Quantity } from "../base/quantity";
import { weightedRange } from "../base/weighted-range";
import type { Program } from "../facts/program";
import { configTexts } from "./config-texts";

/** More files of one name are no choice between prompts. */
const MAX_FILES = 12;
const TEXT_FILE = /(^|\/)([^/]+)\.(md|txt|prompt|j2|jinja2?)$/i;
/** Names that say what a value is for, not what it is. */
const GENERIC =
  /^(prompt|text|content|contents|message|messages|template|input|output|question|query|context|data|description|name|task|readme|license|result|results|answer|value|file|path|user|system|item|requirements|args|self|history)$/i;

/** The range over the files named like the value, in o200k tokens; undefined where there are none. */
export function sizeOfLikeNamed(program: Program, name: string): Quantity | undefined {
  const configured = configTexts(program, ownName(name));
  if (configured.length > 0 && configured.length <= MAX_FILES)
    return sizeOfOneOf(
      configured.map(({ text }) => roughTokens(text)),
      namesOf(configured.map(({ path }) => path)),
    );
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || last.length < 4 || GENERIC.test(last)) return undefined;
  const paths = (program.textFiles ?? []).filter((path) => isNamed(path, words.join("_"), last));
  if (paths.length === 0 || paths.length > MAX_FILES) return undefined;
  const sizes = paths.flatMap((path) => {
    const text = program.resource("", path);
    return text === undefined ? [] : [roughTokens(text)];
  });
  return sizes.length === 0 ? undefined : sizeOfOneOf(sizes, namesOf(paths));
}

/**
 * One of several texts of these sizes in tokens, which one is not known. Up to the middle one a text counts by its length: a prompt of two
 * lines beside a handbook is less likely what runs are made with than an example or a test, but the longest of three handbooks is no
 * likelier than the others.
 */
export function sizeOfOneOf(tokens: readonly number[], source: string): Quantity {
  const sorted = [...tokens].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const [low, typical, high, mean] = weightedRange(
    tokens.map((size) => ({ size, weight: Math.min(size, middle) })),
  );
  return { low, typical, high, mean, basis: "assumed", source };
}

function namesOf(paths: readonly string[]): string {
  return [...new Set(paths)].slice(0, 3).join(", ");
}

/** `self.config.system_template` -> `system_template`. */
function ownName(name: string): string {
  return /([A-Za-z_][A-Za-z0-9_]*)$/.exec(name)?.[1] ?? "";
}

/** `self.domain_policy` -> domain, policy; `systemPrompt` -> system, prompt. */
function wordsOf(name: string): readonly string[] {
  return ownName(name)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split("_")
    .filter((word) => word !== "");
}

function isNamed(path: string, whole: string, last: string): boolean {
  const base = TEXT_FILE.exec(path)?.[2]?.toLowerCase().replace(/-/g, "_");
  return base !== undefined && (base === whole || base === last || base.endsWith(`_${last}`));
}

/**
 * Tokens of a text without a vocabulary: a word of up to eight letters, up to three digits, or a run of two signs is one token. Within
 * 10 % of o200k on prompts of public agents; texts whose wording is certain are counted exactly elsewhere.
 */
export function roughTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(/[A-Za-z]+|\d{1,3}|[^\sA-Za-z\d]+|\n\s*/g)) {
    tokens += /^[A-Za-z]/.test(piece)
      ? Math.ceil(piece.length / 8)
      : /^[\d\n]/.test(piece)
        ? 1
        : Math.ceil(piece.length / 2);
  }
  return tokens;
}
