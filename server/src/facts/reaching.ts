/** Assignments whose value may still stand under a name where it is used. */
import type { Stmt } from "./ir";
import type { Located } from "./located";
import type { Binding } from "./program";
import { eachStatement } from "./walk";

type Assignment = Extract<Binding, { kind: "assign" }>;

/**
 * The assignments but for those that stand behind the use in the same function and that no loop leads back from: a script takes its names for other things
 * further down. All, where nothing stands before the use.
 */
export function assignsReaching(
  { file, fn, expr }: Located,
  scope: number,
  all: readonly Binding[],
): readonly Assignment[] {
  const bindings = all.filter((binding) => binding.kind === "assign");
  if (scope !== fn || bindings.length < 2) return bindings;
  const use = expr.range.start;
  if (!bindings.some(({ start }) => start > use) || !bindings.some(({ start }) => start < use))
    return bindings;
  const loops = eachStatement(file.functions[fn]?.facts.body ?? []).filter(({ kind }) => kind === "loop");
  const holds = ({ range }: Stmt, place: number): boolean => range.start <= place && place < range.end;
  return bindings.filter(
    ({ start }) => start <= use || loops.some((loop) => holds(loop, use) && holds(loop, start)),
  );
}
