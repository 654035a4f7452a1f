/** Tells loops apart: a person answers, a transport retry, or the model's answer feeding the next request. */
import type { Expr, Stmt } from "../facts/ir";
import { textOf } from "../facts/texts";
import type { LoopContext, LoopStatement } from "../facts/walk";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";

/** Calls that wait for a person: input(), Prompt.ask(), rl.question(), st.chat_input(). */
const HUMAN_INPUT =
  /(^|\.)(input|raw_input|ask|question|chat_input|readline|readLine|prompt_async|text_input|prompt_user|getInput|get_user_input|receive_text)$/;
const RETRY_NAME = /attempt|retr(y|ies)|tries|_try$|^try_/i;
const SLEEPS = /(^|\.)(sleep|setTimeout|wait|delay|backoff)$/i;

/** Whether a person's answer is read inside the statements. */
export function waitsForPerson(body: readonly Stmt[]): boolean {
  return anyCall(body, (callee) => HUMAN_INPUT.test(callee) || callee === "prompt");
}

/**
 * A transport retry: the call stands in a `try`, success leaves the loop, and the handler only waits or logs. It bills once, so it
 * is no loop. A handler that changes the messages is a validation retry and does count.
 */
export function isRetry(loop: LoopStatement, call: Expr): boolean {
  // tenacity: `for attempt in Retrying(...): with attempt: …`.
  if (
    loop.iterable?.kind === "call" &&
    /(^|\.|_)(retry|retrying|asyncretrying|attempts)$/i.test(textOf(loop.iterable.callee))
  )
    return true;
  const attempt = findTry(loop.body, call);
  if (!attempt) return false;
  const succeeds = leavesAfterSuccess(attempt.body) || leavesAfterSuccess(loop.body);
  if (!succeeds) return false;
  const handlers = attempt.handlers.flat();
  const waits = anyCall(handlers, (callee) => SLEEPS.test(callee));
  const attempts =
    loop.target?.kind === "name" && /^(attempt|retry|retries|_|i|tries|n)$/i.test(loop.target.name);
  const named = loop.test ? RETRY_NAME.test(textOf(loop.test)) || mentionsRetry(loop.test) : false;
  return waits || attempts || named;
}

function mentionsRetry(expr: Expr): boolean {
  for (const part of eachExpression(expr))
    if (part.kind === "name" && RETRY_NAME.test(part.name)) return true;
  return false;
}

function findTry(body: readonly Stmt[], call: Expr): Extract<Stmt, { kind: "try" }> | undefined {
  for (const stmt of eachStatement(body)) {
    if (stmt.kind === "try" && stmt.range.start <= call.range.start && call.range.end <= stmt.range.end)
      return stmt;
  }
  return undefined;
}

function leavesAfterSuccess(body: readonly Stmt[]): boolean {
  return body.some((stmt) => stmt.kind === "return" || stmt.kind === "break");
}

function anyCall(body: readonly Stmt[], test: (callee: string) => boolean): boolean {
  for (const stmt of eachStatement(body)) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) {
        if (expr.kind === "call" && test(textOf(expr.callee))) return true;
      }
    }
  }
  return false;
}

/**
 * Names that hold (something made from) the call's answer inside the loop. Where one of them is read by the next request's
 * messages, the model's output feeds the next request.
 */
export function namesFedBy(call: Expr, loop: LoopContext): ReadonlySet<string> {
  const fed = new Set<string>();
  if (loop.kind !== "statement") return fed;
  for (let round = 0; round < 4; round++) {
    const before = fed.size;
    for (const stmt of eachStatement(loop.loop.body)) collectFed(stmt, call, fed);
    if (fed.size === before) break;
  }
  return fed;
}

function collectFed(stmt: Stmt, call: Expr, fed: Set<string>): void {
  const pairs: { target: Expr; value: Expr }[] = [];
  if (stmt.kind === "assign" && stmt.value) pairs.push({ target: stmt.target, value: stmt.value });
  if (stmt.kind === "with") {
    for (const item of stmt.items) if (item.target) pairs.push({ target: item.target, value: item.value });
  }
  if (stmt.kind === "loop" && stmt.target && stmt.iterable)
    pairs.push({ target: stmt.target, value: stmt.iterable });
  for (const { target, value } of pairs) {
    if (!comesFrom(value, call, fed)) continue;
    for (const part of eachExpression(target)) {
      if (part.kind === "name") fed.add(part.name);
      else if (part.kind === "member") fed.add(textOf(part));
    }
  }
}

function comesFrom(value: Expr, call: Expr, fed: ReadonlySet<string>): boolean {
  for (const part of eachExpression(value)) {
    if (part === call) return true;
    if (part.kind === "name" && fed.has(part.name)) return true;
  }
  return false;
}
