/** A call's entry in the calibration file, from its estimate without one and the runs matched to it. */
import { type CalibratedCall, type CodePrint, MOST_RUNS } from "../../calibration/calibration";
import { daysOf, type FitShape, fitRuns, gapsOf, type Run } from "../../calibration/fit";
import { predictiveSpread } from "../../cost/recorded";
import type { RecordedRun } from "../../cost/run-model";
import type { CallAnalysis } from "../call-analysis";
import type { CallEstimate } from "../estimate-call";
import { boundInTurns } from "../measure";
import { MESSAGES_PER_TURN, turnsKept } from "../run-inputs";
import { nameOfCall } from "./call-name";

/** `estimate` must rest on no calibration of this call. Undefined without runs. */
export function fitCall(estimate: CallEstimate, runs: readonly Run[]): CalibratedCall | undefined {
  const { call } = estimate;
  const model = estimate.model.known ? estimate.model.value : null;
  const fitted = fitRuns(runs, shapeOf(call, model?.reasoning.resent === true));
  if (fitted.length === 0) return undefined;
  const rows = thinned(fitted);
  const days = daysOf(runs);
  const gaps = gapsOf(runs);
  return {
    ...nameOfCall(call),
    model: model?.id ?? null,
    family: model?.tokenizerFamily ?? null,
    runs: runs.length,
    days: days.length,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    code: printOf(estimate, rows),
    gap: gaps.length === 0 ? null : predictiveSpread(gaps),
    rows,
  };
}

export function shapeOf({ shape }: CallAnalysis, reasoningResent: boolean): FitShape {
  const { kind, window } = shape.growth;
  if (shape.kind === "none" || shape.kind === "map" || kind === "constant")
    return { growth: "constant", window: 0, reasoningResent };
  if (kind === "windowed" && window?.unit === "messages") {
    const turns = Math.max(1, Math.floor(window.size / MESSAGES_PER_TURN));
    return { growth: "windowed", window: turns, reasoningResent };
  }
  const { cleared } = shape.growth;
  if (cleared && cleared.beyond === null)
    return { growth: "cleared", window: turnsKept(cleared), reasoningResent };
  const isCut = cleared !== undefined || kind === "windowed" || kind === "summarised";
  return { growth: isCut ? "other" : "accumulates", window: 0, reasoningResent };
}

/** Sizes of system text and tools as counted; where they are assumed, no more than the recorded prompts have room for. */
function printOf({ call, measured }: CallEstimate, rows: readonly RecordedRun[]): CodePrint {
  const { system, tools } = measured;
  const firsts = rows.map(({ first }) => first).sort((a, b) => a - b);
  const room = firsts[Math.floor((firsts.length - 1) / 2)] ?? 0;
  const parts = [system, tools];
  const sum = (isAssumed: boolean): number =>
    parts.reduce((total, q) => total + ((q.basis === "assumed") === isAssumed ? q.typical : 0), 0);
  const share = Math.min(1, Math.max(0, room - sum(false)) / Math.max(1, sum(true)));
  const size = (q: typeof system): number => Math.round(q.typical * (q.basis === "assumed" ? share : 1));
  return {
    system: size(system),
    tools: size(tools),
    bound: boundInTurns(call.shape),
    growth: call.shape.growth.kind,
    maxOutputTokens: call.site.maxOutputTokens,
  };
}

/** Evenly over the runs' inputs, so that neither end is lost. */
function thinned(rows: readonly RecordedRun[]): readonly RecordedRun[] {
  const size = ({ turns, first, output, result }: RecordedRun): number =>
    turns * first + ((output + result) * turns * (turns - 1)) / 2;
  const ordered = [...rows].sort((a, b) => size(a) - size(b));
  if (ordered.length <= MOST_RUNS) return ordered;
  const step = ordered.length / MOST_RUNS;
  return Array.from({ length: MOST_RUNS }, (_, i) => ordered[Math.floor((i + 0.5) * step)]).flatMap(
    (row) => row ?? [],
  );
}
