/** The real parser for tests, started once per process. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileFacts } from "../../server/src/facts/ir";
import { analyseFile, type DocumentMemory } from "../../server/src/languages/analyse-file";
import type { Language } from "../../server/src/languages/language";
import { createParserRuntime, type GrammarName, type ParserRuntime } from "../../server/src/syntax/parser";

const WASM_FOLDER = dirname(require.resolve("@vscode/tree-sitter-wasm"));

/** Reads a WASM file as the host would. */
export async function readWasm(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(WASM_FOLDER, name)));
}

const runtime = createParserRuntime(readWasm);

export async function runtimeWith(...grammars: readonly GrammarName[]): Promise<ParserRuntime> {
  const ready = await runtime;
  for (const grammar of grammars) await ready.load(grammar);
  return ready;
}

/** No test but those about budgets may depend on how fast the machine is. */
export const NO_HURRY = { now: (): number => 0, budgetMs: 1 };

/** Facts of a text; `ready` comes from `runtimeWith(language.grammar)`. */
export function factsOf(
  ready: ParserRuntime,
  language: Language,
  text: string,
  memory?: DocumentMemory,
): FileFacts {
  const source = { path: `sample${language.extensions[0] ?? ""}`, text };
  return analyseFile(source, language, { runtime: ready, deadline: NO_HURRY, memory });
}
