/** How often a graph's circle turns: what its routers and nodes compare a counter of the state with. */
import { entryRead } from "../facts/entries";
import type { Expr, FileFacts } from "../facts/ir";
import { readDict, readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { type CallExpression, eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import type { GraphLimit } from "./graph";

/** Node names by the functions that run them. */
export type NodeNames = ReadonlyMap<FileFacts, ReadonlyMap<number, string>>;

/** A circle of a graph: what chooses its ways, its nodes, and the calls that run the graph. */
export interface Round {
  readonly routers: readonly Located<CallExpression>[];
  readonly names: NodeNames;
  readonly isOnCircle: (name: string) => boolean;
  readonly runs: readonly Located<CallExpression>[];
}

/** Entries of the state that count rounds. */
const COUNTERS = /iter|count|attempt|retr|loop|step|round|revision|turn|tries/i;

/** What counts the text, and no rounds. */
const SIZES = /token|char|word|^len$/i;

/** The limit that one of the circle's routers or nodes states; null where none does. */
export function limitOf(program: Program, round: Round): GraphLimit | null {
  return limitOfRouters(program, round) ?? limitOfNodes(program, round);
}

/** `if state["iteration"] >= 4: return END` in one of the routers. */
function limitOfRouters(program: Program, round: Round): GraphLimit | null {
  for (const { expr, ...at } of round.routers) {
    const router = expr.args[1]?.value;
    for (const value of router ? resolveAll(program, { ...at, expr: router }) : []) {
      if (value.kind !== "function") continue;
      const { file, fn } = value;
      const all = eachStatement(file.functions[fn]?.facts.body ?? []).flatMap(expressionsOf);
      const limit = firstLimit(program, round, file, fn, all);
      if (limit) return limit;
    }
  }
  return null;
}

/** A node that gives up instead: `if state["attempts"] >= 3: return {"grade": "good"}`. */
function limitOfNodes(program: Program, round: Round): GraphLimit | null {
  for (const [file, functions] of round.names) {
    for (const [fn, name] of functions) {
      if (!round.isOnCircle(name)) continue;
      const tests = eachStatement(file.functions[fn]?.facts.body ?? []).flatMap((stmt) =>
        stmt.kind === "if" && stmt.then.some(({ kind }) => kind === "return") ? [stmt.test] : [],
      );
      const limit = firstLimit(program, round, file, fn, tests);
      if (limit) return limit;
    }
  }
  return null;
}

function firstLimit(
  program: Program,
  round: Round,
  file: FileFacts,
  fn: number,
  expressions: readonly Expr[],
): GraphLimit | null {
  for (const part of expressions.flatMap(eachExpression)) {
    if (part.kind !== "binary" || !/^(>=|>|<|<=)$/.test(part.operator) || !counts(part.left)) continue;
    const limit = numberAt(program, round, { file, fn, expr: part.right });
    if (limit === undefined || limit < 1) continue;
    // `count > 3` and `count <= 3` let the round pass that counts the third.
    const late = /^(>|<=)$/.test(part.operator) ? 1 : 0;
    const start = startOf(program, round, { file, fn, expr: part.left }) ?? 0;
    const bound = Math.max(1, limit + late - start);
    return { bound, origin: "declared", place: placeOf({ file, fn, expr: part }), source: null };
  }
  return null;
}

function counts(expr: Expr): boolean {
  const names = eachExpression(expr).flatMap((part) =>
    part.kind === "string" ? [part.value] : part.kind === "member" || part.kind === "name" ? [part.name] : [],
  );
  return names.some((name) => COUNTERS.test(name)) && !names.some((name) => SIZES.test(name));
}

/** What the limit is: an entry of the state that the graph is run with goes before any default. */
function numberAt(program: Program, round: Round, at: Located): number | undefined {
  for (const way of waysTo(at)) {
    const number = numberRunWith(program, round, keyRead(way.expr)) ?? readNumber(program, way);
    if (number !== undefined) return number;
  }
  return undefined;
}

/** The expression itself, or what a name of the function was given: `limit = state.get("limit") if "limit" in state else settings.limit`. */
function waysTo(at: Located, depth = 0): readonly Located[] {
  const { expr } = at;
  if (depth > MAX_NAMES) return [at];
  if (expr.kind === "conditional")
    return [expr.then, expr.otherwise].flatMap((part) => waysTo({ ...at, expr: part }, depth + 1));
  if (expr.kind === "binary" && /^(or|\|\||\?\?)$/.test(expr.operator))
    return [expr.left, expr.right].flatMap((part) => waysTo({ ...at, expr: part }, depth + 1));
  if (expr.kind !== "name") return [at];
  const [binding, ...others] = lookUp(at.file, at.fn, expr.name)?.bindings ?? [];
  const isGiven = binding?.kind === "assign" && binding.path.length === 0 && others.length === 0;
  return isGiven ? waysTo(binding.value, depth + 1) : [at];
}

/** Names and choices between a comparison and what it compares. */
const MAX_NAMES = 3;

function startOf(program: Program, round: Round, counter: Located): number | undefined {
  const [way] = waysTo(counter);
  return way && numberRunWith(program, round, keyRead(way.expr));
}

function keyRead(expr: Expr): string | undefined {
  const key = entryRead(expr)?.key;
  return typeof key === "string" ? key : undefined;
}

/** `graph.invoke({"revision": 1, "max_revisions": 2})`, `graph.invoke(State(max_revisions=2))`. */
function numberRunWith(program: Program, { runs }: Round, key: string | undefined): number | undefined {
  if (key === undefined) return undefined;
  for (const run of runs) {
    const first = run.expr.args[0]?.value;
    if (!first) continue;
    const entry = readDict(program, { ...run, expr: first })?.findLast((each) => each.key === key)?.value;
    const field = first.kind === "call" ? first.args.find(({ name }) => name === key)?.value : undefined;
    const given = entry ?? (field && { ...run, expr: field });
    const number = given && readNumber(program, given);
    if (number !== undefined) return number;
  }
  return undefined;
}
