/** From which volume on machines of one's own are cheaper than an API. */
import { type Known, known, unknown } from "../../base/known";
import { HOURS_PER_MONTH, type SelfHostedCost, type SelfHostedFormula, tokensPerSecond } from "./formula";

/** Prices of the API per 1,000,000 tokens, in the formula's currency. */
export interface ApiPrices {
  readonly input: number;
  readonly output: number;
}

export interface BreakEven {
  /** Tokens a month, input and output together, at which both cost the same. */
  readonly tokensPerMonth: number;
  /** The API per 1,000,000 tokens of this mixture. */
  readonly apiPerMillion: number;
  /** Share of the hours the machines would have to work for it; above 1 they cannot. */
  readonly utilisation: number;
  /** Whether the machines can serve that volume at all. */
  readonly isReachable: boolean;
}

const SECONDS_PER_HOUR = 3600;
const MILLION = 1_000_000;

/**
 * The machines cost the same every month, used or not; the API costs by the token. `inputShare` is the input's part of all tokens,
 * 0 to 1. Expected figures only: for the doubt call it with another cost.
 */
export function breakEven(
  formula: SelfHostedFormula,
  cost: SelfHostedCost,
  api: ApiPrices,
  inputShare: number,
): Known<BreakEven> {
  const speed = tokensPerSecond(formula.throughput, inputShare);
  if (speed === undefined) return unknown("Nobody measured how fast the machines read prompts");
  const apiPerMillion = api.input * inputShare + api.output * (1 - inputShare);
  if (apiPerMillion <= 0) return unknown("The API costs nothing, so no volume breaks even");
  const tokensPerMonth = (cost.perMonth.typical / apiPerMillion) * MILLION;
  const utilisation = tokensPerMonth / (speed * SECONDS_PER_HOUR * HOURS_PER_MONTH);
  return known({ tokensPerMonth, apiPerMillion, utilisation, isReachable: utilisation <= 1 });
}
