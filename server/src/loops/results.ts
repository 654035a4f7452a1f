/** What each turn adds to the history beside the model's own answer. */

import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readDict } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { argumentForParameter, resolve } from "../facts/resolve";
import { readString } from "../facts/texts";
import { eachExpression } from "../facts/walk";
import { answerNames, isAnswerPart } from "./answer";
import type { Chain } from "./chain";
import { charLimit } from "./result-limit";
import type { PlacedMutation } from "./roots-on-chain";
import type { RunShape } from "./run-shape";

type Result = RunShape["results"][number];

/** Results, observations and user messages the mutations add, with the characters the code cuts them to. */
export function resultsOf(
  program: Program,
  mutations: readonly PlacedMutation[],
  chain: Chain,
): readonly Result[] {
  return mutations.flatMap(({ mutation, level }) => {
    if (mutation.kind !== "append") return [];
    return mutation.added
      .flatMap(partsOfText)
      .filter((added) => !isAnswer(program, chain, level, added))
      .map((added) => ({
        place: placeOf(added),
        kind: kindOfAddition(program, added),
        limitChars: charLimit(program, added),
      }));
  });
}

/** Whether the change adds what a tool gave back. */
export function addsToolResult(program: Program, { mutation }: PlacedMutation): boolean {
  return (
    mutation.kind === "append" && mutation.added.some((added) => kindOfAddition(program, added) === "tool")
  );
}

/** Holes of a text that grows (`prompt += f"{thought}{observation}"`); anything else is one addition. */
function partsOfText(at: Located): readonly Located[] {
  const { expr } = at;
  const parts =
    expr.kind === "template"
      ? expr.parts.filter((part): part is Expr => typeof part !== "string")
      : expr.kind === "binary" && expr.operator === "+"
        ? [expr.left, expr.right]
        : undefined;
  if (!parts) return expr.kind === "string" || expr.kind === "number" ? [] : [at];
  return parts.flatMap((part) => partsOfText({ ...at, expr: part }));
}

/** The model's own answer: by its role, or because it is read from the call on that level. */
function isAnswer(program: Program, chain: Chain, level: number | null, added: Located): boolean {
  const role = roleOf(program, added);
  if (role !== null) return role === "assistant" || role === "model" || role === "ai";
  const source = passedIn(added);
  const at = level === null ? undefined : chain.levels[level];
  if (!at || source.file !== at.file || source.fn !== at.fn) return false;
  const body = at.file.functions[at.fn]?.facts.body ?? [];
  return isAnswerPart(source.expr, at.call, answerNames(at.call, body));
}

/** What the helper's caller passed, where the addition is a parameter of the helper. */
function passedIn(added: Located): Located {
  const { frame, expr } = added;
  if (!frame || expr.kind !== "name") return added;
  return argumentForParameter(frame, expr.name) ?? added;
}

/** `{"role": "tool"}` behind names and helpers, `AIMessage(…)`, `("human", …)`; null where no role is stated. */
function roleOf(program: Program, added: Located): string | null {
  const value = added.expr.kind === "name" ? resolve(program, added) : undefined;
  const expr = value?.kind === "external-object" && value.call ? value.call.expr : added.expr;
  if (expr.kind === "call") return roleOfClass(lastNameOf(expr.callee));
  const entry = readDict(program, added)?.findLast((e) => e.key === "role");
  return entry ? (readString(program, entry.value)?.value ?? null) : null;
}

function roleOfClass(name: string): string | null {
  if (/^AI|assistant/i.test(name) && /message|param|^from_/i.test(name)) return "assistant";
  if (/^((Tool|Function)Message|from_(tool|function)$)/.test(name)) return "tool";
  return /^((Human|User)Message|from_user$)/.test(name) ? "user" : null;
}

const TOOL_KINDS = /^(tool|tool_result|function_call_output|function|tool-result|tool_response)$/;

function kindOfAddition(program: Program, added: Located): Result["kind"] {
  for (const part of eachExpression(added.expr)) {
    if (part.kind === "string" && TOOL_KINDS.test(part.value)) return "tool";
    if (part.kind === "name" && part.name === "ToolMessage") return "tool";
  }
  const role = roleOf(program, added);
  if (role === null) return "unknown";
  return TOOL_KINDS.test(role) ? "tool" : role === "user" ? "user" : "unknown";
}
