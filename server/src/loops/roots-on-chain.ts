/** Lifts a call's history roots through parameters along a call chain, and finds on which level each is created. */

import { addTo } from "../base/grouped";
import { addedParts } from "../facts/added-parts";
import { areKin } from "../facts/classes";
import { lastNameOf, textOf } from "../facts/expression-text";
import { type Trace, tracesOf } from "../facts/history";
import { creationsOf, type HistoryRoot, holdsLists, mentions, sameRoot } from "../facts/history-roots";
import type { Expr, Param } from "../facts/ir";
import type { Located } from "../facts/located";
import { type Mutation, mutationsIn } from "../facts/mutations";
import { isPageState } from "../facts/page-state";
import type { Program } from "../facts/program";
import { argumentForParameter, resolve, resolveAll } from "../facts/resolve";
import { bindingsOf, lookUp } from "../facts/scope";
import { storeEntry } from "../facts/session-stores";
import { type CallExpression, callsIn, eachExpression, eachStatement, visitCalls } from "../facts/walk";
import type { Chain, Level } from "./chain";
import { givenAbove, isMadeAside, madeWith } from "./handed-roots";
import { holdsOne, offChain } from "./off-chain";
import { isAside } from "./placed-loop";

export interface PlacedRoot {
  readonly trace: Trace;
  /** Level in whose function the history lives; the last level where it comes from outside. */
  readonly level: number;
  /** Offsets (relative to that level's function) at which the history is created anew. */
  readonly createdAt: readonly number[];
  /** Offsets at which a loop goes on to the next of several histories, which are all made before. */
  readonly iteratedAt: readonly number[];
  /** Nobody on the chain creates it: it outlives the entry (object, module, framework state). */
  readonly persistent: boolean;
  /** An attribute that lives as long as an object the chain makes. */
  readonly constructed: boolean;
  readonly mutations: readonly PlacedMutation[];
}

export interface PlacedMutation {
  readonly mutation: Mutation;
  /** Level in whose function it stands; null for methods and helpers off the chain. */
  readonly level: number | null;
  /** The function's own call of itself hands the change on. */
  readonly isRecursive: boolean;
}

/** A root with what hands it down to the request, the nearest to the request first. */
interface Reached {
  readonly trace: Trace;
  readonly through: readonly Trace[];
}

/** Every history root of the messages expression, placed on the chain. */
export function rootsOnChain(program: Program, messages: Located, chain: Chain): readonly PlacedRoot[] {
  const traces: Reached[] = tracesOf(program, messages).map((trace) => ({ trace, through: [] }));
  const take = (given: (trace: Trace) => readonly Trace[]): void => {
    for (const item of [...traces]) {
      for (const trace of given(item.trace)) {
        const index = traces.findIndex((t) => sameRoot(t.trace.root, trace.root));
        const known = traces[index];
        const next = { trace, through: [...item.through, item.trace] };
        if (!known) traces.push(next);
        // Quoted in one place and sent as messages in another, it is a list of messages.
        else if (known.trace.inText && !trace.inText) traces[index] = next;
      }
    }
  };
  const isOfMaker = isMadeAside(messages, chain);
  for (const [level, current] of chain.levels.entries()) {
    const above = chain.levels[level + 1];
    if (isOfMaker) take((trace) => madeWith(program, trace, messages, current));
    if (above) take((trace) => givenAbove(program, trace, current, above));
  }
  const iteratedAt = indexedBy(messages, chain);
  return traces.map((reached) => {
    const placed = place(program, reached, chain);
    const isOneOfMany =
      iteratedAt.length > 0 && creationsOf(reached.trace.root).some(({ at }) => holdsLists(at.expr));
    return isOneOfMany ? { ...placed, iteratedAt } : placed;
  });
}

/** `for i in range(3): … messages=contexts[i]`: where the loops that count the index begin. */
function indexedBy({ file, fn, expr }: Located, { levels }: Chain): readonly number[] {
  if (expr.kind !== "index" || expr.index.kind !== "name") return [];
  const { name } = expr.index;
  const own = levels.find((level) => level.file === file && level.fn === fn);
  return (own?.loops ?? []).flatMap((loop) => {
    const target = loop.kind === "statement" ? loop.loop.target : null;
    const counts =
      target && eachExpression(target).some((part) => part.kind === "name" && part.name === name);
    return counts && loop.kind === "statement" ? [loop.loop.range.start] : [];
  });
}

