/** One source text to its facts: parse within a budget, lower, place the functions, collect the directives. */
import type { Tree } from "@vscode/tree-sitter-wasm";
import type { Directive, FileFacts, FunctionFacts, FunctionNode } from "../facts/ir";
import type { Deadline, ParserRuntime } from "../syntax/parser";
import { readTree } from "../syntax/read-tree";
import { TreeOwner } from "../syntax/tree-owner";
import { FunctionCache, NO_REUSE } from "./function-cache";
import type { Language, LoweredFunction } from "./language";

export interface SourceText {
  /** Workspace-relative, forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface AnalysisOptions {
  readonly runtime: ParserRuntime;
  readonly deadline: Deadline;
  /** For an open document: what the last analysis left behind. The facts are the same with and without. */
  readonly memory?: DocumentMemory | undefined;
}

/** What an open document keeps between edits. Dispose it when the document is closed. */
export class DocumentMemory {
  readonly trees = new TreeOwner();
  readonly functions = new FunctionCache();

  dispose(): void {
    this.trees.dispose();
    this.functions.beginAnalysis();
    this.functions.beginAnalysis();
  }
}

/** The facts of one file. The language's grammar must be loaded. Where the budget ends first, an empty module. */
export function analyseFile(source: SourceText, language: Language, options: AnalysisOptions): FileFacts {
  const { runtime, deadline, memory } = options;
  const trees = memory?.trees ?? new TreeOwner();
  memory?.functions.beginAnalysis();
  try {
    const code = language.code?.(source.text, source.path) ?? source.text;
    const { tree, incomplete } = trees.parse(runtime, language.grammar, code, deadline);
    const parts = tree ? lowerTree(tree, code, language, memory) : EMPTY_FILE;
    return { path: source.path, language: language.id, ...parts, incomplete };
  } finally {
    if (!memory) trees.dispose();
  }
}

type FileParts = Pick<FileFacts, "functions" | "directives">;

const EMPTY_MODULE: FunctionFacts = {
  name: "<module>",
  nameRange: { start: 0, end: 0 },
  range: { start: 0, end: 0 },
  params: [],
  decorators: [],
  doc: null,
  isAsync: false,
  returns: null,
  body: [],
};

const EMPTY_FILE: FileParts = {
  functions: [{ facts: EMPTY_MODULE, start: 0, parent: -1, children: [], className: null }],
  directives: [],
};

function lowerTree(
  tree: Tree,
  text: string,
  language: Language,
  memory: DocumentMemory | undefined,
): FileParts {
  const root = readTree(tree, language.reading);
  const lowered = language.lower(root, text, memory?.functions ?? NO_REUSE);
  return { functions: placeFunctions(lowered), directives: findDirectives(tree, text) };
}

interface Placed {
  readonly lowered: LoweredFunction;
  readonly start: number;
  readonly parent: Placed | null;
  readonly className: string | null;
  readonly children: Placed[];
}

/** Absolute positions and indexes in source order for a lowered module. */
function placeFunctions(module: LoweredFunction): readonly FunctionNode[] {
  const all: Placed[] = [{ lowered: module, start: 0, parent: null, className: null, children: [] }];
  for (let i = 0; i < all.length; i++) {
    const parent = all[i];
    if (!parent) continue;
    for (const { lowered, start, className } of parent.lowered.nested) {
      const child: Placed = { lowered, start: parent.start + start, parent, className, children: [] };
      parent.children.push(child);
      all.push(child);
    }
  }
  // Parents come before their children in `all`, and the sort is stable, so a shared start keeps that order.
  all.sort((a, b) => a.start - b.start);
  const indexes = new Map(all.map((placed, index) => [placed, index]));
  const indexOf = (placed: Placed | null): number => (placed ? (indexes.get(placed) ?? -1) : -1);
  return all.map((placed) => ({
    facts: placed.lowered.facts,
    start: placed.start,
    parent: indexOf(placed.parent),
    children: placed.children.map(indexOf),
    className: placed.className,
  }));
}

const DIRECTIVE = /farebox:[^\S\r\n]*([^\r\n]*)/g;

/** Directives stand in comments the parser found, so the same words in a string do nothing. */
function findDirectives(tree: Tree, text: string): readonly Directive[] {
  const directives: Directive[] = [];
  for (const match of text.matchAll(DIRECTIVE)) {
    const node = tree.rootNode.descendantForIndex(match.index, match.index + 1);
    if (!node?.type.includes("comment")) continue;
    const rest = text.slice(match.index, Math.min(node.endIndex, match.index + match[0].length));
    const words = rest.slice("farebox:".length).replace(/\*\/$/, "").trim();
    directives.push({ offset: match.index, text: words });
  }
  return directives;
}
