/** From what was typed to a command; anything unclear is a usage error that names the argument. */
import type { Confidence } from "../../../shared/settings";
import type { When } from "../catalogue/types";
import { FORMATS } from "../reports";
import type { ReportFormat } from "../reports/format";
import { type CalibrateCommand, readCalibrateCommand } from "./calibrate-arguments";
import { type CatalogueCommand, readCatalogueCommand } from "./catalogue/arguments";
import { type ExplainCommand, readExplainCommand } from "./explain-arguments";
import { amount, parseOptions, readWhen } from "./option-values";
import { readTokensCommand, type TokensCommand } from "./tokens-arguments";
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
  | CalibrateCommand
  | CatalogueCommand
  | TokensCommand
  | ExplainCommand
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
    case "explain":
      return readExplainCommand(rest);
    case "calibrate":
      return readCalibrateCommand(rest);
    case "catalogue":
      return readCatalogueCommand(rest);
    case "tokens":
      return readTokensCommand(rest);
    case "server":
      return readServer(rest);
    default:
      throw new UsageError(
        `"${name}" is no command; the commands are report, calibrate, explain, tokens, catalogue and server. ${SEE_HELP}`,
      );
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
  return parseOptions(args, REPORT_OPTIONS, SEE_HELP);
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
