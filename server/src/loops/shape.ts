/** Puts chain, history and bounds together: how often a call site repeats within one run, and what surrounds the run. */

import { lastNameOf } from "../facts/expression-text";
import { tracesOf } from "../facts/history";
import { creationsOf, type HistoryRoot } from "../facts/history-roots";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Mutation } from "../facts/mutations";
import type { Program } from "../facts/program";
import { isFilledByInterface } from "../facts/session-stores";
import { namesConversation, writesConversation } from "../facts/stored-history";
import { callsIn, eachExpression, type LoopContext } from "../facts/walk";
import { namesSummary } from "../facts/windows";
import type { CallSite } from "../sdks/call-site";
import { namesFedBy } from "./answer";
import { leavesEarly } from "./bounds";
import { type Chain, chainsOf, type Level } from "./chain";
import { describe, type Found } from "./describe";
import { type GraphLimit, importsGraph, writesBack } from "./graph";
import { cycleOf } from "./graph-cycles";
import { accumulating, constantGrowth, growthOf, rememberedGrowth } from "./growth";
import { asksPerson, waitsForPerson } from "./loop-kind";
import { clientKeepsHistory } from "./person";
import { holds, loopsOf, type PlacedLoop, rangeOf, restarts } from "./placed-loop";
import { isPutAway, type PlacedMutation, type PlacedRoot, rootsOnChain } from "./roots-on-chain";
import type { Growth, LoopKind, RunShape } from "./run-shape";

/** The run a call site belongs to. Where several callers lead to it, the way with an agent or chat loop is taken. */
export function runShapeOf(program: Program, site: CallSite): RunShape {
  const chains = chainsOf(program, site.call.file, site.fn, site.call.expr);
  const options = chains.map((chain) => ({ chain, found: shapeOnChain(program, site, chain) }));
  const weight: Record<LoopKind, number> = { agent: 4, framework: 3, chat: 2, map: 1, none: 0 };
  // Of several ways with one kind of loop, the one with most loops in the run is the whole of it.
  const rank = ({ found }: (typeof options)[number]): number => weight[found.kind] * 100 + found.run.length;
  const best = options.reduce<(typeof options)[number] | undefined>(
    (a, b) => (!a || rank(b) > rank(a) ? b : a),
    undefined,
  );
  if (!best) throw new Error("a call site always has a chain");
  return describe(program, site, chains, best.chain, best.found);
}

function shapeOnChain(program: Program, site: CallSite, chain: Chain): Found {
  const loops = loopsOf(site, chain);
  if (site.kind === "loop") return libraryLoop(loops);
  if (site.session) return sessionRun(program, site, site.session, chain, loops);
  const messages = messagesOn(site, chain);
  const known = [messages, site.roles.input].filter((at) => at !== undefined);
  const sent = known.length > 0 ? [...known, ...filledIn(site)] : requestOf(site);
  const roots = sent.flatMap((at) => rootsOnChain(program, at, chain));
  const states = roots.filter((r) => r.trace.root.kind === "state");
  if (states.length > 0 && importsGraph(site.call.file)) return graphNode(program, states, chain, loops);
  if (site.history === "server" && (loops.length > 0 || conversationOutlives(program, site, chain)))
    return serverHistory(program, site, chain, loops);
  for (const root of roots) {
    const found = accumulatingRun(program, root, chain, loops);
    if (found) return found;
  }
  const fed = fedLoop(program, messages, chain, loops);
  if (fed?.kind === "agent") return fed;
  // What is summed up is read once for each summary.
  if (asksForSummary(chain, roots)) return fed ?? independent(site, loops);
  const isFilled = roots.some(
    ({ trace: { root } }) => root.kind === "session" && isFilledByInterface(root.name),
  );
  if (isFilled) return storedRun(program, chain, loops, roots);
  if (sent.some(({ expr }) => clientKeepsHistory(program, chain, roots, expr)))
    return clientHistory(loops, roots);
  const limit = importsGraph(site.call.file) ? cycleOf(program, chain) : undefined;
  if (limit !== undefined) return graphCycle(limit, loops);
  return fed ?? independent(site, loops);
}

