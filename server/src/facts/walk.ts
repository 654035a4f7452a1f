/** Walks over statements and expressions of one function; nested functions are not entered. */
import type { Range } from "../base/range";
import type { Expr, FileFacts, FunctionFacts, Stmt } from "./ir";
import type { Located } from "./located";

export type CallExpression = Extract<Expr, { kind: "call" }>;
export type LoopStatement = Extract<Stmt, { kind: "loop" }>;

/** A repetition around an expression, outermost first in `WalkContext.loops`. */
export type LoopContext =
  | { readonly kind: "statement"; readonly loop: LoopStatement }
  | { readonly kind: "comprehension"; readonly iterable: Expr; readonly range: Range };

export interface WalkContext {
  readonly loops: readonly LoopContext[];
  /** Inside a branch of an `if`, a handler or a conditional expression. */
  readonly conditional: boolean;
  /** Statement that holds the expression. */
  readonly statement: Stmt;
}

/** Direct sub-expressions in source order. */
export function operandsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "template":
      return expr.parts.filter((part): part is Expr => typeof part !== "string");
    case "member":
      return [expr.object];
    case "index":
      return [expr.object, expr.index];
    case "slice":
      return [expr.object, ...(expr.from ? [expr.from] : []), ...(expr.to ? [expr.to] : [])];
    case "call":
      return [expr.callee, ...expr.args.map((arg) => arg.value)];
    case "list":
      return expr.items;
    case "dict":
      return expr.entries.flatMap((entry) => (entry.key ? [entry.key, entry.value] : [entry.value]));
    case "binary":
      return [expr.left, expr.right];
    case "unary":
      return [expr.operand];
    case "conditional":
      return [expr.test, expr.then, expr.otherwise];
    case "comprehension":
      return [
        ...expr.clauses.flatMap((c) => [c.target, c.iterable]),
        ...(expr.conditions ?? []),
        expr.element,
      ];
    case "await":
    case "spread":
      return [expr.value];
    case "assignment":
      return [expr.target, expr.value];
    case "other":
      return expr.operands;
    default:
      return [];
  }
}

/** Expressions a statement holds itself, without those of nested statements. */
export function expressionsOf(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case "assign":
      return [
        stmt.target,
        ...(stmt.value ? [stmt.value] : []),
        ...(stmt.annotation ? [stmt.annotation] : []),
      ];
    case "expression":
      return [stmt.value];
    case "return":
      return stmt.value ? [stmt.value] : [];
    case "if":
      return [stmt.test];
    case "loop":
      return [stmt.target, stmt.iterable, stmt.test, stmt.update].filter((e): e is Expr => e !== null);
    case "with":
      return stmt.items.flatMap((item) => (item.target ? [item.value, item.target] : [item.value]));
    case "class":
      return [...stmt.bases, ...stmt.decorators];
    case "break":
    case "continue":
    case "raise":
      return stmt.value ? [stmt.value] : [];
    default:
      return [];
  }
}

/** Statement lists nested directly in a statement (class bodies included). */
export function blocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case "if":
      return [stmt.then, stmt.otherwise];
    case "loop":
      return [stmt.init, stmt.body];
    case "try":
      return [stmt.body, ...stmt.handlers, stmt.finally];
    case "with":
    case "class":
      return [stmt.body];
    default:
      return [];
  }
}

/** Blocks never change, and what is kept dies with them. */
const flattened = new WeakMap<readonly Stmt[], readonly Stmt[]>();

/** Every statement of the block in source order, nested blocks included. */
export function eachStatement(body: readonly Stmt[]): readonly Stmt[] {
  const known = flattened.get(body);
  if (known) return known;
  const found: Stmt[] = [];
  gather(body, found);
  flattened.set(body, found);
  return found;
}

function gather(body: readonly Stmt[], found: Stmt[]): void {
  for (const stmt of body) {
    found.push(stmt);
    for (const block of blocksOf(stmt)) gather(block, found);
  }
}

