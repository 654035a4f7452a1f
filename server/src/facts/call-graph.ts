/** Who calls whom, over the whole program. Built on demand and kept as long as the program value lives. */

import type { FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { type CallExpression, visitCalls, type WalkContext } from "./walk";

export interface CallEdge {
  readonly call: Located<CallExpression>;
  readonly context: WalkContext;
}

interface CallGraph {
  readonly callers: Map<string, CallEdge[]>;
}

const graphs = new WeakMap<Program, CallGraph>();

/** Calls of the function anywhere in the program, ordered by path and offset. */
export function callersOf(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  return graphOf(program).callers.get(`${file.path}:${fn}`) ?? [];
}

function graphOf(program: Program): CallGraph {
  let graph = graphs.get(program);
  if (!graph) {
    graph = buildGraph(program);
    graphs.set(program, graph);
  }
  return graph;
}

function buildGraph(program: Program): CallGraph {
  const callers = new Map<string, CallEdge[]>();
  const names = functionNames(program);
  for (const file of program.files) {
    file.functions.forEach((_, fn) => {
      visitCalls(file, fn, (call, context) => {
        const target = targetOf(program, call, names);
        if (!target) return;
        const key = `${target.file.path}:${target.fn}`;
        const edges = callers.get(key);
        if (edges) edges.push({ call, context });
        else callers.set(key, [{ call, context }]);
      });
    });
  }
  return { callers };
}

/** Names under which workspace functions and classes can be called: a cheap filter before resolving. */
function functionNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of program.files) {
    for (const node of file.functions) {
      names.add(node.facts.name);
      if (node.className) names.add(node.className);
    }
  }
  return names;
}

function targetOf(
  program: Program,
  call: Located<CallExpression>,
  names: ReadonlySet<string>,
): { file: FileFacts; fn: number } | undefined {
  const passed = passedFunction(program, call);
  if (passed) return passed;
  const callee = call.expr.callee;
  const last = callee.kind === "member" || callee.kind === "name" ? callee.name : null;
  if (last === null) return undefined;
  // A renamed import is still worth resolving; names bound to nothing in the workspace are not.
  if (!names.has(last) && callee.kind !== "name") return undefined;
  const value = resolve(program, { ...call, expr: callee });
  if (value.kind === "function") return { file: value.file, fn: value.fn };
  if (value.kind === "class") {
    const init = value.cls.methods.get("__init__") ?? value.cls.methods.get("constructor");
    return init === undefined ? undefined : { file: value.cls.file, fn: init };
  }
  return undefined;
}

/** Functions handed over to be run once by well-known runners: `asyncio.run(main())` is a call already, `Thread(target=f)` is not. */
const RUNNERS = new Set([
  "Thread",
  "submit",
  "run_in_executor",
  "to_thread",
  "map",
  "gather",
  "partial",
  "then",
]);

function passedFunction(
  program: Program,
  call: Located<CallExpression>,
): { file: FileFacts; fn: number } | undefined {
  const callee = call.expr.callee;
  const last = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  if (!RUNNERS.has(last)) return undefined;
  for (const arg of call.expr.args) {
    if (arg.value.kind !== "name" && arg.value.kind !== "member") continue;
    const value = resolve(program, { ...call, expr: arg.value });
    if (value.kind === "function") return { file: value.file, fn: value.fn };
  }
  return undefined;
}
