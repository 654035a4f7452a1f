/**
 * Objects kept in collections (`chats[user] = model.start_chat()`), and in places only their path names: `st.session_state.agent = Agent(...)`, `app.state["llm"] = llm`,
 * `cl.user_session.set("chain", chain)`. What a file stores under a path is what it reads under the same path.
 */
import { entryOf } from "../facts/arguments";
import { entryRead, isGet } from "../facts/entries";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts, FunctionFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { enclosingClass, isSelf, lookUp } from "../facts/scope";
import { callsIn, eachStatement } from "../facts/walk";

type Slots = ReadonlyMap<string, readonly Expr[]>;

/** One walk per function; what is kept dies with its facts. */
const slotsOf = new WeakMap<FunctionFacts, Slots>();

/** The expression, and what is assigned to the name it is. */
export function placesOf(at: Located): readonly Located[] {
  if (at.expr.kind !== "name") return [at];
  const bindings = lookUp(at.file, at.fn, at.expr.name)?.bindings ?? [];
  const assigned = bindings.flatMap((binding) =>
    binding.kind === "assign" && binding.path.length === 0 ? [binding.value] : [],
  );
  return [at, ...assigned];
}

/** Values stored in the file under the path the expression reads, the latest first. */
export function storedUnder(at: Located): readonly Located[] {
  const { file } = at;
  const path = pathOf(at.expr, shortest(file));
  if (path === undefined) return [];
  const found = file.functions.flatMap((_, fn) =>
    (slotsIn(file, fn).get(path) ?? []).map((expr) => ({ file, fn, expr })),
  );
  return found.filter(({ expr }) => expr !== at.expr).reverse();
}

function slotsIn(file: FileFacts, fn: number): Slots {
  const facts = file.functions[fn]?.facts;
  if (!facts) return new Map();
  const known = slotsOf.get(facts);
  if (known) return known;
  const slots = new Map<string, Expr[]>();
  const store = (path: string | undefined, value: Expr): void => {
    if (path !== undefined) slots.set(path, [...(slots.get(path) ?? []), value]);
  };
  for (const stmt of eachStatement(facts.body)) {
    const isStored = stmt.kind === "assign" && stmt.operator === "=" && stmt.target.kind !== "name";
    if (isStored && stmt.value && stmt.value.kind !== "null") store(pathOf(stmt.target), stmt.value);
  }
  for (const { call } of callsIn(file, fn)) {
    const { callee, args } = call;
    const [key, value] = args;
    if (callee.kind !== "member" || callee.name !== "set" || !key || !value) continue;
    store(keyed(callee.object, key.value, shortest(file)), value.value);
  }
  slotsOf.set(facts, slots);
  return slots;
}

/** `await ctx.set("llm", llm)`: what Python calls so is no dict, so that the name alone tells the place. */
function shortest({ language }: FileFacts): number {
  return language === "python" ? 1 : 2;
}

/** `a.b.c`, `a.b["c"]` and `a.b.get("c")` are one path of at least three names; objects of classes are followed elsewhere. */
function pathOf(expr: Expr, least = 2): string | undefined {
  if (expr.kind === "await") return pathOf(expr.value, least);
  if (expr.kind === "index") return keyed(expr.object, expr.index, 2);
  if (isGet(expr)) {
    const first = expr.args[0];
    return first && keyed(expr.callee.object, first.value, least);
  }
  if (expr.kind !== "member") return undefined;
  const names = namesOf(expr);
  return names && names.length >= 3 ? names.join(".") : undefined;
}

function keyed(object: Expr, key: Expr, least: number): string | undefined {
  const names = key.kind === "string" ? namesOf(object) : undefined;
  return names && key.kind === "string" && names.length >= least
    ? [...names, key.value].join(".")
    : undefined;
}

function namesOf(expr: Expr): readonly string[] | undefined {
  if (expr.kind === "name") return isSelf(expr.name) ? undefined : [expr.name];
  if (expr.kind !== "member") return undefined;
  const inner = namesOf(expr.object);
  return inner && [...inner, expr.name];
}

/** What is put into a collection, under a key that may be known at run time only. */
interface Kept {
  readonly value: Expr;
  /** Null where the key is no literal. */
  readonly key: string | null;
}

const READERS = /^(get|setdefault|Load|LoadOrStore)$/;
const WRITERS = /^(set|setdefault|Store|LoadOrStore)$/;
/** What adds to a list or a set. */
const ADDERS = /^(append|push|add|unshift|appendleft)$/;
/** One collection holds as many kinds of objects as there are places that fill it. */
const MAX_KEPT = 12;

