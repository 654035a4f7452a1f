/** Finds the counter of a loop: where it starts, by how much it changes, and where. */
import type { Expr, FileFacts, Stmt } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { ClassInfo, Program } from "../facts/program";
import { lookUp } from "../facts/scope";
import { eachExpression, eachStatement, type LoopStatement } from "../facts/walk";
import { attributeCounter } from "./attribute-counter";
import { startOfCount } from "./counts";
import { filledAt } from "./list-counters";

/** Where the loop stands: the function, and the call in its body that is counted. */
export interface LoopHome {
  readonly file: FileFacts;
  readonly fn: number;
  readonly call: Expr;
  /** The class of the object whose method this is, where the chain names an heir of the method's own. */
  readonly running?: ClassInfo | undefined;
}

export interface Counter {
  readonly start: number;
  readonly step: number;
  /** Offset of the change in the body; the end of the loop where the header makes it. */
  readonly changesAt: number;
  /** `while (++n < 3)`, `while (n := n + 1) < 3`: the new value is compared. */
  readonly changesInTest: boolean;
  /** Where the start stands, or the counter itself. */
  readonly at: Located;
}

/** The compared expression as a counter of the loop; null where the loop does not step it. */
export function counterIn(
  program: Program,
  home: LoopHome,
  loop: LoopStatement,
  compared: Expr,
): Counter | null {
  const inTest = steppedInTest(program, home, compared);
  if (inTest) {
    const { name, step, isNew } = inTest;
    const start = startOf(program, home, loop, name);
    return { start: start.value, step, changesAt: loop.range.end, changesInTest: isNew, at: start.at };
  }
  const filled = filledAt(loop, compared);
  if (filled !== null) {
    const at = { file: home.file, fn: home.fn, expr: compared };
    return { start: 0, step: 1, changesAt: filled, changesInTest: false, at };
  }
  if (compared.kind !== "name" && compared.kind !== "member") return null;
  if (loop.form === "for-each") return iterated(program, home, loop, compared);
  const change = changeIn(program, home, loop, compared);
  if (!change) {
    const own = attributeCounter(program, home.file, home.fn, compared);
    return own && { ...own, changesAt: loop.range.end, changesInTest: false };
  }
  const start = startOf(program, home, loop, compared);
  return { start: start.value, step: change.step, changesAt: change.at, changesInTest: false, at: start.at };
}

/** `for turn in itertools.count(1)`, `for i, x in enumerate(xs)`: the target counts by itself. */
function iterated(program: Program, home: LoopHome, loop: LoopStatement, compared: Expr): Counter | null {
  const { target, iterable } = loop;
  if (!target || !iterable || compared.kind !== "name") return null;
  const at: Located = { file: home.file, fn: home.fn, expr: iterable };
  const start = startOfCount(program, at);
  const first = target.kind === "list" ? target.items[0] : target;
  if (start !== null && first && sameName(first, compared)) {
    return { start, step: 1, changesAt: loop.range.end, changesInTest: false, at };
  }
  const change = changeIn(program, home, loop, compared);
  if (!change) return null;
  const begin = startOf(program, home, loop, compared);
  return { start: begin.value, step: change.step, changesAt: change.at, changesInTest: false, at: begin.at };
}

function steppedInTest(
  program: Program,
  home: LoopHome,
  expr: Expr,
): { readonly name: Expr; readonly step: number; readonly isNew: boolean } | null {
  if (expr.kind === "assignment") {
    const step = stepOf(program, home, expr, expr.target);
    return step === null ? null : { name: expr.target, step, isNew: true };
  }
  if (expr.kind !== "unary" || !/^(\+\+|--)$/.test(expr.operator)) return null;
  const isPrefix = expr.operand.range.start > expr.range.start;
  return { name: expr.operand, step: expr.operator === "++" ? 1 : -1, isNew: isPrefix };
}