/** What the request sends: its own argument, or what the caller on the chain hands through. */
function messagesOn({ roles, forwarded }: CallSite, { levels }: Chain): Located | undefined {
  return roles.messages ?? forwarded.find(({ via }) => via === levels[1]?.call)?.messages;
}

/** What a template is filled with under the name of a conversation: `chain.invoke({ input, chat_history: past })`. */
function filledIn({ call }: CallSite): readonly Located[] {
  const given = call.expr.kind === "call" ? call.expr.args[0]?.value : undefined;
  if (given?.kind !== "dict") return [];
  return given.entries.flatMap(({ key, value }) => {
    const name = key?.kind === "string" ? key.value : lastNameOf(key);
    return name !== "messages" && namesConversation(name) ? [{ ...call, expr: value }] : [];
  });
}

/** The whole request, where it comes ready made: `client.create(request)`, `client.create(requests[id])`. */
function requestOf({ call }: CallSite): readonly Located[] {
  const given = call.expr.kind === "call" ? call.expr.args : [];
  const request = given.find(
    ({ name, value }) => name === null && /^(name|member|index)$/.test(value.kind) && !isContext(value),
  );
  return request ? [{ ...call, expr: request.value }] : [];
}

/** Go's `ctx`. */
function isContext(value: Expr): boolean {
  return /^(ctx|context)$/i.test(lastNameOf(value));
}

function libraryLoop(loops: readonly PlacedLoop[]): Found {
  const growth = accumulating("the library resends the conversation on every step");
  return { kind: "framework", run: [], outer: loops, growth, ownerLevel: 0, inside: [] };
}

