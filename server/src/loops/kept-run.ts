/** Runs whose conversation is kept outside the loop: by the provider, a chat object, a client or a store. */
import { textOf } from "../facts/expression-text";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { storeEntry } from "../facts/session-stores";
import { namesConversation, writesConversation } from "../facts/stored-history";
import { callsIn, eachStatement } from "../facts/walk";
import type { CallSite } from "../sdks/call-site";
import { namesFedBy } from "./answer";
import type { Chain } from "./chain";
import type { Found } from "./describe";
import { accumulating, constantGrowth, growthOf, rememberedGrowth } from "./growth";
import { clientKeepsHistory } from "./person";
import { createdPerItem, holds, type PlacedLoop, personIn, restarts } from "./placed-loop";
import { isPutAway, type PlacedRoot, rootsOnChain } from "./roots-on-chain";
import type { Growth } from "./run-shape";

/** `previous_response_id`: the provider keeps the conversation and bills it again. */
export function serverHistory(
  program: Program,
  site: CallSite,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found {
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

/** Whether what names the conversation comes from outside: a session, the caller of the entry, the module, an object that keeps the last answer's. */
export function conversationOutlives(program: Program, { roles }: CallSite, chain: Chain): boolean {
  const [nearest] = roles.conversation ? rootsOnChain(program, roles.conversation, chain) : [];
  if (!nearest) return false;
  const { trace, persistent, level } = nearest;
  const { file, fn, call } = chain.levels[0] as Chain["levels"][number];
  const fed = namesFedBy(call, file.functions[fn]?.facts.body ?? []);
  if (trace.root.kind === "attribute" && fed.has(textOf(roles.conversation?.expr ?? call))) return true;
  return persistent || (trace.root.kind === "parameter" && level === chain.levels.length - 1);
}

/** A chat object of the SDK keeps the conversation: every message that is sent to it adds to the next request. */
export function sessionRun(
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
  const isKept = isPutAway(session.file, session.fn, session.expr) || isKeptInStore(program, session);
  if (site.sessionOutlives || isKept) return clientHistory(outer);
  const before = heldBefore(program, session, chain);
  if (before) return clientHistory(outer, before);
  const once = constantGrowth("the conversation is begun anew for each message");
  return { kind: outer.length > 0 ? "map" : "none", run: [], outer, growth: once, ownerLevel, inside: [] };
}

/** `st.session_state.chat = model.start_chat()`, `Chain(memory=st.session_state.memory)`: the page goes on with it when the code runs again. */
function isKeptInStore(program: Program, session: Located): boolean {
  const { file, fn, expr } = session;
  if (storeEntry(program, session) !== undefined) return true;
  return eachStatement(file.functions[fn]?.facts.body ?? []).some(
    (stmt) =>
      stmt.kind === "assign" &&
      stmt.value === expr &&
      storeEntry(program, { file, fn, expr: stmt.target }) !== undefined,
  );
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

/** The conversation is kept outside: a loop that writes the answers back goes on with it, else somebody comes back to it. */
export function storedRun(
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

export function clientHistory(loops: readonly PlacedLoop[], roots: readonly PlacedRoot[] = []): Found {
  const growth =
    cutGrowth(roots) ?? accumulating("the client sends the whole conversation again with every message");
  return { kind: "chat", run: [], outer: loops, growth, ownerLevel: 0, inside: [] };
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

export const CONVERSATION =
  /messages|message_?(buffer|log|list)|histor(y|ies)|conversation|chat|memory|context|transcript/i;

export function nameOf({ trace: { root } }: PlacedRoot): string {
  return root.kind === "session" ? root.key : root.name;
}
