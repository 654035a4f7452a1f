/** Go's constructors are functions that return a literal, `return &Agent{client: client}`: what literals give the fields of a type. */
import type { Expr, FileFacts } from "./ir";
import type { Binding } from "./program";
import { callsIn, eachExpression, eachStatement, expressionsOf } from "./walk";

type Assigned = Extract<Binding, { kind: "assign" }>;
type Fields = ReadonlyMap<string, readonly Assigned[]>;

const known = new WeakMap<FileFacts, ReadonlyMap<string, Fields>>();
const NONE: Fields = new Map();

/**
 * Field -> what the file's literals of the type give it. Literals in a list or map are a table of records, and a field that literals
 * fill with different constants is left out, too: which one an object is, nobody can tell.
 */
export function literalFields(file: FileFacts, type: string): Fields {
  if (file.language !== "go") return NONE;
  let types = known.get(file);
  if (!types) {
    types = collect(file);
    known.set(file, types);
  }
  return types.get(type) ?? NONE;
}

function collect(file: FileFacts): ReadonlyMap<string, Fields> {
  const types = new Map<string, Map<string, Assigned[]>>();
  file.functions.forEach((_, fn) => {
    const records = recordsIn(file, fn);
    for (const { call } of callsIn(file, fn)) {
      if (records.has(call) || !call.isNew || call.callee.kind !== "name") continue;
      const fields = types.get(call.callee.name) ?? new Map<string, Assigned[]>();
      types.set(call.callee.name, fields);
      for (const { name, value: expr } of call.args) {
        if (name === null) continue;
        const start = expr.range.start;
        const given: Assigned = {
          ...{ kind: "assign", value: { file, fn, expr }, path: [], operator: "=", annotation: null },
          start,
        };
        fields.set(name, [...(fields.get(name) ?? []), given]);
      }
    }
  });
  for (const fields of types.values()) {
    for (const [name, given] of fields) if (differ(given.map(({ value }) => value.expr))) fields.delete(name);
  }
  return types;
}

function recordsIn(file: FileFacts, fn: number): ReadonlySet<Expr> {
  const records = new Set<Expr>();
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    for (const expr of expressionsOf(stmt).flatMap((top) => [...eachExpression(top)])) {
      const items =
        expr.kind === "list" ? expr.items : expr.kind === "dict" ? expr.entries.map((e) => e.value) : [];
      for (const item of items) records.add(item);
    }
  }
  return records;
}

function differ(values: readonly Expr[]): boolean {
  return (
    values.length > 1 &&
    new Set(values.map(constantOf)).size > 1 &&
    values.some((v) => constantOf(v) !== null)
  );
}

function constantOf(expr: Expr): string | null {
  switch (expr.kind) {
    case "string":
    case "number":
    case "boolean":
      return String(expr.value);
    case "member":
      return expr.name;
    case "template":
      return "template";
    default:
      return null;
  }
}
