/** Loops that ask again for the same answer with a hint: what they add to the messages was known before, and nothing of the answer. */
import type { Expr } from "../facts/ir";
import type { Binding } from "../facts/program";
import { lookUp } from "../facts/scope";
import { eachExpression } from "../facts/walk";
import type { Chain } from "./chain";
import { isCountedAsRetry } from "./loop-kind";
import type { PlacedLoop } from "./placed-loop";
import type { PlacedMutation } from "./roots-on-chain";

/** `for attempt in range(2): if attempt == 1: messages = hinted(messages)`: a retry, whose rounds replace each other. */
export function isHintedRetry(
  chain: Chain,
  run: readonly PlacedLoop[],
  inside: readonly PlacedMutation[],
): boolean {
  const [placed, ...others] = run;
  const level = placed && chain.levels[placed.level];
  if (!level || others.length > 0 || placed.loop.kind !== "statement") return false;
  const { loop } = placed.loop;
  if (!isCountedAsRetry(loop)) return false;
  const isOwn = (start: number): boolean => loop.range.start <= start && start < loop.range.end;
  const isKnownBefore = (name: string, { at }: PlacedMutation["mutation"]): boolean => {
    const bindings = lookUp(level.file, level.fn, name)?.bindings ?? [];
    const isBefore = (each: Binding): boolean =>
      each.kind === "parameter" ||
      !isOwn(each.start) ||
      (each.kind === "assign" && each.value.expr === at.expr);
    return bindings.length > 0 && bindings.every(isBefore);
  };
  return inside.every(
    ({ mutation, level: at }) =>
      mutation.kind === "append" &&
      at === placed.level &&
      valuesIn(mutation.at.expr).every((name) => isKnownBefore(name, mutation)),
  );
}

/** Names whose values the expression holds: what is called says nothing. */
function valuesIn(expr: Expr): readonly string[] {
  const all = eachExpression(expr);
  const called = new Set(all.flatMap((part) => (part.kind === "call" ? [part.callee] : [])));
  return all.flatMap((part) => (part.kind === "name" && !called.has(part) ? [part.name] : []));
}
