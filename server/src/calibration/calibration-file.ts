/** Reading and writing of `.farebox/calibration.json`. What is read is checked field by field: anybody may have edited it. */
import { FEWEST_RUNS } from "../cost/recorded";
import type { RecordedRun } from "../cost/run-model";
import type { Spread } from "../cost/spread";
import {
  CALIBRATION_SCHEMA,
  type CalibratedCall,
  type Calibration,
  type CodePrint,
  callKey,
  MOST_RUNS,
  NO_CALIBRATION,
} from "./calibration";
import { field, isObject, list, text } from "./json";

export interface ParsedCalibration {
  readonly calibration: Calibration;
  /** What is wrong, with its line (1-based) where one can be named. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** Calls beyond this are no file of ours. */
const MOST_CALLS = 2_000;
const MOST = 1e9;

/** Never throws. An entry with a mistake is left out; a text that is no calibration at all leaves out everything. */
export function parseCalibration(source: string): ParsedCalibration {
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\ufeff/, ""));
  } catch (error) {
    return refused(lineOfError(source), `it is no JSON: ${wordsOf(error)}`);
  }
  const schema = field(value, "schema");
  if (schema !== CALIBRATION_SCHEMA)
    return refused(1, `"schema" must be "${CALIBRATION_SCHEMA}"; run farebox calibrate again`);
  const entries = list(field(value, "calls"));
  if (entries.length > MOST_CALLS) return refused(1, `it names more than ${MOST_CALLS} calls`);
  const lines = entryLines(source);
  const calls = new Map<string, CalibratedCall>();
  const problems: { line: number; message: string }[] = [];
  for (const [i, entry] of entries.entries()) {
    const read = readCall(entry);
    if (typeof read === "string")
      problems.push({ line: lines[i] ?? 1, message: `entry ${i + 1}: ${read}; it is left out` });
    else calls.set(callKey(read), read);
  }
  return { calibration: { calls }, problems };
}

function refused(line: number, message: string): ParsedCalibration {
  return { calibration: NO_CALIBRATION, problems: [{ line, message: `${message}; the file is ignored` }] };
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 120);
}

/** The first line (1-based) that no JSON text can go on from. The parser does not always say where it stopped. */
function lineOfError(source: string): number {
  const lines = source.split("\n");
  let [sound, broken] = [0, lines.length];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (mayGoOn(lines.slice(0, middle).join("\n"))) sound = middle;
    else broken = middle;
  }
  return broken;
}

function mayGoOn(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch (error) {
    const words = wordsOf(error);
    const position = /position (\d+)/.exec(words)?.[1];
    return /end of JSON/.test(words) || (position !== undefined && Number(position) >= source.length);
  }
}

/** Lines on which entries begin, as `formatCalibration` writes them. */
function entryLines(source: string): readonly number[] {
  return source.split("\n").flatMap((line, i) => (/^\s*"call":/.test(line) ? [i + 1] : []));
}

function readCall(entry: unknown): CalibratedCall | string {
  const [call, api] = [text(field(entry, "call")), text(field(entry, "api"))];
  if (!isObject(entry) || call === null || api === null) return '"call" and "api" must be texts';
  const nth = number(entry["nth"], 1);
  const runs = number(entry["runs"], FEWEST_RUNS);
  const days = number(entry["days"], 0);
  if (nth === undefined || runs === undefined || days === undefined)
    return `"nth", "runs" (${FEWEST_RUNS} or more) and "days" must be numbers`;
  const code = readCode(entry["code"]);
  if (!code) return '"code" must hold the numbers system and tools, and growth';
  const gap = entry["gap"] === null ? null : readSpread(entry["gap"]);
  if (gap === undefined) return '"gap" must be null or hold low, typical, high and mean';
  const rows = list(entry["rows"]).map(readRow);
  const sound = rows.filter((row): row is RecordedRun => row !== undefined);
  if (sound.length < rows.length) return "a row must be [turns, first, output, reasoning, result, hit share]";
  if (sound.length < FEWEST_RUNS || sound.length > MOST_RUNS)
    return `it must have ${FEWEST_RUNS} to ${MOST_RUNS} rows`;
  const [model, family] = [text(entry["model"]), text(entry["family"])];
  const [from, to] = [text(entry["from"], 10), text(entry["to"], 10)];
  return { call, api, nth, model, family, runs, days, from, to, code, gap, rows: sound };
}

function readCode(value: unknown): CodePrint | undefined {
  const [system, tools] = [number(field(value, "system"), 0), number(field(value, "tools"), 0)];
  const growth = text(field(value, "growth"));
  if (system === undefined || tools === undefined || growth === null) return undefined;
  const bound = number(field(value, "bound"), 0) ?? null;
  return {
    system,
    tools,
    bound,
    growth,
    maxOutputTokens: number(field(value, "maxOutputTokens"), 0) ?? null,
  };
}

function readSpread(value: unknown): Spread | undefined {
  const low = number(field(value, "low"), 0);
  const typical = number(field(value, "typical"), 0);
  const high = number(field(value, "high"), 0);
  const mean = number(field(value, "mean"), 0);
  if (low === undefined || typical === undefined || high === undefined || mean === undefined)
    return undefined;
  return low <= typical && typical <= high ? { low, typical, high, mean } : undefined;
}

function readRow(value: unknown): RecordedRun | undefined {
  const fields = list(value);
  const turns = number(fields[0], 1);
  const first = number(fields[1], 0);
  const output = number(fields[2], 0);
  const reasoning = number(fields[3], 0);
  const result = number(fields[4], -MOST);
  const hitShare = fields[5] === null ? null : number(fields[5], 0);
  if (turns === undefined || first === undefined || output === undefined) return undefined;
  if (reasoning === undefined || result === undefined || hitShare === undefined) return undefined;
  return { turns: Math.round(turns), first, output, reasoning, result, hitShare };
}

function number(value: unknown, least: number): number | undefined {
  return typeof value === "number" && value >= least && value <= MOST ? value : undefined;
}

/** The file's text: one line per field and per run, so that a difference can be read. */
export function formatCalibration({ calls }: Calibration): string {
  const entries = [...calls.values()].sort((a, b) => (callKey(a) < callKey(b) ? -1 : 1)).map(formatCall);
  const body = entries.length === 0 ? "[]" : `[\n${entries.join(",\n")}\n  ]`;
  return `{\n  "schema": "${CALIBRATION_SCHEMA}",\n  "calls": ${body}\n}\n`;
}

function formatCall({ rows, ...call }: CalibratedCall): string {
  const fields = Object.entries(call).map(([key, value]) => `      "${key}": ${JSON.stringify(value)}`);
  const lines = rows.map((row) => {
    const { turns, first, output, reasoning, result, hitShare } = row;
    const numbers = [turns, first, output, reasoning, result].map(rounded);
    return `        ${JSON.stringify([...numbers, hitShare === null ? null : Number(hitShare.toFixed(4))])}`;
  });
  return `    {\n${fields.join(",\n")},\n      "rows": [\n${lines.join(",\n")}\n      ]\n    }`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
