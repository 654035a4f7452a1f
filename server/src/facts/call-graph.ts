/** Who calls whom. Calls are indexed by name once per file; only those whose name fits are resolved, and only when asked. */
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { bindingsOf } from "./scope";
import { type CallExpression, visitCalls, type WalkContext } from "./walk";

export interface CallEdge {
  readonly call: Located<CallExpression>;
  readonly context: WalkContext;
}

/** Calls by the callee's last name; functions handed to a runner (`submit(f, x)`) stand under their own name. */
type CallIndex = ReadonlyMap<string, readonly CallEdge[]>;

const indexes = new WeakMap<FileFacts, CallIndex>();
const answers = new WeakMap<Program, Map<string, readonly CallEdge[]>>();

/** Functions handed over to run: `asyncio.gather(*map(f, xs))`, `pool.submit(f, x)`, `xs.map(f)`. */
const RUNNERS = new Set([
  "Thread",
  "submit",
  "run_in_executor",
  "to_thread",
  "map",
  "forEach",
  "gather",
  "partial",
  "then",
]);

/** Calls of the function anywhere in the program, ordered by path and offset. */
export function callersOf(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  let known = answers.get(program);
  if (!known) {
    known = new Map();
    answers.set(program, known);
  }
  const key = `${file.path}:${fn}`;
  const answer = known.get(key);
  if (answer) return answer;
  const found = findCallers(program, file, fn);
  known.set(key, found);
  return found;
}

function findCallers(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  const node = file.functions[fn];
  if (!node || fn === 0) return [];
  const isConstructor = node.facts.name === "__init__" || node.facts.name === "constructor";
  const name = isConstructor && node.className ? node.className : node.facts.name;
  return program.files.flatMap((caller) => {
    const index = indexOf(caller);
    const edges = namesFor(caller, name).flatMap((local) => index.get(local) ?? []);
    return edges.filter((edge) => leadsTo(program, edge, file, fn, isConstructor));
  });
}

/** The name itself and what this file's imports call it (`import {solve as s}`, `import solve from "./agent"`). */
function namesFor(file: FileFacts, name: string): readonly string[] {
  const names = new Set([name]);
  for (const [local, bindings] of bindingsOf(file, 0)) {
    for (const binding of bindings) {
      if (binding.kind !== "import" || binding.imported === local) continue;
      if (binding.imported === name || binding.imported === "default") names.add(local);
    }
  }
  return [...names];
}

function leadsTo(
  program: Program,
  edge: CallEdge,
  file: FileFacts,
  fn: number,
  isConstructor: boolean,
): boolean {
  const { call } = edge;
  const candidates = [call.expr.callee, ...call.expr.args.map((arg) => arg.value)];
  return candidates.some((expr) => {
    if (expr.kind !== "name" && expr.kind !== "member") return false;
    const value = resolve(program, { ...call, expr });
    if (value.kind === "function") return value.file === file && value.fn === fn;
    if (!isConstructor || value.kind !== "class" || expr !== call.expr.callee) return false;
    const methods = value.cls.methods;
    return value.cls.file === file && (methods.get("__init__") ?? methods.get("constructor")) === fn;
  });
}

function indexOf(file: FileFacts): CallIndex {
  const known = indexes.get(file);
  if (known) return known;
  const index = new Map<string, CallEdge[]>();
  const add = (name: string, edge: CallEdge): void => {
    const edges = index.get(name);
    if (edges) edges.push(edge);
    else index.set(name, [edge]);
  };
  file.functions.forEach((_, fn) => {
    visitCalls(file, fn, (call, context) => {
      const name = lastName(call);
      if (name === null) return;
      add(name, { call, context });
      if (!RUNNERS.has(name)) return;
      for (const arg of call.expr.args) {
        if (arg.value.kind === "name" || arg.value.kind === "member") add(arg.value.name, { call, context });
      }
    });
  });
  indexes.set(file, index);
  return index;
}

function lastName(call: Located<CallExpression>): string | null {
  const { callee } = call.expr;
  return callee.kind === "member" || callee.kind === "name" ? callee.name : null;
}
