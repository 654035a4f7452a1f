/** Puts chain, history and bounds together: how often a call site repeats within one run, and what surrounds the run. */

import { exactly } from "../base/quantity";
import { tracesOf } from "../facts/history";
import type { Expr, FileFacts } from "../facts/ir";
import { readNumber } from "../facts/literals";
import { absoluteRange, type Located, placeOf } from "../facts/located";
import { entryName, qualifiedName } from "../facts/names";
import type { Program } from "../facts/program";
import { textOf } from "../facts/texts";
import { eachExpression, type LoopContext } from "../facts/walk";
import type { CallSite } from "../sdks/call-site";
import { boundOf, countOf, type LoopBound, leavesEarly } from "./bounds";
import { type Chain, chainsOf, type Level } from "./chain";
import { accumulating, constantGrowth, growthOf, resultsOf } from "./growth";
import { isRetry, namesFedBy, waitsForPerson } from "./loop-kind";
import { type PlacedRoot, rootsOnChain } from "./roots-on-chain";
import type { Growth, LoopKind, OuterLoop, RunShape } from "./run-shape";

/** A loop together with the level it stands on. */
interface PlacedLoop {
  readonly level: number;
  readonly loop: LoopContext;
}

interface Found {
  readonly kind: LoopKind;
  readonly run: readonly PlacedLoop[];
  readonly outer: readonly PlacedLoop[];
  readonly growth: Growth;
  readonly ownerLevel: number;
  readonly root: PlacedRoot | null;
}

/** The run a call site belongs to. Where several callers lead to it, the way with an agent or chat loop is taken. */
export function runShapeOf(program: Program, site: CallSite): RunShape {
  const chains = chainsOf(program, site.call.file, site.fn, site.call.expr);
  const options = chains.map((chain) => ({ chain, found: shapeOnChain(program, site, chain) }));
  const weight: Record<LoopKind, number> = { agent: 4, framework: 3, chat: 2, map: 1, none: 0 };
  const best = options.reduce<(typeof options)[number] | undefined>(
    (a, b) => (!a || weight[b.found.kind] > weight[a.found.kind] ? b : a),
    undefined,
  );
  if (!best) throw new Error("a call site always has a chain");
  return describe(program, site, chains, best.chain, best.found);
}

function shapeOnChain(program: Program, site: CallSite, chain: Chain): Found {
  const loops = loopsOf(site, chain);
  if (site.kind === "loop") return libraryLoop(loops);
  const roots = site.roles.messages ? rootsOnChain(program, site.roles.messages, chain) : [];
  const state = roots.find((r) => r.trace.root.kind === "state");
  if (state && importsGraph(site.call.file)) return graphNode(state, loops);
  if (site.history === "server" && loops.length > 0) return serverHistory(loops);
  for (const root of roots) {
    const found = accumulatingRun(root, chain, loops);
    if (found) return found;
  }
  return fedLoop(program, site, loops) ?? independent(site, loops);
}

/** Loops around the call on every level, innermost first, without transport retries. */
function loopsOf(site: CallSite, chain: Chain): readonly PlacedLoop[] {
  return chain.levels.flatMap((level, index) =>
    [...level.loops]
      .reverse()
      .filter(
        (loop) => loop.kind !== "statement" || !isRetry(loop.loop, index === 0 ? site.call.expr : level.call),
      )
      .map((loop) => ({ level: index, loop })),
  );
}

function libraryLoop(loops: readonly PlacedLoop[]): Found {
  const growth = accumulating("the library resends the conversation on every step");
  return { kind: "framework", run: [], outer: loops, growth, ownerLevel: 0, root: null };
}

function graphNode(root: PlacedRoot, loops: readonly PlacedLoop[]): Found {
  const conversation =
    root.trace.root.kind === "state" && /messages|history|conversation/i.test(root.trace.root.key);
  const growth = conversation
    ? accumulating("the graph's state keeps every message")
    : constantGrowth("the node reads a value of the state, not the conversation");
  return { kind: conversation ? "framework" : "none", run: [], outer: loops, growth, ownerLevel: 0, root };
}

