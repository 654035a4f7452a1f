/** Tokens of one text per model, with how sure each count is: for the command line and the editor. */
import type { Catalogue, Model } from "../catalogue/types";
import { errorOf, familyOf, familyTokens } from "../tokens/families";
import type { TextCount } from "../tokens/types";

export interface TokenRow {
  readonly model: string;
  readonly name: string;
  readonly family: string;
  /** Whole tokens; of an estimate the typical number, between `low` and `high` in four cases of five. */
  readonly tokens: number;
  readonly low: number;
  readonly high: number;
  /** Counted in the model's own vocabulary. */
  readonly exact: boolean;
  /** Half the width of the range in percent; 0 where exact, null where nobody has measured the family. */
  readonly errorPercent: number | null;
  /** "exact", "±9 %" or "unmeasured, ±25 %". */
  readonly accuracy: string;
  /** How the count came about. */
  readonly source: string;
}

/** One row per model, in their order. The count must hold the encodings that `encodingsOf` names for their families. */
export function tokenRows(models: readonly Model[], count: TextCount): readonly TokenRow[] {
  return models.map(({ id, name, tokenizerFamily }) => {
    const family = familyOf(tokenizerFamily);
    const { low, typical, high, exact } = familyTokens(count, family);
    const percent = Math.round(100 * errorOf(count, family));
    const measured = exact || family.exact || family.error !== null;
    return {
      model: id,
      name,
      family: family.id,
      tokens: Math.round(typical),
      low: Math.round(low),
      high: Math.round(high),
      exact,
      errorPercent: measured ? percent : null,
      accuracy: exact ? "exact" : measured ? `±${percent} %` : `unmeasured, ±${percent} %`,
      source: family.source,
    };
  });
}

/** The newest model that takes text of each tokenizer family, exact families first: what a count shows where nobody names models. */
export function newestPerFamily(catalogue: Catalogue): readonly Model[] {
  const newest = new Map<string, Model>();
  for (const model of catalogue.models.values()) {
    const { tokenizerFamily, released } = model;
    if (tokenizerFamily === null || tokenizerFamily === "video") continue;
    const known = newest.get(tokenizerFamily);
    if (!known || (released ?? "") > (known.released ?? "")) newest.set(tokenizerFamily, model);
  }
  const isEstimate = ({ tokenizerFamily }: Model): number => (familyOf(tokenizerFamily).exact ? 0 : 1);
  return [...newest.values()].sort((a, b) => isEstimate(a) - isEstimate(b) || (a.name < b.name ? -1 : 1));
}
