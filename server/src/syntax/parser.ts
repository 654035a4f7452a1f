/** Tree-sitter behind a budget: the WASM arrives as bytes, every parse can be cut short, every tree has one owner. */
import { Language, Parser, type Tree } from "@vscode/tree-sitter-wasm";
import { editBetween } from "./text-edit";

export type GrammarName = "python" | "typescript" | "tsx" | "javascript" | "go";

/** How long a parse may take. `now` is in milliseconds of any clock. */
export interface Deadline {
  now(): number;
  readonly budgetMs: number;
}

/** The tree of an earlier text of the same document. A parse that gets it consumes it: it is no use afterwards. */
export interface PreviousTree {
  readonly tree: Tree;
  readonly text: string;
}

export interface ParseOptions {
  readonly deadline: Deadline;
  readonly previous?: PreviousTree | undefined;
}

export interface ParseResult {
  /** Null where the budget ended first. Whoever receives it must delete it. */
  readonly tree: Tree | null;
  /** The budget ended early, or the parser met broken code. */
  readonly incomplete: boolean;
}

export interface ParserRuntime {
  /** Makes a grammar ready; cheap from the second time on. */
  load(grammar: GrammarName): Promise<void>;
  /** Parses the text. The grammar must be loaded. */
  parse(grammar: GrammarName, text: string, options: ParseOptions): ParseResult;
  /** Frees the parser's memory. */
  dispose(): void;
}

/** Bundled file names, as `readBundled` gets them. */
export const RUNTIME_FILE = "tree-sitter.wasm";

/** The bundled file that holds a grammar. */
export function grammarFile(grammar: GrammarName): string {
  return `tree-sitter-${grammar}.wasm`;
}

/** Starts the parser. `readBundled` returns the bytes of `RUNTIME_FILE` and, later, of `grammarFile(...)`. */
export async function createParserRuntime(
  readBundled: (name: string) => Promise<Uint8Array>,
): Promise<ParserRuntime> {
  // The published types know only `locateFile`; with the bytes at hand nothing is located.
  const options = { wasmBinary: await readBundled(RUNTIME_FILE), locateFile: (file: string) => file };
  await Parser.init(options);
  const parser = new Parser();
  const loading = new Map<GrammarName, Promise<void>>();
  const grammars = new Map<GrammarName, Language>();

  const loadGrammar = async (name: GrammarName): Promise<void> => {
    grammars.set(name, await Language.load(await readBundled(grammarFile(name))));
  };

  return {
    load(name) {
      const started = loading.get(name) ?? loadGrammar(name);
      loading.set(name, started);
      return started;
    },
    parse(name, text, parseOptions) {
      const grammar = grammars.get(name);
      if (!grammar) throw new Error(`The ${name} grammar is not loaded`);
      parser.setLanguage(grammar);
      return parseWithin(parser, text, parseOptions);
    },
    dispose() {
      parser.delete();
    },
  };
}

/**
 * An incremental parse of sound code gives the tree of a fresh parse, one of broken code need not: error recovery depends on
 * which old parts were at hand. Facts must be a function of the text alone, so broken code is parsed afresh.
 */
function parseWithin(parser: Parser, text: string, options: ParseOptions): ParseResult {
  const { now, budgetMs } = options.deadline;
  const end = now() + budgetMs;
  const isOver = (): boolean => now() > end;
  const first = parseOnce(parser, text, isOver, options.previous);
  if (!first?.rootNode.hasError || !options.previous) return resultOf(first);
  first.delete();
  return resultOf(parseOnce(parser, text, isOver, undefined));
}

function parseOnce(
  parser: Parser,
  text: string,
  isOver: () => boolean,
  previous: PreviousTree | undefined,
): Tree | null {
  const edit = previous && editBetween(previous.text, text);
  if (edit) previous.tree.edit(edit);
  const tree = parser.parse(text, previous?.tree ?? null, { progressCallback: isOver });
  // A parse that was cut short would otherwise be resumed by the next one, whatever its text.
  if (!tree) parser.reset();
  return tree;
}

function resultOf(tree: Tree | null): ParseResult {
  return { tree, incomplete: tree === null || tree.rootNode.hasError };
}
