/** What a text counts as in each tokenizer family. */
import { FAMILY_LIST, unmeasured } from "./family-table";
import { kindOf } from "./features";
import {
  BASE_ENCODING,
  type ByKind,
  type Encoding,
  type Family,
  type FamilyFit,
  type TextCount,
  type TextFeatures,
} from "./types";

/** Relative error assumed where nobody measured the family: wide, so that the estimate shows the doubt. */
export const UNMEASURED_ERROR = 0.25;
/** Relative error of an own encoding that was not counted but scaled from BASE_ENCODING: judged from measurements of 1 MB per kind. */
const UNCOUNTED_ERROR = 0.08;

/** Tokens of one text in one family. `exact` = counted with the family's own vocabulary. */
export interface FamilyTokens {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly exact: boolean;
}

/** Every family by its id. */
export const FAMILIES: ReadonlyMap<string, Family> = new Map(
  FAMILY_LIST.map((family) => [family.id, family]),
);

/** The family the catalogue names; one it does not name, or that is not in the table, is unmeasured. */
export function familyOf(id: string | null): Family {
  if (id === null) return unmeasured("unknown", BASE_ENCODING, "the catalogue names no tokenizer");
  return FAMILIES.get(id) ?? unmeasured(id, BASE_ENCODING, "not in the table of tokenizers");
}

/** The encodings that counts for these families need. */
export function encodingsOf(ids: Iterable<string | null>): readonly Encoding[] {
  return [...new Set([...ids].map((id) => familyOf(id).encoding))];
}

/** Tokens of a counted text in a family. Not rounded where not exact. */
export function familyTokens(count: TextCount, family: Family): FamilyTokens {
  const counted = count.tokens[family.encoding];
  if (family.exact && counted !== undefined)
    return { low: counted, typical: counted, high: counted, exact: true };
  const typical = estimated(count, family, counted);
  const error = errorOf(count, family);
  return { low: typical * (1 - error), typical, high: typical * (1 + error), exact: false };
}

/** Relative error of the family's count of this text: 0 where it is exact. */
export function errorOf(count: TextCount, family: Family): number {
  if (family.exact) return count.tokens[family.encoding] === undefined ? UNCOUNTED_ERROR : 0;
  return family.error === null ? UNMEASURED_ERROR : blend(family.error, kindOf(count.features));
}

function estimated(count: TextCount, family: Family, counted: number | undefined): number {
  const base = count.tokens[BASE_ENCODING];
  if (family.fit) return fitted(base, family.fit, count.features);
  if (counted !== undefined && family.encoding !== BASE_ENCODING) return counted;
  return base * blend(family.ratio, kindOf(count.features));
}

/** Accented letters tell another language; beyond this share of the plain ones they tell no more (Vietnamese has four times as many). */
const MOST_ACCENTS = 0.06;

function fitted(base: number, { shares, extra }: FamilyFit, features: TextFeatures): number {
  const latin = Math.min(features.latin, MOST_ACCENTS * (features.prose + features.code));
  let characters = 0;
  let weighted = 0;
  for (const [name, ratio] of entriesOf(shares)) {
    const count = name === "latin" ? latin : features[name];
    characters += count;
    weighted += count * ratio;
  }
  let tokens = base * (characters > 0 ? weighted / characters : (shares.prose ?? 1));
  for (const [name, weight] of entriesOf(extra)) tokens += features[name] * weight;
  return Math.max(tokens, 0);
}

function entriesOf(
  weights: Readonly<Partial<Record<keyof TextFeatures, number>>>,
): readonly (readonly [keyof TextFeatures, number])[] {
  // The keys of these tables are checked by their type.
  return Object.entries(weights) as [keyof TextFeatures, number][];
}

function blend(values: ByKind, kind: ByKind): number {
  return (
    values.english * kind.english +
    values.code * kind.code +
    values.chinese * kind.chinese +
    values.other * kind.other
  );
}
