/** Runs of an entry and totals over calls: means add, quantiles are drawn together. */
import { type Known, unknown } from "../base/known";
import type { MoneyRange } from "../base/money";
import { type Basis, weakerBasis } from "../base/quantity";
import { monthlyCost, sumRuns } from "../cost/aggregate";
import type { CallEstimate } from "./estimate-call";
import type { Measured } from "./measure";

export interface EntryRuns {
  readonly entry: string;
  readonly calls: readonly CallEstimate[];
  readonly cost: Known<MoneyRange>;
  readonly unpriced: number;
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
  return [...groups].map(([entry, members]) => ({ entry, calls: members, ...totalOf(members) }));
}

/** Cost of starting each call's entry once (its runs x times); unknown where nothing is priced. */
export function totalOf(calls: readonly CallEstimate[]): {
  readonly cost: Known<MoneyRange>;
  readonly unpriced: number;
} {
  const shown = calls.filter((call) => !call.call.ignored);
  const priced = shown.flatMap(({ priced, measured }) =>
    priced.known
      ? [{ cost: priced.value.run.cost, times: measured.times, basis: weakestBasis(measured) }]
      : [],
  );
  const unpriced = shown.length - priced.length;
  if (priced.length > 0) return { cost: sumRuns(priced), unpriced };
  return { cost: unknown(shown.length === 0 ? "no calls" : "no call has a price"), unpriced };
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