function place(program: Program, { trace, through }: Reached, chain: Chain): PlacedRoot {
  const { root } = trace;
  // What is quoted in one message is not fed by what happens to the list of messages.
  const handedOn = through.filter(({ inText }) => inText || !trace.inText).map((below) => below.root);
  const mutations = mutationsOf(program, [root, ...handedOn], chain);
  const common = { trace, iteratedAt: [], mutations };
  const top = chain.levels.length - 1;
  if (root.kind === "attribute") {
    const created = attributeCreation(program, root, chain);
    if (!created) return { ...common, level: top, createdAt: [], persistent: true, constructed: false };
    const { level, start, constructed } = created;
    return { ...common, level, createdAt: [start], persistent: false, constructed };
  }
  const outlives = { ...common, level: top, createdAt: [], persistent: true, constructed: false };
  const anew = begunByFunction(root, chain);
  if (anew)
    return { ...common, level: anew.level, createdAt: [anew.start], persistent: false, constructed: false };
  const level = chain.levels.findIndex((l) => l.file === root.file && l.fn === root.fn);
  if (level < 0 && isOfHelper(root, chain))
    return { ...outlives, level: 0, persistent: false, mutations: [] };
  if (level < 0 || root.kind === "session") return outlives;
  // What the caller passes is a root of its own and may live longer; by itself a parameter lives as long as the call, or the recursion.
  if (root.kind === "parameter" && level < top) {
    const isHandedOn = chain.recursion.some((back) => back.level === level);
    const home = isHandedOn ? level + 1 : level;
    const createdAt = isHandedOn ? writtenFor(root, chain.levels[level + 1]) : [];
    return { ...common, level: home, createdAt, persistent: false, constructed: false };
  }
  const creations = creationsOf(root);
  if (creations.some(({ at }) => isPageState(at) || storeEntry(program, at) !== undefined)) return outlives;
  const { items, made } = iterationsOf(root);
  const createdAt = [...creations.map((c) => c.start), ...made];
  const persistent = root.kind === "state";
  return { ...common, level, createdAt, iteratedAt: items, persistent, constructed: false };
}

/** `reply([{ role: "user", content: task }])`: where a call writes out the list that it gives for the parameter. */
function writtenFor(
  { file, fn, name }: Extract<HistoryRoot, { kind: "parameter" }>,
  above: Level | undefined,
): readonly number[] {
  const call = above && { file: above.file, fn: above.fn, expr: above.call };
  const given = call && argumentForParameter({ file, fn, call }, name);
  return given?.file === above?.file && given?.expr.kind === "list" ? [given.expr.range.start] : [];
}

/** Where a function on the chain begins a variable of the module anew on the way on: `global history; history = [system]`. */
function begunByFunction(
  root: HistoryRoot,
  { levels }: Chain,
): { readonly level: number; readonly start: number } | undefined {
  if (root.kind !== "variable" || root.fn !== 0) return undefined;
  for (const [level, { file, fn, call }] of levels.entries()) {
    const facts = file.functions[fn]?.facts;
    if (file !== root.file || !facts?.outerNames?.includes(root.name)) continue;
    const begun = eachStatement(facts.body).find(
      (stmt) =>
        stmt.kind === "assign" &&
        stmt.operator === "=" &&
        stmt.target.kind === "name" &&
        stmt.target.name === root.name &&
        stmt.value?.kind === "list" &&
        stmt.range.start < call.range.start &&
        !mentions(stmt.value, root) &&
        !isAside(facts.body, stmt.range.start, call.range.start),
    );
    if (begun) return { level, start: begun.range.start };
  }
  return undefined;
}

