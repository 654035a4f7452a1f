/** Turns, output and results of a call whose code states none: the archetype's priors, cut to what the code does state. */
import { addQuantities, type Quantity, scaleQuantity } from "../../base/quantity";
import type { Place } from "../../facts/located";
import type { RunShape } from "../../loops/run-shape";
import type { ToolDefinition } from "../../prompts/prompt";
import type { ToolCode } from "../tool-code/tool-code";
import type { ArchetypeId } from "./archetype";
import { addedOf, outputOf, type Records, resultOf, shareOfBound, turnsOf } from "./priors-of";
import { resultKindOf } from "./tool-kind";
import { sizeOfTool } from "./tool-size";

/** Above this a bound is a safety net and says nothing about the turns (recorded runs used 3 to 40 % of such bounds). */
export const LARGEST_TELLING_BOUND = 50;

/** Where no recorded agent is left to pool: ten turns, a paragraph, a screen of text, each within a factor of four. */
const NOTHING_RECORDED = {
  turns: guess("turns", 10),
  output: guess("output", 80),
  added: guess("added", 150),
} as const;

function guess(what: string, typical: number): Quantity {
  const mean = typical * 1.2;
  return { low: typical / 4, typical, high: typical * 4, mean, basis: "assumed", source: `prior:${what}` };
}

/** Model calls of one run. `bound` in calls, or null; `perRound`: calls the code makes in one round of its loop. */
export function typicalTurns(
  records: Records,
  id: ArchetypeId,
  bound: number | null,
  perRound: number,
): Quantity {
  const rounds = scaledTurns(records, id, bound === null ? null : Math.max(1, Math.floor(bound / perRound)));
  return perRound === 1 ? rounds : scaleQuantity(rounds, perRound);
}

function scaledTurns(records: Records, id: ArchetypeId, bound: number | null): Quantity {
  const own = turnsOf(records, id);
  const share = bound !== null && bound <= LARGEST_TELLING_BOUND ? shareOfBound(records) : undefined;
  if (bound === null || !share) return withinBound(own ?? NOTHING_RECORDED.turns, bound);
  const byBound = scaleQuantity(share, bound);
  if (!own) return withinBound(byBound, bound);
  // A kind that needs more than the bound allows is used for smaller tasks here: it does not fill the bound.
  const middle = Math.sqrt(Math.min(own.typical, bound) * byBound.typical);
  return withinBound(movedTo(own, middle, byBound.source), bound);
}

/**
 * A bound and the kind of agent say something each about the middle: theirs on a logarithmic scale. How runs spread around it is the
 * kind's to say; bounds were recorded of other kinds.
 */
function movedTo(quantity: Quantity, typical: number, source: string): Quantity {
  return { ...scaleQuantity(quantity, typical / quantity.typical), source };
}

/** Draws are whole turns; quantiles that were rounded before would move short runs by up to half a turn. */
function withinBound(quantity: Quantity, bound: number | null): Quantity {
  const within = (n: number): number => Math.max(1, Math.min(bound ?? n, n));
  return {
    ...quantity,
    low: within(quantity.low),
    typical: within(quantity.typical),
    high: within(quantity.high),
    mean: within(quantity.mean),
  };
}

/** A run's average visible output per call, in o200k tokens. */
export function typicalOutput(records: Records, id: ArchetypeId): Quantity {
  return outputOf(records, id) ?? NOTHING_RECORDED.output;
}

/** Archetypes whose history holds what people write beside results: kinds of tools say too little there. */
const MIXED: ReadonlySet<ArchetypeId> = new Set(["tool-chat", "react", "team"]);

/** What is known of the tools of a call. */
export interface ToolsGiven {
  readonly tools: readonly ToolDefinition[];
  readonly code: readonly ToolCode[];
  readonly placeText: (place: Place) => string;
}

/** What a call adds beside the answer, in o200k tokens: by the tools where most can be told, else the archetype's. */
export function typicalAdded(
  records: Records,
  id: ArchetypeId,
  shape: RunShape,
  given: ToolsGiven,
): Quantity {
  const person = resultOf(records, "person");
  if (id === "chat" && given.tools.length === 0 && shape.results.every(({ kind }) => kind !== "tool"))
    return person ?? addedOf(records, id) ?? NOTHING_RECORDED.added;
  const prior = addedOf(records, id) ?? NOTHING_RECORDED.added;
  if (!MIXED.has(id)) return sizeByTools(records, given, false) ?? prior;
  const read = sizeByTools(records, given, true);
  if (!read || id === "team") return prior;
  // Half of what joins the history of a conversation is a person's: 722 messages beside 620 results in tau-bench's records.
  return id === "tool-chat" && person
    ? { ...scaleQuantity(addQuantities(read, person), 1 / 2), basis: "assumed", source: read.source }
    : read;
}

/** The mean over the tools: which one runs is not known. Undefined where most tells nothing. `fromCode`: their kind is no answer. */
function sizeByTools(records: Records, given: ToolsGiven, fromCode: boolean): Quantity | undefined {
  const { tools, code, placeText } = given;
  const sizes = tools.flatMap((tool) => {
    const own = code.find(({ name }) => name === tool.name);
    if (fromCode && !own?.size) return [];
    const kind = resultKindOf(tool.name, own);
    const size = sizeOfTool(kind && resultOf(records, kind), own?.size ?? null, placeText);
    return size ? [size] : [];
  });
  const [first, ...rest] = sizes;
  if (!first || sizes.length * 2 < tools.length) return undefined;
  const sum = rest.reduce((total, size) => addQuantities(total, size), first);
  return { ...scaleQuantity(sum, 1 / sizes.length), source: sum.source };
}
