/** What makes a report fail: runs dearer than a budget, and offers outside the residency policy. */

import type { Settings } from "../../../shared/settings";
import type { Money, MoneyRange } from "../base/money";
import { admits } from "../catalogue/match/residency";
import type { Catalogue } from "../catalogue/types";
import type { CallEstimate } from "../estimate/estimate-call";
import { totalOf } from "../estimate/totals";

export interface OverBudget {
  /** The run's first call. */
  readonly call: CallEstimate;
  readonly cost: MoneyRange;
}

export interface BudgetCheck {
  /** Dearest first. */
  readonly over: readonly OverBudget[];
  /** Calls without a price in the budget's currency: they cannot be held against it. */
  readonly undecided: number;
}

const ONCE = { low: 1, typical: 1, high: 1, mean: 1, basis: "counted", source: "" } as const;

/**
 * Runs whose typical cost is above the amount. Calls of one function make up one run, as in the editor's
 * code lens; loops around it do not multiply it.
 */
export function checkBudget(calls: readonly CallEstimate[], { amount, currency }: Money): BudgetCheck {
  const groups = new Map<string, CallEstimate[]>();
  let undecided = 0;
  for (const call of calls) {
    if (call.call.ignored) continue;
    if (!call.priced.known || call.priced.value.run.cost.currency !== currency) {
      undecided++;
      continue;
    }
    const { path, fn } = call.call.shape.owner;
    const key = `${path}:${fn}`;
    groups.set(key, [...(groups.get(key) ?? []), { ...call, measured: { ...call.measured, times: ONCE } }]);
  }
  const over = [...groups.values()].flatMap((members): OverBudget[] => {
    const { cost } = totalOf(members);
    const [call] = members;
    return call && cost.known && cost.value.typical > amount ? [{ call, cost: cost.value }] : [];
  });
  return { over: over.sort((a, b) => b.cost.typical - a.cost.typical), undecided };
}

export interface PolicyCheck {
  readonly violations: readonly { readonly call: CallEstimate; readonly reason: string }[];
  /** Calls whose offer is unknown: nobody can say where their data goes. */
  readonly undecided: number;
}

/** Present offers the residency settings do not admit. Nothing where there is no policy. */
export function checkResidency(
  calls: readonly CallEstimate[],
  catalogue: Catalogue,
  { residency }: Settings,
): PolicyCheck {
  if (residency.allow.length + residency.deny.length === 0) return { violations: [], undecided: 0 };
  const shown = calls.filter((call) => !call.call.ignored);
  const violations = shown.flatMap((call) => {
    if (!call.offer.known) return [];
    const admission = admits(catalogue, call.offer.value, residency);
    return admission.ok ? [] : [{ call, reason: admission.reason }];
  });
  return { violations, undecided: shown.filter((call) => !call.offer.known).length };
}
