/** Entries of tables that are read under a key which is itself looked up: `ASK[provider_of(model)]`, `REGISTRY[provider]["fn"]`. */
import { textOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import { type LaterEntry, laterEntries, nameGiven } from "./later-entries";
import type { Located } from "./located";
import type { Value } from "./program";

type Follow = (at: Located) => readonly Value[];

/** The texts or numbers under which an entry may be read; none where only a run can tell. */
export function keysOf(key: Located, follow: Follow): readonly (string | number)[] {
  const [first, ...others] = follow(key).map((value) => {
    const expr = value.kind === "expression" ? value.at.expr : null;
    return expr?.kind === "string" || expr?.kind === "number" ? expr.value : null;
  });
  if (first === undefined || first === null) return [];
  return [...new Set([first, ...others.filter((each) => each !== null)])];
}

/** Keys of one table that are followed. */
const MAX_KEYS = 40;

/** The entry of a table whose keys are names: `{Model.FAST: "gpt-5-mini"}`, `{ [Model.Fast]: "gpt-5-mini" }`. */
export function namedEntry({ expr, ...at }: Located, key: string | number, follow: Follow): Expr | undefined {
  const entries = expr.kind === "dict" ? expr.entries.slice(0, MAX_KEYS) : [];
  return entries.findLast(
    ({ key: own }) =>
      (own?.kind === "member" || own?.kind === "name") && keysOf({ ...at, expr: own }, follow)[0] === key,
  )?.value;
}

/** `table = {}`, and once `table["fast"] = …` in the same function: what is entered under the key; undefined where that may be this or that. */
export function onlyEntered({ file, fn, expr }: Located, key: string | number): Expr | undefined {
  const [only, ...others] = enteredInto(file, fn, expr).filter((entry) => entry.key === String(key));
  return others.length === 0 ? only?.value : undefined;
}

/**
 * An entry out of what a table spreads: of several spreads the last that has it counts. One that begins empty and is filled later, as
 * `{ ...defaults, ...fromEnvironment }` has it, may lack it in a run, so that the ones before it stay possible behind it.
 */
export function spreadEntry(
  table: Expr,
  entryIn: (spread: Expr) => { readonly table: Expr; readonly inner: readonly Value[] } | undefined,
): readonly Value[] | undefined {
  const found: Value[] = [];
  for (const { key, value } of table.kind === "dict" ? [...table.entries].reverse() : []) {
    const entry = key ? undefined : entryIn(value);
    if (!entry) continue;
    found.push(...entry.inner);
    if (entry.table.kind !== "dict" || entry.table.entries.length > 0) break;
  }
  return found.length > 0 ? found : undefined;
}

/** `this.options = { ...this.options, ...changes }`: what an update makes of the table says nothing of what it began as. */
export function isUpdateOf(made: Value, table: Expr): boolean {
  if (made.kind !== "expression" || made.at.expr.kind !== "dict") return false;
  const name = textOf(table);
  return made.at.expr.entries.some(({ key, value }) => !key && textOf(value) === name);
}

function enteredInto(file: FileFacts, fn: number, table: Expr): readonly LaterEntry[] {
  const name = table.kind === "dict" ? nameGiven(file, fn, table) : undefined;
  return name === undefined ? [] : laterEntries(file, fn, name);
}

/** `REGISTRY[provider]`, where `REGISTRY["openai"] = {"fn": …}`: the entries of which a run takes one; else the expression itself. */
export function anyEntry(at: Located, most: number, follow: Follow): readonly Located[] {
  if (at.expr.kind !== "index" || !/^(name|member)$/.test(at.expr.object.kind)) return [at];
  // What a written key leads to was looked up already; asking twice on each step of `a[i][j]` would double the work of the one below.
  if (/^(string|number)$/.test(at.expr.index.kind)) return [at];
  const tables = follow({ ...at, expr: at.expr.object });
  const entries = tables.flatMap((table) => {
    if (table.kind !== "expression" || table.at.expr.kind !== "dict") return [];
    const { file, fn, expr } = table.at;
    return [...expr.entries, ...enteredInto(file, fn, expr)].map(({ value }) => ({
      ...table.at,
      expr: value,
    }));
  });
  const records = entries.filter(({ expr }) => expr.kind === "dict").slice(0, most);
  return records.length > 0 ? records : [at];
}
