/** What a programming language gives the analysis: its grammar, its file names, and the way from tree to facts. */
import type { FunctionFacts, LanguageId } from "../facts/ir";
import type { GrammarName } from "../syntax/parser";
import type { ReadOptions } from "../syntax/read-tree";
import type { SyntaxNode } from "../syntax/syntax-node";

export interface Language {
  readonly id: LanguageId;
  readonly grammar: GrammarName;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** How the tree is copied out of the parser: function node types, and tokens `lower` never looks at. */
  readonly reading: ReadOptions;
  /** Cheap test on the raw text: false only where no call can be in it, so that the file need not be parsed. */
  couldContainCall(text: string): boolean;
  /** The code inside the text, at the same positions; absent where the whole text is code. */
  code?(text: string, path: string): string;
  /** The whole module as a function of its own (`<module>`, start 0). Never throws, whatever the tree. */
  lower(root: SyntaxNode, text: string, reuse: FunctionReuse): LoweredFunction;
}

/**
 * A function and the functions inside it, with every position relative to the function's own start: it can be put
 * anywhere in any file that has the same text.
 */
export interface LoweredFunction {
  readonly facts: FunctionFacts;
  /** `{kind: "function", child: i}` in the facts means `nested[i]`. */
  readonly nested: readonly NestedFunction[];
  /** What `FunctionReuse.set` was called with; null for functions that are never reused. */
  readonly key: string | null;
}

export interface NestedFunction {
  readonly lowered: LoweredFunction;
  /** UTF-16 offset from the enclosing function's start. */
  readonly start: number;
  /** Name of the innermost class between the enclosing function and this one. */
  readonly className: string | null;
}

/**
 * Functions of the last analysis. The key must hold everything the facts depend on: the function's text, its node type,
 * and, where they come from outside its text, its name and doc comment. Only intact nodes (`SyntaxNode.isIntact`) may be
 * looked up or stored.
 */
export interface FunctionReuse {
  get(key: string): LoweredFunction | undefined;
  /** Remembers the function under `lowered.key`; one without a key is not kept. */
  set(lowered: LoweredFunction): void;
}
