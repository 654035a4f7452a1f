/** Windows on a list: `m[-10:]`, `m.slice(-10)`, `trim_messages(m, max_tokens=4000)`, `deque(maxlen=10)`. */

import { lastNameOf, textOf } from "./expression-text";
import type { Expr } from "./ir";
import { readDict, readNumber } from "./literals";
import type { Located } from "./located";
import type { Program } from "./program";
import { lookUp } from "./scope";
import { namesConversation } from "./stored-history";
import { type CallExpression, lambdaResult } from "./walk";

export interface Window {
  /** Null where it is known only at run time. */
  readonly size: number | null;
  readonly unit: "messages" | "tokens";
  /** Whether the system text and the first user message may be dropped too. */
  readonly dropsPrefix: boolean;
  readonly at: Located;
}

/** A part of a list: its last items, its first ones, or neither. */
export interface Part {
  /** The list that is cut. */
  readonly of: Expr;
  readonly window: Window | null;
  readonly isHead: boolean;
}

const TRIMMERS = /^(trim|truncate|window|last_?n|recent|prune)/i;
/** The same by what they make the messages fit: `limitMessagesToTokens`, `filterMessagesByTokenCount`, `fit_history_to_context`. */
const FITTERS =
  /^(limit|fit|cap|cut|clip|shorten|filter|select)_?(messages?|history|conversation|context)_?(by|to|within|in|for|of)?_?(max_?)?(tokens?|context|budget|window|limit|length|size)/i;
/** What a trimmer cuts, by its name: with it the function need not say to what size. */
const TRIMMED = /messages|histor|conversation|context|chat|turns|dialog/i;
const SUMMARISERS = /(summar|compact|compress|condens)/i;
/** A number above this is no count of messages. */
const MOST_MESSAGES = 500;

/** Names of lists whose items are messages: one of them is no conversation. */
export const MESSAGES = /(messages|history|turns)$/i;

/** The list that one item is taken of: `drafts[-1]`, `queue.pop(0)`, `random.choice(drafts)`, `max(drafts, key=score)`. */
export function pickedFrom(expr: Expr): Expr | undefined {
  if (expr.kind === "index") {
    const isPlace = expr.index.kind === "number" || isLast(expr.object, expr.index);
    return isPlace ? expr.object : undefined;
  }
  if (expr.kind !== "call") return undefined;
  const { callee, args } = expr;
  const [first] = args;
  if (callee.kind === "member" && /^(pop|popleft|shift|at|get_nowait)$/.test(callee.name))
    return callee.object;
  const name = lastNameOf(callee);
  const isPick = name === "choice" || (/^(max|min)$/.test(name) && args.some((arg) => arg.name === "key"));
  return isPick ? first?.value : undefined;
}

/** `messages[messages.length - 1]`, `messages[-1]`: what was said last, and nothing before it. */
export function isLast(list: Expr, index: Expr): boolean {
  if (index.kind === "unary" && index.operator === "-") return index.operand.kind === "number";
  return (
    index.kind === "binary" &&
    index.operator === "-" &&
    index.right.kind === "number" &&
    textOf(index.left) === `${textOf(list)}.length`
  );
}

/** `m[-10:]`, `m[:2]`, `m[0]`, `m.slice(-10)`, `m.slice(0, 2)`, `m.at(0)`; undefined for anything that cuts nothing. */
export function partOf(program: Program, at: Located): Part | undefined {
  const { expr } = at;
  if (expr.kind === "index") {
    return { of: expr.object, window: null, isHead: expr.index.kind === "number" && expr.index.value === 0 };
  }
  if (expr.kind === "slice") return slicePart(program, at, expr.object, expr.from, expr.to);
  if (expr.kind !== "call" || expr.callee.kind !== "member" || expr.callee.name !== "slice") return undefined;
  const [from, to] = expr.args.map((arg) => arg.value);
  return slicePart(program, at, expr.callee.object, from ?? null, to ?? null);
}

function slicePart(program: Program, at: Located, of: Expr, from: Expr | null, to: Expr | null): Part {
  const start = from ? (isMoved(at, from) ? undefined : readNumber(program, { ...at, expr: from })) : 0;
  if (start !== undefined && start < 0 && !to) return { of, window: lastMessages(-start, at), isHead: false };
  const end = start !== undefined && start < 0 && to ? readNumber(program, { ...at, expr: to }) : undefined;
  // `m[-11:-1]`: what was said before the newest.
  if (start !== undefined && end !== undefined && end < 0 && end > start)
    return { of, window: lastMessages(end - start, at), isHead: false };
  const sized =
    from && start === undefined && !to ? distanceFromEnd(program, { ...at, expr: from }) : undefined;
  if (sized !== undefined) return { of, window: lastMessages(sized, at), isHead: false };
  // From a place that is known only at run time: of a conversation, what is sent begins somewhere in its midst.
  if (from && start === undefined && !to && (leavesEnd(at, from) || namesConversation(lastNameOf(of))))
    return { of, window: lastMessages(null, at), isHead: false };
  return { of, window: null, isHead: start === 0 && to !== null };
}