/** `previous_response_id`: the provider keeps the conversation and bills it again. */
function serverHistory(loops: readonly PlacedLoop[]): Found {
  const run = loops.filter((l) => l.level === 0);
  const rest = loops.filter((l) => l.level > 0);
  const growth = accumulating("the provider keeps the conversation and bills it again on every turn");
  const kind = personIn(run) ? "chat" : "agent";
  if (run.length === 0) return { kind: "chat", run: [], outer: rest, growth, ownerLevel: 0, root: null };
  return { kind, run, outer: rest, growth, ownerLevel: 0, root: null };
}

/** A history that is created, fed inside loops and sent again. */
function accumulatingRun(root: PlacedRoot, chain: Chain, loops: readonly PlacedLoop[]): Found | undefined {
  const inRun = (l: PlacedLoop): boolean => {
    if (root.persistent || l.level < root.level) return true;
    if (l.level > root.level) return false;
    const range = rangeOf(l.loop);
    return !root.createdAt.some((start) => range.start <= start && start < range.end);
  };
  const feeds = (l: PlacedLoop): boolean =>
    root.mutations.some((m) => m.level === null || holds(l, m.level, m.mutation.at));
  // A loop that leaves the history alone and ends on success asks again for the same answer: a validation retry, once as a rule.
  const run = loops.filter((l) => inRun(l) && (feeds(l) || !leavesOnSuccess(l.loop)));
  const outer = loops.filter((l) => !inRun(l));
  const inside = root.mutations.filter(
    (m) => m.level === null || isInside(m.level, m.mutation.at, run, root, chain),
  );
  const grows = inside.some((m) => m.mutation.kind !== "window");
  if (!grows) return undefined;
  const growth = growthOf(
    root.trace,
    inside.map((m) => m.mutation),
  );
  const ownerLevel = Math.min(
    chain.levels.length - 1,
    Math.max(root.persistent ? 0 : root.level, ...run.map((l) => l.level)),
  );
  if (run.length > 0 || chain.recursive) {
    return { kind: personIn(run) ? "chat" : "agent", run, outer, growth, ownerLevel, root };
  }
  if (!root.persistent) return undefined;
  return { kind: "chat", run, outer, growth, ownerLevel, root };
}

/** A mutation belongs to the run when it stands in one of its loops, or on a level below them. */
function isInside(
  level: number,
  at: Located,
  run: readonly PlacedLoop[],
  root: PlacedRoot,
  chain: Chain,
): boolean {
  if (run.length === 0) return root.persistent || chain.recursive;
  return run.some((l) => holds(l, level, at));
}

/** Whether what stands on a level (0 = nearest to the request) is repeated by the loop. */
function holds(loop: PlacedLoop, level: number, at: Located): boolean {
  if (level !== loop.level) return level < loop.level;
  const range = rangeOf(loop.loop);
  return range.start <= at.expr.range.start && at.expr.range.end <= range.end;
}

function leavesOnSuccess(loop: LoopContext): boolean {
  return loop.kind === "statement" && leavesEarly(loop.loop.body);
}

/** No growing history, but the answer of one turn is read by the next: an agent whose input stays about constant. */
function fedLoop(program: Program, site: CallSite, loops: readonly PlacedLoop[]): Found | undefined {
  const nearest = loops.find((l) => l.level === 0 && l.loop.kind === "statement");
  const messages = site.roles.messages;
  if (!nearest || !messages) return undefined;
  const fed = namesFedBy(site.call.expr, nearest.loop);
  if (fed.size === 0) return undefined;
  const roots = tracesOf(program, messages).map((t) => t.root);
  const own = nearest.loop.kind === "statement" ? targetNames(nearest.loop.loop.target) : [];
  const reads = roots.some(
    (root) => root.kind !== "attribute" && fed.has(root.name) && !own.includes(root.name),
  );
  if (!reads || createdPerItem(nearest.loop)) return undefined;
  const growth = constantGrowth("the last answer replaces the text that is sent");
  const outer = loops.filter((l) => l !== nearest);
  const kind = personIn([nearest]) ? "chat" : "agent";
  return { kind, run: [nearest], outer, growth, ownerLevel: 0, root: null };
}

