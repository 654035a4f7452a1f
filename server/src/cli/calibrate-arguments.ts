/** What `farebox calibrate` was asked. */
import { parseOptions } from "./option-values";
import { UsageError } from "./usage";

export interface CalibrateCommand {
  readonly kind: "calibrate";
  readonly logs: readonly string[];
  readonly project: string;
  readonly call: string | null;
  readonly check: boolean;
  readonly json: boolean;
  readonly settingsFile: string | null;
  readonly quiet: boolean;
}

const SEE_HELP = 'See "farebox --help".';

const OPTIONS = {
  project: { type: "string", default: "." },
  call: { type: "string" },
  check: { type: "boolean", default: false },
  format: { type: "string", default: "text" },
  settings: { type: "string" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export function readCalibrateCommand(args: readonly string[]): CalibrateCommand | { readonly kind: "help" } {
  const { values, positionals } = parseOptions(args, OPTIONS, SEE_HELP);
  if (values.help) return { kind: "help" };
  if (positionals.length === 0)
    throw new UsageError(`Name the logs to calibrate with: farebox calibrate runs.jsonl. ${SEE_HELP}`);
  if (values.format !== "text" && values.format !== "json")
    throw new UsageError(`--format: "${values.format}" is none of text, json.`);
  return {
    kind: "calibrate",
    logs: positionals,
    project: values.project,
    call: values.call ?? null,
    check: values.check,
    json: values.format === "json",
    settingsFile: values.settings ?? null,
    quiet: values.quiet,
  };
}
