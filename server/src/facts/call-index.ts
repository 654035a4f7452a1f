/** Calls of a file by the callee's last name; functions handed to a runner (`submit(f, x)`) stand under their own name, too. */
import { addTo } from "../base/grouped";
import { tableRead } from "./aliases";
import { choicesOf, lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts } from "./ir";
import type { Located } from "./located";
import { handingOf, queuedBy } from "./runners";
import { type CallExpression, callsIn, type PlacedCall, type WalkContext } from "./walk";

export interface CallEdge {
  readonly call: Located<CallExpression>;
  readonly context: WalkContext;
}

interface FileIndex {
  /** Functions that call something of the name, in source order. */
  readonly callers: ReadonlyMap<string, readonly number[]>;
  /** Functions that give some call what has the name, in source order. */
  readonly givers: ReadonlyMap<string, readonly number[]>;
  readonly edges: Map<string, readonly CallEdge[]>;
}

const files = new WeakMap<FileFacts, FileIndex>();
/** An edit replaces the facts of the functions it touches only. */
const functions = new WeakMap<FunctionFacts, ReadonlyMap<string, readonly PlacedCall[]>>();

/** Calls of the name in the file, in source order. */
export function edgesOf(file: FileFacts, name: string): readonly CallEdge[] {
  const { callers, edges } = indexOf(file);
  const known = edges.get(name);
  if (known) return known;
  const found = (callers.get(name) ?? []).flatMap((fn) =>
    (callsByName(file, fn).get(name) ?? []).map((placed) => located(file, fn, placed)),
  );
  edges.set(name, found);
  return found;
}

/** Every call of something that has a name. */
export function allEdges(file: FileFacts): readonly CallEdge[] {
  return file.functions.flatMap((_, fn) =>
    callsIn(file, fn)
      .filter(({ call }) => calledName(call) !== null)
      .map((placed) => located(file, fn, placed)),
  );
}

/** Calls that are given what is called `name`, whatever they do with it, in source order: `self.retry(self.ask, text)`. */
export function callsGiven(file: FileFacts, name: string): readonly Located<CallExpression>[] {
  return (indexOf(file).givers.get(name) ?? []).flatMap((fn) =>
    (givenByName(file, fn).get(name) ?? []).map((expr) => ({ file, fn, expr })),
  );
}

const given = new WeakMap<FunctionFacts, ReadonlyMap<string, readonly CallExpression[]>>();

function givenByName(file: FileFacts, fn: number): ReadonlyMap<string, readonly CallExpression[]> {
  const facts = file.functions[fn]?.facts;
  const known = facts && given.get(facts);
  if (known) return known;
  const found = new Map<string, CallExpression[]>();
  for (const { call } of callsIn(file, fn))
    for (const { value } of call.args)
      if (value.kind === "name" || value.kind === "member") addTo(found, lastNameOf(value), call);
  if (facts) given.set(facts, found);
  return found;
}

export function calledName({ callee }: CallExpression): string | null {
  return callee.kind === "member" || callee.kind === "name" ? callee.name : null;
}

function located(file: FileFacts, fn: number, { call, context }: PlacedCall): CallEdge {
  return { call: { file, fn, expr: call }, context };
}

function indexOf(file: FileFacts): FileIndex {
  const known = files.get(file);
  if (known) return known;
  const callers = new Map<string, number[]>();
  const givers = new Map<string, number[]>();
  file.functions.forEach((_, fn) => {
    for (const name of callsByName(file, fn).keys()) addTo(callers, name, fn);
    for (const name of givenByName(file, fn).keys()) addTo(givers, name, fn);
  });
  const index: FileIndex = { callers, givers, edges: new Map() };
  files.set(file, index);
  return index;
}

function callsByName(file: FileFacts, fn: number): ReadonlyMap<string, readonly PlacedCall[]> {
  const facts = file.functions[fn]?.facts;
  const known = facts && functions.get(facts);
  if (known) return known;
  const found = new Map<string, PlacedCall[]>();
  for (const placed of callsIn(file, fn)) {
    for (const name of namesOf(placed.call)) {
      addTo(found, name, placed);
    }
  }
  if (facts) functions.set(facts, found);
  return found;
}

/** The arguments of a call, and the items of lists among them: `evaluate(run, data=examples, evaluators=[grade])`. */
export function handedTo({ args }: CallExpression): readonly Expr[] {
  return args.flatMap(({ value }) => (value.kind === "list" ? [value, ...value.items] : [value]));
}

function namesOf(call: CallExpression): ReadonlySet<string> {
  const name = calledName(call);
  if (name === null) {
    const table = tableRead(call.callee);
    const chosen = choicesOf(call.callee).map(lastNameOf);
    return new Set([...(table ? [lastNameOf(table)] : []), ...chosen].filter((each) => each !== ""));
  }
  const handed = handingOf(name) ? handedTo(call) : [];
  const queued = queuedBy(call);
  const run = queued ? [...handed, queued.fn] : handed;
  return new Set([
    name,
    ...run.flatMap((value) => (value.kind === "name" || value.kind === "member" ? [value.name] : [])),
  ]);
}
