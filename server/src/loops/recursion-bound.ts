/**
 * How often a function may call itself: `step(messages, depth + 1)` behind `if depth >= MAX: return`. The tests on the way to the call are
 * read as those of a loop, in which the call steps the counter.
 */
import { argumentForParameter } from "../facts/arguments";
import { callersOf } from "../facts/call-graph";
import type { Expr, Param, Stmt } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Program } from "../facts/program";
import { blocksOf, eachExpression, type LoopStatement } from "../facts/walk";
import { guardBound, leavesEarly, negated } from "./bounds";
import type { Chain, Level, Recursion } from "./chain";
import type { Count } from "./counts";

/** The bound of the innermost function on the chain that calls itself: of several such calls the largest; null where one has none. */
export function recursionBound(program: Program, { levels, recursion }: Chain): Count | null {
  const level = Math.min(...recursion.map((back) => back.level));
  const called = levels[level];
  if (!called) return null;
  const own = recursion.filter((back) => back.level === level);
  const counts = own.map((back) => boundBy(program, back, called, levels[level + 1]));
  return counts.reduce((a, b) => (a === null || b === null ? null : b.count > a.count ? b : a));
}

function boundBy(
  program: Program,
  { call }: Recursion,
  called: Level,
  above: Level | undefined,
): Count | null {
  const { file, fn } = called;
  const facts = file.functions[fn]?.facts;
  if (!facts || call.file !== file || call.fn !== fn) return null;
  const start = call.expr.range.start;
  const init: Stmt[] = [];
  const body: Stmt[] = [...guardsBefore(facts.body, start)];
  for (const param of facts.params) {
    const { name } = param;
    const next = argumentForParameter({ file, fn, call }, name)?.expr;
    const steps = next?.kind === "binary" && eachExpression(next).some((part) => isName(part, name));
    const isDown = next?.kind === "binary" && next.operator === "-";
    const first = steps ? firstValue(program, called, above, param, isDown) : undefined;
    if (!steps || first === undefined) continue;
    init.push(assigned(name, { kind: "number", value: first, range: next.range }));
    body.push(assigned(name, next));
  }
  const loop: LoopStatement = {
    ...{ kind: "loop", form: "while", target: null, iterable: null, init, test: null, update: null, body },
    range: { start: 0, end: AT_END.end },
  };
  return guardBound(program, called, loop);
}

/**
 * What the function is first called with: on the chain, else by those who start it (`main()` of the module is no level of its own). Of
 * several values the one with most steps to go.
 */
function firstValue(
  program: Program,
  { file, fn }: Level,
  above: Level | undefined,
  { name, defaultValue }: Param,
  isDown: boolean,
): number | undefined {
  const starts = above
    ? [{ file: above.file, fn: above.fn, expr: above.call }]
    : callersOf(program, file, fn)
        .slice(0, MOST_STARTS)
        .flatMap(({ call }) => (call.file === file && call.fn === fn ? [] : [call]));
  const given = starts.map((call) => argumentForParameter({ file, fn, call }, name));
  if (given.length === 0) given.push(undefined);
  const values = given.map((value) => {
    const first = value ?? (defaultValue ? { file, fn, expr: defaultValue } : undefined);
    return first && readNumber(program, first);
  });
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return undefined;
  return isDown ? Math.max(...known) : Math.min(...known);
}

/** Places that start one function; more are not looked at. */
const MOST_STARTS = 20;

/** Tests that end the function before the offset is reached, in the blocks that lead to it. */
function guardsBefore(body: readonly Stmt[], offset: number): readonly Stmt[] {
  return body.flatMap((stmt): readonly Stmt[] => {
    if (stmt.range.start > offset) return [];
    const leads = offset < stmt.range.end;
    if (stmt.kind === "try" || stmt.kind === "with")
      return blocksOf(stmt).flatMap((block) =>
        leads || block === stmt.body ? guardsBefore(block, offset) : [],
      );
    if (stmt.kind !== "if") return [];
    if (!leads) return leavesEarly(stmt.then) ? [guard(stmt.test)] : [];
    const isIn = (block: readonly Stmt[]): boolean =>
      block.some(({ range }) => range.start <= offset && offset < range.end);
    const test = isIn(stmt.then) ? negated(stmt.test) : stmt.test;
    return [guard(test), ...guardsBefore(isIn(stmt.then) ? stmt.then : stmt.otherwise, offset)];
  });
}

function guard(test: Expr): Stmt {
  const { range } = test;
  return { kind: "if", test, then: [{ kind: "break", value: null, range }], otherwise: [], range };
}

/** Behind every statement: the call steps the counter last. */
const AT_END = { start: Number.MAX_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

function assigned(name: string, value: Expr): Stmt {
  const target: Expr = { kind: "name", name, range: AT_END };
  return { kind: "assign", target, operator: "=", value, annotation: null, range: AT_END };
}

function isName(expr: Expr, name: string): boolean {
  return expr.kind === "name" && expr.name === name;
}
