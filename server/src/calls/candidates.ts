/** Which calls of a file are worth following: the name at the end of what they call ends the path of some rule, or may stand for one. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts, FunctionFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { type CallExpression, callsIn } from "../facts/walk";
import { handedWithTable } from "./handed-table";
import { isOtherName, mayBeCallable } from "./other-names";
import { makesCallable, mayCall } from "./tables";

/** What is called in the end, with what, and the calls that fixed arguments before. */
export interface Target {
  readonly callee: Located;
  /** The call itself; where a function is handed to another one, without what stands before its own arguments. */
  readonly given: Located<CallExpression>;
  readonly bound: readonly Located[];
}

/** Functions that call one of their arguments in a thread, and which: `to_thread(f, …)`, `loop.run_in_executor(None, f)`, `pool.submit(f, …)`. */
const THREAD_RUNNERS: ReadonlyMap<string, number> = new Map([
  ["to_thread", 0],
  ["run_in_threadpool", 0],
  ["run_in_executor", 1],
  ["submit", 0],
]);

/** Names of objects that are called themselves; whether one is an SDK's, resolving it tells. */
const CALLED_NAMES =
  /(^|_)(agent|llm|lm|model|chain|qa|predict|predictor|program|executor|assistant|react)$/i;

interface Candidate {
  readonly call: CallExpression;
  /** The callee's last name, where only the rest of the file tells whether it stands for something a rule calls. */
  readonly name: string | null;
}

/** An edit replaces the facts of the functions it touches only. */
const byFunction = new WeakMap<FunctionFacts, readonly Candidate[]>();

/** Calls of the function that may be requests. */
export function candidatesIn(file: FileFacts, fn: number): readonly Located<CallExpression>[] {
  const found: Located<CallExpression>[] = [];
  for (const { call, name } of candidatesOf(file, fn)) {
    const isNamed = name === null || mayBeCallable(file, name) || isOtherName(file, name);
    if (isNamed) found.push({ file, fn, expr: call });
  }
  return found;
}

function candidatesOf(file: FileFacts, fn: number): readonly Candidate[] {
  const facts = file.functions[fn]?.facts;
  if (!facts) return [];
  const known = byFunction.get(facts);
  if (known) return known;
  const found = callsIn(file, fn).flatMap(({ call }): Candidate[] => {
    if (requestHandedOn(call) !== undefined) return [{ call, name: null }];
    if (file.language === "python" && handedWithTable(call)) return [{ call, name: null }];
    const { expr } = targetOf({ file, fn, expr: call }).callee;
    const isMade = expr.kind === "call";
    const name = lastNameOf(isMade ? expr.callee : expr);
    if (name === "") return [];
    const isSure = isMade ? makesCallable(name) : mayCall(name) || CALLED_NAMES.test(name);
    return [{ call, name: isSure ? null : name }];
  });
  byFunction.set(facts, found);
  return found;
}

/** The request that a call hands on together with its arguments, where the function that gets it calls it: `retrying(client.chat…create, model=m)`. */
export function handedOn(call: Located<CallExpression>): Target | undefined {
  const index = requestHandedOn(call.expr);
  const handed = index === undefined ? undefined : call.expr.args[index]?.value;
  return handed && index !== undefined ? handedTarget(call, index, handed) : undefined;
}

/** What stands before it in the order is the runner's own; with a name it stands anywhere. */
function handedTarget(call: Located<CallExpression>, index: number, handed: Expr): Target {
  const { args } = call.expr;
  const isNamed = args[index]?.name !== null;
  const own = isNamed ? args.filter((_, at) => at !== index) : args.slice(index + 1);
  const given = { ...call, expr: { ...call.expr, args: own } };
  return { callee: { ...call, expr: handed }, given, bound: [] };
}

/** What is called: the callee, or the function handed to a thread. */
export function targetOf(call: Located<CallExpression>): Target {
  const { callee, args } = call.expr;
  const started = startedIn(call);
  if (started) return started;
  const index = threadRunner(callee);
  const handed = index === undefined ? undefined : args[index]?.value;
  if (index !== undefined && handed?.kind === "member") return handedTarget(call, index, handed);
  const first = handed?.kind === "call" && isPartial(handed.callee) ? handed.args[0]?.value : undefined;
  if (handed && first)
    return { callee: { ...call, expr: first }, given: call, bound: [{ ...call, expr: handed }] };
  return { callee: { ...call, expr: callee }, given: call, bound: [] };
}

/** `Thread(target=chat.send_message, args=(text,))`: Python's threads get function and arguments apart. */
function startedIn(call: Located<CallExpression>): Target | undefined {
  const { callee, args } = call.expr;
  if (call.file.language !== "python" || !/^(Thread|Process)$/.test(lastNameOf(callee))) return undefined;
  const target = args.find(({ name }) => name === "target")?.value;
  if (target?.kind !== "member") return undefined;
  const list = args.find(({ name }) => name === "args")?.value;
  const items = list?.kind === "list" ? list.items : [];
  const own = items.map((value) => ({ name: null, value, spread: value.kind === "spread" }));
  return {
    callee: { ...call, expr: target },
    given: { ...call, expr: { ...call.expr, args: own } },
    bound: [],
  };
}

/** Position of the function that the callee runs in a thread; agents have a `run_sync` of their own. */
function threadRunner(callee: Expr): number | undefined {
  const name = lastNameOf(callee);
  const isAnyio = callee.kind === "member" && lastNameOf(callee.object) === "to_thread";
  return name === "run_sync" && isAnyio ? 0 : THREAD_RUNNERS.get(name);
}

/** Parameters of runners for what they run: `guarded(func=model.invoke, input=x)`. */
const HANDED_AS = /^(f|fn|func|function|call|callable|target|method|operation|action|create)$/;

/**
 * `create_retrying(client.chat.completions.create, model=m, messages=x)`: the position of a request that is handed on together with its
 * arguments; undefined for other calls.
 */
export function requestHandedOn({ args }: CallExpression): number | undefined {
  const index = args.findIndex(
    ({ value, name }) =>
      value.kind === "member" && mayCall(value.name) && (name === null || HANDED_AS.test(name)),
  );
  const hasOwn = args.some(
    ({ name, spread, value }) =>
      (spread && (value.kind === "name" || value.kind === "dict")) ||
      (name !== null && /^(model|messages|prompt|contents|input)$/.test(name)),
  );
  return index >= 0 && hasOwn ? index : undefined;
}

function isPartial(callee: Expr): boolean {
  return lastNameOf(callee) === "partial";
}