/** One walk per function; what is kept dies with its facts. */
const keptOf = new WeakMap<FunctionFacts, ReadonlyMap<string, readonly Kept[]>>();

/**
 * What the file puts into the collection that the expression reads an entry of: `chats[user]`, `this.sessions.get(id)`; and what stands in
 * the literals that it puts there: `sessions[id].chat`.
 */
export function keptInCollection(at: Located): readonly Located[] {
  const part = entryRead(at.expr);
  const holders = part ? placesOf({ ...at, expr: part.object }).flatMap(keptAsEntry) : [];
  const held = holders.flatMap((holder) => {
    const value = part && entryOf(holder.expr, part.key);
    return value ? [{ ...holder, expr: value }] : [];
  });
  return held.length > 0 ? held : keptAsEntry(at);
}

function keptAsEntry(at: Located): readonly Located[] {
  const { file, fn, expr } = at;
  const read = entryOfCollection(expr, READERS) ?? itemOfLoop(at);
  const place = read && placeName(read.collection);
  if (!read || place === undefined) return [];
  const found = file.functions.flatMap((_, home) => {
    const kept = keptBy(file, home).get(place) ?? [];
    if (kept.length === 0 || !isOnePlace(file, home, fn, read.collection)) return [];
    return kept.flatMap(({ key, value }) => {
      const isOther = key !== null && read.key !== null && key !== read.key;
      return isOther ? [] : [{ file, fn: home, expr: value }];
    });
  });
  return found.slice(0, MAX_KEPT);
}

function keptBy(file: FileFacts, fn: number): ReadonlyMap<string, readonly Kept[]> {
  const facts = file.functions[fn]?.facts;
  if (!facts) return new Map();
  const known = keptOf.get(facts);
  if (known) return known;
  const found = new Map<string, Kept[]>();
  const keep = (target: Expr, written: RegExp, value: Expr | undefined): void => {
    const entry = entryOfCollection(target, written);
    const place = entry && placeName(entry.collection);
    if (place === undefined || !value || value.kind === "null") return;
    found.set(place, [...(found.get(place) ?? []), { key: entry?.key ?? null, value }]);
  };
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind === "assign" && stmt.operator === "=" && stmt.target.kind === "index")
      keep(stmt.target, WRITERS, stmt.value ?? undefined);
  }
  for (const { call } of callsIn(file, fn)) {
    keep(call, WRITERS, call.args[1]?.value);
    const { callee, args } = call;
    const [added, ...more] = args;
    const place = callee.kind === "member" && ADDERS.test(callee.name) ? placeName(callee.object) : undefined;
    if (place !== undefined && added && more.length === 0)
      found.set(place, [...(found.get(place) ?? []), { key: null, value: added.value }]);
  }
  keptOf.set(facts, found);
  return found;
}

/** `chats[user]`, and calls of the given names that take the key first. */
function entryOfCollection(
  expr: Expr,
  names: RegExp,
): { readonly collection: Expr; readonly key: string | null } | undefined {
  const keyOf = (key: Expr): string | null => (key.kind === "string" ? key.value : null);
  if (expr.kind === "index") return { collection: expr.object, key: keyOf(expr.index) };
  if (expr.kind !== "call" || expr.callee.kind !== "member" || !names.test(expr.callee.name))
    return undefined;
  const [first] = expr.args;
  return first && { collection: expr.callee.object, key: keyOf(first.value) };
}

/** `for agent in agents`, `for i, agent in enumerate(agents)`. */
function itemOfLoop({
  file,
  fn,
  expr,
}: Located): { readonly collection: Expr; readonly key: null } | undefined {
  const bindings = expr.kind === "name" ? lookUp(file, fn, expr.name)?.bindings : undefined;
  const loop = bindings?.find((binding) => binding.kind === "loop");
  if (loop?.kind !== "loop") return undefined;
  const { iterable } = loop;
  const [counted] = iterable.expr.kind === "call" ? iterable.expr.args : [];
  const isCounted = iterable.expr.kind === "call" && lastNameOf(iterable.expr.callee) === "enumerate";
  return { collection: isCounted && counted ? counted.value : iterable.expr, key: null };
}

/** A variable or an attribute of the object itself. */
function placeName(expr: Expr): string | undefined {
  if (expr.kind === "name") return expr.name;
  const isOwn = expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name);
  return isOwn ? `self.${expr.name}` : undefined;
}

/** Whether both functions mean the same variable, or the same class's attribute. */
function isOnePlace(file: FileFacts, a: number, b: number, collection: Expr): boolean {
  if (collection.kind === "name")
    return lookUp(file, a, collection.name)?.fn === lookUp(file, b, collection.name)?.fn;
  return enclosingClass(file, a) === enclosingClass(file, b);
}