/** `len(m) - 10`, `Math.max(0, m.length - 10)`: the number of items behind that point. */
export function distanceFromEnd(program: Program, at: Located): number | undefined {
  const { expr } = at;
  if (expr.kind === "call") {
    const parts = expr.args.map((arg) => distanceFromEnd(program, { ...at, expr: arg.value }));
    return parts.find((part) => part !== undefined);
  }
  if (expr.kind !== "binary" || expr.operator !== "-" || !isLength(expr.left)) return undefined;
  const size = readNumber(program, { ...at, expr: expr.right });
  return size !== undefined && size > 0 ? size : undefined;
}

/** A name that the code counts up: what it begins with says nothing. */
function isMoved({ file, fn }: Located, from: Expr): boolean {
  return from.kind === "name" && (lookUp(file, fn, from.name)?.bindings.length ?? 0) > 1;
}

/** `-limit`, `len(m) - limit`, also by way of a name: a number of last items that is known only at run time. */
function leavesEnd(at: Located, from: Expr, depth = 0): boolean {
  switch (from.kind) {
    case "unary":
      return from.operator === "-";
    case "binary":
      if (from.operator === "*") return leavesEnd(at, from.left, depth);
      return from.operator === "-" && isLength(from.left);
    case "call":
      return from.args.some(({ value }) => leavesEnd(at, value, depth));
    case "name": {
      const bindings = depth === 0 ? (lookUp(at.file, at.fn, from.name)?.bindings ?? []) : [];
      return bindings.some((b) => b.kind === "assign" && leavesEnd(b.value, b.value.expr, depth + 1));
    }
    default:
      return false;
  }
}

export function isLength(expr: Expr): boolean {
  if (expr.kind === "member") return expr.name === "length";
  return expr.kind === "call" && expr.callee.kind === "name" && expr.callee.name === "len";
}

export function lastMessages(size: number | null, at: Located): Window {
  return { size, unit: "messages", dropsPrefix: true, at };
}

/** `trim_messages(m, max_tokens=4000)`, `trimMessages(m, {maxTokens: 4000})`, `trimHistory(m, 10)`. */
export function trimWindow(program: Program, given: Located): Window | null {
  const at = trimmerOf(given) ?? given;
  const { expr } = at;
  const name = expr.kind === "call" ? lastNameOf(expr.callee) : "";
  const fits = FITTERS.test(name);
  if (expr.kind !== "call" || !(fits || TRIMMERS.test(name))) return null;
  const options = expr.args.flatMap((arg) => {
    const value = { ...at, expr: arg.value };
    const entries = arg.name === null && arg.value.kind === "dict" ? readDict(program, value) : undefined;
    return entries?.map((entry) => ({ name: entry.key, value: entry.value })) ?? [{ name: arg.name, value }];
  });
  for (const { name: option, value } of options) {
    const size = readNumber(program, value);
    if (size === undefined || size < 1) continue;
    const unit = fits || /token/i.test(option ?? "") || size > MOST_MESSAGES ? "tokens" : "messages";
    return { size, unit, dropsPrefix: false, at };
  }
  return expr.args.length > 0 && (fits || TRIMMED.test(name))
    ? { size: null, unit: fits ? "tokens" : "messages", dropsPrefix: false, at }
    : null;
}

/** LangChain's `trimmer = trim_messages(max_tokens=2000)`, which `trimmer.invoke(history)` runs. */
function trimmerOf({ file, fn, expr }: Located): Located | undefined {
  if (expr.kind !== "call" || expr.callee.kind !== "member" || !/^a?invoke$/.test(expr.callee.name))
    return undefined;
  const { object } = expr.callee;
  const bindings = object.kind === "name" ? (lookUp(file, fn, object.name)?.bindings ?? []) : [];
  const made = bindings.flatMap((b) => (b.kind === "assign" && b.path.length === 0 ? [b.value] : []));
  return made.find(
    (value) => value.expr.kind === "call" && /^trim_?messages$/i.test(lastNameOf(value.expr.callee)),
  );
}

/** `deque(maxlen=10)`, `deque([], 10)`, `defaultdict(lambda: deque(maxlen=10))`. */
export function queueWindow(program: Program, at: Located): Window | null {
  const { expr } = at;
  if (expr.kind !== "call") return null;
  const name = lastNameOf(expr.callee);
  if (name === "defaultdict") {
    const maker = expr.args[0]?.value;
    const made = maker && lambdaResult({ ...at, expr: maker });
    const isQueue = made?.expr.kind === "call" && lastNameOf(made.expr.callee) === "deque";
    return isQueue ? queueWindow(program, made) : null;
  }
  if (name !== "deque") return null;
  const limit = expr.args.find((arg) => arg.name === "maxlen") ?? expr.args[1];
  if (!limit || limit.value.kind === "null") return null;
  return lastMessages(readNumber(program, { ...at, expr: limit.value }) ?? null, at);
}

/** A function or variable whose name promises a summary. */
export function namesSummary(name: string): boolean {
  return SUMMARISERS.test(name);
}

/** Functions that tell a size of the list and nothing of its text. */
const MEASURES =
  /^(len|length|size|count|sum|min|max|any|range|bool|isinstance|type|count_?tokens|num_?tokens.*)$/i;

/** Whether the call tells no more than a size. */
export function measures({ callee }: CallExpression): boolean {
  return MEASURES.test(lastNameOf(callee));
}
