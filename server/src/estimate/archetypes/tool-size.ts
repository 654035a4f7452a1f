/** The size of one tool's answer: what its code says of it, within what was recorded of its kind. */
import type { Quantity } from "../../base/quantity";
import type { Place } from "../../facts/located";
import type { ResultSize } from "../tool-code/result-size";

const CHARACTERS_PER_TOKEN = 4;
/** A title with its address and two lines, a row, a passage: a result of a search for five was recorded at 600 to 900 tokens. */
const TOKENS_PER_ITEM = 150;
/** Answers that are cut where nothing was recorded of their kind: short ones stay short, P10 a twentieth, half the limit typical. */
const CUT = { low: 0.05, typical: 0.5, mean: 0.5 } as const;

/** In o200k tokens; undefined where neither the code nor the records say anything. */
export function sizeOfTool(
  prior: Quantity | undefined,
  size: ResultSize | null,
  placeText: (place: Place) => string,
): Quantity | undefined {
  if (!size) return prior;
  const source = placeText(size.place);
  if (size.kind === "written") return written(size.tokens, source);
  const most = size.kind === "characters" ? size.most / CHARACTERS_PER_TOKEN : size.most * TOKENS_PER_ITEM;
  if (!prior) {
    const { low, typical, mean } = CUT;
    return {
      low: most * low,
      typical: most * typical,
      high: most,
      mean: most * mean,
      basis: "assumed",
      source,
    };
  }
  if (most >= prior.high) return prior;
  const within = (n: number): number => Math.min(n, most);
  return {
    low: within(prior.low),
    typical: within(prior.typical),
    high: within(prior.high),
    mean: within(prior.mean),
    basis: "assumed",
    source,
  };
}

/** One of several answers in the code, which one the run decides. */
function written(tokens: readonly number[], source: string): Quantity {
  const sorted = [...tokens].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const mean = sorted.reduce((sum, size) => sum + size, 0) / sorted.length;
  return { low: at(0.1), typical: at(0.5), high: at(0.9), mean, basis: "counted", source };
}
