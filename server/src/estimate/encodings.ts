/** Which encodings the texts of some calls must be counted in. */
import { matchModel } from "../catalogue/match/match";
import type { Catalogue } from "../catalogue/types";
import { encodingsOf } from "../tokens/families";
import type { Encoding } from "../tokens/types";
import type { CallAnalysis } from "./call-analysis";
import { favouriteOffers } from "./compare";

/** Those of the calls' own models and of the favourites they are compared with everywhere. */
export function encodingsForCalls(
  calls: readonly CallAnalysis[],
  catalogue: Catalogue,
  favourites: readonly string[],
): readonly Encoding[] {
  const own = calls.flatMap(({ site, overrides }) => {
    const written = overrides.model ?? site.model.id;
    if (written === null) return [];
    const match = matchModel(catalogue, written, overrides.host ?? site.host ?? undefined);
    return match.known ? [match.value.model.tokenizerFamily] : [];
  });
  const compared = favouriteOffers(catalogue, [...favourites, ...catalogue.favourites]).map(
    (offer) => catalogue.models.get(offer.model)?.tokenizerFamily ?? null,
  );
  return encodingsOf([...own, ...compared]);
}
