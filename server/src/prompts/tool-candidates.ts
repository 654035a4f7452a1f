/**
 * Tool sets of the workspace that a value known only at run time may hold: definitions written as literals, by folder, and decorated
 * functions, by class or file. Which set it is, the code does not say here, so their sizes make a range. Where objects of some of the
 * classes are kept under the value's own name (`tools = ShopTools(db)`), classes kept under other names (`user_tools = …`) are other
 * parties' tools.
 */

import { failsWith } from "../facts/branches";
import { enteredBy } from "../facts/constructions";
import { lastNameOf } from "../facts/expression-text";
import { folderOf } from "../facts/folders";
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { isTestPath } from "../facts/test-paths";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import type { ToolDefinition } from "./prompt";
import { toolSource } from "./tool-sources";
import { functionTool, readTool } from "./tools";

const DECORATORS =
  /^(is_tool|tool|function_tool|agent_tool|kernel_function|ai_function|beta_tool|tool_plain)$/;
/** A lone definition is a helper or an example, no set. */
const SMALLEST_SET = 2;

interface ToolSet {
  /** Class whose methods they are; null for functions and literals. */
  readonly className: string | null;
  readonly tools: ToolDefinition[];
}

interface Collected {
  readonly sets: readonly ToolSet[];
  /**
   * By `class under name` the functions that make objects of it: `tools = ShopTools(db)`, `f(tools=ShopTools(db))`,
   * `{ tools: new ShopTools(db) }`.
   */
  readonly kept: ReadonlyMap<string, readonly Home[]>;
}

interface Home {
  readonly file: FileFacts;
  readonly fn: number;
}

const known = new WeakMap<Program, Collected>();

/** The sets that `value` may hold, in order of path; sets that are sent together as one. */
export function toolCandidates(program: Program, value?: Located): readonly (readonly ToolDefinition[])[] {
  let collected = known.get(program);
  if (!collected) {
    collected = collect(program);
    known.set(program, collected);
  }
  const { names, maker } = value ? toolSource(program, value) : { names: [""], maker: undefined };
  const { sets, kept } = collected;
  const homesOf = ({ className }: ToolSet): readonly Home[] => {
    const homes = names.flatMap((name) => kept.get(keptAs(className ?? "", name)) ?? []);
    return homes.filter((home) => !fails(program, maker, home));
  };
  const likely = sets.filter((set) => homesOf(set).length > 0);
  if (likely.length === 0) return sets.map(({ tools }) => tools);
  if (names.length > 1) return together(likely, homesOf);
  return sets.flatMap((set) => (set.className === null || likely.includes(set) ? [set.tools] : []));
}

/** Whether what made the object cannot have been this function: `if solo: raise …`. */
function fails(program: Program, maker: Located | undefined, home: Home): boolean {
  const frame = maker && enteredBy(maker, home);
  return frame !== undefined && failsWith(program, frame);
}

/** Sets whose objects one function makes are one. */
function together(
  sets: readonly ToolSet[],
  homesOf: (set: ToolSet) => readonly Home[],
): readonly (readonly ToolDefinition[])[] {
  const joined = new Map<string, ToolDefinition[]>();
  for (const set of sets)
    for (const { file, fn } of homesOf(set)) {
      const tools = joined.get(`${file.path}:${fn}`) ?? [];
      tools.push(...set.tools.filter((tool) => !tools.some(({ name }) => name === tool.name)));
      joined.set(`${file.path}:${fn}`, tools);
    }
  return [...joined.values()];
}

function keptAs(className: string, name: string): string {
  return `${className} under ${name}`;
}

function collect(program: Program): Collected {
  const sets = new Map<string, ToolSet>();
  const kept = new Map<string, Home[]>();
  const add = (key: string, tool: ToolDefinition | undefined, className: string | null = null): void => {
    if (!tool) return;
    const set = sets.get(key) ?? { className, tools: [] };
    if (!set.tools.some(({ name }) => name === tool.name)) set.tools.push(tool);
    sets.set(key, set);
  };
  for (const file of program.files) {
    if (isTestPath(file.path)) continue;
    file.functions.forEach(({ facts, className }, fn) => {
      const decorated = facts.decorators.some((decorator) =>
        DECORATORS.test(lastNameOf(calleeOf(decorator))),
      );
      const at: Located = { file, fn, expr: { kind: "null", range: facts.nameRange } };
      if (decorated) add(`${file.path}#${className ?? ""}`, functionTool(program, at, file, fn), className);
      for (const stmt of eachStatement(facts.body)) {
        const keep = (value: Expr | null, name: string): void => {
          if (value?.kind !== "call" || name === "") return;
          const key = keptAs(lastNameOf(value.callee), name);
          kept.set(key, [...(kept.get(key) ?? []), { file, fn }]);
        };
        if (stmt.kind === "assign") keep(stmt.value, lastNameOf(stmt.target));
        for (const expr of expressionsOf(stmt).flatMap(eachExpression)) {
          if (isDefinition(expr)) add(folderOf(file.path), readTool(program, { file, fn, expr }, null));
          for (const { name, value } of namedValues(expr)) keep(value, name);
        }
      }
    });
  }
  return { sets: [...sets.values()].filter(({ tools }) => tools.length >= SMALLEST_SET), kept };
}

/** Keyword arguments and entries of an object: `f(tools=ShopTools(db))`, `{ tools: new ShopTools(db) }`. */
function namedValues(expr: Expr): readonly { readonly name: string; readonly value: Expr }[] {
  if (expr.kind === "call")
    return expr.args.flatMap(({ name, value }) => (name === null ? [] : [{ name, value }]));
  if (expr.kind !== "dict") return [];
  return expr.entries.flatMap(({ key, value }) =>
    key?.kind === "string" ? [{ name: key.value, value }] : [],
  );
}

function calleeOf(decorator: Expr): Expr {
  return decorator.kind === "call" ? decorator.callee : decorator;
}

/** `{"type": "function", "function": {"name": …}}` and `{"name": …, "input_schema": {…}}`. */
function isDefinition(expr: Expr): boolean {
  if (expr.kind !== "dict") return false;
  const value = (key: string): Expr | undefined =>
    expr.entries.find((entry) => entry.key?.kind === "string" && entry.key.value === key)?.value;
  const type = value("type");
  const inner = value("function");
  if (type?.kind === "string" && type.value === "function" && inner?.kind === "dict") return true;
  return value("name") !== undefined && value("input_schema")?.kind === "dict";
}
