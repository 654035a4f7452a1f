/** What a change saves per run. */
import type { Money, MoneyRange } from "../base/money";

/** Savings below this share of the cost are not worth a change of code. */
const LEAST_SHARE = 0.02;

/** Difference of the means; null where the change does not pay, on average and in the typical run, or currencies differ. */
export function savingOf(now: MoneyRange, then: MoneyRange): Money | null {
  if (now.currency !== then.currency || now.mean <= 0) return null;
  const amount = now.mean - then.mean;
  const pays = amount / now.mean >= LEAST_SHARE && then.typical < now.typical;
  return pays ? { amount, currency: now.currency } : null;
}
