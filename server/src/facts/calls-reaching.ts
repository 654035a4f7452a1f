/** Calls of a function whose arguments let it come to a place: `ask(text, is_final=True)` comes to what stands behind `if is_final:`. */
import { isRuledOut } from "./branches";
import { callersOf } from "./call-graph";
import type { CallEdge } from "./call-index";
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { testsUpTo } from "./tests-around";

/** Where the function uses what it is handed behind tests; undefined for a use elsewhere or in any case. */
export function testedUse(
  { file, fn, expr }: Located,
  owner: FileFacts,
  ownerFn: number,
): number | undefined {
  if (file !== owner || fn !== ownerFn) return undefined;
  const offset = expr.range.start;
  return testsUpTo(file.functions[fn]?.facts.body ?? [], offset).length > 0 ? offset : undefined;
}

/** Callers without those that cannot come to the offset; all of them where none could, and without an offset. */
export function reachingCallers(
  program: Program,
  file: FileFacts,
  fn: number,
  offset: number | undefined,
): readonly CallEdge[] {
  const all = callersOf(program, file, fn);
  if (offset === undefined || all.length < 2) return all;
  const reaching = all.filter(({ call }) => !isRuledOut(program, { file, fn, call }, offset));
  return reaching.length > 0 ? reaching : all;
}
