/** What `farebox --help` says, and the error that ends a command for what the user typed or gave it. */

export const EXIT = { done: 0, failed: 1, usage: 2, internal: 3 } as const;

/** Wrong usage or unusable input: the message names the argument and the next step; exit code 2. */
export class UsageError extends Error {}

export const HELP = `Farebox tells what LLM code costs before it runs.

Usage
  farebox report [paths…] [options]   cost of every model call below the paths (default: ".")
  farebox explain file:line [options] how one call's figure is made, what would change it, and what its range rests on
  farebox tokens [file|-] [options]   tokens of a text for each model: exact, or with the error of the estimate
  farebox calibrate LOGS… [options]   fits estimates to runs you recorded, or lists them beside the estimates (--check)
  farebox catalogue COMMAND           models, hosts and prices: list, show, check, diff, update, schema ("farebox catalogue --help")
  farebox server --stdio              language server for editors

Options of report
  --format text|json        text for people (default), json for scripts (schema farebox-report/1)
  --max-cost-per-run N      fail with exit code 1 where a run typically costs more than N
  --when DAY|INSTANT        price at 2026-11-24 or at 2026-11-24T09:00:00Z (default: today, weighed over the week)
  --settings FILE           JSON with the editor's settings, nested or flat ("farebox.currency": "EUR")
  --currency CODE           currency of the figures, such as EUR
  --runs-per-month N        adds what a month costs
  --exclude GLOB            leaves files out; may be repeated
  --min-confidence LEVEL    certain, likely or possible (default: possible, everything that looks like a call)
  --output FILE             writes the report to a file instead of the standard output
  --quiet                   no words besides errors and failed checks
  -h, --help                this text
  -v, --version             the version

Options of explain
  --format text|json        text for people (default), json for scripts (schema farebox-explain/1)
  --when, --settings, --currency, --quiet as above; a notebook's call is book.ipynb:CELL:LINE

Options of calibrate (logs: OpenTelemetry, OpenAI, Anthropic, LiteLLM, Langfuse, CSV; docs/calibration.md)
  --project DIR             folder of the code (default: "."); .farebox/calibration.json there is written
  --call FILE:LINE          the call to which runs belong that the log leaves open
  --check                   writes nothing: each matched run's tokens and cost beside its estimate
  --format text|json        text for people (default), json for scripts

Options of tokens
  --model A,B,C             models to count for (default: the newest model of each tokenizer)
  --format text|json        text for people (default), json for scripts

Prices come from the shipped catalogue and from farebox.catalogue.yaml in the scanned folder. Settings
"residency.allow" and "residency.deny" make the report fail where a call's present offer breaks them.

Exit codes: 0 done, 1 a budget or policy failed, 2 wrong usage or input, 3 internal error.
`;
