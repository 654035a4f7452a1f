/** Tells where a function answers one of several things at run time: a `switch` that returns another table in each case. */
import type { FileFacts, Stmt } from "./ir";
import type { Located } from "./located";
import type { Value } from "./program";
import { eachStatement } from "./walk";

/**
 * What each of a function's answers holds, where its first one stands behind a test: which of them a run gets, nobody can read. Undefined
 * where the first is the rule (no test guards it), or where the values come by another way than by what a function returns.
 */
export function chosenByRun(at: Located, values: readonly Value[]): readonly Located[] | undefined {
  const found = values.flatMap((value) => (value.kind === "expression" ? [value.at] : []));
  const [first] = found;
  if (!first || found.length < 2 || (first.file === at.file && first.fn === at.fn)) return undefined;
  const returned = returnAround(first);
  if (!returned || first.file.functions[first.fn]?.facts.body.includes(returned)) return undefined;
  const others = found.filter((each) => each.file === first.file && each.fn === first.fn);
  return others.every((each) => returnAround(each)) ? others : undefined;
}

/** Returns of a function, in source order; an edit replaces the facts of the functions it touches only. */
const returns = new WeakMap<FileFacts["functions"][number]["facts"], readonly Stmt[]>();

function returnAround({ file, fn, expr: { range } }: Located): Stmt | undefined {
  const facts = file.functions[fn]?.facts;
  if (!facts) return undefined;
  const known = returns.get(facts) ?? eachStatement(facts.body).filter(({ kind }) => kind === "return");
  returns.set(facts, known);
  return known.find((stmt) => stmt.range.start <= range.start && range.end <= stmt.range.end);
}
