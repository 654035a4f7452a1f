/** What the name of a loop stands for, where what it goes through is written out. */
import type { Expr } from "./ir";
import { type Iterated, itemsIn, iterated } from "./iterated";
import type { Located } from "./located";
import type { Value } from "./program";
import { isCallable, isObject, textIn, UNKNOWN } from "./values";

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
  const value = through && heldItems({ ...iterable, expr: through.over }, follow);
  const some = (): readonly Value[] => {
    const objects = through ? someItem(iterable, follow, through) : [];
    return objects.length > 0 ? objects : [UNKNOWN];
  };
  if (!through || value?.kind !== "expression") return some();
  const { at } = value;
  const [first, ...others] = itemsIn(at.expr, through.of);
  if (!first) return some();
  const partOf = (expr: Expr): readonly Value[] => into(follow({ ...at, expr }), through.path);
  const isWhole = through.path.length === 0 && through.of === "items";
  const values = isWhole && !/^(name|call)$/.test(first.kind) ? [] : partOf(first);
  // Of functions each has its turn, and so have the objects of the program's own classes.
  const functions = values.filter(({ kind }) => kind === "function");
  const rest = (): readonly Value[] => others.slice(0, MAX_ITEMS).flatMap(partOf);
  if (functions.length > 0) return [...functions, ...rest().filter(isCallable)];
  const objects = values.filter(({ kind }) => kind === "instance");
  if (isWhole && objects.length > 0) return [...objects, ...rest().filter(({ kind }) => kind === "instance")];
  if (isWhole) return [{ kind: "expression", at: { ...at, expr: first } }];
  // One model of several is none of them.
  const texts = new Set([values, ...others.slice(0, MAX_ITEMS).map(partOf)].map(textIn));
  return texts.size > 1 && !texts.has(undefined) ? [UNKNOWN] : values;
}

/** Calls around a list that hand its items on: `Array.from(new Set([…]))`. */
const MAX_WRAPPED = 3;

/** What the expression stands for, and, where that is a call that only hands items on, what the call is given. */
function heldItems(at: Located, follow: (at: Located) => readonly Value[]): Value | undefined {
  let value = follow(at)[0];
  for (let left = MAX_WRAPPED; left > 0 && value?.kind === "expression"; left--) {
    const { at: held } = value;
    const through = held.expr.kind === "call" ? iterated(held.expr, []) : undefined;
    if (through?.of !== "items" || through.over === held.expr) break;
    value = follow({ ...held, expr: through.over })[0];
  }
  return value;
}

/** What `agents[i]` may be, of a list that is built step by step or in a comprehension, or whose type says what it holds. */
export function someItem(
  given: Located,
  follow: (at: Located) => readonly Value[],
  through: Iterated | undefined = iterated(given.expr, []),
): readonly Value[] {
  if (!through || through.of === "keys" || through.path.length > 0) return [];
  const over = { ...given, expr: through.over };
  const { expr } = over;
  const index: Expr = { kind: "null", range: expr.range };
  return follow({ ...over, expr: { kind: "index", object: expr, index, range: expr.range } }).filter(
    isObject,
  );
}
