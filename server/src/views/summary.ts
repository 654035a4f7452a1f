/** The running estimate of a file or workspace, and its runs dearest first. */
import type { CostView, RunView, TotalView, ViewRange } from "../../../shared/view-models";
import { formatMoney, formatRange } from "../base/format";
import type { MoneyRange } from "../base/money";
import type { CallEstimate } from "../estimate/estimate-call";
import { totalOf } from "../estimate/totals";
import type { Place } from "../facts/located";
import { turnsText } from "./labels";

export function costView({ currency, low, typical, high, mean }: MoneyRange): CostView {
  return { currency, low, typical, high, mean };
}

/** "$4.10 + 3 unpriced", "3 unpriced" or "no calls": each entry started once. `currency` names a total of nothing. */
export function totalView(calls: readonly CallEstimate[], currency: string): TotalView {
  const shown = calls.filter((call) => !call.call.ignored);
  const { cost, unpriced, replaced } = totalOf(shown);
  const entries = new Set(shown.map((call) => call.call.shape.entry.name)).size;
  const base = { runs: shown.length, unpriced };
  if (shown.length === 0)
    return { ...base, text: "no calls", tooltip: "No model call was found.", cost: null };
  const rest = `${unpriced} unpriced`;
  if (!cost.known) {
    if (allUnpriced(shown))
      return { ...base, text: rest, tooltip: "None of the calls has a price.", cost: null };
    const sums = sumsByCurrency(shown);
    const text = [...(sums.length > 0 ? sums : ["?"]), ...(unpriced > 0 ? [rest] : [])].join(" + ");
    return { ...base, text, tooltip: `Not added up: ${cost.reason}.`, cost: null };
  }
  const { value } = cost;
  const text = formatMoney(value.typical, value.currency);
  const lines = [
    `Each of ${plural(entries, "entry", "entries")} started once: ${plural(shown.length, "call")}, ${formatRange(value.low, value.high, value.currency)}, mean ${formatMoney(value.mean, value.currency)}.`,
    ...(unpriced > 0
      ? [`${plural(unpriced, "call")} without a price ${unpriced === 1 ? "is" : "are"} not in it.`]
      : []),
    ...(replaced.length > 0
      ? [
          `${plural(replaced.length, "call")} ${replaced.length === 1 ? "is" : "are"} left out: the code makes a dearer one instead.`,
        ]
      : []),
    ...(value.currency === currency ? [] : [`No exchange rate to ${currency} is known.`]),
  ];
  return {
    ...base,
    text: unpriced > 0 ? `${text} + ${rest}` : text,
    tooltip: lines.join("\n"),
    cost: costView(value),
  };
}

/** Typical sums in each currency, where folders show different ones or a rate is missing. */
function sumsByCurrency(calls: readonly CallEstimate[]): readonly string[] {
  const currencies = new Set(
    calls.flatMap(({ priced }) => (priced.known ? [priced.value.run.cost.currency] : [])),
  );
  return [...currencies].sort().flatMap((currency) => {
    const { cost } = totalOf(
      calls.filter(({ priced }) => priced.known && priced.value.run.cost.currency === currency),
    );
    return cost.known ? [formatMoney(cost.value.typical, currency)] : [];
  });
}

function allUnpriced(calls: readonly CallEstimate[]): boolean {
  return calls.every((call) => !call.priced.known);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Where the editor finds a place. */
export type LocationOf = (place: Place) => { readonly uri: string; readonly range: ViewRange };

/** One row per call that is not ignored: dearest first, unpriced last, then in order of place. */
export function runViews(calls: readonly CallEstimate[], locationOf: LocationOf): readonly RunView[] {
  const rows = calls.filter((call) => !call.call.ignored).map((call) => runView(call, locationOf));
  const costOf = (row: RunView): number => row.cost?.typical ?? -1;
  return rows.sort((a, b) => costOf(b) - costOf(a));
}

function runView(estimate: CallEstimate, locationOf: LocationOf): RunView {
  const { call, priced, model, measured } = estimate;
  const { site } = call;
  const cost = priced.known ? priced.value.run.cost : null;
  return {
    callId: site.id,
    ...locationOf({ path: site.path, range: site.range }),
    entry: call.shape.entry.name,
    model: model.known ? model.value.name : (call.overrides.model ?? site.model.id ?? site.model.text),
    turns: turnsText(measured.turns),
    costText: cost ? formatMoney(cost.typical, cost.currency) : null,
    cost: cost ? costView(cost) : null,
    unpricedReason: priced.known ? null : priced.reason,
  };
}
