/** Tables made of others: `DEFAULTS.copy()`, `dict(DEFAULTS, model="x")`, `Object.assign({}, DEFAULTS, saved)`, and what `update` puts over one. */
import { entryExpression, entryRead } from "./entries";
import { lastNameOf, textOf } from "./expression-text";
import type { Expr, FunctionFacts } from "./ir";
import { nameGiven } from "./later-entries";
import type { Located } from "./located";
import type { Value } from "./program";
import { eachStatement } from "./walk";

type Table = Extract<Expr, { kind: "dict" }>;
type Entry = Table["entries"][number];

/** Methods and functions that give back what they are called on, or given, as a table of its own. */
const COPIERS = /^(deepcopy|structuredClone|cloneDeep|freeze|seal)$/;
/** Functions that lay the later ones of their arguments over the first; `defaults` lays them under it. */
const MERGERS =
  /^(merge|deepmerge|deepMerge|mergeDeep|deep_merge|merge_dicts|mergeConfig|merge_configs?|update)$/;
const UNDERLAYS = /^(defaults|defaultsDeep|defu)$/;

/** One table for each call, so that answers about it can be kept. */
const made = new WeakMap<Expr, Table | null>();

/** The table that a call makes of others, written as one with spreads; undefined for other calls, and where none of its parts is written out. */
export function mergedTable(at: Located, follow: (part: Located) => readonly Value[]): Located | undefined {
  const table = tableMadeBy(at);
  const isTable = table?.entries.some(({ key, value }) => {
    const [only] = key ? [] : follow({ ...at, expr: value });
    return only !== undefined && isFilled(only);
  });
  return table && isTable ? { ...at, expr: table } : undefined;
}

function tableMadeBy({ file, fn, expr }: Located): Table | undefined {
  if (expr.kind !== "call" && expr.kind !== "binary") return undefined;
  let table = made.get(expr);
  if (table === undefined) {
    const own = entriesMade(expr);
    const name = own && nameGiven(file, fn, expr);
    const facts = file.functions[fn]?.facts;
    const later = name !== undefined && facts ? laidOver(facts, name) : [];
    table = own ? { kind: "dict", entries: [...own, ...later.map(spread)], range: expr.range } : null;
    made.set(expr, table);
  }
  return table ?? undefined;
}

function isFilled(value: Value): boolean {
  return value.kind === "expression" && value.at.expr.kind === "dict" && value.at.expr.entries.length > 0;
}

function spread(value: Expr): Entry {
  return { key: null, value };
}

function entriesMade(expr: Expr): readonly Entry[] | undefined {
  if (expr.kind === "binary")
    return expr.operator === "|" && expr.left.kind === "name"
      ? [spread(expr.left), spread(expr.right)]
      : undefined;
  if (expr.kind !== "call") return undefined;
  const { callee, args } = expr;
  const name = lastNameOf(callee);
  const given = args.filter(({ name: keyword }) => keyword === null).map(({ value }) => value);
  if (callee.kind === "member" && name === "copy" && args.length === 0) return [spread(callee.object)];
  if (COPIERS.test(name) || textOf(callee) === "copy.copy") return given.slice(0, 1).map(spread);
  if (callee.kind === "name" && name === "dict" && args.length > 0)
    return args.map((arg) =>
      arg.name === null ? spread(arg.value) : { key: keyOf(arg.name, arg.value), value: arg.value },
    );
  if (textOf(callee) === "Object.assign") return given.map(spread);
  if (args.length < 2) return undefined;
  if (MERGERS.test(name) && callee.kind !== "member") return given.map(spread);
  if (UNDERLAYS.test(name)) return [...given].reverse().map(spread);
  return undefined;
}

function keyOf(value: string, { range }: Expr): Expr {
  return { kind: "string", value, range };
}

/** Names of a function -> what is laid over the tables they hold. */
const known = new WeakMap<FunctionFacts, Map<string, readonly Expr[]>>();

/** What the function lays over the table that a name holds: `config.update(saved)`, `config[key] = value`. */
function laidOver(facts: FunctionFacts, name: string): readonly Expr[] {
  let byName = known.get(facts);
  if (!byName) {
    byName = new Map();
    known.set(facts, byName);
  }
  const found = byName.get(name) ?? collect(facts, name);
  byName.set(name, found);
  return found;
}

function collect({ body }: FunctionFacts, name: string): readonly Expr[] {
  const isNamed = (expr: Expr): boolean => expr.kind === "name" && expr.name === name;
  return eachStatement(body).flatMap((stmt): readonly Expr[] => {
    if (stmt.kind === "assign" && stmt.value) {
      const { target, value } = stmt;
      if (stmt.operator === "|=" && isNamed(target)) return [value];
      // Under which key, nobody can tell.
      const isAny = target.kind === "index" && isNamed(target.object) && target.index.kind !== "string";
      return isAny ? [value] : [];
    }
    if (stmt.kind !== "expression" || stmt.value.kind !== "call") return [];
    const { callee, args } = stmt.value;
    const [first] = args;
    const isUpdate = callee.kind === "member" && callee.name === "update" && isNamed(callee.object);
    return isUpdate && first?.name === null ? [first.value] : [];
  });
}

/**
 * What may lay another value over the entry that is read, which its table has from the start: saved settings, options that callers give. Each
 * as the entry it would have; the last that is laid goes first.
 */
export function replacements(at: Located, follow: (part: Located) => readonly Value[]): readonly Located[] {
  const found: Located[] = [];
  const keys: (string | number)[] = [];
  for (let read = entryRead(at.expr); read && keys.length < MAX_KEYS; read = entryRead(read.object)) {
    keys.unshift(read.key);
    for (const holder of follow({ ...at, expr: read.object })) {
      if (holder.kind !== "expression") continue;
      const over = laidOverEntry(holder.at, read.key).filter(
        (expr) => !follow({ ...holder.at, expr }).some(isFilled),
      );
      found.push(
        ...over.reverse().map((expr) => ({ ...holder.at, expr: keys.reduce(entryExpression, expr) })),
      );
    }
  }
  return found;
}

/** Keys of keys of settings. */
const MAX_KEYS = 4;

/** Spreads behind the entry of a table that is written out, and what its function lays over it later. */
function laidOverEntry({ file, fn, expr }: Located, key: string | number): Expr[] {
  if (expr.kind !== "dict") return [];
  const facts = file.functions[fn]?.facts;
  const name = nameGiven(file, fn, expr);
  const index = expr.entries.findLastIndex(({ key: own }) => own !== null && namesKey(own, key));
  const behind = expr.entries.slice(index + 1).flatMap((entry) => (entry.key ? [] : [entry.value]));
  return [...behind, ...(facts && name !== undefined ? laidOver(facts, name) : [])];
}

function namesKey(own: Expr, key: string | number): boolean {
  return own.kind === "name" ? own.name === key : "value" in own && String(own.value) === String(key);
}
