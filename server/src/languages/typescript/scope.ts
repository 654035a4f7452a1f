/** What lowering carries along: the file's text and, per function, where it starts and what was found inside it. */
import type { Range } from "../../base/range";
import type { Expr, Stmt } from "../../facts/ir";
import { eachExpression } from "../../facts/walk";
import type { SyntaxNode } from "../../syntax/syntax-node";
import type { FunctionReuse, NestedFunction } from "../language";

/** What comes from outside a function's own text. */
export interface FunctionOrigin {
  readonly name: string;
  /** Where the name stands, absolute; null for functions without one. */
  readonly nameRange: Range | null;
  readonly doc: string | null;
  readonly decorators: readonly SyntaxNode[];
}

/** The parts of lowering that need each other; one file wires them together. */
export interface Lowerers {
  expression(node: SyntaxNode, scope: Scope): Expr;
  /** Statements of a block, module or class-static block, with the doc comments between them. */
  block(nodes: readonly SyntaxNode[], scope: Scope): readonly Stmt[];
  /** The function's index among the functions of the scope. */
  nestedFunction(node: SyntaxNode, scope: Scope, origin: FunctionOrigin): number;
  classBody(node: SyntaxNode, scope: Scope, name: string | null): readonly Stmt[];
}

export interface FileContext {
  readonly text: string;
  readonly reuse: FunctionReuse;
  readonly lower: Lowerers;
  /** How many nodes are being lowered inside each other right now. */
  depth: number;
}

/** One function while it is lowered. */
export interface Scope {
  readonly file: FileContext;
  /** Absolute offset the function's ranges count from. */
  readonly base: number;
  readonly nested: NestedFunction[];
  className: string | null;
  /** Names that the function declares, and names that it gives a value without declaring them. */
  readonly declared: Set<string>;
  readonly assigned: Set<string>;
  /** A plain `break` belongs to a switch, which is no statement of the facts. */
  isInSwitch: boolean;
}

/** Code nested deeper than this is generated or hostile; what is below is left out so that no stack overflows. */
export const MAX_DEPTH = 500;

export function newScope(file: FileContext, base: number): Scope {
  const names = { declared: new Set<string>(), assigned: new Set<string>() };
  return { file, base, nested: [], className: null, ...names, isInSwitch: false };
}

/** Notes the names that a declaration or a loop binds. */
export function declare(target: Expr, scope: Scope): void {
  for (const part of eachExpression(target)) if (part.kind === "name") scope.declared.add(part.name);
}

/** The node's range relative to the function. */
export function rangeOf(node: SyntaxNode, scope: Scope): Range {
  return { start: node.start - scope.base, end: node.end - scope.base };
}

export function sourceOf(node: SyntaxNode, scope: Scope): string {
  return scope.file.text.slice(node.start, node.end);
}

export function nameExpr(node: SyntaxNode, scope: Scope): Expr {
  return { kind: "name", name: sourceOf(node, scope), range: rangeOf(node, scope) };
}
