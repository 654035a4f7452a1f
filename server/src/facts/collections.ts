/** Objects kept in collections of a file: `chats[user] = Chat()`, `sessions.set(id, session)`, `agents.append(agent)`. */
import { addTo } from "../base/grouped";
import { entryOf } from "./arguments";
import { entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts } from "./ir";
import type { Located } from "./located";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { callsIn, eachStatement } from "./walk";

/** The expression, and what is assigned to the name it is. */
export function placesOf(at: Located): readonly Located[] {
  if (at.expr.kind !== "name") return [at];
  const bindings = lookUp(at.file, at.fn, at.expr.name)?.bindings ?? [];
  const assigned = bindings.flatMap((binding) =>
    binding.kind === "assign" && binding.path.length === 0 ? [binding.value] : [],
  );
  return [at, ...assigned];
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
  const read = collectionOf(at);
  return read ? keptUnder(read.collection, read.key) : [];
}

/** What the file puts under the key into the collection of that name; any key where it is null. */
function keptUnder({ file, fn, expr }: Located, asked: string | null): readonly Located[] {
  const place = placeName(expr);
  if (place === undefined) return [];
  const found = (keptIn(file).get(place) ?? []).flatMap(({ home, kept: { key, value } }) => {
    const isOther = key !== null && asked !== null && key !== asked;
    const isIt = !isOther && isOnePlace(file, home, fn, expr);
    return isIt ? [{ file, fn: home, expr: value }] : [];
  });
  return found.slice(0, MAX_KEPT);
}

/**
 * What an entry of a collection may be that is made in another place than it is read: the elements of a comprehension, or what its file
 * puts into the name that holds it first (`models = []`, then `models.append(…)`).
 */
export function keptSince(made: Located, key: string | null): readonly Located[] {
  const { file, fn, expr } = made;
  if (expr.kind === "comprehension") return [{ ...made, expr: expr.element }];
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind === "assign" && stmt.value === expr) return keptUnder({ ...made, expr: stmt.target }, key);
  }
  return [];
}

/** The collection that the expression is an entry of, and under which key; null where that is no literal. */
export function collectionOf(
  at: Located,
): { readonly collection: Located; readonly key: string | null } | undefined {
  const read = entryOfCollection(at.expr, READERS) ?? itemOfLoop(at);
  return read && { collection: { ...at, expr: read.collection }, key: read.key };
}

/** What one function keeps. */
interface KeptBy {
  readonly home: number;
  readonly kept: Kept;
}

/** By the place's name, of all functions of a file. */
const keptInFiles = new WeakMap<FileFacts, ReadonlyMap<string, readonly KeptBy[]>>();

function keptIn(file: FileFacts): ReadonlyMap<string, readonly KeptBy[]> {
  const known = keptInFiles.get(file);
  if (known) return known;
  const found = new Map<string, KeptBy[]>();
  for (const home of file.functions.keys()) {
    for (const [place, all] of keptBy(file, home))
      addTo(found, place, ...all.map((kept) => ({ home, kept })));
  }
  keptInFiles.set(file, found);
  return found;
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
    if (place !== undefined && value && value.kind !== "null")
      addTo(found, place, { key: entry?.key ?? null, value });
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
      addTo(found, place, { key: null, value: added.value });
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

/** The collection that an entry is read of, under whatever key, where it is one that `placeName` tells apart. */
export function collectionRead(expr: Expr): Expr | undefined {
  const collection = entryOfCollection(expr, READERS)?.collection;
  return collection && placeName(collection) !== undefined ? collection : undefined;
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