/** A name of a function that was only called on the way: gone with the call, unless a function on the chain stands inside it. */
function isOfHelper(root: HistoryRoot, { levels }: Chain): boolean {
  if ((root.kind !== "variable" && root.kind !== "parameter") || root.fn === 0) return false;
  return !levels.some(({ file, fn }) => {
    for (let at = fn; file === root.file && at > 0; at = file.functions[at]?.parent ?? -1)
      if (at === root.fn) return true;
    return false;
  });
}

/** Where a loop gives the name its next item, and where what is such an item is made: a list of histories is made before. */
function iterationsOf(root: HistoryRoot): {
  readonly items: readonly number[];
  readonly made: readonly number[];
} {
  if (root.kind !== "variable") return { items: [], made: [] };
  const bindings = bindingsOf(root.file, root.fn).get(root.name) ?? [];
  const loops = bindings.filter((binding) => binding.kind === "loop");
  return {
    items: loops.map(({ start }) => start),
    made: loops.flatMap(({ start, iterable }) => {
      const kept = listsOfHistories(root, iterable.expr);
      return kept.length > 0 ? kept : [start];
    }),
  };
}

/** Where `contexts = [[…] for agent in agents]` is made, which `for context in contexts` and `enumerate(contexts)` go through. */
function listsOfHistories({ file, fn }: Pick<Located, "file" | "fn">, iterable: Expr): readonly number[] {
  const wraps =
    iterable.kind === "call" && /^(enumerate|zip|list|reversed)$/.test(lastNameOf(iterable.callee));
  const lists = wraps ? iterable.args.map(({ value }) => value) : [iterable];
  return lists.flatMap((list) => {
    if (list.kind !== "name") return [];
    const made = creationsOf({ kind: "variable", file, fn, name: list.name });
    return made.flatMap(({ at, start }) => (holdsLists(at.expr) ? [start] : []));
  });
}

/** Where the chain makes a new object of the class, or a method on the chain resets the attribute. */
function attributeCreation(
  program: Program,
  root: Extract<HistoryRoot, { kind: "attribute" }>,
  chain: Chain,
): { readonly level: number; readonly start: number; readonly constructed: boolean } | undefined {
  const resets = creationsOf(root);
  for (const [level, { file, fn, call }] of chain.levels.entries()) {
    const method = file.functions[fn];
    const isConstructor = method?.facts.name === "__init__" || method?.facts.name === "constructor";
    const body = method?.facts.body ?? [];
    const isUsual = onUnlessSaid(method?.facts.params ?? [], chain.levels[level + 1]?.call);
    const reset = resets.find(
      (c) => c.at.file === file && c.at.fn === fn && !isAside(body, c.start, call.range.start, isUsual),
    );
    if (reset && !isConstructor) return { level, start: reset.start, constructed: false };
    const cleared = resetIn(program, resets, file, fn, { before: call.range.start, isUsual });
    if (cleared !== undefined) return { level, start: cleared, constructed: false };
    const constructed = constructionIn(program, root, file, fn);
    if (constructed !== undefined) return { level, start: constructed, constructed: true };
  }
  return undefined;
}

/** Tests of options that are on by default, where the call that enters the function turns nothing off. */
function onUnlessSaid(params: readonly Param[], entered: Expr | undefined): (test: Expr) => boolean {
  const isOff = (value: Expr): boolean => value.kind === "boolean" && !value.value;
  const turnsOff = entered?.kind === "call" && entered.args.some(({ value }) => isOff(value));
  const isOn = ({ defaultValue }: Param): boolean => defaultValue?.kind === "boolean" && defaultValue.value;
  const names = turnsOff ? [] : params.filter(isOn).map(({ name }) => name);
  return (test) => test.kind === "name" && names.includes(test.name);
}

/** The way on through a function that may reset the history before. */
interface WayOn {
  readonly before: number | null;
  readonly isUsual?: (test: Expr) => boolean;
}

/** Methods that begin a history anew are named so; only those are followed. */
const RESETS = /reset|clear|start|begin|init|new|setup|open/i;
const MAX_RESET_DEPTH = 3;

