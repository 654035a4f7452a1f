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
import type { GraphLimit } from "./graph";
import { NODE_CALLS, nodeRunBy, RUNS } from "./graph-runs";

interface Graph {
  /** Names of nodes that can be reached from themselves, with the limit of their circle. */
  readonly repeated: ReadonlyMap<string, GraphLimit | null>;
  /** Names of nodes that no edge leads back to, where nothing but plain edges leads anywhere. */
  readonly passed: ReadonlySet<string>;
  /** Node names by the functions that run them. */
  readonly names: ReadonlyMap<FileFacts, ReadonlyMap<number, string>>;
  /** The state of the last run comes back with the next one: a checkpointer gives it, or whoever runs the graph. */
  readonly isKept: boolean;
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
export function isPassedOnce(program: Program, chain: Chain): "kept" | "forgotten" | undefined {
  for (const { names, passed, isKept } of graphsOf(program)) {
    if (chain.levels.some(({ file, fn }) => passed.has(names.get(file)?.get(fn) ?? "")))
      return isKept ? "kept" : "forgotten";
  }
  return undefined;
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
  return {
    ...roundsIn(program, { targets, edges, routers, names }),
    names,
    isKept: keepsState(calls(["compile"])) || !calls(RUNS).some(beginsAnew),
  };
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
  const all = [...targets.keys()];
  const repeated = new Map<string, GraphLimit | null>();
  for (const name of all.filter((each) => reaches(targets, each, each))) {
    const isOnCircle = (other: string): boolean =>
      reaches(targets, name, other) && reaches(targets, other, name);
    const choosing = routers.filter(({ expr }) => textsIn(expr.args[0]?.value).some(isOnCircle));
    repeated.set(name, limitIn(program, choosing) ?? limitOfNodes(program, names, isOnCircle));
  }
  const isPlain = routers.length === 0 && [...names].every(([file]) => edgesOf(file, "Command").length === 0);
  const met = edges.flatMap(({ expr }) => expr.args.flatMap(({ value }) => textsIn(value)));
  return { repeated, passed: new Set(isPlain ? met.filter((name) => !repeated.has(name)) : []) };
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

function textsIn(expr: Expr | undefined): readonly string[] {
  return expr ? eachExpression(expr).flatMap((part) => (part.kind === "string" ? [part.value] : [])) : [];
}

/** What a router may choose: the values of its map, the items of its list, else the texts it returns. */
function routesOf(program: Program, { expr, ...at }: Located<CallExpression>): readonly string[] {
  const [, router, map] = expr.args.map((arg) => arg.value);
  if (map?.kind === "dict") return map.entries.flatMap(({ value }) => textsIn(value));
  if (map) return textsIn(map);
  if (!router) return [];
  return resolveAll(program, { ...at, expr: router }).flatMap((value) => {
    if (value.kind !== "function") return [];
    const { body } = value.file.functions[value.fn]?.facts ?? { body: [] };
    return eachStatement(body).flatMap((stmt) =>
      stmt.kind === "return" && stmt.value ? textsIn(stmt.value) : [],
    );
  });
}

/** `Command(goto="critic")`. */
function commandsIn(file: FileFacts, fn: number): readonly string[] {
  return edgesOf(file, "Command").flatMap(({ call }) => {
    if (call.fn !== fn) return [];
    const [options] = call.expr.args;
    const goto = call.expr.args.find((arg) => arg.name === "goto")?.value;
    const entry =
      options?.value.kind === "dict"
        ? options.value.entries.find(({ key }) => key?.kind === "string" && key.value === "goto")?.value
        : undefined;
    return textsIn(goto ?? entry);
  });
}

type Targets = ReadonlyMap<string, ReadonlySet<string>>;

function reaches(targets: Targets, start: string, end: string): boolean {
  const seen = new Set<string>();
  const open = [...(targets.get(start) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === end) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(targets.get(next) ?? []));
  }
  return false;
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
