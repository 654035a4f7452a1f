/** Calls that give one message of a conversation: what is made of it is no conversation. */
import { nameRead } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts, Stmt } from "./ir";
import { namesConversation } from "./stored-history";
import { type CallExpression, eachExpression, eachStatement } from "./walk";
import { isLast, MESSAGES, pickedFrom } from "./windows";

/** Functions that pick one message, by their names. */
const ONE_MESSAGE =
  /(last|latest|newest|most_?recent|first)_?(user|human)?_?(message|question|text|content)$/i;

/**
 * `latestMessage(history)`, `messages.at(-1)`, `messages.findLast(isUser)`, `next(m for m in reversed(messages) if …)`. What is no text may
 * be one of several lists, `queue.pop()`, unless the name says what the list holds.
 */
export function picksOne(call: CallExpression, isText: boolean): boolean {
  if (isText) return picksText(call);
  return call.callee.kind === "member" && isMessages(call.callee.object) && picksText(call);
}

function picksText(call: CallExpression): boolean {
  const {
    callee,
    args: [first],
  } = call;
  if (pickedFrom(call) !== undefined) return true;
  if (callee.kind === "member") {
    if (callee.name === "at") return !!first && isLast(callee.object, first.value);
    if (/^find(Last)?$/.test(callee.name) && isMessages(callee.object)) return true;
  }
  if (callee.kind === "name" && callee.name === "next" && first?.value.kind === "comprehension") {
    const [clause] = first.value.clauses;
    return clause !== undefined && isMessages(clause.iterable);
  }
  return ONE_MESSAGE.test(lastNameOf(callee));
}

/** A list of messages by its name, also turned round, filtered or counted: `reversed(state["messages"])`, `[...history].reverse()`. */
function isMessages(list: Expr): boolean {
  const name = nameRead(list);
  if (name !== "" && MESSAGES.test(name)) return true;
  if (list.kind === "slice") return isMessages(list.object);
  if (list.kind === "list") {
    const [only] = list.items;
    return list.items.length === 1 && only?.kind === "spread" && isMessages(only.value);
  }
  if (list.kind !== "call") return false;
  const { callee, args } = list;
  if (callee.kind === "member")
    return /^(reverse|toReversed|slice|filter)$/.test(callee.name) && isMessages(callee.object);
  const [first] = args;
  return /^(reversed|list|enumerate)$/.test(lastNameOf(callee)) && !!first && isMessages(first.value);
}

/**
 * Whether the function looks for one message and gives it, or a text of it, or nothing: `for m in reversed(messages): if is_user(m): return
 * m.content`. A conversation that is an item itself (`return thread.messages`) is none.
 */
export function givesOneMessage(file: FileFacts, fn: number): boolean {
  const facts = file.functions[fn]?.facts;
  if (!facts) return false;
  let answer = known.get(facts);
  if (answer === undefined) {
    answer = readsOne(facts);
    known.set(facts, answer);
  }
  return answer;
}

/** An edit replaces the facts of the functions it touches only. */
const known = new WeakMap<FunctionFacts, boolean>();

function readsOne({ body }: FunctionFacts): boolean {
  const items = itemNames(body);
  const returned = eachStatement(body).flatMap((stmt) =>
    stmt.kind === "return" && stmt.value && !isNothing(stmt.value) ? [stmt.value] : [],
  );
  return returned.length > 0 && returned.every((value) => isOfItem(value, items));
}

/** Names of items: the target of a loop through messages, and what one of them is given to. */
function itemNames(body: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const stmt of eachStatement(body)) {
    const target =
      stmt.kind === "loop" && stmt.iterable && isMessages(stmt.iterable)
        ? stmt.target
        : stmt.kind === "assign" && stmt.operator === "=" && stmt.value && isOfItem(stmt.value, names)
          ? stmt.target
          : null;
    if (target) for (const part of eachExpression(target)) if (part.kind === "name") names.add(part.name);
  }
  return names;
}

function isOfItem(value: Expr, items: ReadonlySet<string>): boolean {
  const parts = eachExpression(value);
  const isOne = (part: Expr): boolean =>
    (part.kind === "name" && items.has(part.name)) ||
    (part.kind === "call" && picksText(part)) ||
    (part.kind === "index" && part.index.kind !== "string" && isMessages(part.object));
  const ones = parts.filter(isOne);
  const inside = new Set(ones.flatMap((part) => eachExpression(part)));
  const isWhole = (part: Expr): boolean => !inside.has(part) && namesConversation(nameRead(part));
  return ones.length > 0 && !parts.some(isWhole);
}

function isNothing(value: Expr): boolean {
  return /^(string|null|number|boolean)$/.test(value.kind);
}
