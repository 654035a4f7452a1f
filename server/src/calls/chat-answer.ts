/** Raw HTTP whose answer is read as one of a model: `response.json()["choices"][0]["message"]["content"]`. */
import { entryRead } from "../facts/entries";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FunctionFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { lookUp } from "../facts/scope";
import { visitExpressions } from "../facts/walk";

/** What stands in a choice: the message of a chat, or a text that goes on. */
export type Answer = "message" | "text";

/** Longest way from what is read back to the request. */
const MAX_STEPS = 8;

interface ChoiceRead {
  /** What has the choices. */
  readonly answer: Expr;
  readonly holds: Answer;
}

/** What the function reads out of the call's answer; undefined where it reads no choices. */
export function answerOf({ file, fn, expr: call }: Located): Answer | undefined {
  return choicesIn(file, fn).find(({ answer }) => comesFrom({ file, fn, expr: answer }, call, 0))?.holds;
}

const known = new WeakMap<FunctionFacts, readonly ChoiceRead[]>();

function choicesIn(file: Located["file"], fn: number): readonly ChoiceRead[] {
  const facts = file.functions[fn]?.facts;
  const kept = facts && known.get(facts);
  if (!facts || kept) return kept ?? [];
  const found: ChoiceRead[] = [];
  visitExpressions(file, fn, (expr) => {
    const part = entryRead(expr);
    const choice = part && entryRead(part.object);
    const list = choice && entryRead(choice.object);
    if (choice?.key !== 0 || list?.key !== "choices") return;
    if (part?.key === "message" || part?.key === "text") found.push({ answer: list.object, holds: part.key });
  });
  known.set(facts, found);
  return found;
}

/** Whether the expression is what the call gives back, read, parsed or taken out of it. */
function comesFrom(at: Located, call: Expr, steps: number): boolean {
  const { file, fn, expr } = at;
  if (expr.kind === call.kind && expr.range.start === call.range.start && expr.range.end === call.range.end)
    return true;
  if (steps > MAX_STEPS) return false;
  const next = (inner: Expr): boolean => comesFrom({ ...at, expr: inner }, call, steps + 1);
  switch (expr.kind) {
    case "await":
      return next(expr.value);
    case "member":
    case "index":
      return next(expr.object);
    case "call": {
      const isParsed = /^(loads|parse)$/.test(lastNameOf(expr.callee));
      const [text] = expr.args;
      if (isParsed && text) return next(text.value);
      return expr.callee.kind === "member" && next(expr.callee.object);
    }
    case "name": {
      const bindings = lookUp(file, fn, expr.name)?.bindings ?? [];
      return bindings.some((binding) => binding.kind === "assign" && next(binding.value.expr));
    }
    default:
      return false;
  }
}
