/**
 * Entries that statements give to a call's options after they were made: `params["tools"] = tools`, in the function of the call or in those
 * that make the options for it.
 */
import { entryOf } from "../facts/arguments";
import type { Expr } from "../facts/ir";
import { type LaterEntry, laterEntries } from "../facts/later-entries";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { lookUp } from "../facts/scope";
import { type BranchTest, testsAround } from "../facts/tests-around";
import { ecosystemOf } from "../sdks/documented-default";
import { optionParts } from "./option-layers";

/** Where the options object stands: first in JavaScript; in Go behind the context. */
export function optionsIndex(call: Located): number {
  const count = call.expr.kind === "call" ? call.expr.args.length : 0;
  return ecosystemOf(call.file) === "go" && count > 1 ? 1 : 0;
}

/** Names of variables the call takes its options from. */
export function optionNames(call: Located): readonly string[] {
  if (call.expr.kind !== "call") return [];
  const options = ecosystemOf(call.file) === "python" ? -1 : optionsIndex(call);
  return call.expr.args.flatMap((arg, index) => {
    if (arg.value.kind === "name" && (arg.spread || index === options)) return [arg.value.name];
    const isOptions = index === options && arg.value.kind === "dict";
    if (!isOptions || arg.value.kind !== "dict") return [];
    return arg.value.entries.flatMap((e) => (!e.key && e.value.kind === "name" ? [e.value.name] : []));
  });
}

/** `params["tools"] = tools` (`params.tools = tools`) before a call that gets `params` as its options. */
export function assignedLater(call: Located, key: string): Located | undefined {
  const names = optionNames(call);
  const entries = names.flatMap((name) => laterEntries(call.file, call.fn, name));
  const isMade = names.some((name) => isMadeWith(call, name, key));
  const found = counting(call, entries, isMade, key);
  return found && { ...call, expr: found };
}

/** What the functions that make the dicts a call spreads enter into them: `create(**self.payload(request))`. */
export function enteredIntoSpreads(program: Program, call: Located, key: string): Located | undefined {
  if (call.expr.kind !== "call") return undefined;
  for (const { spread, value } of call.expr.args) {
    const found = spread ? enteredWhereMade(program, { ...call, expr: value }, key) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What statements entered under the key before the use, where the dict was made and where it is used. */
export function enteredInto(program: Program, holder: Located, key: string): Located | undefined {
  const { file, fn, expr } = holder;
  if (expr.kind !== "name" && expr.kind !== "call") return undefined;
  const home = expr.kind === "name" ? lookUp(file, fn, expr.name)?.fn : undefined;
  if (expr.kind === "name" && home !== undefined) {
    const entries = laterEntries(file, home, expr.name);
    const own = lastBefore(entries, key, home === fn ? expr.range.start : AT_END);
    if (own) return { ...holder, fn: home, expr: own };
  }
  return enteredWhereMade(program, holder, key);
}

function enteredWhereMade(program: Program, holder: Located, key: string): Located | undefined {
  for (const { at, name, dicts } of optionParts(program, holder).layers) {
    const isMade = dicts.some((dict) => holds(dict, key));
    const entries = name === null ? [] : laterEntries(at.file, at.fn, name);
    const found = counting({ ...at, expr: END }, entries, isMade, key);
    if (found) return { ...at, expr: found };
    // The dict itself has it.
    if (isMade) return undefined;
  }
  return undefined;
}

/** The entry that counts at the use; of what a test guards none, where the options have the entry from the start: it is an exception of that. */
function counting(
  use: Located,
  entries: readonly LaterEntry[],
  isMade: boolean,
  key: string,
): Expr | undefined {
  const certain = isMade ? entries.filter((entry) => isAlways(use, entries, entry)) : entries;
  return lastBefore(certain, key, use.expr.range.start);
}

/** Whether the options are a dict that has the entry from the start. */
function isMadeWith({ file, fn }: Located, name: string, key: string): boolean {
  const [first] = lookUp(file, fn, name)?.bindings ?? [];
  return first?.kind === "assign" && first.value.fn === fn && holds(first.value.expr, key);
}

function holds(dict: Expr, key: string): boolean {
  const entry = entryOf(dict, key);
  return entry !== undefined && entry.kind !== "null";
}

/** Whether the entry, or another of its key in the other branch of its test, is made whenever the use is reached. */
function isAlways({ file, fn, expr }: Located, all: readonly LaterEntry[], entry: LaterEntry): boolean {
  const body = file.functions[fn]?.facts.body ?? [];
  const around = testsAround(body, expr.range.start);
  const guards = (start: number): readonly BranchTest[] =>
    testsAround(body, start).filter(({ test }) => !around.some((known) => known.test === test));
  const own = guards(entry.start);
  const last = own[own.length - 1];
  if (!last) return true;
  return all.some(
    (other) =>
      other.key === entry.key &&
      guards(other.start).some(({ test, holds }) => test === last.test && holds !== last.holds),
  );
}

function lastBefore(entries: readonly LaterEntry[], key: string, end: number): Expr | undefined {
  const found = entries
    .filter((entry) => entry.key === key && entry.start <= end)
    .reduce<LaterEntry | undefined>(
      (last, entry) => (last && last.start > entry.start ? last : entry),
      undefined,
    );
  return found?.value;
}

/** Behind every statement. */
const AT_END = Number.MAX_SAFE_INTEGER;
const END: Expr = { kind: "null", range: { start: AT_END, end: AT_END } };
