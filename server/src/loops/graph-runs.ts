/**
 * Calls that run a graph of the project's own nodes: they stand above each node as a caller stands above a function. So do the `Send`s
 * by which a router starts a node once for each of several items.
 */
import { addTo } from "../base/grouped";
import { type CallEdge, edgesOf } from "../facts/call-index";
import { lastNameOf } from "../facts/expression-text";
import { areOneLanguage, type Expr, type FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { mayCall } from "../facts/named-edges";
import type { ExternalName, Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import type { CallExpression } from "../facts/walk";

/** Methods of LangGraph that add a node, and that run the graph. */
export const NODE_CALLS = ["add_node", "addNode"];
const ROUTER_CALLS = ["add_conditional_edges", "addConditionalEdges"];
export const RUNS = ["invoke", "ainvoke", "stream", "astream", "streamEvents"];

/** The node's function, as the call that adds it names it: `add_node("plan", plan)`, `add_node(plan)`, `addNode("plan", this.plan.bind(this))`. */
export function nodeRunBy({ expr: { args } }: Located<CallExpression>): Expr | undefined {
  const given = (args[1] ?? args[0])?.value;
  if (given?.kind !== "call") return given;
  const { callee } = given;
  if (callee.kind === "member" && callee.name === "bind") return callee.object;
  return /^(partial|RunnableLambda)$/.test(lastNameOf(callee)) ? given.args[0]?.value : given;
}

/** Runs by the functions of nodes. */
type Runs = ReadonlyMap<FileFacts, ReadonlyMap<number, readonly CallEdge[]>>;

/** By the program's files: an edit makes others. */
const known = new WeakMap<readonly FileFacts[], Runs>();

/** Where the program runs a graph that the function is a node of. */
export function graphRunsOf(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  let runs = known.get(program.files);
  if (!runs) {
    runs = runsIn(program);
    known.set(program.files, runs);
  }
  return runs.get(file)?.get(fn) ?? [];
}

function runsIn(program: Program): Runs {
  const nodes = edgesIn(program, NODE_CALLS);
  const found = new Map<FileFacts, Map<number, readonly CallEdge[]>>();
  if (nodes.length === 0) return found;
  const runs = edgesIn(program, RUNS).flatMap((edge) =>
    graphsBehind(program, edge).map((graph) => ({ graph, edge })),
  );
  const sends = sendsByNode(program);
  for (const node of [...nodes, ...edgesIn(program, ROUTER_CALLS)]) {
    const graphs = graphsBehind(program, node);
    const own = runs.filter(({ graph }) => graphs.includes(graph)).map(({ edge }) => edge);
    const isNode = nodes.includes(node);
    const name = node.call.expr.args[0]?.value;
    const started = (isNode && name && sends.get(nodeName(name))) || [];
    const expr = isNode ? nodeRunBy(node.call) : node.call.expr.args[1]?.value;
    if (own.length + started.length === 0 || !expr) continue;
    for (const value of resolveAll(program, { ...node.call, expr })) {
      if (value.kind !== "function" || !areOneLanguage(value.file.language, node.call.file.language))
        continue;
      const { file, fn } = value;
      const callers = [...own, ...started].filter(({ call }) => mayCall(call.file, file));
      const byFunction = found.get(file) ?? new Map<number, readonly CallEdge[]>();
      found.set(file, byFunction);
      byFunction.set(fn, [...new Set([...(byFunction.get(fn) ?? []), ...callers])]);
    }
  }
  return found;
}

/** `Send("worker", {…})` by what `add_node("worker", worker)` or `add_node(worker)` calls the node. */
function sendsByNode(program: Program): ReadonlyMap<string, readonly CallEdge[]> {
  const found = new Map<string, CallEdge[]>();
  for (const edge of edgesIn(program, ["Send"])) {
    const sent = edge.call.expr.args[0]?.value;
    const name = sent ? nodeName(sent) : "";
    if (name !== "") addTo(found, name, edge);
  }
  return found;
}

function nodeName(expr: Expr): string {
  return expr.kind === "string" ? expr.value : lastNameOf(expr);
}

function edgesIn(program: Program, names: readonly string[]): readonly CallEdge[] {
  return program.files.flatMap((file) => names.flatMap((name) => edgesOf(file, name)));
}

/** The calls that made the graph which the method is called on: `StateGraph(State)`. */
function graphsBehind(program: Program, { call }: CallEdge): readonly Expr[] {
  const { callee } = call.expr;
  if (callee.kind !== "member") return [];
  return resolveAll(program, { ...call, expr: callee.object }).flatMap((value) =>
    value.kind === "external-object" && value.call && isGraph(value.origin) ? [value.call.expr] : [],
  );
}

function isGraph({ path }: ExternalName): boolean {
  return /Graph$/.test(path[path.length - 1] ?? "");
}