/** Longest list that is kept: of deep nests every level would keep its own. */
const MAX_KEPT = 400;
const expanded = new WeakMap<Expr, readonly Expr[]>();

/** The expression and everything below it, parents first. Readers of one function ask for the same expressions again and again. */
export function eachExpression(expr: Expr): readonly Expr[] {
  const known = expanded.get(expr);
  if (known) return known;
  const found = expressionsBelow(expr);
  if (found.length <= MAX_KEPT) expanded.set(expr, found);
  return found;
}

/** The same for those who ask once: nothing is kept. */
export function expressionsBelow(expr: Expr): readonly Expr[] {
  const found: Expr[] = [];
  const stack: Expr[] = [expr];
  for (let next = stack.pop(); next; next = stack.pop()) {
    found.push(next);
    const operands = operandsOf(next);
    for (let i = operands.length - 1; i >= 0; i--) {
      const operand = operands[i];
      if (operand) stack.push(operand);
    }
  }
  return found;
}

const used = new WeakMap<FunctionFacts, ReadonlySet<string>>();

/** Names that the function's own statements use; facts of functions that an edit leaves alone stay. */
export function namesIn(facts: FunctionFacts): ReadonlySet<string> {
  const known = used.get(facts);
  if (known) return known;
  const names = new Set<string>();
  for (const stmt of eachStatement(facts.body)) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of expressionsBelow(top)) if (expr.kind === "name") names.add(expr.name);
    }
  }
  used.set(facts, names);
  return names;
}

/** Calls `visit` for every expression of the function with the loops around it. */
export function visitExpressions(
  file: FileFacts,
  fn: number,
  visit: (expr: Expr, context: WalkContext) => void,
): void {
  const body = file.functions[fn]?.facts.body ?? [];
  const root: Omit<WalkContext, "statement"> = { loops: [], conditional: false };
  walkBlock(body, root, visit);
}

/** A call or a function written in place, with what stands around it. */
interface Landmarks {
  readonly calls: readonly PlacedCall[];
  readonly contexts: ReadonlyMap<Expr, WalkContext>;
  readonly functions: ReadonlyMap<number, PlacedFunction>;
}

/** A function written in place, and the call it is handed to directly. */
export interface PlacedFunction {
  readonly expr: Expr;
  readonly context: WalkContext;
  readonly receiver: CallExpression | null;
}

export interface PlacedCall {
  readonly call: CallExpression;
  readonly context: WalkContext;
}

/** One walk per function: facts are never changed, and what is kept dies with them. */
const landmarks = new WeakMap<FunctionFacts, Landmarks>();

function landmarksOf(file: FileFacts, fn: number): Landmarks | undefined {
  const facts = file.functions[fn]?.facts;
  if (!facts) return undefined;
  const known = landmarks.get(facts);
  if (known) return known;
  const calls: PlacedCall[] = [];
  const contexts = new Map<Expr, WalkContext>();
  const functions = new Map<number, PlacedFunction>();
  const receivers = new Map<Expr, CallExpression>();
  visitExpressions(file, fn, (expr, context) => {
    if (expr.kind === "call") {
      calls.push({ call: expr, context });
      contexts.set(expr, context);
      for (const arg of expr.args) if (arg.value.kind === "function") receivers.set(arg.value, expr);
    }
    if (expr.kind !== "function") return;
    contexts.set(expr, context);
    functions.set(expr.child, { expr, context, receiver: receivers.get(expr) ?? null });
  });
  const found: Landmarks = { calls, contexts, functions };
  landmarks.set(facts, found);
  return found;
}

/** Every call of the function in source order of their statements. */
export function callsIn(file: FileFacts, fn: number): readonly PlacedCall[] {
  return landmarksOf(file, fn)?.calls ?? [];
}

