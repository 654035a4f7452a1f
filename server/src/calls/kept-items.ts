/** Entries of collections that other functions or files make: `manager.models[0]`, `for model in make_models()`. */
import { collectionOf, keptInCollection, keptSince } from "../facts/collections";
import { entryRead } from "../facts/entries";
import type { Expr } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { madeForItem } from "./made-for-item";
import { argumentPassed, callsFilling, entryPassed, parameterBehind } from "./parameter-behind";

/** Functions that a collection, or what holds it, is handed down through. */
const MAX_HANDED = 3;
const MAX_CALLERS = 4;

/** What `describe` makes of the entries that the places may be: of those the file itself puts there, else of those put there elsewhere. */
export function keptEntries<T>(
  program: Program,
  places: readonly Located[],
  describe: (value: Located) => T | readonly T[],
): readonly T[] {
  const near = places
    .flatMap((place) => atIndex(program, place, keptInCollection(place), null))
    .flatMap(describe);
  return near.length > 0 ? near : places.flatMap((place) => keptElsewhere(program, place)).flatMap(describe);
}

/** What is put into the collection that the expression is read of, wherever it is made. */
function keptElsewhere(program: Program, at: Located): readonly Located[] {
  const read = collectionOf(at);
  if (!read) return [];
  return madeAs(program, read.collection, MAX_HANDED).flatMap((made) => {
    const kept = keptSince(made, read.key);
    const { expr } = made;
    // Of a list that holds something from the start the items are counted from there.
    const isPlain = expr.kind !== "list" || expr.items.length === 0;
    return isPlain ? atIndex(program, at, kept, expr.kind === "comprehension" ? expr : null) : kept;
  });
}

/** Of what one loop puts into a list item by item: what it makes of the item whose index is read. */
function atIndex(
  program: Program,
  read: Located,
  kept: readonly Located[],
  comprehension: Expr | null,
): readonly Located[] {
  const [only, ...others] = kept;
  if (!only || others.length > 0 || read.expr.kind !== "index") return kept;
  const index = readNumber(program, { ...read, expr: read.expr.index });
  const isItem = index !== undefined && Number.isInteger(index) && index >= 0;
  return isItem ? [madeForItem(only, index, comprehension)] : kept;
}

/** The literals that a collection begins as: its own, or those that callers hand over with a parameter. */
function madeAs(program: Program, at: Located, left: number): readonly Located[] {
  const made = resolveAll(program, at).flatMap((value) =>
    value.kind === "expression" && value.at.expr !== at.expr ? [value.at] : [],
  );
  if (made.length > 0 || left === 0) return made;
  const read = entryRead(at.expr);
  const whole = parameterBehind(program, at);
  const holder = whole ?? (read && parameterBehind(program, { ...at, expr: read.object }));
  if (!holder) return [];
  const { file, fn, name } = holder;
  return callsFilling(program, file, fn)
    .slice(0, MAX_CALLERS)
    .flatMap((call) => {
      const frame = { file, fn, call };
      const passed = whole || !read ? argumentPassed(frame, name) : entryPassed(frame, name, read.key);
      return passed ? madeAs(program, passed, left - 1) : [];
    });
}
