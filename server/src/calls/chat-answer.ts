/** Raw HTTP whose answer is read as one of a model: `response.json()["choices"][0]["message"]["content"]`. */
import { entryRead } from "../facts/entries";
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import { type Bindings, bindingsOf } from "../facts/scope";
import { visitExpressions } from "../facts/walk";

/** What stands in a choice: the message of a chat, or a text that goes on. */
export type Answer = "message" | "text";

interface ChoiceRead {
  /** What has the choices. */
  readonly answer: Expr;
  readonly holds: Answer;
}

/** By the range of the call. */
type Answers = ReadonlyMap<string, Answer>;

/** By the function's bindings, which die with the file: an edit elsewhere in it may change them. */
const known = new WeakMap<Bindings, Answers>();

/** What the function reads out of the call's answer; undefined where it reads no choices. */
export function answerOf({ file, fn, expr: call }: Located): Answer | undefined {
  const bindings = bindingsOf(file, fn);
  const answers = known.get(bindings) ?? answersTo(choicesIn(file, fn), bindings);
  known.set(bindings, answers);
  return answers.get(keyOf(call));
}

function keyOf({ range: { start, end } }: Expr): string {
  return `${start}-${end}`;
}

function choicesIn(file: Located["file"], fn: number): readonly ChoiceRead[] {
  const found: ChoiceRead[] = [];
  visitExpressions(file, fn, (expr) => {
    const part = entryRead(expr);
    const choice = part && entryRead(part.object);
    const list = choice && entryRead(choice.object);
    if (choice?.key !== 0 || list?.key !== "choices") return;
    if (part?.key === "message" || part?.key === "text") found.push({ answer: list.object, holds: part.key });
  });
  return found;
}

/** The calls that the choices come from. The first read of a call tells, so each name is followed once, whoever reads it. */
function answersTo(choices: readonly ChoiceRead[], bindings: Bindings): Answers {
  const answers = new Map<string, Answer>();
  const names = new Set<string>();
  for (const { answer, holds } of choices) {
    const open = [answer];
    for (let expr = open.pop(); expr; expr = open.pop()) {
      if (expr.kind === "call" && !answers.has(keyOf(expr))) answers.set(keyOf(expr), holds);
      if (expr.kind !== "name") {
        const source = sourceOf(expr);
        if (source) open.push(source);
      } else if (!names.has(expr.name)) {
        names.add(expr.name);
        for (const binding of bindings.get(expr.name) ?? [])
          if (binding.kind === "assign") open.push(binding.value.expr);
      }
    }
  }
  return answers;
}

/** What the expression is read, parsed or taken out of. */
function sourceOf(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case "await":
      return expr.value;
    case "member":
    case "index":
      return expr.object;
    case "call": {
      const isParsed = /^(loads|parse)$/.test(lastNameOf(expr.callee));
      const [text] = expr.args;
      if (isParsed && text) return text.value;
      return expr.callee.kind === "member" ? expr.callee.object : undefined;
    }
    default:
      return undefined;
  }
}
