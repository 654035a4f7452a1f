/** What lowering carries along: the text, the function being lowered, and how deep the walk is. */
import type { Range } from "../base/range";
import type { Expr } from "../facts/ir";
import type { SyntaxNode } from "../syntax/syntax-node";
import type { FunctionReuse, NestedFunction } from "./language";

export interface Scope {
  readonly text: string;
  /** Absolute start of the function being lowered; ranges count from here. */
  readonly base: number;
  /** Innermost class inside the function being lowered. */
  readonly className: string | null;
  /** What the method calls its own object, where the language leaves the name to it (Go's receiver); it becomes `self`. */
  readonly selfName: string | null;
  /** The result that a bare `return` gives back, where results have names (Go). */
  readonly resultName: string | null;
  /** Functions found directly inside so far. */
  readonly nested: NestedFunction[];
  /** Names the function declares to be those of a scope outside, found so far. */
  readonly outerNames?: string[];
  readonly reuse: FunctionReuse;
  readonly depth: Depth;
  /** Lowers a function definition or lambda and returns its index in `nested`. Handed in, so that files form no cycle. */
  readonly nest: (node: SyntaxNode, scope: Scope) => number;
}

/** Shared by all scopes of a file. */
export interface Depth {
  value: number;
  /** Something inside the current function was too deep and left out. */
  isCapped: boolean;
}

/** Nesting that code written by people never reaches; deeper parts are left out so that the stack cannot overflow. */
export const MAX_DEPTH = 200;

/** Runs `lower` one level deeper, or returns `fallback` where the nesting is too deep. */
export function descend<T>(scope: Scope, lower: () => T, fallback: T): T {
  if (scope.depth.value >= MAX_DEPTH) {
    scope.depth.isCapped = true;
    return fallback;
  }
  scope.depth.value++;
  try {
    return lower();
  } finally {
    scope.depth.value--;
  }
}

/** The node's range in the function being lowered. */
export function rangeOf(node: SyntaxNode, scope: Scope): Range {
  return { start: node.start - scope.base, end: node.end - scope.base };
}

/** From the start of one node to the end of another. */
export function rangeAcross(first: SyntaxNode, last: SyntaxNode, scope: Scope): Range {
  return { start: first.start - scope.base, end: last.end - scope.base };
}

export function sourceOf(node: SyntaxNode, scope: Scope): string {
  return scope.text.slice(node.start, node.end);
}

/** An expression of no use to the analysis. */
export function otherAt(node: SyntaxNode, scope: Scope, operands: readonly Expr[] = []): Expr {
  return { kind: "other", operands, range: rangeOf(node, scope) };
}
