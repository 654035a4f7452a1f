/** Reads how often a loop can run: range(n), i < n, counters that break, list literals. */
import type { Expr, FileFacts, Stmt } from "../facts/ir";
import { readList, readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { eachStatement, type LoopContext, type LoopStatement } from "../facts/walk";

export interface LoopBound {
  /** Most repeats; null = the code states none. */
  readonly bound: number | null;
  /** Where the number stands. */
  readonly at: Located | null;
  /** Nothing in the body leaves the loop early: the bound is the number of repeats. */
  readonly fixed: boolean;
  /** What is iterated, as written. */
  readonly over: Expr | null;
}

/** The bound of one loop around an expression of the function. */
export function boundOf(program: Program, file: FileFacts, fn: number, context: LoopContext): LoopBound {
  const at = (expr: Expr): Located => ({ file, fn, expr });
  if (context.kind === "comprehension") {
    const count = countOf(program, at(context.iterable));
    return { bound: count?.count ?? null, at: count?.at ?? null, fixed: true, over: context.iterable };
  }
  const { loop } = context;
  const fixed = !leavesEarly(loop.body);
  if (loop.form === "for-each" && loop.iterable) {
    const count = countOf(program, at(loop.iterable));
    const guard = count ? null : counterGuard(program, file, fn, loop);
    const found = count ?? guard;
    return {
      bound: found?.count ?? null,
      at: found?.at ?? null,
      fixed: fixed && guard === null,
      over: loop.iterable,
    };
  }
  const tested = loop.test ? comparisonBound(program, file, fn, loop.test, loop) : null;
  const found = tested ?? counterGuard(program, file, fn, loop);
  const counts = loop.form === "c-for" && tested !== null;
  return { bound: found?.count ?? null, at: found?.at ?? null, fixed: counts && fixed, over: null };
}

interface Count {
  readonly count: number;
  readonly at: Located;
}

/** Number of items of an iterable: `range(n)`, `[…]`, `Array(n).keys()`, `Array.from({length: n})`, `enumerate(x)`. */
export function countOf(program: Program, at: Located): Count | null {
  const { expr } = at;
  if (expr.kind === "call") {
    const name = expr.callee.kind === "name" || expr.callee.kind === "member" ? expr.callee.name : "";
    if (name === "range" || name === "trange") return rangeCount(program, at, expr);
    if (name === "from" || name === "keys" || name === "Array" || name === "fill")
      return arrayCount(program, at, expr);
    const first = expr.args[0]?.value;
    if (/^(enumerate|tqdm|reversed|sorted|list|tuple|set|track|entries|iter)$/.test(name)) {
      const inner = first ?? (expr.callee.kind === "member" ? expr.callee.object : undefined);
      return inner ? countOf(program, { ...at, expr: inner }) : null;
    }
    return null;
  }
  if (expr.kind === "slice") {
    const to = expr.to ? readNumber(program, { ...at, expr: expr.to }) : undefined;
    const from = expr.from ? readNumber(program, { ...at, expr: expr.from }) : 0;
    return to !== undefined && from !== undefined && to > from && from >= 0 ? { count: to - from, at } : null;
  }
  const items = readList(program, at);
  return items ? { count: items.length, at } : null;
}

function rangeCount(program: Program, at: Located, expr: Extract<Expr, { kind: "call" }>): Count | null {
  const numbers = expr.args.map((arg) => readNumber(program, { ...at, expr: arg.value }));
  const [first, second, step] = numbers;
  const last = expr.args[expr.args.length > 1 ? 1 : 0]?.value;
  if (!last || first === undefined) return null;
  const place = { ...at, expr: last };
  if (expr.args.length === 1) return { count: Math.max(0, first), at: place };
  if (second === undefined) return null;
  const width = expr.args.length > 2 ? step : 1;
  if (width === undefined || width === 0) return null;
  return { count: Math.max(0, Math.ceil((second - first) / width)), at: place };
}

function arrayCount(program: Program, at: Located, expr: Extract<Expr, { kind: "call" }>): Count | null {
  const first = expr.args[0]?.value;
  if (first?.kind === "dict") {
    const length = first.entries.find(
      (e) => (e.key?.kind === "string" || e.key?.kind === "name") && keyName(e.key) === "length",
    );
    const count = length ? readNumber(program, { ...at, expr: length.value }) : undefined;
    return count === undefined ? null : { count, at };
  }
  if (first) {
    const count = readNumber(program, { ...at, expr: first });
    if (count !== undefined) return { count, at };
  }
  return expr.callee.kind === "member" ? countOf(program, { ...at, expr: expr.callee.object }) : null;
}

function keyName(key: Expr): string {
  return key.kind === "string" ? key.value : key.kind === "name" ? key.name : "";
}

/** `i < n`, `turns <= n`, `n > i`, also as one side of `and`. Only a name that the loop counts up counts as a counter. */
function comparisonBound(
  program: Program,
  file: FileFacts,
  fn: number,
  test: Expr,
  loop: LoopStatement,
): Count | null {
  if (test.kind !== "binary") return null;
  const { operator, left, right } = test;
  if (operator === "and" || operator === "&&") {
    return comparisonBound(program, file, fn, left, loop) ?? comparisonBound(program, file, fn, right, loop);
  }
  if (!/^(<|<=|>|>=|!=|!==)$/.test(operator)) return null;
  const upward = operator === "<" || operator === "<=" || operator.startsWith("!");
  const counter = upward ? left : right;
  const limit = upward ? right : left;
  return (
    counterLimit(program, file, fn, counter, limit, operator, loop) ??
    countdown(program, file, fn, test, loop)
  );
}

function counterLimit(
  program: Program,
  file: FileFacts,
  fn: number,
  counter: Expr,
  limit: Expr,
  operator: string,
  loop: LoopStatement,
): Count | null {
  if (counter.kind !== "name" && counter.kind !== "member") return null;
  if (!isCounted(counter, loop)) return null;
  const at: Located = { file, fn, expr: limit };
  const count = readNumber(program, at);
  if (count === undefined || count < 0) return null;
  const start = startOf(program, file, fn, counter, loop);
  const inclusive = operator.endsWith("=") && !operator.startsWith("!") ? 1 : 0;
  return { count: Math.max(0, count - start + inclusive), at };
}

/** `while budget > 0: … budget -= 1`: the start value is the bound. */
function countdown(
  program: Program,
  file: FileFacts,
  fn: number,
  test: Extract<Expr, { kind: "binary" }>,
  loop: LoopStatement,
): Count | null {
  if (test.operator !== ">" || test.left.kind !== "name" || !isCounted(test.left, loop)) return null;
  const floor = readNumber(program, { file, fn, expr: test.right });
  const start = readNumber(program, { file, fn, expr: { ...test.left, range: loop.range } });
  if (floor === undefined || start === undefined || start <= floor) return null;
  return { count: start - floor, at: { file, fn, expr: test.left } };
}

/** Counters normally start at 0; `turn = 1` before the loop is read. */
function startOf(program: Program, file: FileFacts, fn: number, counter: Expr, loop: LoopStatement): number {
  for (const stmt of loop.init) {
    if (stmt.kind !== "assign" || !stmt.value || !sameName(stmt.target, counter)) continue;
    return readNumber(program, { file, fn, expr: stmt.value }) ?? 0;
  }
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.range.start >= loop.range.start) break;
    if (stmt.kind !== "assign" || stmt.operator !== "=" || !stmt.value || !sameName(stmt.target, counter))
      continue;
    return readNumber(program, { file, fn, expr: stmt.value }) ?? 0;
  }
  return 0;
}

