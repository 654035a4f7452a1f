/** Runs of an entry and totals over calls: means add, quantiles are drawn together. */
import { type Known, unknown } from "../base/known";
import type { MoneyRange } from "../base/money";
import { type Basis, weakerBasis } from "../base/quantity";
import { monthlyCost, sumRuns } from "../cost/aggregate";
import type { CallEstimate } from "./estimate-call";
import type { Measured } from "./measure";

/** What calls cost together. */
export interface Total {
  readonly cost: Known<MoneyRange>;
  /** Counted calls without a price, which `cost` leaves out. */
  readonly unpriced: number;
  /** Calls that a dearer call replaces: the code makes one or the other. */
  readonly replaced: readonly CallEstimate[];
}

/** The calls that one entry starts, and what they cost together. */
export interface EntryRuns extends Total {
  readonly entry: string;
  readonly calls: readonly CallEstimate[];
}

/** Calls grouped by the entry that starts them, in order of first appearance. */
export function runsByEntry(calls: readonly CallEstimate[]): readonly EntryRuns[] {
  const groups = new Map<string, CallEstimate[]>();
  for (const call of calls) {
    if (call.call.ignored) continue;
    const { name } = call.call.shape.entry;
    const group = groups.get(name);
    if (group) group.push(call);
    else groups.set(name, [call]);
  }
  return [...groups].map(([entry, members]) => ({
    entry,
    calls: members,
    ...totalOf(members),
  }));
}

/** The calls that a total adds up: not ignored, and of the ways the code may take the dearest. */
export function countedCalls(calls: readonly CallEstimate[]): readonly CallEstimate[] {
  return splitByChoice(calls).counted;
}

/**
 * Calls that are not ignored, parted into those that count and priced ones that another way of a choice replaces, the innermost choice
 * first: of each, the way with the dearest calls stays. Calls without a price stay, as nobody knows what they cost; so do calls of other
 * entries.
 */
function splitByChoice(all: readonly CallEstimate[]): {
  readonly counted: readonly CallEstimate[];
  readonly replaced: readonly CallEstimate[];
} {
  const calls = all.filter((call) => !call.call.ignored);
  const replaced = new Set<CallEstimate>();
  for (const at of sharedChoices(calls)) {
    const ways = new Map<string, CallEstimate[]>();
    for (const call of calls) {
      const way = call.call.shape.choices.find((choice) => keyOf(call, choice) === at)?.way;
      if (way === undefined || !call.priced.known || replaced.has(call)) continue;
      ways.set(way, [...(ways.get(way) ?? []), call]);
    }
    const [, ...cheaper] = [...ways.values()].sort((a, b) => meanOf(b) - meanOf(a));
    for (const call of cheaper.flat()) replaced.add(call);
  }
  return {
    counted: calls.filter((call) => !replaced.has(call)),
    replaced: calls.filter((call) => replaced.has(call)),
  };
}

/** Choices of several calls, those deeper in the code first. */
function sharedChoices(calls: readonly CallEstimate[]): readonly string[] {
  const found = new Map<string, { calls: number; depth: number }>();
  for (const call of calls) {
    const { choices } = call.call.shape;
    choices.forEach((choice, index) => {
      const known = found.get(keyOf(call, choice)) ?? { calls: 0, depth: 0 };
      // What stands above a choice is the same for all of its calls.
      found.set(keyOf(call, choice), { calls: known.calls + 1, depth: choices.length - index });
    });
  }
  return [...found]
    .filter(([, { calls: count }]) => count > 1)
    .sort(([, a], [, b]) => b.depth - a.depth)
    .map(([at]) => at);
}

function keyOf(call: CallEstimate, { at }: { readonly at: string }): string {
  return `${call.call.shape.entry.name} ${at}`;
}

function meanOf(calls: readonly CallEstimate[]): number {
  return calls.reduce(
    (sum, { priced, measured }) =>
      sum + (priced.known ? priced.value.run.cost.mean * measured.times.mean : 0),
    0,
  );
}

/** Cost of starting each call's entry once (its runs x times), the dearest way where the code chooses; unknown where nothing is priced. */
export function totalOf(calls: readonly CallEstimate[]): Total {
  const { counted, replaced } = splitByChoice(calls);
  const priced = counted.flatMap(({ priced, measured }) =>
    priced.known
      ? [{ cost: priced.value.run.cost, times: measured.times, basis: weakestBasis(measured) }]
      : [],
  );
  const unpriced = counted.length - priced.length;
  if (priced.length > 0) return { cost: sumRuns(priced), unpriced, replaced };
  return { cost: unknown(counted.length === 0 ? "no calls" : "no call has a price"), unpriced, replaced };
}

/** Basis of the run's weakest quantity. */
export function weakestBasis(measured: Measured): Basis {
  const { turns, system, tools, firstUser, output, reasoning, result } = measured;
  return [system, tools, firstUser, output, reasoning, result].reduce<Basis>(
    (basis, q) => (q.high > 0 ? weakerBasis(basis, q.basis) : basis),
    turns.basis,
  );
}

/** Monthly cost of one call: runs per month of its entry x times x mean; null where the user gave no runs. */
export function perMonth(call: CallEstimate, runsPerMonth: number | null): MoneyRange | null {
  const runs = call.call.overrides.runsPerMonth ?? runsPerMonth;
  if (runs === null || !call.priced.known) return null;
  return monthlyCost(
    call.priced.value.run.cost,
    runs * call.measured.times.mean,
    weakestBasis(call.measured),
  );
}
