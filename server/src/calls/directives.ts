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
  /** `call=2`: the second of the call sites the comment reaches, where one statement holds several. */
  readonly nth: number;
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
  let nth = 1;
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
    } else if (key === "call") {
      nth = Number(value);
      if (!/^[1-9]\d{0,3}$/.test(value) || more.length > 0) {
        report(`\`${value}\` is no position: write \`call=2\` for the second call below.`);
        nth = 1;
      }
    } else if (isName(key)) names[key] = [value, ...more].join("=");
    else if (key === "runs") {
      runsPerMonth = runsOf(value);
      if (runsPerMonth === null) report(`\`${value}\` is no rate: write \`runs=1000/month\`.`);
    } else
      report(
        `\`${key}\` is unknown. Known: ${[...PINNED_QUANTITIES, "runs", ...PINNED_NAMES, "call", "ignore"].join(", ")}.`,
      );
  }
  if (words.length === 0) {
    problems.push({
      message: "The directive says nothing.",
      range: { start: directive.offset, end: directive.offset + MARK.length },
    });
  }
  return { directive, nth, values: { ignore, quantities, names, runsPerMonth }, problems };
}

export interface SiteDirectives {
  /** Merged values per site id; where two pin the same, the lower line wins. */
  readonly values: ReadonlyMap<string, DirectiveValues>;
  readonly problems: readonly DirectiveProblem[];
}

/** A place in the file that calls a function of the project which sends requests. */
export interface CallerPlace {
  readonly range: Range;
  /** The sites behind it. */
  readonly siteIds: readonly string[];
  /** Why a directive here cannot speak for them; null where it can. */
  readonly problem: string | null;
}

/**
 * Gives each directive to the call site it stands in or on a line with, else to the caller of one on its line or directly below,
 * else to the next call site below. `call=2` means the second from there. `sites` are those of the same file; `lineAt` maps an
 * absolute offset to a line number.
 */
export function attachDirectives(
  directives: readonly Directive[],
  sites: readonly CallSite[],
  lineAt: (offset: number) => number,
  callers: readonly CallerPlace[] = [],
): SiteDirectives {
  const values = new Map<string, DirectiveValues>();
  const problems: DirectiveProblem[] = [];
  const ordered = [...directives].sort((a, b) => a.offset - b.offset);
  const lines = new Set(ordered.map(({ offset }) => lineAt(offset)));
  for (const directive of ordered) {
    const parsed = parseDirective(directive);
    problems.push(...parsed.problems);
    const give = (id: string): unknown => values.set(id, merge(values.get(id), parsed.values));
    const line = lineAt(directive.offset);
    const caller = callerOf(line, lines, sites, callers, lineAt);
    const site = sitesFrom(line, sites, lineAt)[parsed.nth - 1];
    if (caller?.problem) problems.push({ message: caller.problem, range: rangeOf(directive) });
    else if (caller) caller.siteIds.forEach(give);
    else if (site) give(site.id);
    else problems.push({ message: "There is no call site below this directive.", range: rangeOf(directive) });
  }
  return { values, problems };
}

/** The call sites a comment on a line reaches, in the order in which `call=` counts them. */
export function sitesFrom(
  line: number,
  sites: readonly CallSite[],
  lineAt: (offset: number) => number,
): readonly CallSite[] {
  const reached = sites.filter((site) => lineAt(site.range.end) >= line);
  return reached.sort((a, b) => a.nameStart - b.nameStart);
}

/** The caller the directive stands at, unless a call site itself stands there. Directives may be stacked. */
function callerOf(
  line: number,
  directiveLines: ReadonlySet<number>,
  sites: readonly CallSite[],
  callers: readonly CallerPlace[],
  lineAt: (offset: number) => number,
): CallerPlace | undefined {
  const covers = (range: Range, at: number): boolean => lineAt(range.start) <= at && at <= lineAt(range.end);
  const startsAt = (at: number): CallerPlace | undefined =>
    callers.find(({ range }) => lineAt(range.start) === at);
  let below = line + 1;
  while (directiveLines.has(below)) below++;
  for (const at of [line, below]) {
    if (sites.some(({ range }) => covers(range, at))) return undefined;
    const caller = startsAt(at);
    if (caller) return caller;
  }
  return undefined;
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
