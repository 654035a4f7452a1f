/** Nodes that a graph comes back to, and those it passes once: read from the edges the code adds, and from what its routers return. */

import { addTo } from "../base/grouped";
import { argumentOf, entryOf } from "../facts/arguments";
import { edgesOf } from "../facts/call-index";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { basisOf, type ClassInfo, type Program } from "../facts/program";
import { resolve, resolveAll } from "../facts/resolve";
import type { CallExpression } from "../facts/walk";
import type { Chain } from "./chain";
import { circlesOf, type Targets } from "./circles";
import type { GraphLimit } from "./graph";
import type { CircleOfNodes } from "./graph-growth";
import { limitOf } from "./graph-limits";
import { graphRunsOf, NODE_CALLS, nodeRunBy, RUNS } from "./graph-runs";
import {
  ANY_NODE,
  argumentAt,
  commandsIn,
  isRead,
  namesSaid,
  nodesNamed,
  routesOf,
  saysWhere,
} from "./graph-ways";

/** A circle of nodes, with the limit of its rounds: null where the code states none. */
export interface Circle extends CircleOfNodes {
  readonly limit: GraphLimit | null;
}

interface Graph {
  /** Names of nodes that can be reached from themselves, with their circle. */
  readonly repeated: ReadonlyMap<string, Circle>;
  /** Names of nodes that no edge leads back to, where all ways through the graph can be read. */
  readonly passed: ReadonlySet<string>;
  /** Node names by the functions that run them. */
  readonly names: ReadonlyMap<FileFacts, ReadonlyMap<number, string>>;
  /** The state of the last run comes back with the next one: a checkpointer gives it, or whoever runs the graph. */
  readonly isKept: boolean;
  /** The same for sure: a checkpointer keeps it, or nobody here runs the graph, so that whoever serves it does. */
  readonly isServed: boolean;
}

/** By what the program stands on: limits are read from settings, too. */
const known = new WeakMap<object, readonly Graph[]>();

