/** Entries that statements give to what a name holds after it was made: `body["tools"] = t`, `body.tools = t`, `body.update({…})`. */

import { addTo } from "../base/grouped";
import type { Expr, FileFacts, FunctionFacts, LanguageId, Stmt } from "./ir";
import { isScript } from "./ir";
import { eachStatement } from "./walk";
import { wireName } from "./wire-name";

export interface LaterEntry {
  readonly key: string;
  readonly value: Expr;
  /** Start of the statement. */
  readonly start: number;
}

interface Later {
  readonly entries: ReadonlyMap<string, readonly LaterEntry[]>;
  /** Names by the expression they were given. */
  readonly names: ReadonlyMap<Expr, string>;
  /** The other way round. */
  readonly values: ReadonlyMap<string, readonly Expr[]>;
}

/** One walk per function; what is kept dies with its facts. */
const byFunction = new WeakMap<FunctionFacts, Later>();

/** What the function's own statements enter under the name, in source order. */
export function laterEntries(file: FileFacts, fn: number, name: string): readonly LaterEntry[] {
  return laterIn(file, fn)?.entries.get(name) ?? [];
}

/** The name the function gives the expression, if it is the value of an assignment. */
export function nameGiven(file: FileFacts, fn: number, value: Expr): string | undefined {
  return laterIn(file, fn)?.names.get(value);
}

/** The value of the only assignment of the name in the function. */
export function onlyGiven(file: FileFacts, fn: number, name: string): Expr | undefined {
  const given = laterIn(file, fn)?.values.get(name) ?? [];
  return given.length === 1 ? given[0] : undefined;
}

function laterIn(file: FileFacts, fn: number): Later | undefined {
  const facts = file.functions[fn]?.facts;
  if (!facts) return undefined;
  const known = byFunction.get(facts);
  if (known) return known;
  const entries = new Map<string, LaterEntry[]>();
  const names = new Map<Expr, string>();
  const values = new Map<string, Expr[]>();
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind === "assign" && stmt.target.kind === "name" && stmt.value) {
      names.set(stmt.value, stmt.target.name);
      addTo(values, stmt.target.name, stmt.value);
    }
    for (const { name, ...entry } of entered(stmt, file.language)) {
      addTo(entries, name, entry);
    }
  }
  const found = { entries, names, values };
  byFunction.set(facts, found);
  return found;
}

type Named = LaterEntry & { readonly name: string };

function entered(stmt: Stmt, language: LanguageId): readonly Named[] {
  if (stmt.kind === "assign") return assigned(stmt, language);
  if (stmt.kind !== "expression" || stmt.value.kind !== "call") return [];
  const { callee, args } = stmt.value;
  const start = stmt.range.start;
  const ofDict = (name: string, dict: Expr | undefined): readonly Named[] => {
    if (dict?.kind !== "dict") return [];
    return dict.entries.flatMap(({ key, value }) => {
      const text =
        key?.kind === "string"
          ? key.value
          : key?.kind === "name" && isScript(language)
            ? key.name
            : undefined;
      return text === undefined ? [] : [{ name, key: text, value, start }];
    });
  };
  if (callee.kind !== "member" || callee.object.kind !== "name") return [];
  const [first] = args;
  // `Object.assign(body, {…})`
  if (callee.name === "assign" && callee.object.name === "Object")
    return first?.value.kind === "name"
      ? args.slice(1).flatMap((arg) => ofDict(first.value.kind === "name" ? first.value.name : "", arg.value))
      : [];
  if (callee.name !== "update") return [];
  const { name } = callee.object;
  const named = args.flatMap((arg) =>
    arg.name === null ? [] : [{ name, key: arg.name, value: arg.value, start }],
  );
  return [...ofDict(name, first?.value), ...named];
}

function assigned(stmt: Extract<Stmt, { kind: "assign" }>, language: LanguageId): readonly Named[] {
  const { target, value, operator, range } = stmt;
  if (!value || value.kind === "null" || operator !== "=") return [];
  if ((target.kind !== "index" && target.kind !== "member") || target.object.kind !== "name") return [];
  const key =
    target.kind === "member"
      ? language === "go"
        ? wireName(target.name)
        : target.name
      : target.index.kind === "string"
        ? target.index.value
        : undefined;
  return key === undefined ? [] : [{ name: target.object.name, key, value, start: range.start }];
}
