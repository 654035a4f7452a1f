/** What a calibration found, as data for scripts and as text for people. */
import { formatCount, formatMoney, formatRange, formatTokens } from "../base/format";
import type { Quantity } from "../base/quantity";
import { FEWEST_RUNS } from "../cost/recorded";
import type { CheckedRun } from "../estimate/calibration/check";
import type { CalibratedPlace, CalibrationOutcome } from "../estimate/calibration/outcome";
import type { CallEstimate } from "../estimate/estimate-call";
import { type Column, inColumns, printable } from "./columns";
import { reportCost, reportQuantity, significant } from "./rounding";

const LEFT: Column = { align: "left" };
const RIGHT: Column = { align: "right" };

/** `farebox calibrate`: each call before and after, and what was not used. */
export function calibrationText(outcome: CalibrationOutcome): string {
  return [...readLines(outcome), ...outcome.places.flatMap(placeLines), ...leftLines(outcome), ""].join("\n");
}

/** `farebox calibrate --check`: every matched run beside the estimate as it stands. */
export function checkText(outcome: CalibrationOutcome): string {
  return [...readLines(outcome), ...outcome.places.flatMap(checkLines), ...leftLines(outcome), ""].join("\n");
}

/** "2 calls calibrated from 40 of 52 runs". */
export function calibrationSummary({ runs, places }: CalibrationOutcome): string {
  const fitted = places.filter((place) => place.fitted !== null);
  const used = fitted.reduce((sum, { checked }) => sum + checked.length, 0);
  if (fitted.length === 0) return `No call was calibrated: none of ${counted(runs, "run")} could be used`;
  return `${counted(fitted.length, "call")} calibrated from ${formatCount(used)} of ${counted(runs, "run")}`;
}

function readLines({ requests, runs, places }: CalibrationOutcome): readonly string[] {
  const matched = places.reduce((sum, { checked }) => sum + checked.length, 0);
  return [
    `${counted(requests, "request")} in ${counted(runs, "run")}; ${counted(matched, "run")} matched to ${counted(places.length, "call")}.`,
    "",
  ];
}

function placeLines({ place, estimate, fitted, after, checked }: CalibratedPlace): readonly string[] {
  const head = headOf(place, estimate);
  if (!fitted || !after)
    return [
      head,
      `  not calibrated: ${counted(checked.length, "run")}, at least ${FEWEST_RUNS} are needed`,
      "",
    ];
  const both = (name: string, pick: (call: CallEstimate) => Quantity): readonly string[] => [
    name,
    spanOf(pick(estimate)),
    spanOf(pick(after)),
  ];
  const rows = [
    ["", "until now", after.measured.calibration?.source ?? ""],
    both("turns", ({ measured }) => measured.turns),
    both("first message", ({ measured }) => measured.firstUser),
    both("answer per turn", ({ measured }) => measured.output),
    both("reasoning per turn", ({ measured }) => measured.reasoning),
    both("added per turn", ({ measured }) => measured.result),
    both("input per run", ({ usage }) => usage.input),
    ["cost per run", costSpan(estimate), costSpan(after)],
  ];
  return [head, ...inColumns(rows, [LEFT, LEFT, LEFT]).map((line) => `  ${line}`), ""];
}

function checkLines({ place, estimate, checked }: CalibratedPlace): readonly string[] {
  const { usage, measured } = estimate;
  const rows = [
    ["run", "turns", "input", "of typical", "", "output", "cost", "of typical", ""],
    ...checked.map((run) => [
      printable(run.at),
      formatCount(run.turns),
      formatTokens(run.input),
      run.inputRatio.toFixed(2),
      run.inputInside ? "inside" : "outside",
      formatTokens(run.output),
      run.cost === null ? "-" : formatMoney(run.cost, currencyOf(estimate)),
      run.costRatio === null ? "-" : run.costRatio.toFixed(2),
      run.costInside === null ? "" : run.costInside ? "inside" : "outside",
    ]),
  ];
  const columns = [LEFT, RIGHT, RIGHT, RIGHT, LEFT, RIGHT, RIGHT, RIGHT, LEFT];
  const inside = checked.filter(({ inputInside }) => inputInside).length;
  return [
    headOf(place, estimate),
    `  estimate: input ${spanOf(usage.input)}, ${costSpan(estimate)}; ${measured.calibration?.source ?? "not calibrated"}`,
    ...(measured.calibration?.drift ?? []).map((drift) => `  ${printable(drift)}`),
    ...inColumns(rows, columns).map((line) => `  ${line}`),
    `  ${inside} of ${checked.length} runs inside P10 to P90 by input (80 % would be right); the median run has ${medianOf(checked).toFixed(2)} of the typical input`,
    ...(checked.some(({ cost }) => cost === null) ? [`  ${noCost(estimate)}`] : []),
    "",
  ];
}

