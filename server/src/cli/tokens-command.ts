/** `farebox tokens`: what a text counts as for some models. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { matchModel } from "../catalogue/match/match";
import type { Catalogue, Model } from "../catalogue/types";
import { readAsset } from "../host/assets";
import { createTokenCounter } from "../host/token-counter";
import { type Column, inColumns, printable } from "../reports/columns";
import { encodingsOf } from "../tokens/families";
import { newestPerFamily, type TokenRow, tokenRows } from "../views/token-counts";
import { openCatalogue } from "./catalogue/open";
import type { CommandContext } from "./report-command";
import { reasonOf } from "./settings-file";
import type { TokensCommand } from "./tokens-arguments";
import { EXIT, UsageError } from "./usage";

const COLUMNS: readonly Column[] = [
  { align: "left" },
  { align: "left" },
  { align: "right" },
  { align: "left" },
];

/** Resolves with the exit code. */
export async function runTokens(command: TokensCommand, { cwd, streams }: CommandContext): Promise<number> {
  const catalogue = await openCatalogue(".", cwd, streams.say);
  const models =
    command.models.length > 0 ? modelsNamed(command.models, catalogue) : newestPerFamily(catalogue);
  const text = await readText(command.file, cwd);
  const counter = createTokenCounter(readAsset);
  const [count] = await counter.count([text], encodingsOf(models.map((model) => model.tokenizerFamily)));
  if (!count) throw new Error("the counter gave no count");
  const rows = tokenRows(models, count);
  await streams.data(command.json ? jsonOf(rows) : tableOf(rows));
  return EXIT.done;
}

function modelsNamed(written: readonly string[], catalogue: Catalogue): readonly Model[] {
  return written.map((id) => {
    const match = matchModel(catalogue, id);
    if (match.known) return match.value.model;
    throw new UsageError(`--model: ${match.reason}.`);
  });
}

/** Bytes that are no UTF-8 count as U+FFFD, as they would in a prompt. */
async function readText(file: string, cwd: string): Promise<string> {
  if (file === "-") return readStdin();
  try {
    return (await readFile(resolve(cwd, file))).toString("utf8");
  } catch (error) {
    throw new UsageError(`${file}: ${reasonOf(error)}`);
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function jsonOf(rows: readonly TokenRow[]): string {
  const counts = rows.map(({ model, family, tokens, exact, errorPercent, low, high, source }) => ({
    model,
    family,
    tokens,
    exact,
    errorPercent,
    low,
    high,
    source,
  }));
  return `${JSON.stringify({ counts }, null, 2)}\n`;
}

function tableOf(rows: readonly TokenRow[]): string {
  const cells = rows.map(({ model, family, tokens, accuracy }) => [
    printable(model),
    family,
    tokens.toLocaleString("en-US"),
    accuracy,
  ]);
  return `${inColumns([["model", "tokenizer", "tokens", "accuracy"], ...cells], COLUMNS).join("\n")}\n`;
}
