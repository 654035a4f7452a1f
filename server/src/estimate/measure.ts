/** Turns a call site, its run and its prompt into quantities, each with its basis and source. */

import type { AssumptionId, Settings } from "../../../shared/settings";
import { addQuantities, exactly, type Quantity, scaleQuantity } from "../base/quantity";
import { weightedRange } from "../base/weighted-range";
import type { PriceAssumption } from "../cost/price";
import type { Place } from "../facts/located";
import type { RunShape } from "../loops/run-shape";
import type { Prompt, PromptText, ToolDefinition } from "../prompts/prompt";
import { SHORT_HOLE, SYSTEM_HOLE, TOOLS_HOLE, WORD_HOLE } from "../prompts/size-priors";
import type { CallSite } from "../sdks/call-site";
import type { Choice } from "./archetypes/archetype";
import { endsWithFirstAnswer } from "./archetypes/choose";
import type { Records } from "./archetypes/priors-of";
import { LARGEST_TELLING_BOUND, typicalAdded, typicalOutput, typicalTurns } from "./archetypes/sizes";
import { type Billing, imageOfSize, imageOfUnknownSize } from "./billing/billing";
import type { AppliedCalibration } from "./calibration/applied";
import { jsonOf } from "./call-analysis";
import { type Pins, pinned } from "./pins";
import * as priors from "./priors";
import type { ToolCode } from "./tool-code/tool-code";

/** Tokens of one text in the priced model's family; undefined while it has not been counted. */
export type TokensOf = (
  text: string,
) => { readonly low: number; readonly typical: number; readonly high: number } | undefined;

export interface MeasureContext {
  readonly settings: Settings;
  readonly pins: Pins;
  readonly tokensOf: TokensOf;
  /** Model tokens per o200k token of ordinary English: scales priors. */
  readonly ratio: number;
  /** The same in o200k tokens. */
  readonly baseTokensOf: (text: string) => number | undefined;
  /** How the model's maker bills what surrounds the text, and whether the model thinks here. */
  readonly billing: Billing;
  readonly placeText: (place: Place) => string;
  /** What kind of agent this is, and the recorded agents its priors are pooled from. */
  readonly archetype: Choice;
  readonly records: Records;
  /** What the tools' own code says. */
  readonly toolCode: readonly ToolCode[];
}

export interface Assumption {
  readonly id: AssumptionId | PriceAssumption;
  readonly text: string;
  readonly value: number | null;
}

export interface Measured {
  readonly archetype: Choice;
  readonly system: Quantity;
  readonly tools: Quantity;
  readonly firstUser: Quantity;
  readonly output: Quantity;
  readonly reasoning: Quantity;
  readonly result: Quantity;
  readonly turns: Quantity;
  /** Runs per start of the entry. */
  readonly times: Quantity;
  readonly secondsBetweenTurns: Quantity;
  readonly secondsBetweenRuns: Quantity | null;
  /** Set where recorded runs stand in the place of priors. */
  readonly calibration?: AppliedCalibration;
}

const NOTHING = exactly(0, "counted", "");
type Hole = Extract<PromptText["parts"][number], { kind: "hole" }>;
/** What `prompts/` calls the hole an image leaves. */
const IMAGE_HOLE_NAME = "image";

export function measure(site: CallSite, shape: RunShape, prompt: Prompt, ctx: MeasureContext): Measured {
  const at = ctx.placeText({ path: site.path, range: site.range });
  const output = outputOf(site, ctx, at);
  return {
    archetype: ctx.archetype,
    system: systemOf(site, prompt, ctx, at),
    tools: toolsOf(site, prompt, ctx, at),
    firstUser: firstUserOf(prompt, ctx, at),
    output,
    reasoning: reasoningOf(output, ctx, at),
    result: resultOf(shape, prompt, ctx, at),
    turns: turnsOf(site, shape, ctx, at),
    times: timesOf(shape, ctx, at),
    secondsBetweenTurns: pinned("secondsBetweenTurns", ctx.pins, ctx.settings) ?? gapOf(shape),
    secondsBetweenRuns: pinned("secondsBetweenRuns", ctx.pins, ctx.settings) ?? null,
  };
}

