/** What makes a text (once it is kept under a name, later changes of what it was made of do not reach it), and what gives one of its own. */
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";

const TEXTS = /^(format|join|str|String|dumps|stringify|get_buffer_string|getBufferString|render)$/;

/** Whether what a call of the name is given becomes text of one message. */
export function makesText(name: string): boolean {
  return TEXTS.test(name) || /(Message|Prompt)$/.test(name);
}

/** `f"Known: {notes}"`, `"\n".join(notes)`, `"Known: " + notes`. */
export function isMadeText(expr: Expr): boolean {
  if (expr.kind === "template") return true;
  if (expr.kind === "binary")
    return (
      expr.operator === "+" &&
      [expr.left, expr.right].some((side) => side.kind === "string" || isMadeText(side))
    );
  return expr.kind === "call" && TEXTS.test(lastNameOf(expr.callee));
}

/** Functions of the AI SDK: nothing of what they are asked with is in what they give, lists of messages neither. */
export function answersAnew(callee: Expr): boolean {
  return callee.kind === "name" && /^(generate|stream)(Text|Object)$/.test(callee.name);
}

/** Methods by which libraries send requests: what they give is a text of its own. */
export function asksModel(callee: Expr): boolean {
  return callee.kind === "member" && REQUESTS.test(callee.name);
}

const REQUESTS =
  /^(create|invoke|generate_?content|generateContent|send_?message|sendMessage|a?completion|complete|predict)$/;
