/** Nodes that a graph comes back to, and those it passes once: read from the edges the code adds, and from what its routers return. */

import { entryOf } from "../facts/arguments";
import { edgesOf } from "../facts/call-index";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import { readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { type CallExpression, eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import type { Chain } from "./chain";
import { circlesOf, type Targets } from "./circles";
import type { GraphLimit } from "./graph";
import { graphRunsOf, NODE_CALLS, nodeRunBy, RUNS } from "./graph-runs";
import { commandsIn, isRead, routesOf, saysWhere, textsIn } from "./graph-ways";

interface Graph {
  /** Names of nodes that can be reached from themselves, with the limit of their circle. */
  readonly repeated: ReadonlyMap<string, GraphLimit | null>;
  /** Names of nodes that no edge leads back to, where all ways through the graph can be read. */
  readonly passed: ReadonlySet<string>;
  /** Node names by the functions that run them. */
  readonly names: ReadonlyMap<FileFacts, ReadonlyMap<number, string>>;
  /** The state of the last run comes back with the next one: a checkpointer gives it, or whoever runs the graph. */
  readonly isKept: boolean;
  /** The same for sure: a checkpointer keeps it, or nobody here runs the graph, so that whoever serves it does. */
  readonly isServed: boolean;
}

/** By the program's files: an edit makes others. */
const known = new WeakMap<readonly FileFacts[], readonly Graph[]>();

function graphsOf(program: Program): readonly Graph[] {
  const answer = known.get(program.files);
  if (answer) return answer;
  const graphs = program.files.flatMap((file) => graphIn(program, file) ?? []);
  known.set(program.files, graphs);
  return graphs;
}

/** Whether one of the chain's functions is a node that its graph runs once, and whether the runs of the graph are turns of a conversation. */
export function isPassedOnce(program: Program, chain: Chain): "served" | "kept" | "forgotten" | undefined {
  for (const { names, passed, isKept, isServed } of graphsOf(program)) {
    if (!chain.levels.some(({ file, fn }) => passed.has(names.get(file)?.get(fn) ?? ""))) continue;
    if (isServed) return "served";
    return isKept ? "kept" : "forgotten";
  }
  return undefined;
}

/** Whether one of the chain's functions is a node of a graph, in whatever file. */
export function isNode(program: Program, chain: Chain): boolean {
  return graphsOf(program).some(({ names }) => chain.levels.some(({ file, fn }) => names.get(file)?.has(fn)));
}

/** The limit of the circle that one of the chain's functions is a node of: null where the code states none; undefined where there is no circle. */
export function cycleOf(program: Program, chain: Chain): GraphLimit | null | undefined {
  for (const { names, repeated } of graphsOf(program)) {
    for (const { file, fn } of chain.levels) {
      const limit = repeated.get(names.get(file)?.get(fn) ?? "");
      if (limit !== undefined) return limit;
    }
  }
  return undefined;
}

function graphIn(program: Program, file: FileFacts): Graph | undefined {
  const calls = (names: readonly string[]): readonly Located<CallExpression>[] =>
    names.flatMap((name) => edgesOf(file, name)).map(({ call }) => call);
  const nodes = calls(NODE_CALLS);
  if (nodes.length === 0) return undefined;
  const targets = new Map<string, Set<string>>();
  const connect = (from: readonly string[], to: readonly string[]): void => {
    for (const name of from) {
      const known = targets.get(name) ?? new Set();
      for (const each of to) known.add(each);
      targets.set(name, known);
    }
  };
  const edges = calls(["add_edge", "addEdge"]);
  for (const { expr } of edges) connect(textsIn(expr.args[0]?.value), textsIn(expr.args[1]?.value));
  const routers = calls(["add_conditional_edges", "addConditionalEdges"]);
  for (const router of routers) connect(textsIn(router.expr.args[0]?.value), routesOf(program, router));
  const names = nodeNames(program, nodes);
  for (const [home, functions] of names)
    for (const [fn, name] of functions) connect([name], commandsIn(home, fn));
  const compiled = calls(["compile"]);
  const hasMemory = keepsState(compiled);
  return {
    ...roundsIn(program, { targets, edges, routers, names }),
    names,
    isKept: hasMemory || !calls(RUNS).some(beginsAnew),
    isServed: compiled.length > 0 && (hasMemory || !isRun(program, names)),
  };
}

/** Whether a graph of the nodes is run somewhere in the code. */
function isRun(program: Program, names: Graph["names"]): boolean {
  return [...names].some(([file, functions]) =>
    [...functions.keys()].some((fn) => graphRunsOf(program, file, fn).length > 0),
  );
}

/** `graph.invoke({"messages": [HumanMessage(text)]})`: nothing of what was said before. */
function beginsAnew({ expr: { args } }: Located<CallExpression>): boolean {
  const messages = args[0] && entryOf(args[0].value, "messages");
  return messages?.kind === "list" && messages.items.every(({ kind }) => kind !== "spread");
}

function keepsState(compiled: readonly Located<CallExpression>[]): boolean {
  return compiled.some(({ expr: { args } }) =>
    args.some(
      ({ name, value }) =>
        name === "checkpointer" || (value.kind === "dict" && entryOf(value, "checkpointer") !== undefined),
    ),
  );
}

interface Ways {
  readonly targets: Targets;
  readonly edges: readonly Located<CallExpression>[];
  readonly routers: readonly Located<CallExpression>[];
  readonly names: Graph["names"];
}

function roundsIn(
  program: Program,
  { targets, edges, routers, names }: Ways,
): Pick<Graph, "repeated" | "passed"> {
  const repeated = new Map<string, GraphLimit | null>();
  for (const circle of circlesOf(targets)) {
    const isOnCircle = (name: string): boolean => circle.has(name);
    const choosing = routers.filter(({ expr }) => textsIn(expr.args[0]?.value).some(isOnCircle));
    const limit = limitIn(program, choosing) ?? limitOfNodes(program, names, isOnCircle);
    for (const name of circle) repeated.set(name, limit);
  }
  const isKnown = routers.every((router) => isRead(program, router)) && [...names.keys()].every(saysWhere);
  const met = [...edges, ...routers].flatMap(({ expr }) => expr.args.flatMap(({ value }) => textsIn(value)));
  const all = [...met, ...[...targets.values()].flatMap((each) => [...each])];
  return { repeated, passed: new Set(isKnown ? all.filter((name) => !repeated.has(name)) : []) };
}

function nodeNames(
  program: Program,
  nodes: readonly Located<CallExpression>[],
): ReadonlyMap<FileFacts, ReadonlyMap<number, string>> {
  const found = new Map<FileFacts, Map<number, string>>();
  for (const node of nodes) {
    const first = node.expr.args[0]?.value;
    const run = nodeRunBy(node);
    const name = first?.kind === "string" ? first.value : lastNameOf(first ?? null);
    if (!run || name === "") continue;
    for (const value of resolveAll(program, { ...node, expr: run })) {
      if (value.kind !== "function") continue;
      found.set(value.file, (found.get(value.file) ?? new Map()).set(value.fn, name));
    }
  }
  return found;
}

/** Entries of the state that count rounds. */
const COUNTERS = /iter|count|attempt|retr|loop|step|round|revision|turn|tries/i;

/** What counts the text, and no rounds. */
const SIZES = /token|char|word|^len$/i;

/** `if state["iteration"] >= 4: return END` in one of the routers. */
function limitIn(program: Program, routers: readonly Located<CallExpression>[]): GraphLimit | null {
  for (const { expr, ...at } of routers) {
    const router = expr.args[1]?.value;
    for (const value of router ? resolveAll(program, { ...at, expr: router }) : []) {
      if (value.kind !== "function") continue;
      const { file, fn } = value;
      const all = eachStatement(file.functions[fn]?.facts.body ?? []).flatMap(expressionsOf);
      const limit = firstLimit(program, file, fn, all);
      if (limit) return limit;
    }
  }
  return null;
}

/** A node that gives up instead: `if state["attempts"] >= 3: return {"grade": "good"}`. */
function limitOfNodes(
  program: Program,
  names: Graph["names"],
  isOnCircle: (name: string) => boolean,
): GraphLimit | null {
  for (const [file, functions] of names) {
    for (const [fn, name] of functions) {
      if (!isOnCircle(name)) continue;
      const tests = eachStatement(file.functions[fn]?.facts.body ?? []).flatMap((stmt) =>
        stmt.kind === "if" && stmt.then.some(({ kind }) => kind === "return") ? [stmt.test] : [],
      );
      const limit = firstLimit(program, file, fn, tests);
      if (limit) return limit;
    }
  }
  return null;
}

function firstLimit(
  program: Program,
  file: FileFacts,
  fn: number,
  expressions: readonly Expr[],
): GraphLimit | null {
  for (const part of expressions.flatMap(eachExpression)) {
    if (part.kind !== "binary" || !/^(>=|>|<|<=)$/.test(part.operator)) continue;
    const bound = readNumber(program, { file, fn, expr: part.right });
    if (bound === undefined || bound < 1 || !counts(part.left)) continue;
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