/** Where the function calls, directly or through others, a method that makes the history anew (`env.reset()`). */
function resetIn(
  program: Program,
  resets: ReturnType<typeof creationsOf>,
  file: Located["file"],
  fn: number,
  { before, isUsual }: WayOn,
  depth = 0,
): number | undefined {
  const body = file.functions[fn]?.facts.body ?? [];
  for (const { call } of callsIn(file, fn)) {
    if (!RESETS.test(lastNameOf(call.callee)) || isAside(body, call.range.start, before, isUsual)) continue;
    for (const value of resolveAll(program, { file, fn, expr: call.callee })) {
      if (value.kind !== "function" || (value.file === file && value.fn === fn)) continue;
      const name = value.file.functions[value.fn]?.facts.name ?? "";
      const resetsHere = resets.some((c) => c.at.file === value.file && c.at.fn === value.fn);
      if (resetsHere && name !== "__init__" && name !== "constructor") return call.range.start;
      const deeper =
        depth < MAX_RESET_DEPTH
          ? resetIn(program, resets, value.file, value.fn, { before: null }, depth + 1)
          : undefined;
      if (deeper !== undefined) return call.range.start;
    }
  }
  return undefined;
}

/** Where the function makes an object of the class that holds the history, or of one that extends it. */
function constructionIn(
  program: Program,
  root: Extract<HistoryRoot, { kind: "attribute" }>,
  file: Located["file"],
  fn: number,
  depth = 0,
): number | undefined {
  let found: number | undefined;
  visitCalls(file, fn, (call) => {
    const { callee, isNew } = call.expr;
    const name = lastNameOf(callee);
    const isFactory = FACTORY.test(name) && depth < MAX_FACTORIES;
    // Class names begin with a capital letter, but for Go's; anything else need not be resolved.
    if (found !== undefined || !(isFactory || isNew || /^_?[A-Z]/.test(name))) return;
    const value = resolve(program, { ...call, expr: callee });
    const isMade =
      value.kind === "class"
        ? areKin(program, value.cls, root.cls) || holdsOne(program, value.cls, root.cls)
        : isFactory &&
          value.kind === "function" &&
          !isCached(value.file, value.fn) &&
          constructionIn(program, root, value.file, value.fn, depth + 1) !== undefined;
    const isKept = depth > 0 && file.language !== "go" && !isHandedOut(file, fn, call.expr);
    if (isMade && !isKept && !isPutAway(file, fn, call.expr)) found = call.expr.range.start;
  });
  return found;
}

/** Go's constructors are functions: `NewAgent(client)`, and `newSession()` in it; others make what a setting says: `create_session(model)`. */
const FACTORY = /^_?(new|create|make|build)([A-Z_]|$)/i;
const MAX_FACTORIES = 3;

/** `@lru_cache`: what was made once is given again. */
function isCached(file: Located["file"], fn: number): boolean {
  const decorators = file.functions[fn]?.facts.decorators ?? [];
  return decorators.some((each) => /cache|singleton/i.test(textOf(each)));
}

/** `return Session(…)`, also by way of a name of its own: the function does not keep what it makes. */
function isHandedOut(file: Located["file"], fn: number, made: Expr): boolean {
  const facts = file.functions[fn]?.facts;
  const all = eachStatement(facts?.body ?? []);
  const names = all.flatMap((stmt) =>
    stmt.kind === "assign" && stmt.value === made && stmt.target.kind === "name" ? [stmt.target.name] : [],
  );
  return all.some(({ ...stmt }) => {
    if (stmt.kind !== "return" || !stmt.value) return false;
    const { value } = stmt;
    if (value.kind === "name") return names.includes(value.name) && !facts?.outerNames?.includes(value.name);
    return eachExpression(value).includes(made);
  });
}

/** `sessions[id] = Session()`, `chats.set(id, { chat })`, also by way of a name: the object outlives the function. */
export function isPutAway(file: Located["file"], fn: number, made: Expr): boolean {
  const body = file.functions[fn]?.facts.body ?? [];
  const assigns = eachStatement(body).filter((stmt) => stmt.kind === "assign");
  const names = assigns.flatMap(({ target, value }) =>
    value === made && target.kind === "name" ? [target.name] : [],
  );
  const isMade = (value: Expr | null | undefined): boolean =>
    value === made ||
    (value?.kind === "name" && names.includes(value.name)) ||
    (value?.kind === "dict" && value.entries.some((entry) => isMade(entry.value)));
  const isAssigned = assigns.some(
    ({ target, value }) =>
      target.kind === "index" &&
      target.index.kind !== "number" &&
      isMade(value) &&
      isStoreName(file, fn, target.object),
  );
  return isAssigned || callsIn(file, fn).some(({ call }) => isStored(file, fn, call, isMade));
}

