/** Lists that are filled from other lists: the same messages in another shape. */
import { addTo } from "../base/grouped";
import { isText } from "./added-parts";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts, Stmt } from "./ir";
import type { Located } from "./located";
import { blocksOf, callsIn, eachExpression, eachStatement } from "./walk";

/**
 * Lists whose items the function puts into the named one: `for m in history: named.append(…m…)`, `named.extend(history)`,
 * `named.push(...history)`, `named = [...named, ...history]`, `named += history`, Go's `copy(named, history)`; `history.forEach((m) => named.push(…m…))`.
 */
export function copiedInto(file: FileFacts, fn: number, name: string): readonly Located[] {
  const facts = file.functions[fn]?.facts;
  if (!facts) return [];
  let byName = known.get(facts);
  if (!byName) {
    byName = new Map();
    known.set(facts, byName);
  }
  const sources = byName.get(name) ?? [...sourcesOf(facts.body, name), ...visited(file, fn, name)];
  byName.set(name, sources);
  return sources.map((expr) => ({ file, fn, expr }));
}

/** Every history asks; an edit replaces the facts of the functions it touches only. */
const known = new WeakMap<FunctionFacts, Map<string, readonly Expr[]>>();

/**
 * Single messages that the function puts into the named list once: `named.append({"role": "user", "content": prompt})`. None where one of its
 * loops fills the list as well: then the list itself grows, and what it begins with does not matter.
 */
export function putInto(file: FileFacts, fn: number, name: string): readonly Located[] {
  const body = file.functions[fn]?.facts.body ?? [];
  const all = addedTo(body, name);
  const once = all.length > 0 ? addedOnce(body, name) : [];
  if (once.length < all.length) return [];
  return once.flatMap(({ expr, isWhole }) => (isWhole ? [] : [{ file, fn, expr }]));
}

function addedOnce(body: readonly Stmt[], name: string): readonly Added[] {
  return body.flatMap((stmt) => {
    if (stmt.kind === "loop") return [];
    const addition = additionOf(stmt);
    const own = addition?.name === name ? addition.added : [];
    return [...own, ...blocksOf(stmt).flatMap((block) => addedOnce(block, name))];
  });
}

function sourcesOf(body: readonly Stmt[], name: string): readonly Expr[] {
  const loops = eachStatement(body).flatMap((stmt) => {
    if (stmt.kind !== "loop" || !stmt.iterable || !stmt.target) return [];
    const added = addedTo(stmt.body, name);
    if (added.length === 0) return [];
    const items = namesMadeOf(stmt.target, stmt.body);
    return added.some(({ expr }) => usesName(expr, items)) ? [stmt.iterable] : [];
  });
  const whole = addedTo(body, name).flatMap(({ expr, isWhole }) => (isWhole ? [expr] : []));
  return [...loops, ...whole];
}

/** A list by what is put into it. */
interface Filled {
  /** Lists all of whose items it takes as they are. */
  readonly copied: readonly Expr[];
  /** What else is put into it. */
  readonly added: readonly Expr[];
}

/** What the body puts into the named list: `for m in history: named.append(m)` copies, `named.append(answer)` adds. */
export function filledWith(body: readonly Stmt[], name: string): Filled {
  const all = addedTo(body, name);
  const copies = eachStatement(body).flatMap((stmt) => {
    if (stmt.kind !== "loop" || !stmt.iterable || !stmt.target) return [];
    const items = namesMadeOf(stmt.target, stmt.body);
    const of = addedTo(stmt.body, name).filter(({ expr }) => usesName(expr, items));
    return of.some(({ expr }) => isCopy(expr)) ? [{ from: stmt.iterable, items: of }] : [];
  });
  const copied = [
    ...copies.map(({ from }) => from),
    ...all.flatMap(({ expr, isWhole }) => (isWhole ? [expr] : [])),
  ];
  const isCopied = (one: Added): boolean =>
    copies.some(({ items }) => items.some(({ expr }) => expr === one.expr));
  return { copied, added: all.flatMap((one) => (one.isWhole || isCopied(one) ? [] : [one.expr])) };
}

/** `message`, `{"role": m.role, "content": m.text}`, `m.copy()`: what something makes of an item is another. */
function isCopy(item: Expr): boolean {
  return !eachExpression(item).some(
    (part) => part.kind === "call" && !/^(copy|dict|get)$/.test(lastNameOf(part.callee)),
  );
}