/** Why runs have no cost. */
function noCost({ priced }: CallEstimate): string {
  return priced.known
    ? "no cost where the log does not say how much of the prompt was read from the cache: log it, as this offer caches"
    : `no cost: ${printable(priced.reason)}`;
}

function headOf(place: string, { call }: CallEstimate): string {
  return printable(`${place}  ${call.site.sdk} ${call.site.api}`);
}

const NEXT_FOR_UNMATCHED = [
  "  Name the call (--call FILE:LINE in the terminal), or log what tells it: a column or field call, function or file.",
];
const NEXT_FOR_UNREAD = [
  "  Everything else was used. The formats are in docs/calibration.md; a CSV with the columns input and output always works.",
];

function leftLines({ unmatched, problems, unreadable }: CalibrationOutcome): readonly string[] {
  const runs = unmatched.map(
    (one) => `  ${counted(one.runs, "run")}: ${printable(one.reason)} (first: ${printable(one.first)})`,
  );
  const lines = problems.map((problem) => `  ${printable(problem)}`);
  const more = unreadable - problems.length;
  return [
    ...(runs.length === 0 ? [] : ["Not matched", ...runs, ...NEXT_FOR_UNMATCHED, ""]),
    ...(lines.length === 0
      ? []
      : [
          "Not read",
          ...lines,
          ...(more > 0 ? [`  and ${formatCount(more)} more`] : []),
          ...NEXT_FOR_UNREAD,
          "",
        ]),
  ];
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function spanOf({ low, typical, high }: Quantity): string {
  if (formatTokens(low) === formatTokens(high)) return formatTokens(typical);
  return `${formatTokens(typical)} (${formatTokens(low)}–${formatTokens(high)})`;
}

function costSpan({ priced }: CallEstimate): string {
  if (!priced.known) return "unpriced";
  const { typical, low, high, currency } = priced.value.run.cost;
  return `${formatMoney(typical, currency)} (${formatRange(low, high, currency)})`;
}

function currencyOf({ priced }: CallEstimate): string {
  return priced.known ? priced.value.run.cost.currency : "USD";
}

function medianOf(checked: readonly CheckedRun[]): number {
  const ratios = checked.map(({ inputRatio }) => inputRatio).sort((a, b) => a - b);
  const middle = (ratios.length - 1) / 2;
  return ((ratios[Math.floor(middle)] ?? 0) + (ratios[Math.ceil(middle)] ?? 0)) / 2;
}

export const CHECK_SCHEMA = "farebox-calibration-check/1";

/** The same for scripts: calls with their estimate and every matched run. */
export function calibrationJson(outcome: CalibrationOutcome): string {
  const { requests, runs, places, unmatched, problems, unreadable } = outcome;
  const calls = places.map(({ place, estimate, fitted, checked }) => ({
    call: place,
    sdk: estimate.call.site.sdk,
    api: estimate.call.site.api,
    calibrated: fitted !== null,
    estimate: {
      input: reportQuantity(estimate.usage.input),
      cost: estimate.priced.known ? reportCost(estimate.priced.value.run.cost) : null,
      calibration: calibrationOf(estimate),
    },
    runs: checked.map((run) => ({
      ...run,
      cost: run.cost === null ? null : significant(run.cost),
      inputRatio: significant(run.inputRatio),
      costRatio: run.costRatio === null ? null : significant(run.costRatio),
    })),
  }));
  const read = { schema: CHECK_SCHEMA, requests, runs };
  return `${JSON.stringify({ ...read, calls, unmatched, problems, unreadable }, null, 2)}\n`;
}

/** What of recorded usage an estimate rests on, for reports; null where nothing. */
export function calibrationOf({ measured: { calibration } }: CallEstimate): {
  readonly source: string;
  readonly runs: number;
  readonly days: number;
  readonly drift: readonly string[];
} | null {
  if (!calibration) return null;
  const { source, runs, days, drift } = calibration;
  return { source, runs, days, drift };
}
