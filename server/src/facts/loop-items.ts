/** What the name of a loop stands for, where what it goes through is written out. */
import type { Expr } from "./ir";
import { itemsIn, iterated } from "./iterated";
import type { Located } from "./located";
import type { Value } from "./program";
import { isCallable, textIn, UNKNOWN } from "./values";

type Path = readonly (string | number)[];

/** Items that are looked at besides the first. */
const MAX_ITEMS = 8;

/** `follow` tells what an expression stands for, `into` what stands at a path in values. */
export function loopItems(
  iterable: Located,
  path: Path,
  follow: (at: Located) => readonly Value[],
  into: (values: readonly Value[], path: Path) => readonly Value[],
): readonly Value[] {
  const through = iterated(iterable.expr, path);
  const value = through && follow({ ...iterable, expr: through.over })[0];
  if (!through || value?.kind !== "expression") return [UNKNOWN];
  const { at } = value;
  const [first, ...others] = itemsIn(at.expr, through.of);
  if (!first) return [UNKNOWN];
  const partOf = (expr: Expr): readonly Value[] => into(follow({ ...at, expr }), through.path);
  const isWhole = through.path.length === 0 && through.of === "items";
  const values = isWhole && first.kind !== "name" ? [] : partOf(first);
  // Of functions each has its turn.
  const functions = values.filter(({ kind }) => kind === "function");
  if (functions.length > 0)
    return [...functions, ...others.slice(0, MAX_ITEMS).flatMap(partOf).filter(isCallable)];
  if (isWhole) return [{ kind: "expression", at: { ...at, expr: first } }];
  // One model of several is none of them.
  const texts = new Set([values, ...others.slice(0, MAX_ITEMS).map(partOf)].map(textIn));
  return texts.size > 1 && !texts.has(undefined) ? [UNKNOWN] : values;
}