/** The last change of the name in the loop, and where it stands. */
function changeIn(
  program: Program,
  home: LoopHome,
  loop: LoopStatement,
  name: Expr,
): { readonly step: number; readonly at: number } | null {
  if (loop.update) {
    const step = stepOf(program, home, loop.update, name);
    if (step !== null) return { step, at: loop.range.end };
  }
  for (const stmt of eachStatement(loop.body)) {
    const step = statementStep(program, home, stmt, name);
    if (step !== null) return beginsAnew(loop.body, name) ? null : { step, at: stmt.range.start };
  }
  return null;
}

/** `count = 0` in every round: it counts an inner loop. */
function beginsAnew(body: readonly Stmt[], name: Expr): boolean {
  return body.some(
    (stmt) =>
      stmt.kind === "assign" &&
      stmt.operator === "=" &&
      sameName(stmt.target, name) &&
      stmt.value?.kind === "number",
  );
}

function statementStep(program: Program, home: LoopHome, stmt: Stmt, name: Expr): number | null {
  if (stmt.kind === "expression") {
    for (const part of eachExpression(stmt.value)) {
      const step = stepOf(program, home, part, name);
      if (step !== null) return step;
    }
    return null;
  }
  if (stmt.kind !== "assign" || !stmt.value || !sameName(stmt.target, name)) return null;
  if (stmt.operator === "+=" || stmt.operator === "-=") {
    const size = readNumber(program, { file: home.file, fn: home.fn, expr: stmt.value });
    return size === undefined ? null : stmt.operator === "+=" ? size : -size;
  }
  return stmt.operator === "=" ? sumStep(program, home, stmt.value, name) : null;
}

function stepOf(program: Program, home: LoopHome, expr: Expr, name: Expr): number | null {
  if (expr.kind === "unary" && sameName(expr.operand, name)) {
    return expr.operator === "++" ? 1 : expr.operator === "--" ? -1 : null;
  }
  if (expr.kind === "assignment" && sameName(expr.target, name))
    return sumStep(program, home, expr.value, name);
  return null;
}

/** `i + 2`, `left - 1`. */
function sumStep(program: Program, home: LoopHome, value: Expr, name: Expr): number | null {
  if (value.kind !== "binary" || !/^[+-]$/.test(value.operator)) return null;
  const own = sameName(value.left, name) ? value.right : sameName(value.right, name) ? value.left : null;
  const size = own ? readNumber(program, { file: home.file, fn: home.fn, expr: own }) : undefined;
  if (size === undefined || size === 0) return null;
  return value.operator === "+" ? size : -size;
}

/** Counters normally start at 0; `turn = 1` before the loop, a parameter's default or `self.turn = 0` is read. */
function startOf(
  program: Program,
  home: LoopHome,
  loop: LoopStatement,
  name: Expr,
): { readonly value: number; readonly at: Located } {
  const { file, fn } = home;
  const nothing = { value: 0, at: { file, fn, expr: name } };
  const before = [...eachStatement(file.functions[fn]?.facts.body ?? [])].filter(
    (stmt) => stmt.range.start < loop.range.start,
  );
  const found = [...before, ...loop.init].findLast(
    (stmt) => stmt.kind === "assign" && stmt.operator === "=" && sameName(stmt.target, name),
  );
  const value = found?.kind === "assign" ? found.value : parameterDefault(home, name);
  if (!value) return nothing;
  const at: Located = { file, fn, expr: value };
  const number = readNumber(program, at);
  return number === undefined ? nothing : { value: number, at };
}

function parameterDefault(home: LoopHome, name: Expr): Expr | null {
  if (name.kind !== "name") return null;
  const binding = lookUp(home.file, home.fn, name.name)?.bindings.find((b) => b.kind === "parameter");
  return binding?.kind === "parameter" ? (binding.defaultValue?.expr ?? null) : null;
}

function sameName(a: Expr, b: Expr): boolean {
  if (a.kind === "name" && b.kind === "name") return a.name === b.name;
  return a.kind === "member" && b.kind === "member" && a.name === b.name && sameName(a.object, b.object);
}