/** The loop changes the name: `i += 1`, `i++`, `i = i + 1`. */
function isCounted(counter: Expr, loop: LoopStatement): boolean {
  if (loop.update && changes(loop.update, counter)) return true;
  for (const stmt of eachStatement(loop.body)) {
    if (stmt.kind === "assign" && sameName(stmt.target, counter)) return true;
    if (stmt.kind === "expression" && changes(stmt.value, counter)) return true;
  }
  return loop.test ? changes(loop.test, counter) : false;
}

function changes(expr: Expr, counter: Expr): boolean {
  if (expr.kind === "unary" || expr.kind === "assignment") {
    const target = expr.kind === "unary" ? expr.operand : expr.target;
    const stepping =
      expr.kind === "assignment" || expr.operator.includes("++") || expr.operator.includes("--");
    return stepping && sameName(target, counter);
  }
  return expr.kind === "other" && expr.operands.some((o) => sameName(o, counter));
}

function sameName(a: Expr, b: Expr): boolean {
  if (a.kind === "name" && b.kind === "name") return a.name === b.name;
  return a.kind === "member" && b.kind === "member" && a.name === b.name && sameName(a.object, b.object);
}

/** `if turn >= MAX: break` (or return / raise) inside the loop. */
function counterGuard(program: Program, file: FileFacts, fn: number, loop: LoopStatement): Count | null {
  for (const stmt of eachStatement(loop.body)) {
    if (stmt.kind !== "if" || !leaves(stmt.then)) continue;
    const found = guardLimit(program, file, fn, stmt.test, loop);
    if (found) return found;
  }
  return null;
}

function guardLimit(
  program: Program,
  file: FileFacts,
  fn: number,
  test: Expr,
  loop: LoopStatement,
): Count | null {
  if (test.kind !== "binary") return null;
  if (test.operator === "or" || test.operator === "||" || test.operator === "and" || test.operator === "&&") {
    return guardLimit(program, file, fn, test.left, loop) ?? guardLimit(program, file, fn, test.right, loop);
  }
  if (!/^(>|>=|==|===)$/.test(test.operator)) return null;
  const inclusive = test.operator === ">" ? "<=" : "<";
  return counterLimit(program, file, fn, test.left, test.right, inclusive, loop);
}

/** A break, return or raise that belongs to this loop. */
export function leavesEarly(body: readonly Stmt[]): boolean {
  return leaves(body);
}

function leaves(body: readonly Stmt[]): boolean {
  return body.some((stmt) => {
    switch (stmt.kind) {
      case "break":
      case "return":
      case "raise":
        return true;
      case "if":
        return leaves(stmt.then) || leaves(stmt.otherwise);
      case "try":
        return leaves(stmt.body) || stmt.handlers.some(leaves);
      case "with":
        return leaves(stmt.body);
      case "loop":
        return stmt.body.some((inner) => inner.kind === "return") || returnsInside(stmt.body);
      default:
        return false;
    }
  });
}

function returnsInside(body: readonly Stmt[]): boolean {
  for (const stmt of eachStatement(body)) if (stmt.kind === "return") return true;
  return false;
}
