/** Runs of a graph's nodes: what the library repeats, turns of a conversation that the state keeps, and requests of their own. */
import { lastNameOf } from "../facts/expression-text";
import type { Program } from "../facts/program";
import { namesConversation } from "../facts/stored-history";
import type { CallSite } from "../sdks/call-site";
import type { Chain } from "./chain";
import type { Found } from "./describe";
import { writesBack } from "./graph";
import { circleOf, isPassedOnce, type PlacedCircle } from "./graph-cycles";
import { growthOnCircle } from "./graph-growth";
import { removalGrowth } from "./graph-removals";
import { asksForSummary } from "./growing-run";
import { accumulating, constantGrowth } from "./growth";
import { clientHistory } from "./kept-run";
import { createdPerItem, type PlacedLoop } from "./placed-loop";
import type { PlacedRoot } from "./roots-on-chain";
import type { Growth } from "./run-shape";

/** A request that sends a part of a graph's state. */
export function graphNode(
  program: Program,
  site: CallSite,
  chain: Chain,
  roots: readonly PlacedRoot[],
  loops: readonly PlacedLoop[],
): Found {
  const states = roots.filter((r) => r.trace.root.kind === "state");
  const once = isPassedOnce(program, chain);
  const written = states.filter(({ level, trace }) => {
    const node = chain.levels[level];
    return node !== undefined && writesBack(node, trace);
  });
  const writes = written.length > 0;
  const circle = circleOf(program, chain);
  const repeats = writes && once === undefined;
  if (!repeats && circle) return graphCircle(program, site, chain, circle, roots, loops);
  if (once !== undefined && isTurn(once, states, written) && !asksForSummary(chain, states))
    return withGrowth(clientHistory(loops, states), removalGrowth(program, chain, states));
  const growth = repeats
    ? (circle?.isNearest && growthOnCircle(program, circle.circle, written)) ||
      removalGrowth(program, chain, written) ||
      accumulating("the graph's state keeps every message")
    : constantGrowth("the node does not add its answer to what it reads of the state");
  return {
    kind: repeats ? "framework" : loops.length > 0 ? "map" : "none",
    run: [],
    outer: loops,
    growth,
    ownerLevel: 0,
    inside: [],
    ...(repeats && circle?.circle.limit ? { graphLimit: circle.circle.limit } : {}),
  };
}

function withGrowth(found: Found, growth: Growth | undefined): Found {
  return growth ? { ...found, growth } : found;
}

/**
 * Whether a run of the graph is a turn of a conversation: the node sends all messages of a state that is kept for sure, whichever node
 * answers, or adds its answer to the list it sends. A text that it quotes and writes anew (a draft) is no conversation.
 */
function isTurn(
  once: "served" | "kept" | "forgotten",
  states: readonly PlacedRoot[],
  written: readonly PlacedRoot[],
): boolean {
  const isConversation = ({ trace: { root } }: PlacedRoot): boolean =>
    root.kind === "state" && namesConversation(root.key);
  const isWhole = ({ trace: { window, headOnly } }: PlacedRoot): boolean => window === null && !headOnly;
  if (once === "served" && states.some((state) => isConversation(state) && isWhole(state))) return true;
  return once !== "forgotten" && written.some((state) => isConversation(state) || !state.trace.inText);
}

/** The graph comes back to the node, which makes its messages anew each time, out of what the state holds by then. */
export function graphCircle(
  program: Program,
  site: CallSite,
  chain: Chain,
  placed: PlacedCircle,
  roots: readonly PlacedRoot[],
  outer: readonly PlacedLoop[],
): Found {
  const { circle, isNearest } = placed;
  const readsState = isNearest && !asksPerItem(site, chain, placed, outer);
  const growth =
    (readsState && growthOnCircle(program, circle, roots, site.roles.messages)) ||
    constantGrowth("the graph comes back to the node with messages made anew");
  const common = { kind: "framework", run: [], outer, growth, ownerLevel: 0, inside: [] } as const;
  return circle.limit ? { ...common, graphLimit: circle.limit } : common;
}

/** Whether the node asks once for each of several items, or is started so: a request holds one of them, however many there are. */
function asksPerItem(
  { kind }: CallSite,
  { levels }: Chain,
  { level }: PlacedCircle,
  loops: readonly PlacedLoop[],
): boolean {
  const above = levels[level + 1]?.call;
  const isSent = above?.kind === "call" && lastNameOf(above.callee) === "Send";
  const inside = loops.filter((placed) => placed.level <= (isSent ? level + 1 : level));
  return kind === "map" || inside.some(({ loop }) => loop.kind === "comprehension" || createdPerItem(loop));
}