function textQuantity(text: PromptText, ctx: MeasureContext, fallbackSource: string): Quantity {
  let sum: Quantity | null = null;
  for (const [index, part] of text.parts.entries()) {
    const source = ctx.placeText(part.place);
    const counted = part.kind === "text" ? ctx.tokensOf(part.text) : undefined;
    const size: Quantity = counted
      ? { ...counted, mean: counted.typical, basis: "counted", source }
      : part.kind === "hole"
        ? sizeOfHole(part, isWord(text, index) ? WORD_HOLE : part.size, ctx)
        : { ...exactly(part.text.length / 4, "assumed", "prior:characters-over-four") };
    sum = sum ? addQuantities(sum, size) : size;
  }
  return sum ?? { ...NOTHING, source: fallbackSource };
}

/** A hole of unknown size with text of its own line before and behind it. */
function isWord(text: PromptText, index: number): boolean {
  const [before, hole, after] = [text.parts[index - 1], text.parts[index], text.parts[index + 1]];
  if (hole?.kind !== "hole" || hole.size.source !== SHORT_HOLE.source) return false;
  return (
    before?.kind === "text" &&
    after?.kind === "text" &&
    /\S[^\n]*$/.test(before.text) &&
    /^[^\n]*\w/.test(after.text)
  );
}

/** An image costs what its maker's formula says; other values are scaled from o200k tokens. */
function sizeOfHole({ name, image: file, place }: Hole, size: Quantity, ctx: MeasureContext): Quantity {
  const source = file ? `${file.path}, named in ${ctx.placeText(place)}` : "";
  const known = file && imageOfSize(ctx.billing, file, source);
  const image = known ?? (name === IMAGE_HOLE_NAME ? imageOfUnknownSize(ctx.billing) : undefined);
  return image ?? { ...scaleQuantity(size, ctx.ratio), source: size.source };
}

function systemOf(site: CallSite, prompt: Prompt, ctx: MeasureContext, at: string): Quantity {
  const holes = prompt.system.parts.some((p) => p.kind === "hole");
  const pin = pinned("systemTokens", ctx.pins, ctx.settings);
  const onlyHole = holes && prompt.system.parts.every((p) => p.kind === "hole" && isUnread(p.size));
  if (pin && (onlyHole || ctx.pins.values.systemTokens !== undefined)) return pin;
  if (onlyHole && site.roles.system) return scaleQuantity(SYSTEM_HOLE, ctx.ratio);
  const text = textQuantity(prompt.system, ctx, at);
  return prompt.system.parts.length > 0 ? plus(text, ctx.billing.messages.perMessage) : text;
}

/** Nothing but its name tells the size. */
function isUnread({ source }: Quantity): boolean {
  return source.startsWith("prior:");
}

function firstUserOf(prompt: Prompt, ctx: MeasureContext, at: string): Quantity {
  const text = addQuantities(textQuantity(prompt.firstUser, ctx, at), textQuantity(prompt.history, ctx, at));
  const holes = [...prompt.firstUser.parts, ...prompt.history.parts].some((p) => p.kind === "hole");
  const pin = pinned("firstMessageTokens", ctx.pins, ctx.settings);
  if (pin && holes) return pin;
  const { perMessage, perRequest } = ctx.billing.messages;
  return plus(text, Math.max(1, prompt.messageCount) * perMessage + perRequest);
}

function plus(quantity: Quantity, tokens: number): Quantity {
  const { low, typical, high, mean } = quantity;
  return {
    ...quantity,
    low: low + tokens,
    typical: typical + tokens,
    high: high + tokens,
    mean: mean + tokens,
  };
}

