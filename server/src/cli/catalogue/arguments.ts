/** From what was typed after `farebox catalogue` to a command. */
import type { When } from "../../catalogue/types";
import { NO_FILTER, type RowFilter } from "../../views/catalogue/filter";
import { DEFAULT_INPUT_SHARE } from "../../views/catalogue/self-hosted-view";
import { amount, parseOptions, readWhen } from "../option-values";
import { UsageError } from "../usage";
import { CATALOGUE_HELP, type CatalogueAction, HELP_OF } from "./help";

export const SORTS = ["offer", "input", "output", "window", "checked"] as const;
export type Sort = (typeof SORTS)[number];

/** What every subcommand takes. */
interface Common {
  readonly kind: "catalogue";
  readonly folder: string;
  readonly json: boolean;
  readonly quiet: boolean;
  /** null = today. */
  readonly when: When | null;
  readonly currency: string | null;
  /** JSON with the editor's settings; its price sources count. */
  readonly settingsFile: string | null;
}

export interface ListCommand extends Common {
  readonly action: "list";
  readonly filter: RowFilter;
  readonly sort: Sort;
  /** Every price an offer has had, instead of the one at the date. */
  readonly history: boolean;
}

export interface ShowCommand extends Common {
  readonly action: "show";
  /** An offer id, a model's id or alias, `self-hosted`, or `self-hosted/<preset>`. */
  readonly name: string;
  /** Offers that machines of one's own are compared with; empty = those that sell the same model. */
  readonly against: readonly string[];
  /** Input's part of all tokens, 0 to 1. */
  readonly inputShare: number;
}

export interface CheckCommand extends Common {
  readonly action: "check";
  readonly paths: readonly string[];
  /** Days; an older price fails the command. */
  readonly maxAge: number | null;
}

export interface DiffCommand extends Common {
  readonly action: "diff";
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly filter: RowFilter;
}

/** A day of the catalogue, or a catalogue: `shipped`, a file or a folder. */
export type DiffSide =
  | { readonly kind: "when"; readonly when: When }
  | { readonly kind: "catalogue"; readonly path: string };

export interface UpdateCommand extends Common {
  readonly action: "update";
  /** Named here; empty = those of the settings file. */
  readonly sources: readonly string[];
  readonly allowPrivate: boolean;
}

export interface SchemaCommand {
  readonly kind: "catalogue";
  readonly action: "schema";
  readonly quiet: boolean;
}

export interface HelpCommand {
  readonly kind: "catalogue";
  readonly action: "help";
  readonly text: string;
  readonly quiet: boolean;
}

export type CatalogueCommand =
  | ListCommand
  | ShowCommand
  | CheckCommand
  | DiffCommand
  | UpdateCommand
  | SchemaCommand
  | HelpCommand;

const ACTIONS: Readonly<Record<CatalogueAction, (args: readonly string[]) => CatalogueCommand>> = {
  list: readList,
  show: readShow,
  check: readCheck,
  diff: readDiff,
  update: readUpdate,
  schema: readSchema,
};

const COMMON_OPTIONS = {
  folder: { type: "string", default: "." },
  json: { type: "boolean", default: false },
  quiet: { type: "boolean", default: false },
  when: { type: "string" },
  currency: { type: "string" },
  settings: { type: "string" },
} as const;

const FILTER_OPTIONS = {
  model: { type: "string" },
  lab: { type: "string" },
  host: { type: "string" },
  region: { type: "string" },
  country: { type: "string" },
  tier: { type: "string" },
  layer: { type: "string" },
  "max-price": { type: "string" },
  "min-context": { type: "string" },
} as const;

/** `args` without "catalogue". */
export function readCatalogueCommand(args: readonly string[]): CatalogueCommand {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h")
    return help(CATALOGUE_HELP);
  const action = Object.keys(ACTIONS).find((known): known is CatalogueAction => known === name);
  if (action === undefined) {
    const known = Object.keys(ACTIONS).join(", ");
    throw new UsageError(`catalogue: "${name}" is no command; the commands are ${known}. ${seeHelp()}`);
  }
  if (rest.includes("--help") || rest.includes("-h")) return help(HELP_OF[action]);
  return ACTIONS[action](rest);
}

function help(text: string): HelpCommand {
  return { kind: "catalogue", action: "help", text, quiet: false };
}