/** Loops over items start afresh with each item; only open-ended or counted loops let an answer travel. */
function createdPerItem(loop: LoopContext): boolean {
  if (loop.kind !== "statement" || loop.loop.form !== "for-each") return false;
  const iterable = loop.loop.iterable;
  const counted = iterable?.kind === "call" && /^(range|count|keys)$/.test(lastName(iterable.callee));
  return !counted;
}

function independent(site: CallSite, loops: readonly PlacedLoop[]): Found {
  const growth = constantGrowth("every request starts from the same messages");
  const kind = loops.length > 0 || site.kind === "map" ? "map" : "none";
  return { kind, run: [], outer: loops, growth, ownerLevel: 0, root: null };
}

function personIn(run: readonly PlacedLoop[]): boolean {
  return run.some((l) => l.loop.kind === "statement" && waitsForPerson(l.loop.loop.body));
}

function describe(
  program: Program,
  site: CallSite,
  chains: readonly Chain[],
  chain: Chain,
  found: Found,
): RunShape {
  const at = (level: number): Level => chain.levels[level] ?? (chain.levels[0] as Level);
  const bounds = found.run.map((l) => ({
    ...boundOf(program, at(l.level).file, at(l.level).fn, l.loop),
    level: l.level,
  }));
  const bound = combined(bounds);
  const library = site.kind === "loop" ? site.stepLimit : null;
  const graph = found.kind === "framework" && !library ? graphLimit(program, site.call.file) : null;
  const owner = at(found.ownerLevel);
  const top = chain.levels[chain.levels.length - 1] ?? owner;
  const innermost = found.run[0];
  return {
    kind: found.kind,
    bound: library ? library.bound : (graph?.bound ?? bound?.bound ?? null),
    boundUnit: library ? library.unit : graph ? "supersteps" : "turns",
    boundOrigin: library ? library.origin : graph ? graph.origin : bound ? "declared" : "none",
    boundPlace: library ? library.place : (graph?.place ?? (bound?.at ? placeOf(bound.at) : null)),
    boundSource: library ? library.source : (graph?.source ?? null),
    loopPlace: innermost ? loopPlace(at(innermost.level), innermost.loop) : null,
    growth: found.growth,
    outer: [
      ...found.outer.map((l) => outerLoop(program, at(l.level), l.loop)),
      ...mappedItems(program, site),
    ],
    owner: { path: owner.file.path, fn: owner.fn, name: entryName(owner.file, owner.fn) },
    entry: { path: top.file.path, fn: top.fn, name: entryName(top.file, top.fn) },
    callers: callersOfWrapper(chains),
    results: found.root
      ? resultsOf(
          program,
          found.root.mutations.map((m) => m.mutation),
          (added) => isAnswer(site, chain, added),
        )
      : [],
    fixedTurns: fixedTurns(bounds),
  };
}

/** Nested run loops multiply; one unbounded loop makes the run unbounded. */
function combined(bounds: readonly LoopBound[]): { bound: number; at: Located | null } | null {
  if (bounds.length === 0 || bounds.some((b) => b.bound === null)) return null;
  return { bound: bounds.reduce((product, b) => product * (b.bound ?? 1), 1), at: bounds[0]?.at ?? null };
}

function fixedTurns(bounds: readonly LoopBound[]): RunShape["fixedTurns"] {
  const product = combined(bounds);
  if (!product?.at || !bounds.every((b) => b.fixed) || product.bound < 1) return null;
  return exactly(product.bound, "declared", product.at.file.path);
}

function outerLoop(program: Program, level: Level, loop: LoopContext): OuterLoop {
  const bound = boundOf(program, level.file, level.fn, loop);
  const text = bound.over ? textOf(bound.over) : "the loop";
  return { place: loopPlace(level, loop), times: bound.bound, text };
}

/** `llm.batch(items)`: the library sends one request per item. */
function mappedItems(program: Program, site: CallSite): readonly OuterLoop[] {
  if (site.kind !== "map" || !site.roles.items) return [];
  const count = countOf(program, site.roles.items);
  return [
    { place: placeOf(site.roles.items), times: count?.count ?? null, text: textOf(site.roles.items.expr) },
  ];
}