function toolsOf(site: CallSite, prompt: Prompt, ctx: MeasureContext, at: string): Quantity {
  if (!site.hasTools && prompt.tools.length === 0) return { ...NOTHING, source: at };
  const pin = pinned("toolTokens", ctx.pins, ctx.settings);
  if (pin && (prompt.unreadTools || ctx.pins.values.toolTokens !== undefined)) return pin;
  // The fits of recorded first calls err by up to 5 %; rebuilt schemas are a fair serialisation, not the library's bytes.
  const rebuilt = prompt.tools.some((tool) => tool.origin !== "literal");
  const error = Math.max(ctx.billing.tools.error, rebuilt ? 0.25 : 0);
  const typical = toolTokens(prompt.tools, ctx);
  const first = prompt.tools[0];
  const read: Quantity = {
    low: typical * (1 - error),
    typical,
    high: typical * (1 + error),
    mean: typical,
    basis: "counted",
    source: first ? ctx.placeText(first.place) : at,
  };
  if (!prompt.unreadTools) return read;
  const unread = candidateTools(prompt, ctx) ?? scaleQuantity(TOOLS_HOLE, ctx.ratio);
  return prompt.tools.length > 0 ? addQuantities(read, unread) : unread;
}

/** What the provider counts for the definitions, its own framing included. */
function toolTokens(tools: readonly ToolDefinition[], ctx: MeasureContext): number {
  const overhead = ctx.billing.tools;
  const json = jsonOf(tools);
  const jsonTokens = json === "" ? 0 : (ctx.baseTokensOf(json) ?? json.length / 4);
  return overhead.fixed + overhead.perJsonToken * jsonTokens;
}

/**
 * The range over the workspace's tool sets, one of which the code is given at run time. A set counts by its definitions: one of two helpers
 * is less likely an agent's than one of fifteen.
 */
function candidateTools(prompt: Prompt, ctx: MeasureContext): Quantity | undefined {
  const sets = (prompt.toolCandidates ?? []).flatMap((set) => {
    const [first] = set;
    return first ? [{ size: toolTokens(set, ctx), weight: set.length, place: first.place }] : [];
  });
  if (sets.length === 0) return undefined;
  const [low, typical, high, mean] = weightedRange(sets);
  const middle = sets.find(({ size }) => size === typical);
  const source = middle ? ctx.placeText(middle.place) : "";
  return { low, typical, high, mean, basis: "assumed", source };
}

function outputOf(site: CallSite, ctx: MeasureContext, at: string): Quantity {
  const cap = site.maxOutputTokens;
  const pin = pinned("outputTokens", ctx.pins, ctx.settings);
  if (pin) return cap === null ? pin : capped(pin, cap);
  const { id } = ctx.archetype;
  const scaled = scaleQuantity(
    isLone(id) ? priors.OUTPUT_TEXT_TURN : typicalOutput(ctx.records, id),
    ctx.ratio,
  );
  if (cap === null || cap >= scaled.high) return scaled;
  const place = site.maxOutputPlace ? ctx.placeText(site.maxOutputPlace) : at;
  return { ...capped(scaled, cap), basis: "declared", source: place };
}

/** Requests that no earlier answer feeds: what runs of agents say does not hold for them. */
function isLone(id: Choice["id"]): boolean {
  return id === "single" || id === "map" || id === "chat";
}

function capped(quantity: Quantity, cap: number): Quantity {
  const most = (n: number): number => Math.min(n, cap);
  return {
    ...quantity,
    low: most(quantity.low),
    typical: most(quantity.typical),
    high: most(quantity.high),
    mean: most(quantity.mean),
  };
}

/** Reasoning follows the visible answer; effort scales it, a budget caps it. */
function reasoningOf(output: Quantity, ctx: MeasureContext, at: string): Quantity {
  const { share, cap, isAsked } = ctx.billing.thinking;
  const pin = pinned("reasoningTokens", ctx.pins, ctx.settings);
  if (share === 0) return { ...NOTHING, basis: isAsked ? "declared" : "assumed", source: at };
  if (pin) return pin;
  const ratio = priors.REASONING_OVER_OUTPUT;
  const prior: Quantity = {
    low: output.low * ratio.low * share,
    typical: output.typical * ratio.typical * share,
    high: output.high * ratio.high * share,
    mean: output.mean * ratio.mean * share,
    basis: "assumed",
    source: "prior:reasoning.over-output",
  };
  return cap === null ? prior : capped(prior, cap);
}

