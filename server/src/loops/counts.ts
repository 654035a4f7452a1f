/** Counts the items of what is iterated. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readDict, readList, readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { valuesThroughCallers } from "../facts/through-callers";
import type { CallExpression } from "../facts/walk";

/** How many items something has, and where the number stands. */
export interface Count {
  readonly count: number;
  readonly at: Located;
}

/**
 * Number of items of an iterable: `range(n)`, `[…]`, `Array(n).keys()`, `Array.from({length: n})`, `enumerate(x)`. Null where it is
 * not known: a count of nothing means that some part of it was not read right.
 */
export function countOf(program: Program, at: Located, hops = 0): Count | null {
  const found = count(program, at, hops);
  return found && found.count >= 1 ? found : null;
}

function count(program: Program, at: Located, hops: number): Count | null {
  const { expr } = at;
  if (expr.kind === "call") {
    const name = lastNameOf(expr.callee);
    if (name === "range" || name === "trange" || name === "xrange") return rangeCount(program, at, expr);
    if (name === "from" || name === "Array" || name === "fill") return arrayCount(program, at, expr, hops);
    const first = expr.args[0]?.value;
    if (/^(items|values|keys)$/.test(name) && expr.callee.kind === "member" && !first)
      return dictCount(program, { ...at, expr: expr.callee.object }) ?? arrayCount(program, at, expr, hops);
    if (name === "map" || name === "repeat") return mappedCount(program, at, expr, hops);
    if (
      /^(enumerate|tqdm|reversed|sorted|list|tuple|set|track|entries|keys|values|iter|shuffle|sample|zip)$/.test(
        name,
      )
    ) {
      const inner = first ?? (expr.callee.kind === "member" ? expr.callee.object : undefined);
      return inner ? countOf(program, { ...at, expr: inner }, hops) : null;
    }
    return SEARCHES.test(name) ? foundCount(program, at, expr) : null;
  }
  if (expr.kind === "slice") {
    const to = expr.to ? readNumber(program, { ...at, expr: expr.to }) : undefined;
    const from = expr.from ? readNumber(program, { ...at, expr: expr.from }) : 0;
    return to !== undefined && from !== undefined && to > from && from >= 0 ? { count: to - from, at } : null;
  }
  if (expr.kind === "comprehension") {
    const [clause, ...more] = expr.clauses;
    const whole = clause && more.length === 0 && !expr.conditions;
    return whole ? countOf(program, { ...at, expr: clause.iterable }, hops) : null;
  }
  return listCount(program, at) ?? dictCount(program, at) ?? behindName(program, at, hops);
}

/** Searches of stores: `store.similarity_search(query, k=3)`. */
const SEARCHES =
  /^a?(similarity_search|max_marginal_relevance_search|search|query|retrieve|similaritySearch)(_\w+|With\w+)?$/;

/** As many items as the search is asked for. */
function foundCount(program: Program, at: Located, expr: Extract<Expr, { kind: "call" }>): Count | null {
  const asked = expr.args.find(({ name }) => name !== null && /^(k|top_k|n_results|limit)$/.test(name));
  const second =
    expr.callee.kind === "member" && /^similaritySearch/.test(expr.callee.name) ? expr.args[1] : undefined;
  const given = asked ?? second;
  const place = given && { ...at, expr: given.value };
  const number = place ? readNumber(program, place) : undefined;
  return place && number !== undefined ? { count: number, at: place } : null;
}

/** Items of a literal that does not grow on the way; spreads of unread lists make the number unknown. */
function listCount(program: Program, at: Located): Count | null {
  const items = readList(program, at);
  if (!items || items.some((item) => item.expr.kind === "spread")) return null;
  return items.length === 0 ? null : { count: items.length, at };
}

/** Entries of a literal: `MODELS.items()`, `for name in MODELS`. */
function dictCount(program: Program, at: Located): Count | null {
  const entries = readDict(program, at);
  return entries && entries.length > 0 && entries.every(({ key }) => key !== null)
    ? { count: entries.length, at }
    : null;
}

