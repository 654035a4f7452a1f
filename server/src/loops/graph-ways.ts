/** Where the routers and commands of a graph lead, and whether that is all that they say. */

import { entryOf } from "../facts/arguments";
import { edgesOf } from "../facts/call-index";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import { readList } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { readString } from "../facts/texts";
import { type CallExpression, eachExpression, eachStatement } from "../facts/walk";

export function textsIn(expr: Expr | undefined): readonly string[] {
  return expr ? eachExpression(expr).flatMap((part) => (part.kind === "string" ? [part.value] : [])) : [];
}

/** Stands for nodes whose names are known only at run time. */
export const ANY_NODE = "*";

/** Names of nodes as an edge gives them: texts, names for texts, items of a list of texts (`for member in MEMBERS`); `ANY_NODE` where nobody can tell. */
export function nodesNamed(program: Program, at: Located): readonly string[] {
  const texts = textsIn(at.expr);
  if (texts.length > 0) return texts;
  const name = lastNameOf(at.expr);
  if (/^(START|END)$/.test(name)) return [name];
  const loop =
    at.expr.kind === "name"
      ? lookUp(at.file, at.fn, at.expr.name)?.bindings.find(({ kind }) => kind === "loop")
      : undefined;
  const items =
    loop?.kind === "loop" && loop.path.length === 0 ? readList(program, loop.iterable) : undefined;
  const known = (items ?? [at]).flatMap((item) => readString(program, item)?.value ?? []);
  return known.length > 0 && known.length === (items ?? [at]).length ? known : [ANY_NODE];
}

/** What a router may choose: the values of its map, the items of its list, else the texts it returns. */
export function routesOf(program: Program, router: Located<CallExpression>): readonly string[] {
  const map = router.expr.args[2]?.value;
  if (map?.kind === "dict") return map.entries.flatMap(({ value }) => textsIn(value));
  return map ? textsIn(map) : (returnsOf(program, router) ?? []).flatMap(textsIn);
}

/** Whether nothing but what `routesOf` tells can follow: names that are put together at run time (`Send(state.next, …)`) say nothing. */
export function isRead(program: Program, router: Located<CallExpression>): boolean {
  const map = router.expr.args[2]?.value;
  if (map) return map.kind === "dict" || map.kind === "list";
  const returned = returnsOf(program, router);
  return returned !== undefined && returned.length > 0 && returned.every(isName);
}

/** What the router's functions return; undefined where one of them cannot be seen. */
function returnsOf(program: Program, { expr, ...at }: Located<CallExpression>): readonly Expr[] | undefined {
  const router = expr.args[1]?.value;
  const found = router ? resolveAll(program, { ...at, expr: router }) : [];
  const functions = found.flatMap((value) => (value.kind === "function" ? [value] : []));
  if (functions.length === 0 || functions.length < found.length) return undefined;
  return functions.flatMap(({ file, fn }) =>
    eachStatement(file.functions[fn]?.facts.body ?? []).flatMap((stmt) =>
      stmt.kind === "return" && stmt.value ? [stmt.value] : [],
    ),
  );
}

/** The name of a node as written, the end of the graph, or some of them. */
function isName(expr: Expr): boolean {
  switch (expr.kind) {
    case "string":
      return true;
    case "name":
    case "member":
      return /^END$/.test(lastNameOf(expr));
    case "conditional":
      return isName(expr.then) && isName(expr.otherwise);
    case "list":
      return expr.items.every(isName);
    case "call":
      return lastNameOf(expr.callee) === "Send" && expr.args[0] !== undefined && isName(expr.args[0].value);
    default:
      return false;
  }
}

/** `Command(goto="critic")`. */
export function commandsIn(file: FileFacts, fn: number): readonly string[] {
  return edgesOf(file, "Command").flatMap(({ call }) => (call.fn === fn ? textsIn(gotoOf(call.expr)) : []));
}

/** Whether each command of the file that leads somewhere names the node. */
export function saysWhere(file: FileFacts): boolean {
  return edgesOf(file, "Command").every(({ call }) => {
    const goto = gotoOf(call.expr);
    return goto === undefined || isName(goto);
  });
}

function gotoOf({ args }: CallExpression): Expr | undefined {
  const named = args.find((arg) => arg.name === "goto")?.value;
  return named ?? (args[0] && entryOf(args[0].value, "goto"));
}
