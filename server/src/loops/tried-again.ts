/** Calls by which a function sends the same request once more, and those that send the faulty answer back with it. */
import { type CallEdge, calledName } from "../facts/call-index";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, Param, Stmt } from "../facts/ir";
import { isSelf } from "../facts/self";
import { namesConversation } from "../facts/stored-history";
import { eachExpression, eachStatement } from "../facts/walk";

/**
 * `catch { return reply(history, id) }` with the function's own parameters, or `reply(history, id, retries + 1)`: the same request once
 * more, unless what came of `asked` is put to the history on the way: then the model is told what was wrong.
 */
export function triesAgain(again: CallEdge["call"], asked: Expr): boolean {
  const { file, fn, expr } = again;
  const own = file.functions[fn]?.facts;
  if (!own || calledName(expr) !== own.name || expr.args.length === 0) return false;
  const given = givenTo(again);
  if (!given.every(({ value, param }) => param && isSame(value, param)) && !isCountedAgain(again))
    return false;
  const handed = given.flatMap(({ value }) => (value.kind === "name" ? [value.name] : []));
  if (addsBetween(own.body, asked, expr, handed)) return false;
  return isCountedAgain(again) || isInHandler(own.body, expr);
}

/** Whether the function hands itself its own parameters and a count of its tries. */
export function isCountedAgain(again: CallEdge["call"]): boolean {
  const given = givenTo(again);
  const counts = given.filter(({ value, param }) => param && isCounted(value, param));
  return (
    counts.length > 0 &&
    given.every((each) => counts.includes(each) || (each.param && isSame(each.value, each.param)))
  );
}

interface Given {
  readonly value: Expr;
  readonly param: Param | undefined;
}

function givenTo({ file, fn, expr }: CallEdge["call"]): readonly Given[] {
  const params = (file.functions[fn]?.facts.params ?? []).filter(({ name }) => !isSelf(name));
  return expr.args.map(({ name, value }, i) => ({
    value,
    param: params.find((param, at) => (name === null ? at === i : param.name === name)),
  }));
}

function isInHandler(body: readonly Stmt[], call: Expr): boolean {
  return eachStatement(body).some(
    (stmt) => stmt.kind === "try" && stmt.handlers.flat().some(({ range }) => lies(call.range, range)),
  );
}

/** Whether something is put to the list that is sent, or to a conversation the object keeps, after the request and before the call. */
function addsBetween(body: readonly Stmt[], asked: Expr, call: Expr, handed: readonly string[]): boolean {
  const sent = eachExpression(asked).flatMap((part) => (part.kind === "name" ? [part.name] : []));
  const isList = (expr: Expr): boolean =>
    expr.kind === "name"
      ? handed.includes(expr.name) && (sent.includes(expr.name) || namesConversation(expr.name))
      : expr.kind === "member" && isSelf(lastNameOf(expr.object)) && namesConversation(expr.name);
  return wayBetween(body, asked, call).some(({ range, ...stmt }) => {
    if (range.start < asked.range.end || call.range.start < range.end) return false;
    if (stmt.kind === "assign") return isList(stmt.target) && stmt.value !== null && growsBy(stmt);
    const expr = stmt.kind === "expression" ? stmt.value : null;
    if (expr?.kind !== "call" || expr.callee.kind !== "member") return false;
    return /^(append|extend|push)$/.test(expr.callee.name) && isList(expr.callee.object);
  });
}

/** Statements that may run between the two: of an attempt that failed only its handlers are sure to. */
function wayBetween(body: readonly Stmt[], asked: Expr, call: Expr): readonly Stmt[] {
  const all = eachStatement(body);
  const holds = (block: readonly Stmt[], { range }: Expr): boolean =>
    block.some((stmt) => lies(range, stmt.range));
  const attempt = all.find(
    (stmt) =>
      stmt.kind === "try" && holds(stmt.body, asked) && stmt.handlers.some((block) => holds(block, call)),
  );
  return attempt?.kind === "try" ? eachStatement(attempt.handlers.flat()) : all;
}

/** `messages += [reply]`, `messages = [...messages, reply]`. */
function growsBy({
  target,
  operator,
  value,
}: {
  target: Expr;
  operator: string;
  value: Expr | null;
}): boolean {
  if (!value || target.kind !== "name") return false;
  const isMore = value.kind === "list" || (value.kind === "binary" && value.operator === "+");
  const holdsIt = eachExpression(value).some((part) => part.kind === "name" && part.name === target.name);
  return isMore && (operator === "+=" || holdsIt);
}

/** The parameter itself; one that is taken apart, put together again. */
function isSame(value: Expr, { name, kind, pattern }: Param): boolean {
  if (kind !== "pattern") return value.kind === "name" && value.name === name;
  const names = pattern.map((part) => part.name);
  return (
    value.kind === "dict" &&
    value.entries.every((entry) => entry.value.kind === "name" && names.includes(entry.value.name))
  );
}

/** `retryCount + 1`. */
function isCounted(value: Expr, { name }: Param): boolean {
  return (
    value.kind === "binary" &&
    value.right.kind === "number" &&
    value.left.kind === "name" &&
    value.left.name === name &&
    RETRIES.test(name)
  );
}

const RETRIES = /attempt|retr(y|ies)|tries/i;

function lies(inner: Expr["range"], outer: Expr["range"]): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
