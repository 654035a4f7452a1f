/** Other names under which code keeps functions: `self.ask = ask_openai`, `def run(ask=ask_openai)`, `run(ask=ask_openai)`, `config["ask_func"]`. */
import { addTo } from "../base/grouped";
import { isGet } from "./entries";
import { choicesOf, lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts, Stmt } from "./ir";
import { iterated } from "./iterated";
import { callsIn, eachStatement, writtenIn } from "./walk";

/** An edit replaces the facts of the functions it touches only. */
const functions = new WeakMap<FunctionFacts, ReadonlyMap<string, readonly string[]>>();
const files = new WeakMap<FileFacts, ReadonlyMap<string, readonly string[]>>();

/** Names the file gives to what is called `name`, the name itself left out. */
export function aliasesIn(file: FileFacts, name: string): readonly string[] {
  let known = files.get(file);
  if (!known) {
    known = merged(file.functions.map((_, fn) => aliasesOf(file, fn)));
    files.set(file, known);
  }
  return known.get(name) ?? [];
}

function merged(
  maps: readonly ReadonlyMap<string, readonly string[]>[],
): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const map of maps) for (const [name, others] of map) addTo(all, name, ...others);
  return all;
}

function aliasesOf(file: FileFacts, fn: number): ReadonlyMap<string, readonly string[]> {
  const facts = file.functions[fn]?.facts;
  const known = facts && functions.get(facts);
  if (known) return known;
  const found = new Map<string, string[]>();
  const note = (value: Expr | null, alias: string): void => {
    for (const name of namesOf(value)) {
      if (name !== "" && alias !== "" && name !== alias) addTo(found, name, alias);
    }
  };
  for (const param of facts?.params ?? []) note(param.defaultValue, param.name);
  for (const stmt of eachStatement(facts?.body ?? [])) {
    if (stmt.kind === "assign" && stmt.operator === "=") note(stmt.value, lastNameOf(stmt.target));
    for (const { over, name } of itemsNamed(stmt))
      if (over.kind === "list") for (const item of over.items) note(item, name);
  }
  for (const [name, key] of keysIn(facts)) found.set(key, [...(found.get(key) ?? []), name]);
  for (const { call } of callsIn(file, fn)) for (const arg of call.args) note(arg.value, arg.name ?? "");
  if (facts) functions.set(facts, found);
  return found;
}

/** `ask_openai`, both of `ask_claude if isClaude else ask_openai`, and both of `given or ask_openai`. */
function namesOf(value: Expr | null): readonly string[] {
  return value ? choicesOf(value).map(lastNameOf) : [];
}

/** Names of tables of the file that hold what is called `name`: `ASK = {"openai": ask_openai}`. */
export function tablesIn(file: FileFacts, name: string): readonly string[] {
  return tables(file).holding.get(name) ?? [];
}

/** The table that a function is written into: the `MAKERS` of `MAKERS = {"openai": lambda model: OpenAIChat(model)}`. */
export function tableAround(file: FileFacts, fn: number): string | undefined {
  const node = file.functions[fn];
  const written = writtenIn(file, fn)?.expr;
  if (!node || !written) return undefined;
  for (const stmt of eachStatement(file.functions[node.parent]?.facts.body ?? []))
    if (stmt.kind === "assign" && stmt.value?.kind === "dict")
      if (stmt.value.entries.some(({ value }) => value === written)) return lastNameOf(stmt.target);
  return undefined;
}

/** Names the file gives to an entry of the table: `ask = ASK[provider]`. */
export function entriesOfTable(file: FileFacts, table: string): readonly string[] {
  return tables(file).read.get(table) ?? [];
}

/** The table that an entry is read out of: the `ASK` of `ASK[provider]`, `ASK.get(provider)` and `ASK[provider]["fn"]`. */
export function tableRead(expr: Expr): Expr | undefined {
  const table = expr.kind === "index" ? expr.object : isGet(expr) ? expr.callee.object : undefined;
  return table && (tableRead(table) ?? table);
}

/** Last names of what a table holds, alone or among other things of one entry: `{"openai": {"fn": ask_openai, "limit": 10}}`. */
function heldIn(value: Expr): readonly string[] {
  if (value.kind === "list") return value.items.map(lastNameOf);
  if (value.kind !== "dict") return [];
  return value.entries.flatMap((entry) =>
    entry.value.kind === "dict" ? heldIn(entry.value) : [lastNameOf(entry.value)],
  );
}

interface Tables {
  readonly holding: ReadonlyMap<string, readonly string[]>;
  readonly read: ReadonlyMap<string, readonly string[]>;
}

const tablesOfFiles = new WeakMap<FileFacts, Tables>();
const tablesOfFunctions = new WeakMap<FunctionFacts, Tables>();

function tables(file: FileFacts): Tables {
  let known = tablesOfFiles.get(file);
  if (!known) {
    const own = file.functions.map(({ facts }) => tablesOf(facts));
    known = { holding: merged(own.map(({ holding }) => holding)), read: merged(own.map(({ read }) => read)) };
    tablesOfFiles.set(file, known);
  }
  return known;
}

function tablesOf(facts: FunctionFacts): Tables {
  const known = tablesOfFunctions.get(facts);
  if (known) return known;
  const holding = new Map<string, string[]>();
  const read = new Map<string, string[]>();
  const note = (map: Map<string, string[]>, from: string, to: string): void => {
    if (from !== "" && to !== "") addTo(map, from, to);
  };
  for (const stmt of eachStatement(facts.body)) {
    for (const { over, name } of itemsNamed(stmt)) note(read, lastNameOf(over), name);
    if (stmt.kind !== "assign" || !stmt.value) continue;
    const target = lastNameOf(stmt.target);
    for (const name of heldIn(stmt.value)) note(holding, name, target);
    const table = tableRead(stmt.value);
    if (table) note(read, lastNameOf(table), target);
  }
  const found = { holding, read };
  tablesOfFunctions.set(facts, found);
  return found;
}

/** Names that a loop gives what it goes through: `ask` in `for name, ask in ASK.items()`, and in `for ask in [ask_gpt, ask_claude]`. */
function itemsNamed(stmt: Stmt): readonly { readonly over: Expr; readonly name: string }[] {
  if (stmt.kind !== "loop" || !stmt.iterable || !stmt.target) return [];
  const { iterable, target } = stmt;
  const parts = target.kind === "list" ? target.items : [target];
  return parts.flatMap((part, index) => {
    const found = iterated(iterable, target.kind === "list" ? [index] : []);
    return found && found.of !== "keys" ? [{ over: found.over, name: lastNameOf(part) }] : [];
  });
}

/** Keys and names that say of themselves that they hold a function. */
const FUNCTIONS = /(_|[a-z])(func|fn|callable|Func|Fn|Callable)$/;

export function namesFunction(key: string): boolean {
  return FUNCTIONS.test(key);
}

/** Names that a function gives to what is kept under a key: `ask = config["ask_func"]`. */
export function keysIn(facts: FunctionFacts | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const stmt of eachStatement(facts?.body ?? [])) {
    if (stmt.kind !== "assign" || stmt.target.kind !== "name" || !stmt.value) continue;
    const key = keyRead(stmt.value);
    if (key !== undefined) found.set(stmt.target.name, key);
  }
  return found;
}

function keyRead(value: Expr): string | undefined {
  const key =
    value.kind === "index"
      ? value.index
      : value.kind === "call" && lastNameOf(value.callee) === "get"
        ? value.args[0]?.value
        : undefined;
  return key?.kind === "string" && namesFunction(key.value) ? key.value : undefined;
}