/** What a turn adds beside the answer: results of the tools by their names, or what a person writes. */
function resultOf(shape: RunShape, prompt: Prompt, ctx: MeasureContext, at: string): Quantity {
  if (shape.growth.kind === "constant" || shape.kind === "none" || shape.kind === "map")
    return { ...NOTHING, source: at };
  const pin = pinned("resultTokens", ctx.pins, ctx.settings);
  if (pin) return pin;
  const limits = shape.results.flatMap((r) => (r.limitChars === null ? [] : [r.limitChars]));
  const limit = limits.length > 0 ? Math.max(...limits) : null;
  const { toolCode: code, placeText } = ctx;
  const base = typicalAdded(ctx.records, ctx.archetype.id, shape, { tools: prompt.tools, code, placeText });
  // Each turn leaves two messages, the answer and what follows it; text that grows has none.
  const framing =
    ctx.archetype.id === "react" && prompt.tools.length === 0 ? 0 : 2 * priors.TOKENS_PER_MESSAGE;
  const scaled = plus(scaleQuantity(base, ctx.ratio), framing);
  if (limit === null || limit / 4 >= scaled.high) return scaled;
  const place = shape.results.find((r) => r.limitChars === limit)?.place;
  const source = place ? ctx.placeText(place) : at;
  return { ...capped(scaled, (limit / 4) * ctx.ratio), basis: "assumed", source };
}

function turnsOf(site: CallSite, shape: RunShape, ctx: MeasureContext, at: string): Quantity {
  if (shape.kind === "none" || shape.kind === "map") return exactly(1, "counted", at);
  const pin = pinned("turns", ctx.pins, ctx.settings);
  const bound = boundInTurns(shape);
  if (pin) return bound === null ? pin : capped(pin, bound);
  if (shape.fixedTurns) {
    return { ...shape.fixedTurns, source: shape.boundPlace ? ctx.placeText(shape.boundPlace) : at };
  }
  if (endsWithFirstAnswer(site, shape)) return exactly(1, "counted", at);
  const turns = typicalTurns(ctx.records, ctx.archetype.id, bound, shape.requestsPerRound ?? 1);
  const isTelling = bound !== null && bound <= LARGEST_TELLING_BOUND;
  if (!isTelling) return turns;
  return { ...turns, source: shape.boundPlace ? ctx.placeText(shape.boundPlace) : (shape.boundSource ?? at) };
}

/** Most requests of one run. A model turn with tools takes two supersteps of a graph, or two messages of a conversation. */
export function boundInTurns(shape: RunShape): number | null {
  if (shape.bound === null) return null;
  if (shape.boundUnit === "rounds") return shape.bound * (shape.requestsPerRound ?? 1);
  return shape.boundUnit === "turns" ? shape.bound : Math.max(1, Math.ceil(shape.bound / 2));
}

function timesOf(shape: RunShape, ctx: MeasureContext, at: string): Quantity {
  const pin = pinned("outerTimes", ctx.pins, ctx.settings);
  let times = 1;
  let source = at;
  for (const loop of shape.outer) {
    if (loop.times === null) {
      if (pin) return pin;
      return { low: 1, typical: 1, high: 1, mean: 1, basis: "assumed", source: ctx.placeText(loop.place) };
    }
    times *= loop.times;
    source = ctx.placeText(loop.place);
  }
  return exactly(times, shape.outer.length > 0 ? "declared" : "counted", source);
}

function gapOf(shape: RunShape): Quantity {
  return shape.kind === "chat" ? priors.PERSON_GAP : priors.AGENT_GAP;
}