/** A name for a slice, a range or a comprehension, and what the callers pass for a parameter. */
function behindName(program: Program, at: Located, hops: number): Count | null {
  if (at.expr.kind !== "name" && at.expr.kind !== "member") return null;
  const value = resolve(program, at);
  if (value.kind === "parameter") return passedCount(program, at, hops);
  if (value.kind !== "expression" || value.at.expr === at.expr) return null;
  const { kind } = value.at.expr;
  return kind === "slice" || kind === "call" || kind === "comprehension"
    ? countOf(program, value.at, hops)
    : null;
}

/** What callers pass is looked into once: it may come from their callers again. */
const MAX_HOPS = 1;

/** The longest of the lists that callers pass, where each is known. */
function passedCount(program: Program, at: Located, hops: number): Count | null {
  if (hops >= MAX_HOPS) return null;
  const counts = valuesThroughCallers(program, at).map((value) =>
    value.kind === "expression" ? countOf(program, value.at, hops + 1) : null,
  );
  const known = counts.filter((each) => each !== null);
  if (known.length === 0 || known.length < counts.length) return null;
  return known.reduce((a, b) => (b.count > a.count ? b : a));
}

/** `xs.map(f)`, `map(f, xs)`, `repeat(x, 3)`. */
function mappedCount(program: Program, at: Located, expr: CallExpression, hops: number): Count | null {
  const second = expr.args[1]?.value;
  if (expr.callee.kind === "member") return countOf(program, { ...at, expr: expr.callee.object }, hops);
  if (!second) return null;
  const number = readNumber(program, { ...at, expr: second });
  return number === undefined ? countOf(program, { ...at, expr: second }, hops) : { count: number, at };
}

/** Where `itertools.count(1)`, `enumerate(xs, 1)` and `range(n)` begin; null for anything that does not count. */
export function startOfCount(program: Program, at: Located): number | null {
  const { expr } = at;
  if (expr.kind !== "call") return null;
  const name = lastNameOf(expr.callee);
  const first = expr.args[0]?.value;
  const second = expr.args.find((arg) => arg.name === "start")?.value ?? expr.args[1]?.value;
  const given =
    name === "count" ? first : name === "enumerate" ? second : name === "range" && second ? first : undefined;
  if (!/^(count|enumerate|range)$/.test(name)) return null;
  return given ? (readNumber(program, { ...at, expr: given }) ?? null) : 0;
}

function rangeCount(program: Program, at: Located, expr: Extract<Expr, { kind: "call" }>): Count | null {
  const numbers = expr.args.map((arg) => readNumber(program, { ...at, expr: arg.value }));
  const [first, second, step] = numbers;
  const last = expr.args[expr.args.length > 1 ? 1 : 0]?.value;
  if (!last || first === undefined) return null;
  const place = { ...at, expr: last };
  if (expr.args.length === 1) return { count: Math.max(0, first), at: place };
  if (second === undefined) return null;
  const width = expr.args.length > 2 ? step : 1;
  if (width === undefined || width === 0) return null;
  return { count: Math.max(0, Math.ceil((second - first) / width)), at: place };
}

function arrayCount(program: Program, at: Located, expr: CallExpression, hops: number): Count | null {
  const first = expr.args[0]?.value;
  if (first?.kind === "dict") {
    const length = first.entries.find((e) => e.key?.kind === "string" && e.key.value === "length");
    const count = length ? readNumber(program, { ...at, expr: length.value }) : undefined;
    return count === undefined ? null : { count, at };
  }
  if (first) {
    const count = readNumber(program, { ...at, expr: first });
    if (count !== undefined) return { count, at };
  }
  return expr.callee.kind === "member" ? countOf(program, { ...at, expr: expr.callee.object }, hops) : null;
}
