/** What the code of a tool says of it: what it reaches and how large its answer gets. Plain data, one per tool whose code was found. */

import type { Program } from "../../facts/program";
import type { ToolBody, ToolDefinition } from "../../prompts/prompt";
import { type Reach, reachOf } from "./reach";
import { type ResultSize, sizeOfResult } from "./result-size";

export interface ToolCode {
  readonly name: string;
  readonly reach: Reach | null;
  readonly size: ResultSize | null;
}

const known = new WeakMap<Program, WeakMap<ToolBody["statements"], Omit<ToolCode, "name">>>();

export function toolCodeOf(program: Program, tools: readonly ToolDefinition[]): readonly ToolCode[] {
  return tools.flatMap(({ name, body }) => (body ? [{ name, ...codeOf(program, body) }] : []));
}

/** Several requests send one tool: its code is read once. */
function codeOf(program: Program, body: ToolBody): Omit<ToolCode, "name"> {
  const answers = known.get(program) ?? new WeakMap<ToolBody["statements"], Omit<ToolCode, "name">>();
  known.set(program, answers);
  const answer = answers.get(body.statements) ?? {
    reach: reachOf(program, body),
    size: sizeOfResult(program, body),
  };
  answers.set(body.statements, answer);
  return answer;
}