/** Where the child (an index into `children`) is written as an expression; undefined for declared functions. */
export function functionIn(file: FileFacts, fn: number, child: number): PlacedFunction | undefined {
  return landmarksOf(file, fn)?.functions.get(child);
}

/** Where the function is written as an expression in the one around it; undefined for declared functions. */
export function writtenIn(file: FileFacts, fn: number): PlacedFunction | undefined {
  const node = file.functions[fn];
  const parent = node && file.functions[node.parent];
  return node && parent ? functionIn(file, node.parent, parent.children.indexOf(fn)) : undefined;
}

/** What stands around a call or a function written in place; undefined where it is not in this function. */
export function contextOf(file: FileFacts, fn: number, expr: Expr): WalkContext | undefined {
  return landmarksOf(file, fn)?.contexts.get(expr);
}

/** Every call expression of the function, located, in source order of their statements. */
export function visitCalls(
  file: FileFacts,
  fn: number,
  visit: (call: Located<CallExpression>, context: WalkContext) => void,
): void {
  for (const { call, context } of callsIn(file, fn)) visit({ file, fn, expr: call }, context);
}

type Surroundings = Omit<WalkContext, "statement">;
type Visit = (expr: Expr, context: WalkContext) => void;

function walkBlock(body: readonly Stmt[], around: Surroundings, visit: Visit): void {
  for (const stmt of body) walkStatement(stmt, around, visit);
}

function walkStatement(stmt: Stmt, around: Surroundings, visit: Visit): void {
  const own: WalkContext = { ...around, statement: stmt };
  if (stmt.kind === "loop") {
    const inside: Surroundings = {
      ...around,
      loops: [...around.loops, { kind: "statement", loop: stmt }],
    };
    if (stmt.target) walkExpression(stmt.target, own, visit);
    if (stmt.iterable) walkExpression(stmt.iterable, own, visit);
    walkBlock(stmt.init, around, visit);
    if (stmt.test) walkExpression(stmt.test, { ...inside, statement: stmt }, visit);
    if (stmt.update) walkExpression(stmt.update, { ...inside, statement: stmt }, visit);
    walkBlock(stmt.body, inside, visit);
    return;
  }
  for (const expr of expressionsOf(stmt)) walkExpression(expr, own, visit);
  const branches = stmt.kind === "if";
  if (stmt.kind === "try") {
    walkBlock(stmt.body, around, visit);
    for (const handler of stmt.handlers) walkBlock(handler, { ...around, conditional: true }, visit);
    walkBlock(stmt.finally, around, visit);
    return;
  }
  for (const block of blocksOf(stmt)) {
    walkBlock(block, branches ? { ...around, conditional: true } : around, visit);
  }
}

function walkExpression(expr: Expr, context: WalkContext, visit: Visit): void {
  visit(expr, context);
  if (expr.kind === "comprehension") {
    let inside = context;
    for (const clause of expr.clauses) {
      walkExpression(clause.iterable, inside, visit);
      inside = {
        ...inside,
        loops: [...inside.loops, { kind: "comprehension", iterable: clause.iterable, range: expr.range }],
      };
    }
    for (const condition of expr.conditions ?? []) walkExpression(condition, inside, visit);
    walkExpression(expr.element, inside, visit);
    return;
  }
  const below = expr.kind === "conditional" ? { ...context, conditional: true } : context;
  for (const operand of operandsOf(expr)) walkExpression(operand, below, visit);
}

/** What a function written in place returns at once: the `Session()` of `lambda: Session()`; undefined for longer ones, and for other expressions. */
export function lambdaResult({ file, fn, expr }: Located): Located | undefined {
  const child = expr.kind === "function" ? file.functions[fn]?.children[expr.child] : undefined;
  const returned = child === undefined ? undefined : file.functions[child]?.facts.body[0];
  return child !== undefined && returned?.kind === "return" && returned.value
    ? { file, fn: child, expr: returned.value }
    : undefined;
}
