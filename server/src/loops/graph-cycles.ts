/** Nodes that a graph comes back to: read from the edges the code adds, and from what its routers return. */
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

interface Graph {
  /** Names of nodes that can be reached from themselves. */
  readonly repeated: ReadonlySet<string>;
  /** Node names by the functions that run them. */
  readonly names: ReadonlyMap<FileFacts, ReadonlyMap<number, string>>;
  readonly limit: GraphLimit | null;
}

/** By the program's files: an edit makes others. */
const known = new WeakMap<readonly FileFacts[], readonly Graph[]>();

/** The limit of the circle that one of the chain's functions is a node of: null where the code states none; undefined where there is no circle. */
export function cycleOf(program: Program, chain: Chain): GraphLimit | null | undefined {
  let graphs = known.get(program.files);
  if (!graphs) {
    graphs = program.files.flatMap((file) => graphIn(program, file) ?? []);
    known.set(program.files, graphs);
  }
  const graph = graphs.find(({ names, repeated }) =>
    chain.levels.some(({ file, fn }) => repeated.has(names.get(file)?.get(fn) ?? "")),
  );
  return graph?.limit;
}

function graphIn(program: Program, file: FileFacts): Graph | undefined {
  const calls = (names: readonly string[]): readonly Located<CallExpression>[] =>
    names.flatMap((name) => edgesOf(file, name)).map(({ call }) => call);
  const nodes = calls(["add_node", "addNode"]);
  if (nodes.length === 0) return undefined;
  const targets = new Map<string, Set<string>>();
  const connect = (from: readonly string[], to: readonly string[]): void => {
    for (const name of from) {
      const known = targets.get(name) ?? new Set();
      for (const each of to) known.add(each);
      targets.set(name, known);
    }
  };
  for (const { expr } of calls(["add_edge", "addEdge"]))
    connect(textsIn(expr.args[0]?.value), textsIn(expr.args[1]?.value));
  const routers = calls(["add_conditional_edges", "addConditionalEdges"]);
  for (const router of routers) connect(textsIn(router.expr.args[0]?.value), routesOf(program, router));
  const names = nodeNames(program, nodes);
  for (const [home, functions] of names)
    for (const [fn, name] of functions) connect([name], commandsIn(home, fn));
  const repeated = new Set([...targets.keys()].filter((name) => reaches(targets, name)));
  return repeated.size === 0 ? undefined : { repeated, names, limit: limitIn(program, routers) };
}

function nodeNames(
  program: Program,
  nodes: readonly Located<CallExpression>[],
): ReadonlyMap<FileFacts, ReadonlyMap<number, string>> {
  const found = new Map<FileFacts, Map<number, string>>();
  for (const node of nodes) {
    const [first, second] = node.expr.args.map((arg) => arg.value);
    const run = second ?? first;
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

function reaches(targets: ReadonlyMap<string, ReadonlySet<string>>, start: string): boolean {
  const seen = new Set<string>();
  const open = [...(targets.get(start) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(targets.get(next) ?? []));
  }
  return false;
}

/** Entries of the state that count rounds. */
const COUNTERS = /iter|count|attempt|retr|loop|step|round|revision|turn|tries/i;

/** `if state["iteration"] >= 4: return END` in one of the routers. */
function limitIn(program: Program, routers: readonly Located<CallExpression>[]): GraphLimit | null {
  for (const { expr, ...at } of routers) {
    const router = expr.args[1]?.value;
    for (const value of router ? resolveAll(program, { ...at, expr: router }) : []) {
      if (value.kind !== "function") continue;
      const { file, fn } = value;
      for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
        for (const part of expressionsOf(stmt).flatMap(eachExpression)) {
          if (part.kind !== "binary" || !/^(>=|>|<|<=)$/.test(part.operator)) continue;
          const bound = readNumber(program, { file, fn, expr: part.right });
          if (bound === undefined || bound < 1 || !counts(part.left)) continue;
          return { bound, origin: "declared", place: placeOf({ file, fn, expr: part }), source: null };
        }
      }
    }
  }
  return null;
}

function counts(expr: Expr): boolean {
  return eachExpression(expr).some(
    (part) =>
      (part.kind === "string" && COUNTERS.test(part.value)) ||
      ((part.kind === "member" || part.kind === "name") && COUNTERS.test(part.name)),
  );
}
