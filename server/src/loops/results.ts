/** What each turn adds to the history beside the model's own answer. */
import type { Expr } from "../facts/ir";
import { readDict, readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { argumentForParameter, resolve } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { readString } from "../facts/texts";
import { eachExpression, eachStatement } from "../facts/walk";
import { lastNameOf } from "../facts/windows";
import { answerNames, isAnswerPart } from "./answer";
import type { Chain } from "./chain";
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
        limitChars: charLimit(program, added, 0),
      }));
  });
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
  const { expr } = added;
  if (expr.kind === "call") return roleOfClass(lastNameOf(expr.callee));
  const entry = readDict(program, added)?.findLast((e) => e.key === "role");
  return entry ? (readString(program, entry.value)?.value ?? null) : null;
}

function roleOfClass(name: string): string | null {
  if (/^AI|assistant/i.test(name) && /message|param/i.test(name)) return "assistant";
  if (/^(Tool|Function)Message/.test(name)) return "tool";
  return /^(Human|User)Message/.test(name) ? "user" : null;
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

/** `text[:4000]`, `text.slice(0, 4000)`, `truncate(text, 4000)` anywhere in what is added, two names deep. */
function charLimit(program: Program, at: Located, depth: number): number | null {
  for (const part of eachExpression(at.expr)) {
    const limit = cutAt(program, { ...at, expr: part });
    if (limit !== null) return limit;
    const cut = part.kind === "call" && depth < 2 ? returnLimit(program, { ...at, expr: part }, depth) : null;
    if (cut !== null) return cut;
    if (part.kind !== "name" || depth >= 2) continue;
    const bindings = lookUp(at.file, at.fn, part.name)?.bindings ?? [];
    for (const binding of bindings) {
      const inner = binding.kind === "assign" ? charLimit(program, binding.value, depth + 1) : null;
      if (inner !== null) return inner;
    }
  }
  return null;
}

/** What a workspace function cuts its answer to: the largest limit where every `return` is cut or a literal. */
function returnLimit(program: Program, call: Located, depth: number): number | null {
  if (call.expr.kind !== "call") return null;
  const target = resolve(program, { ...call, expr: call.expr.callee });
  if (target.kind !== "function") return null;
  const { file, fn } = target;
  let most: number | null = null;
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind !== "return" || !stmt.value || isFixedText(stmt.value)) continue;
    const limit = charLimit(program, { file, fn, expr: stmt.value }, depth + 1);
    if (limit === null) return null;
    most = Math.max(most ?? 0, limit);
  }
  return most;
}

/** `"done"`, `f"no file {name}"`: short by itself. */
function isFixedText(expr: Expr): boolean {
  return expr.kind === "string" || expr.kind === "template" || expr.kind === "null";
}

function cutAt(program: Program, at: Located): number | null {
  const { expr } = at;
  if (expr.kind === "slice" && expr.to && !isFromTheEnd(program, at, expr.from)) {
    const to = readNumber(program, { ...at, expr: expr.to });
    return to !== undefined && to >= 20 ? to : null;
  }
  if (expr.kind !== "call") return null;
  const name = expr.callee.kind === "member" || expr.callee.kind === "name" ? expr.callee.name : "";
  if (!/^(slice|substring|substr|truncate|shorten|clip)/i.test(name)) return null;
  for (const arg of expr.args) {
    const number = readNumber(program, { ...at, expr: arg.value });
    if (number !== undefined && number >= 20) return number;
  }
  return null;
}

function isFromTheEnd(program: Program, at: Located, from: Expr | null): boolean {
  const start = from ? readNumber(program, { ...at, expr: from }) : 0;
  return start !== undefined && start < 0;
}
