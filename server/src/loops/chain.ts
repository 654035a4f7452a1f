/** The way from a call site up through its callers, with the loops around each step. */

import { argumentForParameter } from "../facts/arguments";
import { isRuledOut } from "../facts/branches";
import { type CallEdge, callersOf } from "../facts/call-graph";
import { calledName } from "../facts/call-index";
import { areKin } from "../facts/classes";
import { lastNameOf } from "../facts/expression-text";
import { tracesOf } from "../facts/history";
import type { Expr, FileFacts } from "../facts/ir";
import { qualifiedName } from "../facts/names";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { queuedBy } from "../facts/runners";
import { enclosingClass, isSelf } from "../facts/scope";
import { contextOf, functionIn, type LoopContext, type WalkContext } from "../facts/walk";
import { isEventProperty, isHandedToEvent, isNamedHandler } from "./events";
import { graphRunsOf } from "./graph-runs";
import { isInterfaceHandler, isRegistration } from "./interface";
import { triesAgain } from "./tried-again";

/** One function on the way: the call (site or edge to the level below) and the loops around it, outermost first. */
export interface Level {
  readonly file: FileFacts;
  readonly fn: number;
  /** The call expression inside this function that leads down to the site. */
  readonly call: Expr;
  readonly loops: readonly LoopContext[];
  readonly context: WalkContext | null;
}

export interface Chain {
  /** Level 0 holds the call site; the last level is the entry. */
  readonly levels: readonly Level[];
  /** Calls by which a function on the way calls itself, directly or through others. */
  readonly recursion: readonly Recursion[];
}

export interface Recursion {
  readonly call: CallEdge["call"];
  /** The level that is called again. */
  readonly level: number;
}

const MAX_LEVELS = 14;
/** Callers of one function that are looked at: what an interface stands for may have hundreds. */
const MAX_EDGES = 64;
const MAX_CHAINS = 24;

/** Every way up from the call, in source order of the callers; at least one. */
export function chainsOf(program: Program, file: FileFacts, fn: number, call: Expr): readonly Chain[] {
  const context = contextOf(file, fn, call);
  const start: Level = { file, fn, call, loops: context?.loops ?? [], context: context ?? null };
  const chains: Chain[] = [];
  climb(program, [start], [], chains, MAX_CHAINS);
  return chains;
}

/** Adds ways until there are `most` of them; each caller has a share of what is left, so that none takes it all. */
function climb(
  program: Program,
  levels: readonly Level[],
  recursion: readonly Recursion[],
  chains: Chain[],
  most: number,
): void {
  const top = levels[levels.length - 1];
  if (!top || chains.length >= most) return;
  const all = [...callersOf(program, top.file, top.fn), ...graphRunsOf(program, top.file, top.fn)];
  const edges = all.slice(0, MAX_EDGES);
  const onWay = (file: FileFacts, fn: number): boolean => levels.some((l) => l.file === file && l.fn === fn);
  const level = levels.length - 1;
  const back = edges.filter(
    (edge) =>
      onWay(edge.call.file, edge.call.fn) &&
      !delegates(edge) &&
      !triesAgain(edge.call, top.call) &&
      !asksAnother(program, levels, edge),
  );
  // What an interface calls each time a person speaks is an entry, not a part of the function that lays out the page.
  const isHandler = isInterfaceHandler(program, top.file, top.fn);
  const name = top.file.functions[top.fn]?.facts.name;
  const upward = comingTo(program, top, edges).filter(
    (edge) =>
      !runsAnother(program, levels, edge) &&
      !onWay(edge.call.file, edge.call.fn) &&
      !isEntryGuard(program, edge, name) &&
      !isNamedHandler(edge.call.expr, name) &&
      !(isHandler && isRegistration(program, edge.call.expr)),
  );
  const turns = [...recursion, ...back.map((edge) => ({ call: edge.call, level }))];
  const around = upward.length === 0 && !isHandler ? callbackLevel(top.file, top.fn) : undefined;
  if (around && levels.length < MAX_LEVELS) {
    climb(program, [...levels, around], turns, chains, most);
    return;
  }
  if (upward.length === 0 || levels.length >= MAX_LEVELS) {
    chains.push({ levels, recursion: turns });
    return;
  }
  for (const [index, edge] of upward.entries()) {
    const share = Math.ceil((most - chains.length) / (upward.length - index));
    const above: Level = {
      file: edge.call.file,
      fn: edge.call.fn,
      call: edge.call.expr,
      loops: [...edge.context.loops, ...mappedOver(edge, name)],
      context: edge.context,
    };
    climb(program, [...levels, above], turns, chains, chains.length + share);
  }
}

/** `chat(request) { return this.inner.chat(request); }`: a wrapper hands the request to what it wraps, and not to itself again. */
function delegates({ call: { file, fn, expr } }: CallEdge): boolean {
  const own = file.functions[fn];
  if (expr.callee.kind !== "member" || !own?.className || expr.callee.name !== own.facts.name) return false;
  const { object } = expr.callee;
  if (object.kind === "name") return object.name === "super";
  const inner = object.kind === "call" ? object.callee : object;
  return (inner.kind === "member" && isSelf(lastNameOf(inner.object))) || lastNameOf(inner) === "super";
}

/** `helpers[name].handle(request)` on the way round: another object of the kind, which has a history of its own. */
function asksAnother(program: Program, levels: readonly Level[], { call }: CallEdge): boolean {
  const home = levels.findIndex((level) => level.file === call.file && level.fn === call.fn);
  const around = [...levels.slice(home + 1).map(({ file, fn, call: expr }) => ({ file, fn, expr })), call];
  return around.some(({ file, fn, expr }, index) => {
    const called = levels[home + index];
    const own = enclosingClass(file, fn);
    const other = called && enclosingClass(called.file, called.fn);
    return own && other && areKin(program, own, other) && !isOwnMethod(file, expr);
  });
}