function graphNode(
  program: Program,
  states: readonly PlacedRoot[],
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found {
  const repeats = states.some(({ level, trace }) => {
    const node = chain.levels[level];
    return node !== undefined && writesBack(node, trace);
  });
  if (!repeats) {
    const limit = cycleOf(program, chain);
    if (limit !== undefined) return graphCycle(limit, loops);
  }
  const growth = repeats
    ? accumulating("the graph's state keeps every message")
    : constantGrowth("the node does not add its answer to what it reads of the state");
  return {
    kind: repeats ? "framework" : loops.length > 0 ? "map" : "none",
    run: [],
    outer: loops,
    growth,
    ownerLevel: 0,
    inside: [],
  };
}

/** The graph comes back to the node, which makes its messages anew each time. */
function graphCycle(limit: GraphLimit | null, outer: readonly PlacedLoop[]): Found {
  const growth = constantGrowth("the graph comes back to the node with messages made anew");
  const common = { kind: "framework", run: [], outer, growth, ownerLevel: 0, inside: [] } as const;
  return limit ? { ...common, graphLimit: limit } : common;
}

/** `previous_response_id`: the provider keeps the conversation and bills it again. */
function serverHistory(program: Program, site: CallSite, chain: Chain, loops: readonly PlacedLoop[]): Found {
  const roots = site.roles.conversation ? rootsOnChain(program, site.roles.conversation, chain) : [];
  const inRun = (l: PlacedLoop): boolean => l.level === 0 || carriesOn(chain, roots, l);
  const run = loops.filter(inRun);
  const outer = loops.filter((l) => !inRun(l));
  const growth = accumulating("the provider keeps the conversation and bills it again on every turn");
  const kind = run.length === 0 || personIn(program, chain, run) ? "chat" : "agent";
  const ownerLevel = Math.max(0, ...run.map((l) => l.level));
  return { kind, run, outer, growth, ownerLevel, inside: [] };
}

/** Whether each round takes the name of the conversation from the answer of the one before: `id = ask(text, id)`. */
function carriesOn(chain: Chain, roots: readonly PlacedRoot[], { level, loop }: PlacedLoop): boolean {
  const at = chain.levels[level];
  if (!at || loop.kind !== "statement") return false;
  const fed = namesFedBy(at.call, loop.loop.body);
  return roots.some(
    ({ trace: { root }, level: home }) => home === level && root.kind === "variable" && fed.has(root.name),
  );
}

/** Whether what names the conversation comes from outside: a session, the caller of the entry, the module. */
function conversationOutlives(program: Program, { roles }: CallSite, chain: Chain): boolean {
  const [nearest] = roles.conversation ? rootsOnChain(program, roles.conversation, chain) : [];
  if (!nearest) return false;
  const { trace, persistent, level } = nearest;
  return persistent || (trace.root.kind === "parameter" && level === chain.levels.length - 1);
}

/** A chat object of the SDK keeps the conversation: every message that is sent to it adds to the next request. */
function sessionRun(
  program: Program,
  site: CallSite,
  session: Located,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found {
  const level = chain.levels.findIndex(({ file, fn }) => file === session.file && fn === session.fn);
  const begins = [session.expr.range.start];
  const inRun = (l: PlacedLoop): boolean =>
    level < 0 || l.level < level || (l.level === level && !restarts(l.loop, begins));
  const run = loops.filter(inRun);
  const outer = loops.filter((l) => !inRun(l));
  const growth = site.memory
    ? rememberedGrowth(site.memory)
    : accumulating("the chat object keeps the conversation and sends it again with every message");
  const ownerLevel = Math.max(level, 0);
  if (run.length > 0) {
    const kind = personIn(program, chain, run) ? "chat" : "agent";
    return { kind, run, outer, growth, ownerLevel, inside: [] };
  }
  // Begun elsewhere, it outlives the call: somebody comes back to it.
  if (level < 0) return { kind: "chat", run: [], outer, growth, ownerLevel: 0, inside: [] };
  if (site.sessionOutlives || isPutAway(session.file, session.fn, session.expr)) return clientHistory(outer);
  const before = heldBefore(program, session, chain);
  if (before) return clientHistory(outer, before);
  const once = constantGrowth("the conversation is begun anew for each message");
  return { kind: outer.length > 0 ? "map" : "none", run: [], outer, growth: once, ownerLevel, inside: [] };
}

/** The conversation that was held before the chat object is begun with it: `model.start_chat(history=history)`. */
function heldBefore(program: Program, session: Located, chain: Chain): readonly PlacedRoot[] | undefined {
  const given = session.expr.kind === "call" ? session.expr.args : [];
  for (const { value } of given) {
    const roots = rootsOnChain(program, { ...session, expr: value }, chain);
    const isKept = roots.some(
      ({ trace: { root }, persistent }) =>
        root.kind === "session" || (persistent && root.kind === "attribute" && namesConversation(root.name)),
    );
    // What a message of a list written here quotes is a beginning.
    const held = value.kind === "list" ? roots.filter(({ trace }) => !trace.inText) : roots;
    if (isKept || clientKeepsHistory(program, chain, held, value)) return roots;
  }
  return undefined;
}

/** A history that is created, fed inside loops and sent again. */
function accumulatingRun(
  program: Program,
  root: PlacedRoot,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  const inRun = (l: PlacedLoop): boolean => {
    if (l.level === root.level && goesThrough(l.loop, root.iteratedAt)) return false;
    if (root.persistent || l.level < root.level) return true;
    return l.level === root.level && !restarts(l.loop, root.createdAt);
  };
  const feeds = (l: PlacedLoop): boolean =>
    root.mutations.some((m) => m.level === null || repeats(l, m.level, m.mutation));
  // A loop that leaves the history alone and ends on success asks again for the same answer: a validation retry, once as a rule.
  const run = loops.filter((l) => inRun(l) && (feeds(l) || !leavesOnSuccess(l.loop)));
  const outer = loops.filter((l) => !inRun(l));
  const inside = insideRun(root, run, chain);
  if (!inside.some(({ mutation }) => mutation.kind === "append" || mutation.kind === "summarise"))
    return undefined;
  // A text an object keeps, which nothing called here adds to, is the same in every round.
  if (root.trace.inText && run.length > 0 && inside.every(({ level }) => level === null)) return undefined;
  if (root.trace.inText && !growsByAnswers(chain, run, inside)) return undefined;
  // `self.db.add(record)`: not what is sent, which is only read of it.
  if (!isBuilt(root.trace.root) && !CONVERSATION.test(nameOf(root)) && inside.every(isStored))
    return undefined;
  if (root.trace.inText && !isBuilt(root.trace.root) && (root.persistent || inside.every(isStored)))
    return undefined;
  const growth = growthOf(
    root.trace,
    inside.map((m) => m.mutation),
  );
  const found = { run, outer, growth, ownerLevel: ownerLevel(root, chain, run), inside };
  if (run.length > 0) {
    if (!personIn(program, chain, run)) return { kind: "agent", ...found };
    const steps = run.filter((l) => feedsAlone(program, chain, l, inside));
    if (steps.length === 0) return { kind: "chat", ...found };
    return {
      kind: "agent",
      ...found,
      run: steps,
      outer: [...run.filter((l) => !steps.includes(l)), ...outer],
    };
  }
  if (chain.recursion.length > 0)
    return {
      kind: chain.levels.some(({ file, fn }) => asksPerson(program, file, fn)) ? "chat" : "agent",
      ...found,
    };
  // Nobody in the code repeats it, but the history outlives the call: somebody outside comes back to it.
  // What is quoted in a message may be any store (`self.index.add(…)`); then its name must tell.
  if (asksForSummary(chain, [root])) return undefined;
  const isFed = !root.trace.inText && inside.some((m) => m.level !== null);
  return root.persistent && (isFed || CONVERSATION.test(nameOf(root)))
    ? { kind: "chat", ...found }
    : undefined;
}

/** Whether the request sums a conversation up, which its message quotes. */
function asksForSummary(chain: Chain, roots: readonly PlacedRoot[]): boolean {
  const asked = chain.levels[0];
  const isQuoted = roots.length > 0 && roots.every(({ trace }) => trace.inText);
  return isQuoted && asked !== undefined && namesSummary(asked.file.functions[asked.fn]?.facts.name ?? "");
}

/** A loop within a conversation that adds to it without asking the person: the agent's own steps between two messages. */
function feedsAlone(
  program: Program,
  chain: Chain,
  placed: PlacedLoop,
  inside: readonly PlacedMutation[],
): boolean {
  const adds = inside.some(
    ({ level, mutation }) => mutation.kind === "append" && level !== null && repeats(placed, level, mutation),
  );
  return adds && !createdPerItem(placed.loop) && !personIn(program, chain, [placed]);
}

/** `self.db.add(record)`: lists are appended to. */
function isStored({ mutation: { kind, origin } }: PlacedMutation): boolean {
  return kind === "append" && origin.kind === "call" && lastNameOf(origin.callee) === "add";
}

/** Whether the code begins it as a text or a list; what is quoted in a message may be any store (`self.index.add(…)`). */
function isBuilt(root: HistoryRoot): boolean {
  if (root.kind !== "attribute") return true;
  return creationsOf(root).some(({ at: { expr } }) => {
    const made = expr.kind === "call" && /^(list|deque|dict|str)$/.test(lastNameOf(expr.callee));
    return made || /^(list|string|template|dict|null)$/.test(expr.kind);
  });
}

/** Whether a text that a loop puts together takes up what the model says; examples and passages are no turns. Told only within one function. */
function growsByAnswers(
  chain: Chain,
  run: readonly PlacedLoop[],
  inside: readonly PlacedMutation[],
): boolean {
  const [only, ...others] = new Set(inside.map((m) => m.level));
  const nearest = run.find((l) => l.level === only && l.loop.kind === "statement");
  const level = nearest ? chain.levels[nearest.level] : undefined;
  if (others.length > 0 || !level || nearest?.loop.kind !== "statement") return true;
  const fed = namesFedBy(level.call, nearest.loop.loop.body);
  const isAnswer = (part: Expr): boolean =>
    part === level.call || (part.kind === "name" && fed.has(part.name));
  return inside.some(
    ({ mutation }) =>
      mutation.kind !== "append" || mutation.added.some(({ expr }) => eachExpression(expr).some(isAnswer)),
  );
}

const CONVERSATION =
  /messages|message_?(buffer|log|list)|histor(y|ies)|conversation|chat|memory|context|transcript/i;

function nameOf({ trace: { root } }: PlacedRoot): string {
  return root.kind === "session" ? root.key : root.name;
}

/** Whether each round of the loop takes the next of several histories. */
function goesThrough(loop: LoopContext, iteratedAt: readonly number[]): boolean {
  return loop.kind === "statement" && iteratedAt.includes(loop.loop.range.start);
}

/** Mutations that stand in one of the run's loops, or on a level below them. */
function insideRun(root: PlacedRoot, run: readonly PlacedLoop[], chain: Chain): readonly PlacedMutation[] {
  const recurs = run.length === 0 && chain.recursion.length > 0;
  const stays = run.length === 0 && root.persistent;
  const again = Math.max(-1, ...chain.recursion.map(({ level }) => level));
  return root.mutations.filter(({ level, mutation, isRecursive }) => {
    // What a method does that nothing of a loop calls, it does between two runs.
    const isBetween =
      root.trace.root.kind === "attribute" && mutation.kind !== "append" && (recurs || !stays);
    if (level === null) return !isBetween;
    if (isRecursive) return true;
    if (recurs) return level <= again;
    return (stays && mutation.rebinds !== true) || run.some((l) => repeats(l, level, mutation));
  });
}

/** Whether each round of the loop does it to the same history: a list that the called function makes for itself is gone with the call. */
function repeats(loop: PlacedLoop, level: number, mutation: Mutation): boolean {
  return holds(loop, level, mutation.at) && (mutation.rebinds !== true || level === loop.level);
}

/** Where the history is made, or the outermost loop that feeds it; an object's maker does not own the runs of its methods. */
function ownerLevel(root: PlacedRoot, chain: Chain, run: readonly PlacedLoop[]): number {
  const made = root.persistent || root.constructed ? 0 : root.level;
  return Math.min(chain.levels.length - 1, Math.max(made, ...run.map((l) => l.level)));
}

function leavesOnSuccess(loop: LoopContext): boolean {
  return loop.kind === "statement" && leavesEarly(loop.loop.body);
}

/** No growing history, but the answer of one turn is read by the next: an agent whose input stays about constant. */
function fedLoop(
  program: Program,
  messages: Located | undefined,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  const nearest = loops.find((l) => l.loop.kind === "statement");
  const level = nearest ? chain.levels[nearest.level] : undefined;
  if (!nearest || !level || !messages || nearest.loop.kind !== "statement") return undefined;
  if (createdPerItem(nearest.loop)) return undefined;
  const { body, target } = nearest.loop.loop;
  const fed = namesFedBy(level.call, body);
  const own = targetNames(target);
  const sent = level.file === messages.file && level.fn === messages.fn ? [messages] : argumentsOf(level);
  const roots = sent.flatMap((at) => tracesOf(program, at)).map((trace) => trace.root);
  const reads = roots.some(
    (root) =>
      root.kind !== "attribute" && fed.has(root.name) && !own.includes(root.name) && carries(root, nearest),
  );
  if (!reads) return undefined;
  const growth = constantGrowth("the last answer replaces the text that is sent");
  const outer = loops.filter((l) => l !== nearest);
  const kind = personIn(program, chain, [nearest]) ? "chat" : "agent";
  return { kind, run: [nearest], outer, growth, ownerLevel: nearest.level, inside: [] };
}

function argumentsOf(level: Level): readonly Located[] {
  const { file, fn, call } = level;
  return call.kind === "call" ? call.args.map((arg) => ({ file, fn, expr: arg.value })) : [];
}

/** The name lives before the loop, so that one round hands it to the next. */
function carries(root: HistoryRoot, nearest: PlacedLoop): boolean {
  if (root.kind === "parameter") return true;
  const range = rangeOf(nearest.loop);
  return creationsOf(root).some(({ start }) => start < range.start);
}

/** Loops over items start afresh with each item; only open-ended or counted loops let an answer travel. */
function createdPerItem(loop: LoopContext): boolean {
  if (loop.kind !== "statement" || loop.loop.form !== "for-each") return false;
  const iterable = loop.loop.iterable;
  const counted = iterable?.kind === "call" && /^(range|count|keys)$/.test(lastNameOf(iterable.callee));
  return !counted;
}

function independent(site: CallSite, loops: readonly PlacedLoop[]): Found {
  const growth = constantGrowth("every request starts from the same messages");
  const kind = loops.length > 0 || site.kind === "map" ? "map" : "none";
  return { kind, run: [], outer: loops, growth, ownerLevel: 0, inside: [] };
}

/** A window or a summary on the way from the kept conversation to the request; undefined where it is sent whole. */
function cutGrowth(roots: readonly PlacedRoot[]): Growth | undefined {
  for (const root of roots) {
    if (root.trace.inText && !CONVERSATION.test(nameOf(root))) continue;
    const cuts = root.mutations.map((m) => m.mutation).filter(({ kind }) => kind !== "append");
    const growth = growthOf(root.trace, cuts);
    if (growth.kind !== "constant") return growth;
  }
  return undefined;
}

function clientHistory(loops: readonly PlacedLoop[], roots: readonly PlacedRoot[] = []): Found {
  const growth =
    cutGrowth(roots) ?? accumulating("the client sends the whole conversation again with every message");
  return { kind: "chat", run: [], outer: loops, growth, ownerLevel: 0, inside: [] };
}

/** The conversation is kept outside: a loop that writes the answers back goes on with it, else somebody comes back to it. */
function storedRun(
  program: Program,
  chain: Chain,
  loops: readonly PlacedLoop[],
  roots: readonly PlacedRoot[],
): Found {
  const run = loops.filter((placed) => writesBackIn(chain, placed));
  const growth =
    cutGrowth(roots) ?? accumulating("the conversation is kept outside and read again for every request");
  if (run.length === 0) {
    return loops.some(({ loop }) => createdPerItem(loop))
      ? {
          kind: "map",
          run: [],
          outer: loops,
          growth: constantGrowth("each item has a conversation of its own"),
          ownerLevel: 0,
          inside: [],
        }
      : { kind: "chat", run: [], outer: loops, growth, ownerLevel: 0, inside: [] };
  }
  const outer = loops.filter((placed) => !run.includes(placed));
  const ownerLevel = Math.max(...run.map(({ level }) => level));
  return {
    kind: personIn(program, chain, run) ? "chat" : "agent",
    run,
    outer,
    growth,
    ownerLevel,
    inside: [],
  };
}

function writesBackIn(chain: Chain, { level, loop }: PlacedLoop): boolean {
  const at = chain.levels[level];
  if (!at || loop.kind !== "statement" || createdPerItem(loop)) return false;
  return callsIn(at.file, at.fn).some(
    ({ call }) => holds({ level, loop }, level, { ...at, expr: call }) && writesConversation(call),
  );
}

function personIn(program: Program, chain: Chain, run: readonly PlacedLoop[]): boolean {
  return run.some(({ level, loop }) => {
    const at = chain.levels[level];
    return loop.kind === "statement" && at !== undefined
      ? waitsForPerson(program, { loop: loop.loop, file: at.file, fn: at.fn })
      : false;
  });
}

function targetNames(target: Expr | null): readonly string[] {
  if (!target) return [];
  return eachExpression(target).flatMap((e) => (e.kind === "name" ? [e.name] : []));
}
