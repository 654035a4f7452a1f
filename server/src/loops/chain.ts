/** The way from a call site up through its callers, with the loops around each step. */
import { callersOf } from "../facts/call-graph";
import type { Expr, FileFacts } from "../facts/ir";
import { qualifiedName } from "../facts/names";
import type { Program } from "../facts/program";
import { type LoopContext, visitExpressions, type WalkContext } from "../facts/walk";

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
  /** A function on the way calls itself (directly or through others). */
  readonly recursive: boolean;
}

const MAX_LEVELS = 8;
const MAX_CHAINS = 24;

/** Every way up from the call, in source order of the callers; at least one. */
export function chainsOf(program: Program, file: FileFacts, fn: number, call: Expr): readonly Chain[] {
  const context = contextOf(file, fn, call);
  const start: Level = { file, fn, call, loops: context?.loops ?? [], context };
  const chains: Chain[] = [];
  climb(program, [start], false, chains);
  return chains;
}

function climb(program: Program, levels: readonly Level[], recursive: boolean, chains: Chain[]): void {
  const top = levels[levels.length - 1];
  if (!top || chains.length >= MAX_CHAINS) return;
  const edges = callersOf(program, top.file, top.fn);
  const onWay = (file: FileFacts, fn: number): boolean => levels.some((l) => l.file === file && l.fn === fn);
  const loopsBack = edges.some((edge) => onWay(edge.call.file, edge.call.fn));
  const upward = edges.filter(
    (edge) =>
      !onWay(edge.call.file, edge.call.fn) && !isEntryGuard(edge.call.file, edge.call.fn, edge.context),
  );
  const isRecursive = recursive || loopsBack;
  const around = upward.length === 0 ? callbackLevel(top.file, top.fn) : undefined;
  if (around && levels.length < MAX_LEVELS) {
    climb(program, [...levels, around], isRecursive, chains);
    return;
  }
  if (upward.length === 0 || levels.length >= MAX_LEVELS) {
    chains.push({ levels, recursive: isRecursive });
    return;
  }
  for (const edge of upward) {
    const level: Level = {
      file: edge.call.file,
      fn: edge.call.fn,
      call: edge.call.expr,
      loops: [...edge.context.loops, ...mappedBy(edge.call.expr)],
      context: edge.context,
    };
    climb(program, [...levels, level], isRecursive, chains);
  }
}

/**
 * A function written in place inside another (`items.map(async (item) => …)`, `{execute: async () => …}`) runs where it stands.
 * Handlers handed over by module code (`app.post("/chat", …)`) are entries of their own.
 */
function callbackLevel(file: FileFacts, fn: number): Level | undefined {
  const node = file.functions[fn];
  if (!node || node.parent < 0) return undefined;
  const position = file.functions[node.parent]?.children.indexOf(fn) ?? -1;
  let found: Level | undefined;
  let receiver: Expr | null = null;
  visitExpressions(file, node.parent, (expr, context) => {
    if (expr.kind === "call" && expr.args.some((arg) => isChild(arg.value, position))) receiver = expr;
    if (!isChild(expr, position)) return;
    const loops = [...context.loops, ...(receiver ? mappedBy(receiver) : [])];
    if (node.parent > 0 || loops.length > 0) found = { file, fn: node.parent, call: expr, loops, context };
  });
  return found;
}

function isChild(expr: Expr, position: number): boolean {
  return expr.kind === "function" && expr.child === position;
}

const ITERATORS = new Set(["map", "forEach", "flatMap", "filter", "imap", "imap_unordered", "starmap"]);

/** `items.map(f)`, `pool.map(f, items)`, `map(f, items)` repeat the function per item. */
function mappedBy(call: Expr): readonly LoopContext[] {
  if (call.kind !== "call") return [];
  const { callee, args, range } = call;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  if (!ITERATORS.has(name)) return [];
  const second = args[1]?.value;
  const iterable =
    second && second.kind !== "function" ? second : callee.kind === "member" ? callee.object : null;
  return iterable ? [{ kind: "comprehension", iterable, range }] : [];
}

/** A plain call from module level (`main()`, `if __name__ == "__main__": main()`) starts the function; it is no level of its own. */
function isEntryGuard(file: FileFacts, fn: number, context: WalkContext): boolean {
  return fn === 0 && context.loops.length === 0 && qualifiedName(file, fn) === "<module>";
}

function contextOf(file: FileFacts, fn: number, call: Expr): WalkContext | null {
  let found: WalkContext | null = null;
  visitExpressions(file, fn, (expr, context) => {
    if (expr === call) found = context;
  });
  return found;
}
