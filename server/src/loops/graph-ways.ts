/** Where the routers and commands of a graph lead, and whether that is all that they say. */

import { entryOf } from "../facts/arguments";
import { edgesOf } from "../facts/call-index";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import { readList } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Binding, Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { readString } from "../facts/texts";
import { type CallExpression, eachExpression, eachStatement } from "../facts/walk";

function textsIn(expr: Expr): readonly string[] {
  return eachExpression(expr).flatMap((part) => (part.kind === "string" ? [part.value] : []));
}

/** Stands for nodes whose names are known only at run time. */
export const ANY_NODE = "*";

/** Names of nodes as an edge gives them: texts, names for texts, items of a list of texts (`for member in MEMBERS`); `ANY_NODE` where nobody can tell. */
export function nodesNamed(program: Program, at: Located): readonly string[] {
  const said = namesSaid(program, at);
  if (said.length > 0) return said;
  const loop = loopBehind(at);
  const items = loop && loop.path.length === 0 ? readList(program, loop.iterable) : undefined;
  const known = (items ?? [at]).flatMap((item) => readString(program, item)?.value ?? []);
  return known.length > 0 && known.length === (items ?? [at]).length ? known : [ANY_NODE];
}

/** The loop that gives the name its values. */
function loopBehind({ file, fn, expr }: Located): Extract<Binding, { kind: "loop" }> | undefined {
  const bindings = expr.kind === "name" ? (lookUp(file, fn, expr.name)?.bindings ?? []) : [];
  return bindings.find((binding) => binding.kind === "loop");
}

/** Names of nodes that an expression says: its texts, and the texts of constants it names (`NODES.plan`, `self.PLAN`). */
export function namesSaid(program: Program, at: Located | undefined): readonly string[] {
  if (!at) return [];
  const { expr } = at;
  const parts =
    expr.kind === "conditional" ? [expr.then, expr.otherwise] : expr.kind === "list" ? expr.items : undefined;
  if (parts) return parts.flatMap((part) => namesSaid(program, { ...at, expr: part }));
  const texts = textsIn(expr);
  if (texts.length > 0) return texts;
  const name = lastNameOf(expr);
  if (/^(START|END)$/.test(name)) return [name];
  const constant = constantAt(program, at);
  return constant === undefined ? [] : [constant];
}

/** The text of a name that has one value, or of a constant of a class or a table: what a function decides on its way is none. */
function constantAt(program: Program, at: Located): string | undefined {
  const { expr, file, fn } = at;
  const isOne =
    expr.kind === "name"
      ? lookUp(file, fn, expr.name)?.bindings.length === 1 && !loopBehind(at)
      : expr.kind === "member" && [expr.name, lastNameOf(expr.object)].some((name) => /^[A-Z]/.test(name));
  return isOne ? readString(program, at)?.value : undefined;
}

/** The argument of a call at the position, where it has one. */
export function argumentAt({ expr, ...at }: Located<CallExpression>, index: number): Located | undefined {
  const given = expr.args[index]?.value;
  return given && { ...at, expr: given };
}

/** What a router may choose: the values of its map, the items of its list, else the names it returns. */
export function routesOf(program: Program, router: Located<CallExpression>): readonly string[] {
  const map = argumentAt(router, 2);
  if (map?.expr.kind === "dict")
    return map.expr.entries.flatMap(({ value }) => namesSaid(program, { ...map, expr: value }));
  const said = map ? [map] : (returnsOf(program, router) ?? []);
  return said.flatMap((at) => namesSaid(program, at));
}

/** Whether nothing but what `routesOf` tells can follow: names that are put together at run time (`Send(state.next, …)`) say nothing. */
export function isRead(program: Program, router: Located<CallExpression>): boolean {
  const map = router.expr.args[2]?.value;
  if (map) return map.kind === "dict" || map.kind === "list";
  const returned = returnsOf(program, router);
  return returned !== undefined && returned.length > 0 && returned.every((at) => isName(program, at));
}

/** What the router's functions return; undefined where one of them cannot be seen. */
function returnsOf(
  program: Program,
  { expr, ...at }: Located<CallExpression>,
): readonly Located[] | undefined {
  const router = expr.args[1]?.value;
  const found = router ? resolveAll(program, { ...at, expr: router }) : [];
  const functions = found.flatMap((value) => (value.kind === "function" ? [value] : []));
  if (functions.length === 0 || functions.length < found.length) return undefined;
  return functions.flatMap(({ file, fn }) =>
    eachStatement(file.functions[fn]?.facts.body ?? []).flatMap((stmt) =>
      stmt.kind === "return" && stmt.value ? [{ file, fn, expr: stmt.value }] : [],
    ),
  );
}

/** The name of a node as written or as a constant holds it, the end of the graph, or some of them. */
function isName(program: Program, { expr, ...at }: Located): boolean {
  const are = (parts: readonly Expr[]): boolean =>
    parts.every((part) => isName(program, { ...at, expr: part }));
  switch (expr.kind) {
    case "string":
      return true;
    case "name":
    case "member":
      return lastNameOf(expr) === "END" || constantAt(program, { ...at, expr }) !== undefined;
    case "conditional":
      return are([expr.then, expr.otherwise]);
    case "list":
      return are(expr.items);
    case "call":
      return lastNameOf(expr.callee) === "Send" && expr.args[0] !== undefined && are([expr.args[0].value]);
    default:
      return false;
  }
}

/** `Command(goto="critic")`. */
export function commandsIn(program: Program, file: FileFacts, fn: number): readonly string[] {
  return edgesOf(file, "Command").flatMap(({ call }) => {
    const goto = call.fn === fn ? gotoOf(call.expr) : undefined;
    return goto ? namesSaid(program, { ...call, expr: goto }) : [];
  });
}

/** Whether each command of the file that leads somewhere names the node. */
export function saysWhere(program: Program, file: FileFacts): boolean {
  return edgesOf(file, "Command").every(({ call }) => {
    const goto = gotoOf(call.expr);
    return goto === undefined || isName(program, { ...call, expr: goto });
  });
}

function gotoOf({ args }: CallExpression): Expr | undefined {
  const named = args.find((arg) => arg.name === "goto")?.value;
  return named ?? (args[0] && entryOf(args[0].value, "goto"));
}
