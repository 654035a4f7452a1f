/** Conversations that are kept as rows of a database, told by the table a query names, and how many rows it asks for. */
import { lastNameOf, textOf } from "./expression-text";
import type { Expr, Stmt } from "./ir";
import { readsRows } from "./stored-history";
import { eachExpression, eachStatement, expressionsOf } from "./walk";

type Call = Extract<Expr, { kind: "call" }>;

/** Classes that stand for such tables. */
const TABLES =
  /(^|[a-z])(Message|ChatHistory|ConversationHistory|MessageHistory|ChatLog|ConversationTurn|ChatTurn)s?(Model|Record|DB|Table|Entity|Row)?$/;
/** What asks for rows or stands behind such a call. */
const ROWS = /^(fetchall|fetchmany|all|scalars|execute|order_by|limit|filter|filter_by|values|to_list)$/;
const FETCHES = /^fetch(all|many)$/;
const SQL_LIMIT = /\blimit\s+(\d+|\?|:\w+|%s|\$\d)/i;
const LIMITS = /^(limit|k|n|last_?n|max_?(messages|turns|history|rows)|num_messages|count)$/i;
const MAX_STEPS = 12;

/** Whether the call gives the messages of a conversation: `cursor.execute("SELECT … FROM messages").fetchall()`. */
export function readsTable(call: Call, body: readonly Stmt[]): boolean {
  return ROWS.test(lastNameOf(call.callee)) && queryOf(call, body).some(namesTable);
}

/** The most rows that a query or a reading call gives: `.limit(20)`, `LIMIT 20`, `limit=20`; NaN where only the run knows it. */
export function rowLimit(call: Call, body: readonly Stmt[]): Expr | number | undefined {
  for (const step of queryOf(call, body)) {
    if (step.kind !== "call") continue;
    const [first] = step.args;
    if (lastNameOf(step.callee) === "limit" && first) return first.value;
    const named = step.args.find(({ name }) => name !== null && LIMITS.test(name));
    if (named) return named.value;
    for (const { value } of step.args) {
      const limit = SQL_LIMIT.exec(sqlIn(value))?.[1];
      if (limit !== undefined) return Number(limit);
    }
  }
  return undefined;
}

/** The call, what it is called on, and queries that are handed over: `session.execute(select(Message).limit(10))`. */
function queryOf(call: Call, body: readonly Stmt[]): readonly Expr[] {
  const steps: Expr[] = [];
  const open: Expr[] = [call, ...(FETCHES.test(lastNameOf(call.callee)) ? executedBefore(call, body) : [])];
  for (let at = open.pop(); at && steps.length < MAX_STEPS; at = open.pop()) {
    steps.push(at);
    if (at.kind === "await") open.push(at.value);
    else if (at.kind === "member") open.push(at.object);
    else if (at.kind === "call") {
      const [first] = at.args;
      if (first?.value.kind === "call") open.push(first.value);
      open.push(at.callee);
    }
  }
  return steps;
}

/** `cursor.execute("SELECT …")`, the last one before `cursor.fetchall()`. */
function executedBefore({ callee, range }: Call, body: readonly Stmt[]): readonly Expr[] {
  const cursor = callee.kind === "member" ? textOf(callee.object) : "";
  const calls = eachStatement(body)
    .filter((stmt) => stmt.range.start < range.start)
    .flatMap(expressionsOf)
    .flatMap((top) => (top.kind === "await" ? [top.value] : [top]))
    .filter(
      (expr) =>
        expr.kind === "call" &&
        expr.callee.kind === "member" &&
        expr.callee.name === "execute" &&
        textOf(expr.callee.object) === cursor,
    );
  return calls.slice(-1);
}

function namesTable(step: Expr): boolean {
  if (step.kind === "member")
    return /^(objects|query)$/.test(step.name) && TABLES.test(lastNameOf(step.object));
  if (step.kind !== "call") return false;
  const name = lastNameOf(step.callee);
  if (/^(query|select)$/.test(name)) return step.args.some(({ value }) => TABLES.test(lastNameOf(value)));
  return (
    name === "execute" &&
    (readsRows(step) || step.args.some(({ value }) => value.kind === "call" && readsRows(value)))
  );
}

/** The words of a query, also within `text("SELECT …")`. */
function sqlIn(expr: Expr): string {
  const words = eachExpression(expr).map((part) => {
    if (part.kind === "string") return part.value;
    return part.kind === "template"
      ? part.parts.map((each) => (typeof each === "string" ? each : "?")).join("")
      : "";
  });
  return words.join(" ");
}
