/** Reads the tool definitions a request carries. */

import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readDict, readList } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program, Value } from "../facts/program";
import { resolve } from "../facts/resolve";
import { readString } from "../facts/texts";
import type { ToolDefinition } from "./prompt";
import { classSchema, docOf, type Json, literalJson, signatureSchema } from "./schemas";
import { bodyNamed, bodyOfClass, bodyOfFunction } from "./tool-bodies";

export interface ReadTools {
  readonly tools: readonly ToolDefinition[];
  /** Something in the list could not be read. */
  readonly unread: boolean;
  /** What the code calls those: `"Bash"`, `TavilySearch()`, `loaded_tools`. */
  readonly unreadNames: readonly string[];
}

/** Lists inside lists and spreads of spreads; a list may lead back to itself. */
const MAX_DEPTH = 12;

/** Definitions in a list (OpenAI, Anthropic, LangChain) or in an object keyed by name (Vercel AI SDK). */
export function readTools(program: Program, at: Located, depth = 0): ReadTools {
  if (depth > MAX_DEPTH) return { tools: [], unread: true, unreadNames: nameOf(at) };
  if (at.expr.kind === "binary" && at.expr.operator === "+") {
    const parts = [at.expr.left, at.expr.right].map((expr) => readTools(program, { ...at, expr }, depth + 1));
    return together(parts);
  }
  const items = readList(program, at);
  if (items) return together(items.map((item) => readItem(program, item, depth)));
  const entries = readDict(program, at);
  if (entries) return collect(program, entries);
  const { expr } = at;
  if (expr.kind === "comprehension" || expr.kind === "call") {
    const mapped = mappedTools(program, at, depth);
    if (mapped) return mapped;
  }
  return { tools: [], unread: true, unreadNames: nameOf(at) };
}

/** One definition, or a spread of several. */
function readItem(program: Program, item: Located, depth: number): ReadTools {
  if (item.expr.kind === "spread") return readTools(program, { ...item, expr: item.expr.value }, depth + 1);
  return collect(program, [{ key: null, value: item }]);
}

function together(parts: readonly ReadTools[]): ReadTools {
  return {
    tools: parts.flatMap((part) => part.tools),
    unread: parts.some((part) => part.unread),
    unreadNames: parts.flatMap((part) => part.unreadNames),
  };
}

function collect(
  program: Program,
  entries: readonly { readonly key: string | null; readonly value: Located }[],
): ReadTools {
  const read = entries.map(({ key, value }) => ({ value, tool: readTool(program, value, key) }));
  const unread = read.filter(({ tool }) => !tool);
  return {
    tools: read.flatMap(({ tool }) => tool ?? []),
    unread: unread.length > 0,
    unreadNames: unread.flatMap(({ value }) => nameOf(value)),
  };
}

/** `"Bash"`, `ShellTool()` and `web_search_tool` by what is written. */
function nameOf({ expr }: Located): readonly string[] {
  if (expr.kind === "string") return [expr.value];
  if (expr.kind === "list") return expr.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  const name = lastNameOf(expr.kind === "call" ? expr.callee : expr);
  return name === "" ? [] : [name];
}

/** `[t.schema for t in TOOLS]`, `tools.map((t) => …)`, `Object.values(tools)`: the tools of the list they run over. */
function mappedTools(program: Program, at: Located, depth: number): ReadTools | undefined {
  const { expr } = at;
  const inner = iteratedBy(expr);
  if (!inner) return undefined;
  const read = readTools(program, { ...at, expr: inner }, depth + 1);
  return read.tools.length > 0 ? read : undefined;
}

function iteratedBy(expr: Expr): Expr | undefined {
  if (expr.kind === "comprehension") return expr.clauses[0]?.iterable;
  if (expr.kind !== "call") return undefined;
  const { callee, args } = expr;
  const first = args[0]?.value;
  if (callee.kind === "name")
    return /^(list|tuple|sorted|deepcopy|copy)$/.test(callee.name) ? first : undefined;
  if (callee.kind !== "member" || !/^(map|values|filter|concat|copy|slice)$/.test(callee.name))
    return undefined;
  const isObject = callee.object.kind === "name" && callee.object.name === "Object";
  return isObject ? first : callee.object;
}

