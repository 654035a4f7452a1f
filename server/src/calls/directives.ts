/** `farebox:` comments: what they say, and which call site they speak of. */
import type { Range } from "../base/range";
import type { Directive } from "../facts/ir";
import type { CallSite } from "../sdks/call-site";

/** Quantities in tokens (turns and times: counts; gap and rungap: seconds between turns and runs) that a directive can pin. */
export const PINNED_QUANTITIES = [
  "turns",
  "output",
  "reasoning",
  "result",
  "first",
  "system",
  "tools",
  "times",
  "gap",
  "rungap",
] as const;
export type PinnedQuantity = (typeof PINNED_QUANTITIES)[number];

/** Words a directive can pin; `tier` is the service tier. */
export const PINNED_NAMES = ["model", "host", "region", "tier"] as const;
export type PinnedName = (typeof PINNED_NAMES)[number];

export interface DirectiveValues {
  readonly ignore: boolean;
  readonly quantities: Readonly<Partial<Record<PinnedQuantity, number>>>;
  readonly names: Readonly<Partial<Record<PinnedName, string>>>;
  readonly runsPerMonth: number | null;
}

export interface DirectiveProblem {
  /** A sentence for people. */
  readonly message: string;
  /** Absolute UTF-16 offsets of the words at fault. */
  readonly range: Range;
}

export interface ParsedDirective {
  readonly directive: Directive;
  readonly values: DirectiveValues;
  readonly problems: readonly DirectiveProblem[];
}

const MARK = "farebox:";
/** A month of 30 days: directives state rates, not dates. */
const PER_MONTH: ReadonlyMap<string, number> = new Map([
  ["hour", 720],
  ["day", 30],
  ["week", 30 / 7],
  ["month", 1],
]);

/** Reads `turns=8 output=400 runs=1000/month`. What cannot be read is a problem and leaves the rest standing. */
export function parseDirective(directive: Directive): ParsedDirective {
  const quantities: Partial<Record<PinnedQuantity, number>> = {};
  const names: Partial<Record<PinnedName, string>> = {};
  const problems: DirectiveProblem[] = [];
  let ignore = false;
  let runsPerMonth: number | null = null;
  const words = [...directive.text.matchAll(/\S+/g)];
  const textStart = directive.offset + MARK.length + 1;
  for (const word of words) {
    const start = textStart + word.index;
    const report = (message: string): void => {
      problems.push({ message, range: { start, end: start + word[0].length } });
    };
    const [key = "", value, ...more] = word[0].replace(/,$/, "").split("=");
    if (key === "ignore" && value === undefined) ignore = true;
    else if (value === undefined || value === "") report(`\`${key}\` needs a value: \`${key}=…\`.`);
    else if (isQuantity(key)) {
      const count = countOf(value);
      if (count === null || more.length > 0) report(`\`${value}\` is no count for \`${key}\`.`);
      else quantities[key] = count;
    } else if (isName(key)) names[key] = [value, ...more].join("=");
    else if (key === "runs") {
      runsPerMonth = runsOf(value);
      if (runsPerMonth === null) report(`\`${value}\` is no rate: write \`runs=1000/month\`.`);
    } else
      report(
        `\`${key}\` is unknown. Known: ${[...PINNED_QUANTITIES, "runs", ...PINNED_NAMES, "ignore"].join(", ")}.`,
      );
  }
  if (words.length === 0) {
    problems.push({
      message: "The directive says nothing.",
      range: { start: directive.offset, end: directive.offset + MARK.length },
    });
  }
  return { directive, values: { ignore, quantities, names, runsPerMonth }, problems };
}

export interface SiteDirectives {
  /** Merged values per site id; where two pin the same, the lower line wins. */
  readonly values: ReadonlyMap<string, DirectiveValues>;
  readonly problems: readonly DirectiveProblem[];
}

/**
 * Gives each directive to the call site it stands in or on a line with, else to the next one below.
 * `sites` are those of the same file; `lineAt` maps an absolute offset to a line number.
 */
export function attachDirectives(
  directives: readonly Directive[],
  sites: readonly CallSite[],
  lineAt: (offset: number) => number,
): SiteDirectives {
  const values = new Map<string, DirectiveValues>();
  const problems: DirectiveProblem[] = [];
  const ordered = [...sites].sort((a, b) => a.nameStart - b.nameStart);
  for (const directive of [...directives].sort((a, b) => a.offset - b.offset)) {
    const parsed = parseDirective(directive);
    problems.push(...parsed.problems);
    const line = lineAt(directive.offset);
    const site = ordered.find((s) => lineAt(s.range.end) >= line);
    if (site) values.set(site.id, merge(values.get(site.id), parsed.values));
    else problems.push({ message: "There is no call site below this directive.", range: rangeOf(directive) });
  }
  return { values, problems };
}

function merge(before: DirectiveValues | undefined, after: DirectiveValues): DirectiveValues {
  if (!before) return after;
  return {
    ignore: before.ignore || after.ignore,
    quantities: { ...before.quantities, ...after.quantities },
    names: { ...before.names, ...after.names },
    runsPerMonth: after.runsPerMonth ?? before.runsPerMonth,
  };
}

function rangeOf(directive: Directive): Range {
  return { start: directive.offset, end: directive.offset + MARK.length + 1 + directive.text.length };
}

/** "400", "1_000", "4k", "1.5k"; negative and unreadable counts are null. */
function countOf(value: string): number | null {
  const match = /^(\d[\d_]*(?:\.\d+)?)(k|m)?$/i.exec(value);
  if (!match?.[1]) return null;
  const factor = match[2] === undefined ? 1 : match[2].toLowerCase() === "k" ? 1000 : 1_000_000;
  return Number(match[1].replaceAll("_", "")) * factor;
}

function runsOf(value: string): number | null {
  const [count = "", unit = ""] = value.split("/");
  const runs = countOf(count);
  const perMonth = PER_MONTH.get(unit);
  return runs === null || perMonth === undefined ? null : runs * perMonth;
}

function isQuantity(key: string): key is PinnedQuantity {
  return (PINNED_QUANTITIES as readonly string[]).includes(key);
}

function isName(key: string): key is PinnedName {
  return (PINNED_NAMES as readonly string[]).includes(key);
}
