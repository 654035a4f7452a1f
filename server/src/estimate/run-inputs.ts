/** From measured quantities to the numbers a run is simulated from, for one model on one host. */

import { exactly } from "../base/quantity";
import type { CachingRule, Model } from "../catalogue/types";
import type { CachePlan, GrowthModel, RunInputs } from "../cost/run-model";
import type { ClearedResults, RunShape } from "../loops/run-shape";
import type { Prompt } from "../prompts/prompt";
import type { CallSite } from "../sdks/call-site";
import { changingPrefix } from "./changing-prefix";
import { boundInTurns, type Measured } from "./measure";

/** A turn leaves the answer and what is added to it: two messages, more with parallel tools. */
export const MESSAGES_PER_TURN = 2;
/** Share of a window at which a summarising history is compacted, and what is left, where the code names no size. */
const COMPACTION_TRIGGER = 0.5;
const COMPACTION_REST = 0.1;
const ASSUMED_WINDOW = 128_000;
/** English prose. */
const CHARACTERS_PER_TOKEN = 4;

export interface OfferTerms {
  readonly model: Model;
  readonly caching: CachingRule | undefined;
}

export function runInputs(
  site: CallSite,
  shape: RunShape,
  prompt: Prompt,
  measured: Measured,
  terms: OfferTerms,
): RunInputs {
  const { model, caching } = terms;
  const { calibration } = measured;
  return {
    turns: measured.turns,
    turnBound: boundInTurns(shape),
    ...(shape.requestsPerRound && measured.turns.low < measured.turns.high
      ? { turnsPerRound: shape.requestsPerRound }
      : {}),
    system: measured.system,
    tools: measured.tools,
    firstUser: measured.firstUser,
    output: measured.output,
    reasoning: measured.reasoning,
    reasoningResent: model.reasoning.resent === true,
    result: measured.result,
    choices: site.choices,
    growth: growthModel(shape, measured, model),
    cache: withRecorded(cachePlan(site, shape, prompt, caching), measured),
    limits: { contextWindow: model.contextWindow, maxInput: model.maxInput, outputCap: site.maxOutputTokens },
    secondsBetweenTurns: measured.secondsBetweenTurns,
    secondsBetweenRuns: measured.secondsBetweenRuns,
    chargesPerTurn: 0,
    ...(calibration && calibration.rows.length > 0
      ? { recorded: calibration.rows, recordedDoubt: calibration.doubt }
      : {}),
  };
}

/** What was recorded of this model's cache stands for the rule's assumption. */
function withRecorded(plan: CachePlan, { calibration }: Measured): CachePlan {
  const hitShare = calibration?.hitShare;
  return hitShare && plan.mode !== "none" ? { ...plan, hitShare } : plan;
}

function growthModel(shape: RunShape, measured: Measured, model: Model): GrowthModel {
  const { growth } = shape;
  switch (growth.kind) {
    case "constant":
      return { kind: "constant" };
    case "windowed": {
      if (!growth.window) return { kind: "accumulates" };
      if (growth.window.unit === "tokens") return { kind: "windowed-tokens", tokens: growth.window.size };
      const turns = Math.max(1, Math.floor(growth.window.size / MESSAGES_PER_TURN));
      return { kind: "windowed", turns, dropsPrefix: growth.dropsPrefix };
    }
    case "summarised": {
      const window = model.contextWindow ?? ASSUMED_WINDOW;
      const triggerTokens = compactionSize(growth.window, measured) ?? window * COMPACTION_TRIGGER;
      return {
        kind: "summarised",
        triggerTokens,
        afterTokens: (triggerTokens * COMPACTION_REST) / COMPACTION_TRIGGER,
      };
    }
    case "accumulates":
      return growth.cleared ? clearedModel(growth.cleared, measured) : { kind: "accumulates" };
    default:
      // Unknown growth is priced as the dearer of the two common forms; the hover says which it is.
      return { kind: "accumulates" };
  }
}

/** Turns whose results stay: a turn leaves one result, more with parallel tools. */
export function turnsKept({ keeps }: ClearedResults): number {
  const turns = keeps.unit === "results" ? keeps.size : keeps.size / MESSAGES_PER_TURN;
  return Math.max(1, Math.floor(turns));
}

function clearedModel(cleared: ClearedResults, measured: Measured): GrowthModel {
  const { leftChars, beyond } = cleared;
  const { system, tools } = measured;
  const history = compactionSize(beyond, measured);
  return {
    kind: "cleared",
    turns: turnsKept(cleared),
    leftTokens: Math.ceil(leftChars / CHARACTERS_PER_TOKEN),
    beyondTokens: history === undefined ? null : history + system.typical + tools.typical,
  };
}

/** Tokens of the history beyond which the code compacts or clears it: stated, or what so many messages typically hold. */
function compactionSize(limit: RunShape["growth"]["window"], measured: Measured): number | undefined {
  if (!limit || limit.unit === "tokens") return limit?.size;
  const { firstUser, output, result } = measured;
  return firstUser.typical + (limit.size / MESSAGES_PER_TURN) * (output.typical + result.typical);
}

function cachePlan(
  site: CallSite,
  shape: RunShape,
  prompt: Prompt,
  rule: CachingRule | undefined,
): CachePlan {
  const chosen = rule?.lifetimes.find((l) => l.id === site.cacheMarker.lifetime) ?? rule?.lifetimes[0];
  const share = rule?.hitShare ?? { low: 0, typical: 0, high: 0 };
  const mean = (share.low + share.typical + share.high) / 3;
  const broken = changingPrefix({ shape, prompt }).length > 0;
  return {
    mode: cacheMode(site, rule),
    lifetime: chosen?.id ?? "5m",
    lifetimeSeconds: chosen?.seconds ?? null,
    minTokens: rule?.minTokens ?? 0,
    granularity: rule?.granularity ?? 1,
    billsWrites: rule?.billsWrites ?? false,
    hitShare: rule
      ? { ...share, mean, basis: "assumed", source: rule.source }
      : exactly(0, "assumed", "no caching rule"),
    prefixBroken: broken,
  };
}

/** Explicit caching happens only where the code marks a breakpoint. */
export function cacheMode(site: CallSite, rule: CachingRule | undefined): CachePlan["mode"] {
  if (!rule || rule.mode === "none") return "none";
  if (rule.mode === "automatic") return "automatic";
  if (site.cacheMarker.kind === "none") return "none";
  return site.cacheMarker.kind === "moving" ? "explicit-moving" : "explicit-fixed";
}