/** One definition, whichever way it is written; undefined where it cannot be read. */
export function readTool(program: Program, at: Located, key: string | null): ToolDefinition | undefined {
  const dict = readDict(program, at);
  if (dict) return literalTool(program, at, key);
  const value = resolve(program, at);
  switch (value.kind) {
    case "function":
      return functionTool(program, at, value.file, value.fn);
    case "class":
      return {
        name: value.cls.name,
        json: serialise(value.cls.name, docOf(value.cls), classSchema(program, value.cls)),
        origin: "pydantic",
        place: placeOf(at),
        ...bodyOfClass(value.cls),
      };
    case "external-object":
      return value.call ? wrappedTool(program, value.call, key) : undefined;
    case "expression":
      return value.at.expr.kind === "call" ? wrappedTool(program, value.at, key) : undefined;
    default:
      return undefined;
  }
}

function literalTool(program: Program, at: Located, key: string | null): ToolDefinition {
  const json = literalJson(program, at);
  const name = nameIn(json) ?? key ?? "tool";
  return {
    name,
    json: JSON.stringify(json),
    origin: "literal",
    place: placeOf(at),
    ...bodyNamed(program, at, name),
  };
}

function nameIn(json: Json): string | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const object = json as { readonly [key: string]: Json };
  if (typeof object["name"] === "string") return object["name"];
  if (object["function"] !== undefined) return nameIn(object["function"]);
  // A tool of the provider's own: `{ type: "web_search" }`.
  return typeof object["type"] === "string" ? object["type"] : null;
}

/** The definition libraries make of a function's name, docstring and parameters. */
export function functionTool(
  program: Program,
  at: Located,
  file: Located["file"],
  fn: number,
): ToolDefinition {
  const facts = file.functions[fn]?.facts;
  const name = facts?.name ?? "tool";
  const json = serialise(name, facts?.doc ?? null, signatureSchema(program, file, fn));
  return { name, json, origin: "signature", place: placeOf(at), ...bodyOfFunction(file, fn) };
}

/**
 * `tool({description, parameters: z.object(…), execute})`, `tool(fn, {name, description, schema})`, `betaTool(…)`,
 * `StructuredTool.from_function(fn)`, `FunctionTool(fn)`, `Tool(name=…, description=…, func=…)`.
 */
function wrappedTool(program: Program, call: Located, key: string | null): ToolDefinition | undefined {
  if (call.expr.kind !== "call") return undefined;
  const { args } = call.expr;
  const named = new Map<string, Located>();
  for (const arg of args) {
    if (arg.name !== null) named.set(arg.name, { ...call, expr: arg.value });
    else
      for (const entry of readDict(program, { ...call, expr: arg.value }) ?? [])
        if (entry.key) named.set(entry.key, entry.value);
  }
  const schema =
    named.get("parameters") ??
    named.get("inputSchema") ??
    named.get("input_schema") ??
    named.get("schema") ??
    named.get("args_schema");
  const description = named.get("description");
  const name = textAt(program, named.get("name")) ?? key;
  if (schema || (description && name)) {
    const json = schema ? literalJson(program, schema) : ({ type: "object", properties: {} } as Json);
    const text = textAt(program, description);
    return {
      name: name ?? "tool",
      json: serialise(name ?? "tool", text, json),
      origin: call.file.language === "go" ? "literal" : schema ? "zod" : "signature",
      place: placeOf(call),
      ...bodyPassed(program, call, [...named.values()]),
    };
  }
  const passed = functionAmong(program, call);
  return passed && functionTool(program, call, passed.file, passed.fn);
}

type FunctionValue = Extract<Value, { kind: "function" }>;

/** The function handed to the call, in whatever place. */
function functionAmong(program: Program, call: Located): FunctionValue | undefined {
  const args = call.expr.kind === "call" ? call.expr.args : [];
  const values = args.map((arg) => resolve(program, { ...call, expr: arg.value }));
  return values.find((value): value is FunctionValue => value.kind === "function");
}

/** `execute: async ({ path }) => …`, `func=run`, `tool(fn, {…})`. */
function bodyPassed(
  program: Program,
  call: Located,
  named: readonly Located[],
): Pick<ToolDefinition, "body"> {
  const values = named.map((at) => resolve(program, at));
  const found =
    values.find((value): value is FunctionValue => value.kind === "function") ?? functionAmong(program, call);
  return found ? bodyOfFunction(found.file, found.fn) : {};
}

function textAt(program: Program, at: Located | undefined): string | null {
  if (!at) return null;
  return readString(program, at)?.value ?? textOf(at.expr);
}

/** The shape OpenAI-style APIs send; Anthropic's is the same but for key names. */
function serialise(name: string, description: string | null, parameters: Json): string {
  return JSON.stringify({ type: "function", function: { name, description: description ?? "", parameters } });
}
