/** What `farebox catalogue … --help` says. */

export type CatalogueAction = "list" | "show" | "check" | "diff" | "update" | "schema";

const FILTERS = `Filters (* stands for anything, case does not matter)
  --model PATTERN           model id, name, alias or the host's own id, such as "deepseek-v4*"
  --lab, --host, --region PATTERN
  --country CODE            where inference runs: DE, or a set such as EU; no stated place never matches
  --tier NAME               standard, batch, flex, priority, …
  --layer NAME              curated, broad (a published collection), folder, workspace or user (your own)
  --max-price N             input and output cost at most N per 1,000,000 tokens (in --currency, else USD)
  --min-context N           context window of at least N tokens (200000, 200k, 1M)
`;

const COMMON = `  --when DAY|INSTANT        prices of 2026-11-24, or of 2026-11-24T09:00:00Z within tariff windows (default: today)
  --currency CODE           converts at a dated rate; without it prices stay as the host quotes them
  --settings FILE           JSON with the editor's settings: prices kept of "catalogue.sources" count
  --folder DIR              folder with a farebox.catalogue.yaml of your own (default: ".")
  --json                    data for scripts
  --quiet                   no words besides errors
`;

export const CATALOGUE_HELP = `Models, hosts, regions and dated prices: what Farebox ships, and your own catalogue over it.

Usage
  farebox catalogue list [filters]          offers and their prices
  farebox catalogue show OFFER|MODEL        one offer with its history, or all offers of a model
  farebox catalogue check [paths…]          mistakes in your catalogues, and prices that nobody has read for long
  farebox catalogue diff BEFORE AFTER       what changed between two days, or differs between two catalogues
  farebox catalogue update                  asks sources of prices, and says what changed
  farebox catalogue schema                  the JSON Schema of farebox.catalogue.yaml

"farebox catalogue list --help" and so on say more. Prices are per 1,000,000 tokens; "–" is unknown, never free.
`;

const LIST = `Lists offers: model, host, region and service tier, each with its price at a date.

Usage
  farebox catalogue list [filters] [options]

${FILTERS}
Options
  --sort KEY                offer (default), input, output, window or checked; prices are compared in USD
  --history                 every price known, past and announced, instead of the one at the date
${COMMON}
With tariff windows the price outside them is listed, unless --when names an instant; --json has all of them.

Examples
  farebox catalogue list --model "claude-sonnet*" --country EU
  farebox catalogue list --max-price 1 --min-context 200k --sort output
  farebox catalogue list --model gpt-5.6-luna --when 2026-07-29 --json
`;

const SHOW = `Shows an offer with everything known about it and every price it has had; or a model and its offers.
For machines of your own: the formula with its numbers, and the volume from which they beat an API.

Usage
  farebox catalogue show OFFER|MODEL [options]
  farebox catalogue show self-hosted             the formulas and parts that come with Farebox
  farebox catalogue show self-hosted/PRESET      one of them, with its break-even

Options
  --against OFFER           break-even against this offer; may be repeated (default: who sells the same model)
  --input-share N           input's part of all tokens, 0 to 1 (default: 0.75, an assumption)
${COMMON}
Examples
  farebox catalogue show deepseek-v4-flash@deepseek/cn
  farebox catalogue show claude-sonnet-5.5 --currency EUR
  farebox catalogue show self-hosted/deepseek-r1-h200 --input-share 0.9
`;

const CHECK = `Reads every farebox.catalogue.yaml (.yml, .json) at or below the paths and names each mistake by file, line and column.
Lists prices that nobody has read at their source for more than 180 days, and says when the catalogue as a whole is
older than 60 days. Lists curated prices that a published collection states otherwise, with the likely reason.

Usage
  farebox catalogue check [paths…] [options]

Options
  --max-age DAYS            fail with exit code 1 where a price was read longer ago
  --when DAY                the day that ages count to (default: today)
  --json                    data for scripts
  --quiet                   no words besides errors

Exit codes: 0 no mistakes, 1 a price is older than --max-age, 2 a catalogue has mistakes.
`;

const DIFF = `Lists offers whose price differs between two days, or between two catalogues on one day.

Usage
  farebox catalogue diff 2026-07-29 2026-07-31 [filters] [options]
  farebox catalogue diff shipped ./farebox.catalogue.yaml [filters] [options]

A catalogue is "shipped" (what Farebox comes with), a file, or a folder that holds one; files lie over the shipped one.

${FILTERS}
Options
${COMMON}`;

const UPDATE = `Asks the sources of prices for newer figures, keeps them, and says what changed. Nothing else of Farebox asks a server.

Usage
  farebox catalogue update --source genai-prices [--source litellm] [--source https://…]
  farebox catalogue update --settings FILE

Options
  --source NAME|URL         genai-prices, litellm, or the https:// address of a catalogue of your team; may be repeated
  --settings FILE           JSON with the editor's settings; "catalogue.sources" names the sources
  --allow-private-addresses let a source be in your own network
  --json                    data for scripts
  --quiet                   no words besides errors

Kept figures count where --settings names their source: "farebox report --settings FILE", "farebox catalogue list --settings FILE".
Collections lie under the curated prices and add what these lack; a team's catalogue lies over them. A source that fails
leaves its last good figures in force, and the exit code is 2.
`;

const SCHEMA = `Prints the JSON Schema of farebox.catalogue.yaml.

Usage
  farebox catalogue schema > farebox-catalogue.schema.json
`;

export const HELP_OF: Readonly<Record<CatalogueAction, string>> = {
  list: LIST,
  show: SHOW,
  check: CHECK,
  diff: DIFF,
  update: UPDATE,
  schema: SCHEMA,
};
