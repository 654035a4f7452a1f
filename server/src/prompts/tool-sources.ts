/**
 * Where tools that the request is handed come from: through parameters, attributes and constructors to `world.get_tools() + user_tools`,
 * whose parts name the sets that go together.
 */

import { makerOf } from "../facts/constructions";
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { passedFor } from "./callers";

/** Functions and objects that tools are handed through; real code needs some six. */
const MAX_DEPTH = 12;

export interface ToolSource {
  /** Names under which the sets are kept, all of which are sent together. */
  readonly names: readonly string[];
  /** The call of something chosen at run time that made the object they are taken from. */
  readonly maker: Located | undefined;
}

/** Undefined where several callers hand on different sets: which of them, the code does not say. */
export function toolSource(program: Program, tools: Located): ToolSource {
  const ends = endsOf(program, tools, [tools], MAX_DEPTH);
  const sources = ends.map((at) => sourceAt(program, at));
  const [first, ...others] = sources;
  const agree = first && others.every(({ names }) => names.join() === first.names.join());
  return agree && first.names.length > 0 ? first : { names: [lastNameOf(tools.expr)], maker: undefined };
}

/** The expressions at which the trail of parameters ends. */
function endsOf(program: Program, at: Located, within: readonly Located[], left: number): readonly Located[] {
  if (left === 0 || (at.expr.kind !== "name" && at.expr.kind !== "member")) return [at];
  const parameter = resolveAll(program, at).find(({ kind }) => kind === "parameter");
  if (parameter?.kind !== "parameter") return [at];
  const passed = passedFor(program, parameter, within).flatMap((given) => given ?? []);
  return passed.length === 0
    ? [at]
    : passed.flatMap((given) => endsOf(program, given, [...within, given], left - 1));
}

function sourceAt(program: Program, at: Located): ToolSource {
  const parts = summands(at.expr);
  const makers = parts.flatMap((expr) => makerOf(program, { ...at, expr }) ?? []);
  return { names: parts.map(keptName).filter((name) => name !== ""), maker: makers[0] };
}

function summands(expr: Expr): readonly Expr[] {
  return expr.kind === "binary" && expr.operator === "+"
    ? [...summands(expr.left), ...summands(expr.right)]
    : [expr];
}

/** `world.get_tools()` -> tools, `user_tools` -> user_tools. */
function keptName(expr: Expr): string {
  const name = expr.kind === "call" ? lastNameOf(expr.callee) : lastNameOf(expr);
  return name.replace(/^(get|list|all)_/, "");
}