function readList(args: readonly string[]): ListCommand {
  const options = {
    ...COMMON_OPTIONS,
    ...FILTER_OPTIONS,
    sort: { type: "string", default: "offer" },
    history: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parseOptions(args, options, seeHelp("list"));
  noMore(positionals, "list", 'it takes no names; filter with --model "gpt-5*"');
  const currency = currencyOf(values.currency);
  const sort = SORTS.find((known) => known === values.sort);
  if (sort === undefined) throw new UsageError(`--sort: "${values.sort}" is none of ${SORTS.join(", ")}.`);
  return {
    action: "list",
    ...common(values),
    filter: filterOf(values, currency),
    sort,
    history: values.history,
  };
}

function readShow(args: readonly string[]): ShowCommand {
  const options = {
    ...COMMON_OPTIONS,
    against: { type: "string", multiple: true, default: [] as string[] },
    "input-share": { type: "string" },
  } as const;
  const { values, positionals } = parseOptions(args, options, seeHelp("show"));
  const [name, ...more] = positionals;
  if (name === undefined || name === "")
    throw new UsageError(`show: name an offer (model@host/region) or a model. ${seeHelp("show")}`);
  noMore(more, "show", "it takes one offer or model");
  const inputShare = amount("--input-share", values["input-share"]) ?? DEFAULT_INPUT_SHARE;
  if (inputShare > 1) throw new UsageError(`--input-share: ${inputShare} is no share; write 0.75 for 75%.`);
  return { action: "show", ...common(values), name, against: values.against, inputShare };
}

function readCheck(args: readonly string[]): CheckCommand {
  const options = { ...COMMON_OPTIONS, "max-age": { type: "string" } } as const;
  const { values, positionals } = parseOptions(args, options, seeHelp("check"));
  return {
    action: "check",
    ...common(values),
    paths: positionals.length === 0 ? [values.folder] : positionals,
    maxAge: amount("--max-age", values["max-age"]),
  };
}

function readDiff(args: readonly string[]): DiffCommand {
  const { values, positionals } = parseOptions(
    args,
    { ...COMMON_OPTIONS, ...FILTER_OPTIONS },
    seeHelp("diff"),
  );
  const [first, second, ...more] = positionals;
  if (first === undefined || second === undefined)
    throw new UsageError(`diff: name two days or two catalogues to compare. ${seeHelp("diff")}`);
  noMore(more, "diff", "it compares two");
  const before = sideOf(first);
  const after = sideOf(second);
  const hasDay = before.kind === "when" || after.kind === "when";
  if (hasDay && before.kind !== after.kind)
    throw new UsageError(
      `diff: "${first}" and "${second}" are a day and a catalogue; name two days, or two catalogues and --when.`,
    );
  if (hasDay && values.when !== undefined)
    throw new UsageError("diff: --when belongs to two catalogues; two days state their time themselves.");
  const currency = currencyOf(values.currency);
  return { action: "diff", ...common(values), before, after, filter: filterOf(values, currency) };
}

function readUpdate(args: readonly string[]): UpdateCommand {
  const options = {
    ...COMMON_OPTIONS,
    source: { type: "string", multiple: true, default: [] as string[] },
    "allow-private-addresses": { type: "boolean", default: false },
  } as const;
  const { values, positionals } = parseOptions(args, options, seeHelp("update"));
  noMore(positionals, "update", "name a source by --source");
  return {
    action: "update",
    ...common(values),
    sources: values.source,
    allowPrivate: values["allow-private-addresses"],
  };
}

function readSchema(args: readonly string[]): SchemaCommand {
  const { positionals } = parseOptions(args, { quiet: COMMON_OPTIONS.quiet }, seeHelp("schema"));
  noMore(positionals, "schema", "it takes nothing");
  return { kind: "catalogue", action: "schema", quiet: false };
}

function common(values: {
  readonly folder: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly when?: string | undefined;
  readonly currency?: string | undefined;
  readonly settings?: string | undefined;
}): Common {
  return {
    kind: "catalogue",
    folder: values.folder,
    json: values.json,
    quiet: values.quiet,
    when: values.when === undefined ? null : readWhen(values.when),
    currency: currencyOf(values.currency),
    settingsFile: values.settings ?? null,
  };
}

type FilterValues = { readonly [Name in keyof typeof FILTER_OPTIONS]?: string | undefined };

function filterOf(values: FilterValues, currency: string | null): RowFilter {
  return {
    ...NO_FILTER,
    model: values.model ?? null,
    lab: values.lab ?? null,
    host: values.host ?? null,
    region: values.region ?? null,
    country: values.country ?? null,
    serviceTier: values.tier ?? null,
    layer: values.layer ?? null,
    maxPrice: amount("--max-price", values["max-price"]),
    priceCurrency: currency ?? NO_FILTER.priceCurrency,
    minContext: tokenCount("--min-context", values["min-context"]),
  };
}

function sideOf(written: string): DiffSide {
  if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(written)) return { kind: "when", when: readWhen(written) };
  return { kind: "catalogue", path: written };
}

/** "200000", "200k", "1M". */
function tokenCount(option: string, written: string | undefined): number | null {
  if (written === undefined) return null;
  const [, digits = "", unit = ""] = /^([\d._]+)\s*([km]?)$/i.exec(written.trim()) ?? [];
  const count =
    Number(digits.replaceAll("_", "")) * (unit === "" ? 1 : unit.toLowerCase() === "k" ? 1e3 : 1e6);
  if (digits !== "" && Number.isFinite(count)) return count;
  throw new UsageError(`${option}: "${written}" is no number of tokens; write it as 200000, 200k or 1M.`);
}

function currencyOf(written: string | undefined): string | null {
  if (written === undefined) return null;
  if (/^[a-z]{3}$/i.test(written)) return written.toUpperCase();
  throw new UsageError(`--currency: "${written}" is no currency code such as USD, EUR or CNY.`);
}

function noMore(positionals: readonly string[], action: CatalogueAction, why: string): void {
  const [first] = positionals;
  if (first !== undefined) throw new UsageError(`${action}: "${first}" is too much; ${why}.`);
}

function seeHelp(action?: CatalogueAction): string {
  return `See "farebox catalogue ${action === undefined ? "" : `${action} `}--help".`;
}