function isOwnMethod(file: FileFacts, call: Expr): boolean {
  if (call.kind !== "call" || call.callee.kind !== "member" || file.language === "go") return true;
  const { object } = call.callee;
  const name = lastNameOf(object.kind === "call" ? object.callee : object);
  return object.kind === "call"
    ? name === "super"
    : object.kind === "name" && (isSelf(name) || /^([A-Z]|super$)/.test(name));
}

/** `retry(other, text)`: a caller hands the function, which calls what it is given, another one than the one below. */
function runsAnother(program: Program, levels: readonly Level[], { call }: CallEdge): boolean {
  const [below, top] = levels.slice(-2);
  if (!below || top?.call.kind !== "call" || top.call.callee.kind !== "name") return false;
  const given = argumentForParameter({ file: top.file, fn: top.fn, call }, top.call.callee.name);
  const functions = given ? resolveAll(program, given).filter(({ kind }) => kind === "function") : [];
  return (
    functions.length > 0 &&
    !functions.some(
      (value) => value.kind === "function" && value.file === below.file && value.fn === below.fn,
    )
  );
}

/** Callers that come to the level's call: what one passes may send the function another way (`if stream: …`). All, where none does. */
function comingTo(program: Program, level: Level, edges: readonly CallEdge[]): readonly CallEdge[] {
  const { file, fn } = level;
  const name = file.functions[fn]?.facts.name;
  const coming = edges.filter(({ call }) => {
    const isCall = calledName(call.expr) === name;
    return !isCall || !isRuledOut(program, { file, fn, call }, level.call.range.start);
  });
  return coming.length > 0 ? coming : edges;
}

/**
 * A function written in place inside another (`items.map(async (item) => …)`, `{execute: async () => …}`) runs where it stands.
 * Handlers handed over by module code (`app.post("/chat", …)`) are entries of their own.
 */
function callbackLevel(file: FileFacts, fn: number): Level | undefined {
  const node = file.functions[fn];
  if (!node || node.parent < 0) return undefined;
  const position = file.functions[node.parent]?.children.indexOf(fn) ?? -1;
  const placed = functionIn(file, node.parent, position);
  if (!placed) return undefined;
  const { expr, context, receiver } = placed;
  if (receiver && isHandedToEvent(receiver, (value) => value === expr)) return undefined;
  if (isEventProperty(context.statement, expr)) return undefined;
  // `return async (ctx) => …`: whoever called the function around calls it, as often as it likes.
  if (context.statement.kind === "return" && context.statement.value === expr) return undefined;
  const loops = [...context.loops, ...(receiver ? mappedBy(receiver, file) : [])];
  return node.parent > 0 || loops.length > 0
    ? { file, fn: node.parent, call: expr, loops, context }
    : undefined;
}

/** `map`, `amap`, `thread_map`, `map_with_progress`, `pMap`: what they are given runs per item. */
const ITERATORS =
  /^(forEach|flatMap|filter|a?map|pMap|concurrentMap|i?map(_\w+)?|\w+_i?map|starmap(_\w+)?|a?evaluate|a?run_on_dataset|run_experiment)$/;

/** Items that the call runs the function per; a call of the function itself runs it once, whatever it is called. */
function mappedOver({ call }: CallEdge, name: string | undefined): readonly LoopContext[] {
  return calledName(call.expr) === name ? [] : mappedBy(call.expr, call.file);
}

/** Tables of pandas and what speaks like it; in JavaScript `f.apply` calls the function once. */
const TABLE_ITERATORS = /^(apply|applymap|progress_(apply|map|applymap)|parallel_apply|map_elements)$/;

/** `items.map(f)`, `pool.map(f, items)`, `map(f, items)`, `table.apply(f)` repeat the function per item. */
function mappedBy(call: Expr, { language }: FileFacts): readonly LoopContext[] {
  if (call.kind !== "call") return [];
  const { callee, args, range } = call;
  const name = lastNameOf(callee);
  const isTable = language === "python" && TABLE_ITERATORS.test(name);
  if (isTable && callee.kind === "member") return [{ kind: "comprehension", iterable: callee.object, range }];
  // `ask.batch(texts)`.
  const [first, second] = args.map(({ value }) => value);
  if (queuedBy(call)?.handing === "found" && first && first.kind !== "function")
    return [{ kind: "comprehension", iterable: first, range }];
  if (!ITERATORS.test(name)) return [];
  const iterable =
    second && second.kind !== "function" ? second : callee.kind === "member" ? callee.object : null;
  return iterable ? [{ kind: "comprehension", iterable, range }] : [];
}

/**
 * A plain call from module level (`main()`, `if __name__ == "__main__": main()`) starts the function; it is no level of its own. A page
 * that hands over the conversation of its session (`ask(st.session_state.messages)`) is.
 */
function isEntryGuard(program: Program, edge: CallEdge, name: string | undefined): boolean {
  const { call, context } = edge;
  const { file, fn, expr } = call;
  const loops = [...context.loops, ...mappedOver(edge, name)];
  if (fn !== 0 || loops.length > 0 || qualifiedName(file, fn) !== "<module>") return false;
  const given = expr.args.flatMap(({ value }) => tracesOf(program, { ...call, expr: value }));
  return !given.some(({ root }) => root.kind === "session");
}