/** Where the call stands in a function that others call, they are its callers: one per place. */
function callersOfWrapper(chains: readonly Chain[]): RunShape["callers"] {
  const seen = new Set<string>();
  return chains.flatMap((chain) => {
    const caller = chain.levels[1];
    const top = chain.levels[chain.levels.length - 1];
    if (!caller || !top) return [];
    const place = placeOf({ file: caller.file, fn: caller.fn, expr: caller.call });
    const key = `${place.path}:${place.range.start}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ place, entry: entryName(top.file, top.fn) }];
  });
}

/** The model's own answer: the call itself, or a name assigned from it on the call's level. */
function isAnswer(site: CallSite, chain: Chain, added: Located): boolean {
  const level = chain.levels[0];
  if (!level || added.file !== level.file || added.fn !== level.fn) return false;
  const loop = level.loops[level.loops.length - 1];
  const fed = loop ? namesFedBy(site.call.expr, loop) : new Set<string>();
  const role = roleOf(added.expr);
  if (role === "assistant") return true;
  if (role !== null) return false;
  if (added.expr.kind === "name" || added.expr.kind === "member") {
    for (const part of eachExpression(added.expr))
      if (part.kind === "name" && fed.has(part.name)) return true;
  }
  return false;
}

function roleOf(expr: Expr): string | null {
  if (expr.kind !== "dict") return null;
  const entry = expr.entries.find((e) => e.key && keyText(e.key) === "role");
  return entry?.value.kind === "string" ? entry.value.value : null;
}

function keyText(key: Expr): string {
  return key.kind === "string" ? key.value : key.kind === "name" ? key.name : "";
}

/** LangGraph's recursion limit: declared anywhere in the file, else the default its documentation states. */
function graphLimit(
  program: Program,
  file: FileFacts,
): { bound: number; origin: "declared" | "default"; place: RunShape["boundPlace"]; source: string | null } {
  for (const [fn, node] of file.functions.entries()) {
    for (const stmt of node.facts.body) {
      if (stmt.kind !== "expression" && stmt.kind !== "assign" && stmt.kind !== "return") continue;
      const top = stmt.value;
      if (!top) continue;
      for (const expr of eachExpression(top)) {
        if (expr.kind !== "dict") continue;
        const entry = expr.entries.find(
          (e) => e.key && /^(recursion_limit|recursionLimit)$/.test(keyText(e.key)),
        );
        const bound = entry ? readNumber(program, { file, fn, expr: entry.value }) : undefined;
        if (entry && bound !== undefined) {
          return {
            bound,
            origin: "declared",
            place: { path: file.path, range: absoluteRange(file, fn, entry.value.range) },
            source: null,
          };
        }
      }
    }
  }
  const python = file.language === "python";
  // langgraph 1.1.4 and later (Python), langchain-core ensureConfig (JavaScript).
  const source = python
    ? "https://github.com/langchain-ai/langgraph (default since 1.1.4)"
    : "https://github.com/langchain-ai/langchainjs (ensureConfig)";
  return { bound: python ? 10007 : 25, origin: "default", place: null, source };
}

function importsGraph(file: FileFacts): boolean {
  return (file.functions[0]?.facts.body ?? []).some((s) => s.kind === "import" && /langgraph/.test(s.module));
}

function loopPlace(level: Level, loop: LoopContext): { path: string; range: { start: number; end: number } } {
  return { path: level.file.path, range: absoluteRange(level.file, level.fn, rangeOf(loop)) };
}

function rangeOf(loop: LoopContext): { readonly start: number; readonly end: number } {
  return loop.kind === "statement" ? loop.loop.range : loop.range;
}

function targetNames(target: Expr | null): readonly string[] {
  if (!target) return [];
  return [...eachExpression(target)].flatMap((e) => (e.kind === "name" ? [e.name] : []));
}

function lastName(expr: Expr): string {
  return expr.kind === "name" || expr.kind === "member" ? expr.name : "";
}

/** The name of the function that holds a call site, for messages. */
export function homeOf(site: CallSite): string {
  return qualifiedName(site.call.file, site.fn);
}
