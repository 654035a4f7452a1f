/** Nodes that take messages out of a graph's state: LangGraph's `RemoveMessage`. */
import { edgesOf } from "../facts/call-index";
import type { FileFacts } from "../facts/ir";
import { placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { namesConversation } from "../facts/stored-history";
import { eachStatement } from "../facts/walk";
import { namesSummary } from "../facts/windows";
import type { PlacedRoot } from "./roots-on-chain";
import type { Growth } from "./run-shape";

/** By the program's files: an edit makes others. */
const known = new WeakMap<readonly FileFacts[], Growth | null>();

/** Growth of the state's conversation where a node removes messages: summed up where the node writes a summary, else cut. */
export function removalGrowth(program: Program, states: readonly PlacedRoot[]): Growth | undefined {
  const isConversation = states.some(
    ({ trace: { root } }) => root.kind === "state" && namesConversation(root.key),
  );
  if (!isConversation) return undefined;
  let growth = known.get(program.files);
  if (growth === undefined) {
    growth = removalIn(program) ?? null;
    known.set(program.files, growth);
  }
  return growth ?? undefined;
}

function removalIn(program: Program): Growth | undefined {
  for (const file of program.files) {
    for (const { call } of edgesOf(file, "RemoveMessage")) {
      const body = file.functions[call.fn]?.facts.body ?? [];
      const writesSummary = eachStatement(body).some(
        (stmt) =>
          stmt.kind === "return" &&
          stmt.value?.kind === "dict" &&
          stmt.value.entries.some(({ key }) => key?.kind === "string" && namesSummary(key.value)),
      );
      const common = { window: null, dropsPrefix: true, place: placeOf(call) } as const;
      return writesSummary
        ? { ...common, kind: "summarised", reason: "a node replaces older messages by a summary" }
        : { ...common, kind: "windowed", reason: "a node removes older messages from the state" };
    }
  }
  return undefined;
}
