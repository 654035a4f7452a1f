/** The code lens above a function that owns runs. */
import { formatMoney } from "../base/format";
import { type Comparison, cheapestFavourite, costOf } from "../estimate/compare";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import { totalOf } from "../estimate/totals";
import { offerLabel, turnsText } from "./labels";

export interface LensGroup {
  readonly path: string;
  readonly fn: number;
  readonly calls: readonly CallEstimate[];
}

/** Calls grouped by the function their run starts in. */
export function lensGroups(calls: readonly CallEstimate[]): readonly LensGroup[] {
  const groups = new Map<string, { path: string; fn: number; calls: CallEstimate[] }>();
  for (const call of calls) {
    if (call.call.ignored) continue;
    const { path, fn } = call.call.shape.owner;
    const key = `${path}:${fn}`;
    const group = groups.get(key) ?? { path, fn, calls: [] };
    group.calls.push(call);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** `$0.19 per run (5–20 turns)`; several calls of one function add up. */
export function lensTitle(group: LensGroup): string {
  const runs = group.calls.map((call) => ({ ...call, measured: { ...call.measured, times: ONCE } }));
  const { cost, unpriced } = totalOf(runs);
  const first = group.calls[0];
  if (!first) return "";
  const turns =
    group.calls.length === 1 ? ` (${turnsText(first.measured.turns)})` : ` (${group.calls.length} calls)`;
  const price = cost.known ? `${formatMoney(cost.value.typical, cost.value.currency)} per run` : "unpriced";
  const rest = cost.known && unpriced > 0 ? ` + ${unpriced} unpriced` : "";
  return `${price}${rest}${turns}`;
}

const ONCE = { low: 1, typical: 1, high: 1, mean: 1, basis: "counted", source: "" } as const;

/** `DeepSeek V4 Flash, CN $0.02`: the cheapest favourite inside the policy; null without favourites or where none is cheaper to name. */
export function lensAlternative(
  group: LensGroup,
  ctx: EstimateContext,
): { readonly title: string; readonly row: Comparison } | null {
  const only = group.calls.length === 1 ? group.calls[0] : undefined;
  const row = only ? cheapestFavourite(only, ctx) : undefined;
  if (!row) return null;
  const { offer, run } = row.priced;
  return { title: `${offerLabel(ctx.catalogue, offer)} ${formatMoney(costOf(row), run.cost.currency)}`, row };
}
