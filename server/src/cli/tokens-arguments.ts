/** What was typed after `farebox tokens`. */
import { parseOptions } from "./option-values";
import { UsageError } from "./usage";

export interface TokensCommand {
  readonly kind: "tokens";
  /** "-" = standard input. */
  readonly file: string;
  /** Ids as written; none = the newest model of each tokenizer family. */
  readonly models: readonly string[];
  readonly json: boolean;
}

const SEE_HELP = 'See "farebox --help".';
const OPTIONS = {
  model: { type: "string", multiple: true, default: [] as string[] },
  format: { type: "string", default: "text" },
  help: { type: "boolean", short: "h", default: false },
} as const;

export function readTokensCommand(args: readonly string[]): TokensCommand | { readonly kind: "help" } {
  const { values, positionals } = parseOptions(args, OPTIONS, SEE_HELP);
  if (values.help) return { kind: "help" };
  const [file = "-", ...more] = positionals;
  if (more.length > 0) throw new UsageError(`One file at a time; "${more[0]}" is one too many. ${SEE_HELP}`);
  if (values.format !== "text" && values.format !== "json")
    throw new UsageError(`--format: "${values.format}" is none of text, json.`);
  const models = values.model.flatMap((list) => list.split(",")).map((id) => id.trim());
  if (models.includes("")) throw new UsageError("--model: a model is missing between two commas.");
  return { kind: "tokens", file, models, json: values.format === "json" };
}