function graphsOf(program: Program): readonly Graph[] {
  const answer = known.get(basisOf(program));
  if (answer) return answer;
  const graphs = program.files.flatMap((file) => graphIn(program, file) ?? []);
  known.set(basisOf(program), graphs);
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

/** The functions that are nodes of the graph which the chain leads through a node of. */
export function nodesBeside(program: Program, chain: Chain): Graph["names"] | undefined {
  return graphsOf(program).find(({ names }) => chain.levels.some(({ file, fn }) => names.get(file)?.has(fn)))
    ?.names;
}

/** Whether one of the chain's functions is a node of a graph, in whatever file. */
export function isNode(program: Program, chain: Chain): boolean {
  return nodesBeside(program, chain) !== undefined;
}

/** A circle with the level of the chain that stands on it. */
export interface PlacedCircle {
  readonly circle: Circle;
  readonly level: number;
  /** Nothing below the level is a node of another graph, whose state would be another. */
  readonly isNearest: boolean;
}

/** The circle that one of the chain's functions is a node of. */
export function circleOf(program: Program, chain: Chain): PlacedCircle | undefined {
  const graphs = graphsOf(program);
  let isNearest = true;
  for (const [level, { file, fn }] of chain.levels.entries()) {
    const own = graphs.filter(({ names }) => names.get(file)?.has(fn));
    for (const { names, repeated } of own) {
      const circle = repeated.get(names.get(file)?.get(fn) ?? "");
      if (circle) return { circle, level, isNearest };
    }
    isNearest &&= own.length === 0;
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
  for (const edge of edges) {
    const [from, to] = edge.expr.args.map(({ value }) => nodesNamed(program, { ...edge, expr: value }));
    connect(from ?? [], to ?? []);
  }
  const routers = calls(["add_conditional_edges", "addConditionalEdges"]);
  const routed = (router: Located<CallExpression>) => namesSaid(program, argumentAt(router, 0));
  for (const router of routers) connect(routed(router), routesOf(program, router));
  const begun = calls(["set_entry_point", "setEntryPoint"]).flatMap(routed);
  const back = ledBack(targets, begun);
  for (const router of routers) {
    if (isRead(program, router)) continue;
    const from = routed(router);
    connect(
      from,
      from.flatMap((name) => back.get(name) ?? []),
    );
  }
  const names = nodeNames(program, nodes, routers);
  for (const [home, functions] of names)
    for (const [fn, name] of functions) connect([name], commandsIn(program, home, fn));
  const compiled = calls(["compile"]);
  const runs = runsOf(program, names);
  const states = calls(["StateGraph"]).flatMap((made) => stateOf(program, made) ?? []);
  const hasMemory = keepsState(compiled);
  return {
    ...roundsIn(program, { targets, edges, routers, names, runs, states }),
    names,
    isKept: hasMemory || !calls(RUNS).some(beginsAnew),
    isServed: compiled.length > 0 && (hasMemory || runs.length === 0),
  };
}

/** Nodes that nothing is known to lead to, by those that they lead to: where nobody can tell what a router there chooses, it is them. */
function ledBack(targets: Targets, begun: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const met = new Set([...begun, ...[...targets.values()].flatMap((to) => [...to])]);
  const found = new Map<string, string[]>();
  for (const [name, to] of targets) {
    if (met.has(name) || /^(START|__start__)$/.test(name)) continue;
    for (const each of to) {
      addTo(found, each, name);
    }
  }
  return found;
}

/** Calls that run a graph of the nodes, wherever in the code: some of them, where there are many. */
function runsOf(program: Program, names: Graph["names"]): readonly Located<CallExpression>[] {
  const found = new Set<Located<CallExpression>>();
  for (const [file, functions] of names) {
    for (const fn of functions.keys()) {
      for (const { call } of graphRunsOf(program, file, fn)) {
        if (found.size >= MOST_RUNS) return [...found];
        if (RUNS.includes(lastNameOf(call.expr.callee))) found.add(call);
      }
    }
  }
  return [...found];
}

/** Runs of a graph that are asked what they begin with. */
const MOST_RUNS = 8;

/** The class that declares the state: `StateGraph(State)`, `StateGraph(state_schema=State)`. */
function stateOf(program: Program, { expr, ...at }: Located<CallExpression>): ClassInfo | undefined {
  const given = argumentOf(expr.args, { name: "state_schema", index: 0 })?.value;
  const value = given && resolve(program, { ...at, expr: given });
  return value?.kind === "class" ? value.cls : undefined;
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
  readonly runs: readonly Located<CallExpression>[];
  readonly states: readonly ClassInfo[];
}

function roundsIn(
  program: Program,
  { targets, edges, routers, names, runs, states }: Ways,
): Pick<Graph, "repeated" | "passed"> {
  const repeated = new Map<string, Circle>();
  for (const circle of circlesOf(targets)) {
    // Names that are known only at run time may be those of all nodes that no edge says to lead anywhere.
    const isOpen = circle.has(ANY_NODE);
    const isOnCircle = (name: string): boolean =>
      circle.has(name) || (isOpen && (targets.get(name)?.size ?? 0) === 0);
    const choosing = routers.filter((router) => namesSaid(program, argumentAt(router, 0)).some(isOnCircle));
    const limit = limitOf(program, { routers: choosing, names, isOnCircle, runs });
    const nodes = [...names].flatMap(([file, functions]) =>
      [...functions].flatMap(([fn, name]) => (isOnCircle(name) ? [{ file, fn }] : [])),
    );
    const all = nodes.map(({ file, fn }) => names.get(file)?.get(fn) ?? "");
    const whole = { limit, nodes, states };
    for (const name of [...circle, ...all]) repeated.set(name, whole);
  }
  const isKnown =
    routers.every((router) => isRead(program, router)) &&
    [...names.keys()].every((file) => saysWhere(program, file));
  const met = [...edges, ...routers].flatMap(({ expr, ...at }) =>
    expr.args.flatMap(({ value }) => namesSaid(program, { ...at, expr: value })),
  );
  const all = [...met, ...[...targets.values()].flatMap((each) => [...each])];
  return { repeated, passed: new Set(isKnown ? all.filter((name) => !repeated.has(name)) : []) };
}

/** The functions of the nodes, and of the routers that run behind a node each time it has run. */
function nodeNames(
  program: Program,
  nodes: readonly Located<CallExpression>[],
  routers: readonly Located<CallExpression>[],
): Graph["names"] {
  const found = new Map<FileFacts, Map<number, string>>();
  const note = (call: Located<CallExpression>, run: Expr | undefined): void => {
    const first = argumentAt(call, 0);
    const said = first && /^(string|name|member)$/.test(first.expr.kind) ? first : undefined;
    const name = namesSaid(program, said)[0] ?? lastNameOf(first?.expr ?? null);
    if (!run || name === "") return;
    for (const value of resolveAll(program, { ...call, expr: run })) {
      if (value.kind !== "function") continue;
      const named = found.get(value.file) ?? new Map<number, string>();
      found.set(value.file, named);
      // One function may run several nodes.
      if (!named.has(value.fn)) named.set(value.fn, name);
    }
  };
  for (const node of nodes) note(node, nodeRunBy(node));
  for (const router of routers) note(router, argumentAt(router, 1)?.expr);
  return found;
}
