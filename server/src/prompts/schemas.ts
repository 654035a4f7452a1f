/**
 * Rebuilds the JSON schema a library makes from code: function signatures, pydantic models, zod objects. A fair serialisation, not the
 * library's own bytes; the tool's `origin` says so.
 */

import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import { readDict, readList } from "../facts/literals";
import type { Located } from "../facts/located";
import type { ClassInfo, Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { isSelf } from "../facts/scope";
import { readString } from "../facts/texts";
import { eachStatement } from "../facts/walk";
import { evaluateText } from "./text";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 10;
/** Types of one tool that are written out; hostile code nests them without end. */
const MAX_TYPES = 400;

/** The way through the types of one tool. */
interface TypeWay {
  readonly depth: number;
  /** Classes written out before: like pydantic, each is defined once and then named. */
  readonly defined: Set<ClassInfo>;
  readonly budget: { left: number };
}

function wayOfTool(): TypeWay {
  return { depth: 0, defined: new Set(), budget: { left: MAX_TYPES } };
}

function below(way: TypeWay): TypeWay {
  return { ...way, depth: way.depth + 1 };
}

/** A literal as JSON; what only exists at run time becomes its source text. */
export function literalJson(program: Program, at: Located, depth = 0): Json {
  if (depth > MAX_DEPTH) return "…";
  const { expr } = at;
  if (expr.kind === "string" || expr.kind === "number" || expr.kind === "boolean") return expr.value;
  if (expr.kind === "null") return null;
  const text = expr.kind === "binary" ? readString(program, at)?.value : undefined;
  if (text !== undefined) return text;
  if (expr.kind === "template") {
    const { parts } = evaluateText(program, at);
    return parts.map((part) => (part.kind === "text" ? part.text : "…")).join("");
  }
  const zod = zodSchema(program, at, depth);
  if (zod !== undefined) return zod;
  const entries = readDict(program, at);
  if (entries) {
    const object: Record<string, Json> = Object.create(null);
    for (const { key, value } of entries)
      if (key !== null) object[key] = literalJson(program, value, depth + 1);
    return { ...object };
  }
  const items = readList(program, at);
  if (items) return items.map((item) => literalJson(program, item, depth + 1));
  const value = resolve(program, at);
  if (value.kind === "class") return classSchema(program, value.cls);
  if (value.kind === "expression" && value.at.expr !== expr) return literalJson(program, value.at, depth + 1);
  return textOf(expr);
}

/** `{type: "object", properties, required}` of a function's parameters. */
export function signatureSchema(program: Program, file: FileFacts, fn: number): Json {
  const params = file.functions[fn]?.facts.params ?? [];
  const shown = params.filter(
    (p) => p.kind === "positional" && !isSelf(p.name) && !/^(ctx|context|config|runtime|state)$/.test(p.name),
  );
  const way = wayOfTool();
  return objectSchema(
    shown.map((p) => ({
      name: p.name,
      schema: p.annotation
        ? annotationSchema(program, { file, fn, expr: p.annotation }, way)
        : { type: "string" },
      required: p.defaultValue === null,
    })),
  );
}

function objectSchema(fields: readonly { name: string; schema: Json; required: boolean }[]): Json {
  const properties: Record<string, Json> = Object.create(null);
  for (const field of fields) properties[field.name] = field.schema;
  return {
    type: "object",
    properties: { ...properties },
    required: fields.filter((f) => f.required).map((f) => f.name),
  };
}

const SIMPLE: Readonly<Record<string, string>> = {
  str: "string",
  string: "string",
  int: "integer",
  float: "number",
  number: "number",
  bool: "boolean",
  boolean: "boolean",
  dict: "object",
  Dict: "object",
  Any: "object",
};

/** JSON schema of a Python or TypeScript annotation. */
function annotationSchema(program: Program, at: Located, way: TypeWay): Json {
  const { expr } = at;
  if (way.depth > MAX_DEPTH || way.budget.left <= 0) return {};
  way.budget.left--;
  if (expr.kind === "index") return genericSchema(program, at, expr, way);
  if (expr.kind === "binary" && expr.operator === "|")
    return unionSchema(program, at, [expr.left, expr.right], way);
  const name =
    expr.kind === "name" || expr.kind === "member" ? expr.name : expr.kind === "string" ? expr.value : "";
  const simple = SIMPLE[name];
  if (simple) return { type: simple };
  if (name === "list" || name === "List") return { type: "array", items: {} };
  const value = resolve(program, at);
  if (value.kind === "class") return definedClass(program, value.cls, below(way));
  // `Cabin = Literal["economy", "business"]`
  const isAlias =
    value.kind === "expression" && value.at.expr !== expr && /^(index|binary)$/.test(value.at.expr.kind);
  return isAlias ? annotationSchema(program, value.at, below(way)) : { type: "string" };
}

/** None says no more than that the parameter may be left out. */
function unionSchema(program: Program, at: Located, members: readonly Expr[], way: TypeWay): Json {
  const said = members.filter(({ kind }) => kind !== "null");
  const schemas = said.map((expr) => annotationSchema(program, { ...at, expr }, below(way)));
  return schemas.length === 1 ? (schemas[0] ?? {}) : { anyOf: schemas };
}

function genericSchema(
  program: Program,
  at: Located,
  expr: Extract<Expr, { kind: "index" }>,
  way: TypeWay,
): Json {
  const outer = lastNameOf(expr.object);
  const inner = expr.index.kind === "list" ? expr.index.items : [expr.index];
  const first = inner[0];
  if (!first) return {};
  const nested = annotationSchema(program, { ...at, expr: first }, below(way));
  if (/^(list|List|Sequence|Iterable|set|tuple|Tuple|Array)$/.test(outer))
    return { type: "array", items: nested };
  if (outer === "Literal")
    return { type: "string", enum: inner.flatMap((e) => (e.kind === "string" ? [e.value] : [])) };
  if (outer === "Annotated") {
    const description = inner
      .slice(1)
      .map((e) => descriptionOf(program, { ...at, expr: e }))
      .find((d) => d !== undefined);
    return description === undefined || typeof nested !== "object" || nested === null || Array.isArray(nested)
      ? nested
      : { ...nested, description };
  }
  if (outer === "Optional") return nested;
  if (outer === "Union") return unionSchema(program, at, inner, way);
  return { type: "object" };
}

function descriptionOf(program: Program, at: Located): string | undefined {
  if (at.expr.kind === "string") return at.expr.value;
  if (at.expr.kind !== "call") return undefined;
  const argument = at.expr.args.find((a) => a.name === "description" || a.name === "title");
  return argument ? readString(program, { ...at, expr: argument.value })?.value : undefined;
}

/** `Field(...)` and `Field(description="…")` give no default. */
function isRequiredField(expr: Expr): boolean {
  if (expr.kind !== "call" || !/(^|\.)Field$/.test(textOf(expr.callee))) return false;
  if (expr.args.some((arg) => arg.name === "default" || arg.name === "default_factory")) return false;
  const first = expr.args.find((arg) => arg.name === null);
  return first === undefined || first.value.kind === "other";
}

/** The class statement's docstring. */
export function docOf(cls: ClassInfo): string | null {
  for (const stmt of eachStatement(cls.file.functions[cls.fn]?.facts.body ?? [])) {
    if (stmt.kind === "class" && stmt.name === cls.name) return stmt.doc;
  }
  return null;
}

/** A pydantic model, dataclass or TypedDict. */
export function classSchema(program: Program, cls: ClassInfo): Json {
  return definedClass(program, cls, wayOfTool());
}

function definedClass(program: Program, cls: ClassInfo, way: TypeWay): Json {
  if (way.defined.has(cls)) return { $ref: `#/$defs/${cls.name}` };
  way.defined.add(cls);
  const fields: { name: string; schema: Json; required: boolean }[] = [];
  for (const [name, bindings] of cls.attributes) {
    const binding = bindings[0];
    if (!binding || (binding.kind !== "assign" && binding.kind !== "parameter") || !binding.annotation)
      continue;
    const schema = annotationSchema(program, binding.annotation, below(way));
    const value = binding.kind === "assign" ? binding.value : null;
    const description = value ? descriptionOf(program, value) : undefined;
    const described =
      description !== undefined && typeof schema === "object" && schema !== null
        ? { ...(schema as object), description }
        : schema;
    fields.push({ name, schema: described as Json, required: value === null || isRequiredField(value.expr) });
  }
  return { title: cls.name, ...(objectSchema(fields) as object) } as Json;
}

/** `z.object({…})`, `z.string().describe("…")`; undefined for anything that is no zod call. */
function zodSchema(program: Program, at: Located, depth: number): Json | undefined {
  const { expr } = at;
  if (depth > MAX_DEPTH) return undefined;
  if (expr.kind === "name" || expr.kind === "member") {
    const value = resolve(program, at);
    const call = value.kind === "external-object" ? (value.steps.at(-1)?.call ?? value.call) : null;
    return call && call.expr !== expr ? zodSchema(program, call, depth + 1) : undefined;
  }
  if (expr.kind !== "call" || expr.callee.kind !== "member") return undefined;
  const { object, name } = expr.callee;
  const first = expr.args[0]?.value;
  const argument = first ? { ...at, expr: first } : undefined;
  if (object.kind === "name" && (object.name === "z" || object.name === "zod")) {
    switch (name) {
      case "object":
      case "strictObject":
        return argument ? zodObject(program, argument, depth) : { type: "object" };
      case "array":
        return { type: "array", items: argument ? (zodSchema(program, argument, depth + 1) ?? {}) : {} };
      case "enum":
        return { type: "string", enum: argument ? literalJson(program, argument, depth + 1) : [] };
      case "string":
      case "number":
      case "boolean":
        return { type: name };
      case "record":
      case "any":
      case "unknown":
        return { type: "object" };
      case "union":
      case "literal":
        return argument ? { anyOf: literalJson(program, argument, depth + 1) } : {};
      default:
        return { type: "string" };
    }
  }
  const base = object.kind === "call" ? zodSchema(program, { ...at, expr: object }, depth + 1) : undefined;
  if (base === undefined || typeof base !== "object" || base === null || Array.isArray(base)) return base;
  const description = name === "describe" && argument ? readString(program, argument)?.value : undefined;
  return description === undefined ? base : { ...base, description };
}

function zodObject(program: Program, at: Located, depth: number): Json {
  const fields = (readDict(program, at) ?? []).flatMap(({ key, value }) => {
    if (key === null) return [];
    const optional = value.expr.kind === "call" && /\.(optional|default|nullish)\b/.test(textOf(value.expr));
    return [
      { name: key, schema: zodSchema(program, value, depth + 1) ?? { type: "string" }, required: !optional },
    ];
  });
  return objectSchema(fields);
}
