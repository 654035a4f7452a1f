/** Nodes that take messages out of a graph's state: LangGraph's `RemoveMessage`. */
import { lastNameOf } from "../facts/expression-text";
import type { FileFacts } from "../facts/ir";
import { placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { namesConversation } from "../facts/stored-history";
import { callsIn, eachStatement } from "../facts/walk";
import { namesSummary } from "../facts/windows";
import type { Chain } from "./chain";
import { nodesBeside } from "./graph-cycles";
import type { PlacedRoot } from "./roots-on-chain";
import type { Growth } from "./run-shape";

type Nodes = NonNullable<ReturnType<typeof nodesBeside>>;

const known = new WeakMap<Nodes, Growth | null>();

/** Growth of the state's conversation where a node of the same graph removes messages: summed up where that node writes a summary, else cut. */
export function removalGrowth(
  program: Program,
  chain: Chain,
  states: readonly PlacedRoot[],
): Growth | undefined {
  const isConversation = states.some(
    ({ trace: { root } }) => root.kind === "state" && namesConversation(root.key),
  );
  const nodes = isConversation ? nodesBeside(program, chain) : undefined;
  if (!nodes) return undefined;
  let growth = known.get(nodes);
  if (growth === undefined) {
    growth = removalAmong(nodes) ?? null;
    known.set(nodes, growth);
  }
  return growth ?? undefined;
}

function removalAmong(nodes: Nodes): Growth | undefined {
  for (const [file, functions] of nodes) {
    for (const fn of functions.keys()) {
      const removal = callsIn(file, fn).find(({ call }) => lastNameOf(call.callee) === "RemoveMessage");
      if (!removal) continue;
      const place = placeOf({ file, fn, expr: removal.call });
      const common = { window: null, dropsPrefix: true, place } as const;
      return writesSummary(file, fn)
        ? { ...common, kind: "summarised", reason: "a node replaces older messages by a summary" }
        : { ...common, kind: "windowed", reason: "a node removes older messages from the state" };
    }
  }
  return undefined;
}

function writesSummary(file: FileFacts, fn: number): boolean {
  return eachStatement(file.functions[fn]?.facts.body ?? []).some(
    (stmt) =>
      stmt.kind === "return" &&
      stmt.value?.kind === "dict" &&
      stmt.value.entries.some(({ key }) => key?.kind === "string" && namesSummary(key.value)),
  );
}
