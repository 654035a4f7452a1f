/** From what was typed to a command; anything unclear is a usage error that names the argument. */
import { parseArgs } from "node:util";
import type { Confidence } from "../../../shared/settings";
import type { When } from "../catalogue/types";
import { FORMATS } from "../reports";
import type { ReportFormat } from "../reports/format";
import { UsageError } from "./usage";

export interface ReportCommand {
  readonly kind: "report";
  readonly paths: readonly string[];
  readonly format: ReportFormat;
  readonly maxCostPerRun: number | null;
  /** null = today. */
  readonly when: When | null;
  readonly settingsFile: string | null;
  readonly currency: string | null;
  readonly runsPerMonth: number | null;
  readonly exclude: readonly string[];
  readonly minConfidence: Confidence;
  readonly output: string | null;
  readonly quiet: boolean;
}

export type Command =
  | ReportCommand
  | { readonly kind: "server" }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

const CONFIDENCES: readonly Confidence[] = ["certain", "likely", "possible"];
const SEE_HELP = 'See "farebox --help".';

const REPORT_OPTIONS = {
  format: { type: "string", default: "text" },
  "max-cost-per-run": { type: "string" },
  when: { type: "string" },
  settings: { type: "string" },
  currency: { type: "string" },
  "runs-per-month": { type: "string" },
  exclude: { type: "string", multiple: true, default: [] as string[] },
  "min-confidence": { type: "string", default: "possible" },
  output: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} as const;

/** `args` without node and script. */
export function readCommand(args: readonly string[]): Command {
  const [name, ...rest] = args;
  switch (name) {
    case undefined:
    case "help":
    case "--help":
    case "-h":
      return { kind: "help" };
    case "--version":
    case "-v":
      return { kind: "version" };
    case "report":
      return readReport(rest);
    case "server":
      return readServer(rest);
    default:
      throw new UsageError(`"${name}" is no command; the commands are report and server. ${SEE_HELP}`);
  }
}

function readServer(args: readonly string[]): Command {
  if (args.length === 1 && args[0] === "--stdio") return { kind: "server" };
  if (args.includes("--help") || args.includes("-h")) return { kind: "help" };
  throw new UsageError('The server speaks over its standard streams only: "farebox server --stdio".');
}

function readReport(args: readonly string[]): Command {
  const { values, positionals } = parseReport(args);
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  return {
    kind: "report",
    paths: positionals.length === 0 ? ["."] : positionals,
    format: formatNamed(values.format),
    maxCostPerRun: amount("--max-cost-per-run", values["max-cost-per-run"]),
    when: values.when === undefined ? null : readWhen(values.when),
    settingsFile: values.settings ?? null,
    currency: values.currency?.toUpperCase() ?? null,
    runsPerMonth: amount("--runs-per-month", values["runs-per-month"]),
    exclude: values.exclude,
    minConfidence: confidenceNamed(values["min-confidence"]),
    output: values.output ?? null,
    quiet: values.quiet,
  };
}

function parseReport(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: REPORT_OPTIONS, allowPositionals: true });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". To specify");
    throw new UsageError(`${sentence.replace(/\.$/, "")}. ${SEE_HELP}`);
  }
}

function formatNamed(id: string): ReportFormat {
  const format = FORMATS.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new UsageError(`--format: "${id}" is none of ${FORMATS.map((known) => known.id).join(", ")}.`);
}

function confidenceNamed(level: string): Confidence {
  const found = CONFIDENCES.find((candidate) => candidate === level);
  if (found) return found;
  throw new UsageError(`--min-confidence: "${level}" is none of ${CONFIDENCES.join(", ")}.`);
}

function amount(option: string, written: string | undefined): number | null {
  if (written === undefined) return null;
  const value = Number(written);
  if (written.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`${option}: "${written}" is no number of 0 or more; write it as 0.25.`);
}

/** A day, or an instant: that one pins tariff windows too. Instants become UTC. */
function readWhen(written: string): When {
  const wrong = `--when: "${written}" is neither a day such as 2026-11-24 nor an instant such as 2026-11-24T09:00:00Z.`;
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(T.+)?$/.exec(written) ?? [];
  // Date.parse takes 2026-02-30 for the second of March.
  if (day === undefined || !isDay(day)) throw new UsageError(wrong);
  if (time === undefined) return { day };
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(time);
  const at = Date.parse(written);
  if (!hasZone || Number.isNaN(at)) throw new UsageError(hasZone ? wrong : `${wrong} State the zone.`);
  const instant = new Date(at).toISOString().replace(".000Z", "Z");
  return { day: instant.slice(0, 10), instant };
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
