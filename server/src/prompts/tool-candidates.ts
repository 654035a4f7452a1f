/**
 * Tool sets of the workspace that a value known only at run time may hold: definitions written as literals, by folder, and decorated
 * functions, by class or file. Which set it is, the code does not say here, so their sizes make a range.
 */

import { isTestPath } from "../facts/call-graph";
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import { lastNameOf } from "../facts/windows";
import type { ToolDefinition } from "./prompt";
import { functionTool, readTool } from "./tools";

const DECORATORS =
  /^(is_tool|tool|function_tool|agent_tool|kernel_function|ai_function|beta_tool|tool_plain)$/;
/** A lone definition is a helper or an example, no set. */
const SMALLEST_SET = 2;

const known = new WeakMap<Program, readonly (readonly ToolDefinition[])[]>();

/** The sets, in order of path. */
export function toolCandidates(program: Program): readonly (readonly ToolDefinition[])[] {
  let sets = known.get(program);
  if (!sets) {
    sets = collect(program);
    known.set(program, sets);
  }
  return sets;
}

function collect(program: Program): readonly (readonly ToolDefinition[])[] {
  const sets = new Map<string, ToolDefinition[]>();
  const add = (key: string, tool: ToolDefinition | undefined): void => {
    if (!tool) return;
    const set = sets.get(key) ?? [];
    if (!set.some(({ name }) => name === tool.name)) set.push(tool);
    sets.set(key, set);
  };
  for (const file of program.files) {
    if (isTestPath(file.path)) continue;
    file.functions.forEach(({ facts, className }, fn) => {
      const decorated = facts.decorators.some((decorator) =>
        DECORATORS.test(lastNameOf(calleeOf(decorator))),
      );
      const at: Located = { file, fn, expr: { kind: "null", range: facts.nameRange } };
      if (decorated) add(`${file.path}#${className ?? ""}`, functionTool(program, at, file, fn));
      for (const expr of definitionsIn(file, fn))
        add(folderOf(file.path), readTool(program, { file, fn, expr }, null));
    });
  }
  return [...sets.values()].filter((set) => set.length >= SMALLEST_SET);
}

function calleeOf(decorator: Expr): Expr {
  return decorator.kind === "call" ? decorator.callee : decorator;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** `{"type": "function", "function": {"name": …}}` and `{"name": …, "input_schema": {…}}` anywhere in the function. */
function* definitionsIn(file: FileFacts, fn: number): Iterable<Expr> {
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) if (isDefinition(expr)) yield expr;
    }
  }
}

function isDefinition(expr: Expr): boolean {
  if (expr.kind !== "dict") return false;
  const value = (key: string): Expr | undefined =>
    expr.entries.find((entry) => entry.key?.kind === "string" && entry.key.value === key)?.value;
  const type = value("type");
  const inner = value("function");
  if (type?.kind === "string" && type.value === "function" && inner?.kind === "dict") return true;
  return value("name") !== undefined && value("input_schema")?.kind === "dict";
}