/** What functions written in place go through, item by item, and put into the list. */
function visited(file: FileFacts, fn: number, name: string): readonly Expr[] {
  return callsIn(file, fn).flatMap(({ call: { callee, args } }) => {
    const visitor = args[0]?.value;
    if (callee.kind !== "member" || callee.name !== "forEach" || visitor?.kind !== "function") return [];
    const inner = file.functions[file.functions[fn]?.children[visitor.child] ?? -1]?.facts;
    const added = inner ? addedTo(inner.body, name) : [];
    const [item] = inner?.params ?? [];
    if (!inner || !item || added.length === 0) return [];
    const items = namesMadeOf({ kind: "name", name: item.name, range: callee.range }, inner.body);
    return added.some(({ expr }) => usesName(expr, items)) ? [callee.object] : [];
  });
}

/** The names of a loop's target, and what the body makes of them: `copy = item.copy()`. */
function namesMadeOf(target: Expr, body: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set(namesIn(target));
  for (const stmt of eachStatement(body)) {
    if (stmt.kind !== "assign" || !/^(name|list|dict)$/.test(stmt.target.kind) || !stmt.value) continue;
    // `name, text = message.split(":", 1)`, `const { role, text } = message`.
    if (usesName(stmt.value, names)) for (const name of namesIn(stmt.target)) names.add(name);
  }
  return names;
}

function namesIn(expr: Expr): readonly string[] {
  return eachExpression(expr).flatMap((part) => (part.kind === "name" ? [part.name] : []));
}

function usesName(expr: Expr, names: ReadonlySet<string>): boolean {
  return eachExpression(expr).some((part) => part.kind === "name" && names.has(part.name));
}

interface Added {
  readonly expr: Expr;
  /** All items of it, rather than itself. */
  readonly isWhole: boolean;
}

/** What statements add to the list: `named.append(x)`, `named.push(...xs)`, `named = [...named, x, ...xs]`. */
export function addedTo(body: readonly Stmt[], name: string): readonly Added[] {
  let byName = additions.get(body);
  if (!byName) {
    byName = additionsIn(body);
    additions.set(body, byName);
  }
  return byName.get(name) ?? [];
}

/** Asked for every name of a function; read once per body. */
const additions = new WeakMap<readonly Stmt[], ReadonlyMap<string, readonly Added[]>>();

function additionsIn(body: readonly Stmt[]): ReadonlyMap<string, readonly Added[]> {
  const byName = new Map<string, Added[]>();
  for (const stmt of eachStatement(body)) {
    const addition = additionOf(stmt);
    if (addition) addTo(byName, addition.name, ...addition.added);
  }
  return byName;
}

interface Addition {
  readonly name: string;
  readonly added: readonly Added[];
}

function additionOf(stmt: Stmt): Addition | undefined {
  if (stmt.kind === "assign" && stmt.operator === "+=" && stmt.target.kind === "name" && stmt.value) {
    const { value } = stmt;
    const added =
      value.kind === "list" ? value.items.map(addedItem) : [{ expr: value, isWhole: !isText(value) }];
    return { name: stmt.target.name, added };
  }
  if (stmt.kind === "assign" && stmt.value?.kind === "list" && stmt.target.kind === "name") {
    const { name } = stmt.target;
    const others = stmt.value.items.filter(
      (item) => !(item.kind === "spread" && item.value.kind === "name" && item.value.name === name),
    );
    return others.length < stmt.value.items.length ? { name, added: others.map(addedItem) } : undefined;
  }
  // What an arrow function without braces does is what it returns.
  const call = stmt.kind === "expression" || stmt.kind === "return" ? stmt.value : null;
  if (call?.kind !== "call") return undefined;
  if (isGoCopy(call.callee) && call.args.length === 2) {
    const [to, from] = call.args;
    return to?.value.kind === "name" && from
      ? { name: to.value.name, added: [{ expr: from.value, isWhole: true }] }
      : undefined;
  }
  if (call.callee.kind !== "member" || call.callee.object.kind !== "name") return undefined;
  const { name } = call.callee.object;
  const values = call.args.map((arg) => arg.value);
  if (call.callee.name === "extend") return { name, added: values.map((expr) => ({ expr, isWhole: true })) };
  return /^(append|push|unshift)$/.test(call.callee.name)
    ? { name, added: values.map(addedItem) }
    : undefined;
}

/** Go's `copy(named, history)`. */
function isGoCopy(callee: Expr): boolean {
  return callee.kind === "name" && callee.name === "copy";
}

function addedItem(item: Expr): Added {
  return item.kind === "spread" ? { expr: item.value, isWhole: true } : { expr: item, isWhole: false };
}
