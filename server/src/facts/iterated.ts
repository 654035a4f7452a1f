/** What a loop's names stand for: items of a list, and parts of them (`for name, model in pairs`, `for i, x in enumerate(xs)`). */
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";

type Path = readonly (string | number)[];

export interface Iterated {
  /** What holds the items. */
  readonly over: Expr;
  /** Which part of an entry is meant, where it is a dict. */
  readonly of: "items" | "keys" | "values";
  /** The way into the item. */
  readonly path: Path;
}

/** Calls that hand on the items of what they are given: in another order, or again and again. */
const SAME_ITEMS = /^(list|tuple|[sS]et|reversed|sorted|shuffled?|cycle|tqdm|track|from)$/;

/** What the name at the path of the loop's target goes through; undefined for counters, and where it is not told. */
export function iterated(iterable: Expr, path: Path): Iterated | undefined {
  if (iterable.kind !== "call") return { over: iterable, of: "items", path };
  const { callee, args } = iterable;
  const [step, ...rest] = path;
  const name = lastNameOf(callee);
  const [first] = args;
  // Python asks the dict itself, JavaScript `Object`.
  const isOfObject =
    callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "Object";
  const holder = isOfObject ? first?.value : callee.kind === "member" && !first ? callee.object : undefined;
  if (holder && /^(items|entries)$/.test(name))
    return typeof step === "number"
      ? { over: holder, of: step === 0 ? "keys" : "values", path: rest }
      : undefined;
  if (holder && name === "values") return { over: holder, of: "values", path };
  if (name === "enumerate" && first)
    return step === 1 ? { over: first.value, of: "items", path: rest } : undefined;
  if (first && SAME_ITEMS.test(name)) return { over: first.value, of: "items", path };
  const zipped = name === "zip" && typeof step === "number" ? args[step]?.value : undefined;
  return zipped ? { over: zipped, of: "items", path: rest } : { over: iterable, of: "items", path };
}

/** What the loop goes through, where it is written out. */
export function itemsIn(expr: Expr, of: Iterated["of"]): readonly Expr[] {
  if (expr.kind === "list") return of === "keys" ? [] : expr.items;
  const entries = expr.kind === "dict" && of !== "items" ? expr.entries : [];
  return entries.flatMap((entry) => (of === "keys" ? entry.key : entry.value) ?? []);
}

/** Calls that take one of what they are given, or of what they are called on. */
const TAKERS = /^(next|choice|randomChoice|sample)$/;
const OWN_TAKERS = /^(pop|popleft|shift|at|find|next)$/;

/** What one item is taken of: `random.choice(agents)`, `next(agents)`, `queue.popleft()`. */
export function takenOf({ callee, args }: Extract<Expr, { kind: "call" }>): Expr | undefined {
  const name = lastNameOf(callee);
  const [first, ...more] = args;
  if (first && more.length === 0 && TAKERS.test(name)) return first.value;
  return callee.kind === "member" && more.length === 0 && OWN_TAKERS.test(name) ? callee.object : undefined;
}
