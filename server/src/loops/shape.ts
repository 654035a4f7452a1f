/** Puts chain, history and bounds together: how often a call site repeats within one run, and what surrounds the run. */
import { requestIn } from "../facts/entry-names";
import { lastNameOf } from "../facts/expression-text";
import type { Argument, Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { handingOf } from "../facts/runners";
import { isFilledByInterface } from "../facts/session-stores";
import { namesConversation } from "../facts/stored-history";
import type { CallExpression } from "../facts/walk";
import type { CallSite } from "../sdks/call-site";
import { type Chain, chainsOf } from "./chain";
import { describe, type Found } from "./describe";
import { fedLoop } from "./fed-loop";
import { importsGraph } from "./graph";
import { circleOf, isNode } from "./graph-cycles";
import { graphCircle, graphNode } from "./graph-shape";
import { accumulatingRun, asksForSummary, asksForTitle } from "./growing-run";
import { accumulating, constantGrowth } from "./growth";
import { clientHistory, conversationOutlives, serverHistory, sessionRun, storedRun } from "./kept-run";
import { clientKeepsHistory, handsRequestOn } from "./person";
import { pipedIn } from "./piped-history";
import { loopsOf, type PlacedLoop } from "./placed-loop";
import { type PlacedRoot, rootsOnChain } from "./roots-on-chain";
import type { LoopKind, RunShape } from "./run-shape";
import { callsAnew } from "./self-calls";
import { talkBetween } from "./talk-between";

interface Option {
  readonly chain: Chain;
  readonly found: Found;
}

/** The run a call site belongs to. Where several callers lead to it, the dearest way is taken: an agent or a chat before others. */
export function runShapeOf(program: Program, site: CallSite): RunShape {
  const chains = chainsOf(program, site.call.file, site.fn, site.call.expr);
  const options = chains.map((chain) => ({ chain, found: shapeOnChain(program, site, chain) }));
  const most = Math.max(...options.map(rankOf));
  const shapes = options
    .filter((option) => rankOf(option) === most)
    .slice(0, MAX_EQUALS)
    .map(({ chain, found }) => describe(program, site, chains, chain, found));
  const [first, ...others] = shapes;
  if (!first) throw new Error("a call site always has a chain");
  return others.reduce((a, b) => (a.bound !== null && b.bound !== null && b.bound > a.bound ? b : a), first);
}

/** Ways alike but for their bound that are compared. */
const MAX_EQUALS = 6;

const WEIGHTS: Record<LoopKind, number> = { agent: 4, framework: 3, chat: 2, map: 1, none: 0 };

/** By the kind of loop, then by whether all that was said is sent again; of equals, the way with most loops in the run is the whole of it. */
function rankOf({ found }: Option): number {
  const grows = found.growth.kind === "accumulates" ? 1 : 0;
  return WEIGHTS[found.kind] * 1000 + grows * 100 + found.run.length;
}

function shapeOnChain(program: Program, site: CallSite, chain: Chain): Found {
  const loops = loopsOf(site, chain);
  if (site.kind === "loop") return talkBetween(program, site, chain, loops) ?? libraryLoop(loops);
  if (site.session)
    return (
      begunAgain(program, site.session, chain, loops) ?? sessionRun(program, site, site.session, chain, loops)
    );
  const messages = messagesOn(site, chain);
  const known = [messages, site.roles.input].filter((at) => at !== undefined);
  const isMadeElsewhere = messages !== undefined && messages.fn !== site.call.fn;
  const whole = known.length === 0 || isMadeElsewhere ? requestOf(site) : [];
  const sent = [
    ...known,
    ...(known.length > 0 ? [...filledIn(site), ...pipedIn(program, site)] : []),
    ...whole,
  ];
  const roots = sent.flatMap((at) => rootsOnChain(program, at, chain));
  const states = roots.filter((r) => r.trace.root.kind === "state");
  if (states.length > 0 && (importsGraph(site.call.file) || isNode(program, chain)))
    return graphNode(program, site, chain, roots, loops);
  if (site.history === "server" && (loops.length > 0 || conversationOutlives(program, site, chain)))
    return serverHistory(program, site, chain, loops);
  if (asksForTitle(chain)) return independent(site, chain, loops);
  const grown = grownRun(program, roots, chain, loops);
  if (grown) return grown;
  const fed = fedLoop(program, messages, roots, chain, loops);
  if (fed?.kind === "agent") return fed;
  const circle = circleOf(program, chain);
  // What is summed up is read once for each summary.
  if (asksForSummary(chain, roots))
    return (
      fed ??
      (circle ? graphCircle(program, site, chain, circle, roots, loops) : independent(site, chain, loops))
    );
  const isFilled = roots.some(
    ({ trace: { root } }) => root.kind === "session" && isFilledByInterface(root.name),
  );
  if (isFilled) return storedRun(program, chain, loops, roots);
  if (sent.some(({ expr }) => clientKeepsHistory(program, chain, roots, expr)))
    return clientHistory(loops, roots);
  // The Responses API may be asked to go on from an answer that the provider keeps.
  const isProxy = !site.api.startsWith("responses") && whole.some((each) => handsRequestOn(chain, each));
  if (isProxy) return clientHistory(loops);
  if (circle) return graphCircle(program, site, chain, circle, roots, loops);
  return fed ?? independent(site, chain, loops);
}

/** A history that grows. What a function hands to itself once more may also grow in a loop above it, which is then the run. */
function grownRun(
  program: Program,
  roots: readonly PlacedRoot[],
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  let first: Found | undefined;
  for (const [index, root] of roots.entries()) {
    if (first && root.trace.inText) continue;
    const found = accumulatingRun(program, root, chain, loops);
    if (found && (found.run.length > 0 || chain.recursion.length === 0)) {
      const stores = root.persistent
        ? roots.slice(index + 1).filter(({ trace }) => trace.root.kind === "session")
        : [];
      return cutInStore(program, found, stores, chain, loops) ?? found;
    }
    first ??= found;
  }
  return first;
}

/** `history = session["history"]` grows, and `session["history"] = history[-20:]` keeps a part of it. */
function cutInStore(
  program: Program,
  found: Found,
  stores: readonly PlacedRoot[],
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  if (found.growth.kind !== "accumulates") return undefined;
  return stores
    .filter(({ trace }) => !trace.inText)
    .map((store) => accumulatingRun(program, store, chain, loops))
    .find((kept) => kept?.kind === found.kind && /^(windowed|summarised)$/.test(kept.growth.kind));
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

/** The whole request, where it comes ready made: `client.create(request)`, `client.create(requests[id])`, `post(url, json=request)`. */
function requestOf({ call, api }: CallSite): readonly Located[] {
  const given = call.expr.kind === "call" ? handedOn(call.expr, api) : [];
  const isMade = (value: Expr): boolean =>
    /^(name|member|index)$/.test(value.kind) && !isContext(value) && !isAddress(value);
  const body = given.find(({ name, value }) => /^(json|data|content)$/.test(name ?? "") && isMade(value));
  const [posted] = given.flatMap(({ value }) => requestIn(value) ?? []);
  const request =
    body?.value ?? posted ?? given.find(({ name, value }) => name === null && isMade(value))?.value;
  if (request) return [{ ...call, expr: request }];
  const spread = given.flatMap(({ name, value }) => (name === null ? spreadIn(value) : []));
  return spread.length > 0 ? spread.map((expr) => ({ ...call, expr })) : fieldsOf(call);
}

/** What the SDK's function is called with: behind it, where a runner is given it, `to_thread(partial(client.messages.create, **request))`. */
function handedOn({ callee, args }: CallExpression, api: string): readonly Argument[] {
  if (!handingOf(lastNameOf(callee))) return args;
  const name = api.split(".").at(-1);
  const handed = args.findIndex(({ value }) => value.kind === "member" && value.name === name);
  const [inner] = args.flatMap(({ value }) => (value.kind === "call" ? [value] : []));
  return handed < 0 && inner ? handedOn(inner, api) : args.slice(handed + 1);
}

/** `client.create({ ...request, stream: true })`. */
function spreadIn(value: Expr): readonly Expr[] {
  return value.kind === "dict" ? value.entries.flatMap((entry) => (entry.key ? [] : [entry.value])) : [];
}

/** `self.answer(question=q, notes=notes)`: a request that is given nothing but fields, which become parts of its text. */
function fieldsOf(call: CallSite["call"]): readonly Located[] {
  if (call.expr.kind !== "call" || call.file.language !== "python") return [];
  const { args, range } = call.expr;
  const isField = (name: string | null): boolean =>
    name !== null && !/^(url|headers|json|data|body|content|timeout|params)$/.test(name);
  const isAllNamed = args.length > 0 && args.every(({ name, spread }) => isField(name) && !spread);
  const entries = args.map(({ name, value }) => ({
    key: { kind: "string", value: `field ${name}`, range } as const,
    value,
  }));
  return isAllNamed ? [{ ...call, expr: { kind: "dict", entries, range } }] : [];
}

/** Where raw HTTP sends a request to. */
function isAddress(value: Expr): boolean {
  return /(url|uri|endpoint|href)$/i.test(lastNameOf(value));
}

/** Go's `ctx`. */
function isContext(value: Expr): boolean {
  return /^(ctx|context)$/i.test(lastNameOf(value));
}

/** `chat = model.start_chat(history=messages)` in each round of a run that adds to the list: an agent's, as if the list were sent itself. */
function begunAgain(
  program: Program,
  session: Located,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  const given = session.expr.kind === "call" ? session.expr.args : [];
  const histories = given.flatMap(({ name, value }) => {
    const entries = value.kind === "dict" ? value.entries : [{ key: null, value }];
    return entries.flatMap((entry) => {
      const key = entry.key?.kind === "string" ? entry.key.value : (name ?? lastNameOf(entry.value));
      return HISTORY.test(key) ? [entry.value] : [];
    });
  });
  for (const expr of histories) {
    for (const root of rootsOnChain(program, { ...session, expr }, chain)) {
      const found = accumulatingRun(program, root, chain, loops);
      if (found?.kind === "agent") return found;
    }
  }
  return undefined;
}

const HISTORY = /histor|messages$|msgs$|contents$|conversation|turns$/i;

function libraryLoop(loops: readonly PlacedLoop[]): Found {
  const growth = accumulating("the library resends the conversation on every step");
  return { kind: "framework", run: [], outer: loops, growth, ownerLevel: 0, inside: [] };
}

function independent(site: CallSite, chain: Chain, loops: readonly PlacedLoop[]): Found {
  const growth = constantGrowth("every request starts from the same messages");
  const kind = loops.length > 0 || site.kind === "map" || callsAnew(chain).length > 0 ? "map" : "none";
  return { kind, run: [], outer: loops, growth, ownerLevel: 0, inside: [] };
}
