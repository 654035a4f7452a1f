/** Which fields of a found call agree with its label. */
import { UNDECIDED } from "./labels";
import type { Matched, Pair } from "./match";

export const FIELDS = [
  "sdk",
  "model id",
  "model source",
  "loop kind",
  "bound",
  "growth",
  "maxOutputTokens",
  "hasTools",
] as const;
export type Field = (typeof FIELDS)[number];

type Value = string | number | boolean | null;

export interface Verdict {
  readonly field: Field;
  readonly expected: Value;
  readonly actual: Value;
  readonly isRight: boolean;
}

/** One verdict per field the label decides. */
export function verdictsOf({ label, call }: Pair): readonly Verdict[] {
  const values: Readonly<Record<Field, readonly [expected: Value, actual: Value]>> = {
    sdk: [label.sdk, call.sdk],
    "model id": [label.model.id, call.model.id],
    "model source": [label.model.source, call.model.source],
    "loop kind": [label.loop.kind, call.loop.kind],
    bound: [label.loop.bound, boundOf(call)],
    growth: [label.growth, call.growth],
    maxOutputTokens: [label.maxOutputTokens, call.maxOutputTokens],
    hasTools: [label.hasTools, call.hasTools],
  };
  return FIELDS.filter((field) => values[field][0] !== UNDECIDED).map((field) => {
    const [expected, actual] = values[field];
    const isRight =
      field === "model id" ? modelName(expected) === modelName(actual) : Object.is(expected, actual);
    return { field, expected, actual, isRight };
  });
}

/** Turns; for a loop over items their number, as far as the code states it. */
function boundOf({ loop: { kind, bound, outer } }: Pair["call"]): number | null {
  if (kind !== "map") return bound;
  return outer.basis === "assumed" ? null : outer.typical;
}

/** Without the provider before it: `openai:gpt-5.2`, `models/gemini-2.5-pro`, `openrouter/openai/gpt-5` (but `llama3.1:latest` whole). */
function modelName(id: Value): Value {
  if (typeof id !== "string") return id;
  const last = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  const provider = /^(?:[a-z]+[a-z-]*):(?=[a-z])/.exec(last);
  return provider ? last.slice(provider[0].length) : last;
}

export interface Tally {
  readonly right: number;
  readonly of: number;
}

export interface Score {
  readonly labels: number;
  /** Found and labelled, of what was found. */
  readonly precision: Tally;
  /** Found and labelled, of what is labelled. */
  readonly recall: Tally;
  readonly fields: Readonly<Record<Field, Tally>>;
}

export function scoreOf({ pairs, missed, extra }: Matched): Score {
  const verdicts = pairs.flatMap(verdictsOf);
  const tally = (field: Field): Tally => {
    const judged = verdicts.filter((verdict) => verdict.field === field);
    return { right: judged.filter(({ isRight }) => isRight).length, of: judged.length };
  };
  return {
    labels: pairs.length + missed.length,
    precision: { right: pairs.length, of: pairs.length + extra.length },
    recall: { right: pairs.length, of: pairs.length + missed.length },
    fields: Object.fromEntries(FIELDS.map((field) => [field, tally(field)])) as Record<Field, Tally>,
  };
}
