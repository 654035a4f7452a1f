/** Matches remembered per catalogue: every estimate of a call asks again, and the answer stays while the catalogue does. */
import type { Known } from "../base/known";
import { type ModelMatch, matchModel } from "../catalogue/match/match";
import type { Catalogue } from "../catalogue/types";

/** Ids kept; somebody who types a model's name asks for each beginning of it. */
const MAX_IDS = 1_000;

const matches = new WeakMap<Catalogue, Map<string, Known<ModelMatch>>>();

/** `matchModel`, remembered. */
export function rememberedMatch(
  catalogue: Catalogue,
  writtenId: string,
  host: string | undefined,
): Known<ModelMatch> {
  let known = matches.get(catalogue);
  if (!known) {
    known = new Map();
    matches.set(catalogue, known);
  }
  const key = JSON.stringify([writtenId, host]);
  const match = known.get(key);
  if (match) return match;
  if (known.size >= MAX_IDS) known.clear();
  const found = matchModel(catalogue, writtenId, host);
  known.set(key, found);
  return found;
}
