/** Scores as Markdown. */
import type { Quantity } from "../../../server/src/base/quantity";
import { CALIBRATED_ON } from "./calibrated";
import type { Found, Judged } from "./judge";
import { within } from "./score";

export function table(rows: readonly Judged[]): string {
  return [
    "| row | runs | measured P10 / P50 / P90 | estimate P10 / P50 / P90 | ratio | covers | width | score | N × first | N = bound | constant | true turns | cost | calibrated |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ...rows.map(line),
    "",
    summary(rows),
  ].join("\n");
}

function line({ row, runs, measured, problem, found }: Judged): string {
  const before = `| ${row.id} | ${runs} | ${interval(measured)} |`;
  if (!found) return `${before} none: ${problem ?? ""} | | | | | | | | | | |`;
  const { input, score, trueTurns, costRatio, calibrated, references } = found;
  const scores = references.map((reference) => (reference.score ? fixed(reference.score.interval) : "–"));
  const cells = [
    interval(input),
    fixed(score.ratio),
    percent(score.coverage),
    fixed(score.width),
    fixed(score.interval),
    ...scores,
    `${fixed(trueTurns.ratio)} (${percent(trueTurns.within15)})`,
    costRatio === null ? "–" : fixed(costRatio),
    calibrated ? `${fixed(calibrated.error)} (${percent(calibrated.coverage)})` : "–",
  ];
  return `${before} ${cells.join(" | ")} |`;
}

function summary(rows: readonly Judged[]): string {
  const found = rows.flatMap((row) => (row.found ? [row.found] : []));
  const count = (test: (row: Found) => boolean): string => `${found.filter(test).length} of ${rows.length}`;
  return [
    `Typical within a factor 1.5 of the measured median: ${count(({ score }) => within(score.ratio, 1.5))}.`,
    `P10 to P90 covers 75 to 90 % of the runs: ${count(({ score }) => score.coverage >= 0.75 && score.coverage <= 0.9)}.`,
    `Over all runs together P10 to P90 covers ${percent(pooledCoverage(rows))}.`,
    `P90/P10 at most twice the measured: ${count(({ score }) => score.width <= 2)}.`,
    `With the true turns, median within 15 %: ${count(({ trueTurns }) => Math.abs(trueTurns.ratio - 1) <= 0.15)}.`,
    `Calibrated on ${CALIBRATED_ON} runs, error of the mean no worse than the runs' own: ${count(({ calibrated }) => calibrated !== null && calibrated.error <= 1.005)}; P10 to P90 covers 75 to 85 %: ${count(({ calibrated }) => calibrated !== null && calibrated.coverage >= 0.75 && calibrated.coverage <= 0.85)}.`,
  ].join("  \n");
}

/** Share of all rows' runs inside their own row's P10 to P90: rows of many runs weigh more. */
export function pooledCoverage(rows: readonly Judged[]): number {
  const scored = rows.flatMap(({ runs, found }) =>
    found ? [{ runs, inside: found.score.coverage * runs }] : [],
  );
  const runs = scored.reduce((sum, row) => sum + row.runs, 0);
  return scored.reduce((sum, row) => sum + row.inside, 0) / Math.max(1, runs);
}

/** What the estimate rests on, row by row. */
export function verbose(rows: readonly Judged[]): string {
  return rows.flatMap(({ row, found }) => (found ? [`\n## ${row.id}\n`, details(found)] : [])).join("\n");
}

function details({ estimate }: Found): string {
  const { measured, usage, call } = estimate;
  const { shape } = call;
  const { archetype, ...sizes } = measured;
  const parts = Object.entries({ ...sizes, input: usage.input }) as [string, Quantity | null][];
  return [
    `- ${archetype.id}: ${archetype.reason}`,
    `- ${shape.kind}, bound ${shape.bound ?? "none"} ${shape.boundUnit}, ${shape.growth.kind}, owner ${shape.owner.name}`,
    ...parts.map(([name, q]) =>
      q
        ? `- ${name}: ${interval(q)}, mean ${tokens(q.mean)} (${q.basis}, ${q.source})`
        : `- ${name}: unknown`,
    ),
    ...estimate.assumptions.map(({ id, text }) => `- assumption ${id}: ${text}`),
  ].join("\n");
}

function interval(q: { readonly low: number; readonly typical: number; readonly high: number }): string {
  return [q.low, q.typical, q.high].map(tokens).join(" / ");
}

function tokens(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)}M`;
  return value >= 1e4 ? `${Math.round(value / 1e3)}k` : `${Math.round(value * 10) / 10}`;
}

const fixed = (value: number): string => value.toFixed(2);
const percent = (value: number): string => `${Math.round(value * 100)} %`;