const STORES = /^(set|setdefault|Store|LoadOrStore)$/;

function isStored(
  file: Located["file"],
  fn: number,
  { callee, args }: CallExpression,
  isMade: (value: Expr | undefined) => boolean,
): boolean {
  if (callee.kind !== "member" || !STORES.test(callee.name)) return false;
  return isMade(args[1]?.value) && isStoreName(file, fn, callee.object);
}

/** A variable of the module, or an attribute: what a function makes for itself is gone with it. */
function isStoreName(file: Located["file"], fn: number, store: Expr): boolean {
  if (store.kind === "member") return true;
  return fn > 0 && store.kind === "name" && lookUp(file, fn, store.name)?.fn === 0;
}

function mutationsOf(
  program: Program,
  roots: readonly HistoryRoot[],
  chain: Chain,
): readonly PlacedMutation[] {
  const found: PlacedMutation[] = [];
  const byPlace = new Map<Expr, Mutation[]>();
  const byOrigin = new Map<Expr, Mutation[]>();
  const add = (level: number | null, mutation: Mutation, isRecursive = false): void => {
    const own = level === null ? undefined : chain.levels[level];
    // The callee on the chain tells of itself on its own level.
    if (own?.call === mutation.at.expr && mutation.origin !== mutation.at.expr) return;
    const isSame = (f: Mutation): boolean => f.origin === mutation.origin && f.kind === mutation.kind;
    const isKnown = byPlace.get(mutation.at.expr)?.some(isSame);
    if (isKnown || (level === null && byOrigin.get(mutation.origin)?.some(isSame))) return;
    found.push({ level, mutation, isRecursive });
    addTo(byPlace, mutation.at.expr, mutation);
    addTo(byOrigin, mutation.origin, mutation);
  };
  for (const root of roots) {
    for (const [level, { file, fn }] of chain.levels.entries()) {
      for (const mutation of mutationsIn(program, file, fn, root)) add(level, mutation);
    }
    for (const { level, mutation } of byRecursion(root, chain)) add(level, mutation, true);
  }
  for (const root of roots) {
    for (const { level, mutation } of offChain(program, root, chain)) add(level, mutation);
  }
  return found;
}

/** `return step(messages + [reply])`: the function calls itself with a longer history. */
function byRecursion(
  root: HistoryRoot,
  chain: Chain,
): readonly { readonly level: number; readonly mutation: Mutation }[] {
  if (root.kind !== "parameter") return [];
  return chain.recursion.flatMap(({ call, level }) => {
    const target = chain.levels[level];
    if (!target || target.file !== root.file || target.fn !== root.fn) return [];
    const argument = argumentForParameter({ file: target.file, fn: target.fn, call }, root.name);
    if (!argument || isPart(argument.expr) || !mentions(argument.expr, root)) return [];
    const added = addedParts(argument.expr, (part) => mentions(part, root)).map((expr) => ({
      ...argument,
      expr,
    }));
    // `split(texts[:half])` hands on a part.
    if (added.length === 0) return [];
    const mutation: Mutation = { kind: "append", at: argument, origin: argument.expr, added };
    const from = chain.levels.findIndex((l) => l.file === call.file && l.fn === call.fn);
    return [{ level: Math.max(0, from), mutation }];
  });
}

/** `text`, `node.left`, `parts[1:]`, `next_topic(topic)`: nothing is put to what was there. */
function isPart(expr: Expr): boolean {
  if (expr.kind !== "call") return /^(name|member|index|slice)$/.test(expr.kind);
  return expr.args.length + (expr.callee.kind === "member" ? 1 : 0) < 2;
}
