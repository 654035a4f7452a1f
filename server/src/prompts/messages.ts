/** Reads the messages a request starts with: roles and text, before the first answer. */

import { constructorOf } from "../facts/arguments";
import { callersOf, givenToField } from "../facts/call-graph";
import { lastNameOf, textOf } from "../facts/expression-text";
import { tracesOf } from "../facts/history";
import { creationsOf, type HistoryRoot } from "../facts/history-roots";
import type { Expr, FileFacts } from "../facts/ir";
import { readDict, readList } from "../facts/literals";
import type { Located } from "../facts/located";
import { mutationsIn } from "../facts/mutations";
import type { ClassInfo, Program } from "../facts/program";
import { argumentForParameter, resolve } from "../facts/resolve";
import { enclosingClass, isSelf } from "../facts/scope";
import { readString } from "../facts/texts";
import { callsIn, eachStatement } from "../facts/walk";
import type { PromptText } from "./prompt";
import { evaluateText } from "./text";

export type Role = "system" | "user" | "assistant" | "tool";

export interface Message {
  readonly role: Role;
  readonly text: PromptText;
}

/** Callers are asked for what a function sends; real code hands messages through two or three functions. */
const MAX_CALLER_DEPTH = 4;
const MAX_CALLERS = 6;

/** Messages in order; a bare text is one user message; an unreadable expression is one user message with a hole. */
export function readMessages(program: Program, at: Located): readonly Message[] {
  const unwrapped = unwrapState(program, at);
  const items = readList(program, unwrapped);
  if (items) {
    const first = items.flatMap((item) => readItem(program, item, 0));
    const listed = new Set(items.map((item) => item.expr));
    const begun = [...first, ...appendedBefore(program, unwrapped, 0, listed)];
    if (begun.length > 0) return begun;
    // An empty list that a helper fills: what the helper was given says what is in it.
    return listBehind(program, unwrapped, 0) ?? [];
  }
  return (
    promptTemplate(program, unwrapped) ??
    listBehind(program, unwrapped, 0) ??
    single(program, unwrapped) ?? [{ role: "user", text: evaluateText(program, unwrapped) }]
  );
}

function single(program: Program, at: Located): readonly Message[] | undefined {
  const message = asMessage(program, at);
  return message ? [message] : undefined;
}

/** The list a history begins as, with what is appended before the request; a parameter is what the callers pass. */
function listBehind(program: Program, at: Located, depth: number): readonly Message[] | undefined {
  let empty: readonly Message[] | undefined;
  for (const { root, inText } of tracesOf(program, at)) {
    if (root.kind === "state" || inText) continue;
    const lists = beginningsOf(program, root, at)
      .map((beginning) => readList(program, beginning))
      .filter((items) => items !== undefined);
    const list = lists.find((items) => items.length > 0) ?? lists[0];
    const begun = list && [
      ...list.flatMap((item) => readItem(program, item, depth)),
      ...appendedBefore(program, at, depth),
    ];
    if (begun && begun.length > 0) return begun;
    // A helper that turns messages into others fills an empty list: what it was given says what they are.
    empty ??= begun;
    const passed = root.kind === "parameter" ? fromCallers(program, root, depth) : undefined;
    if (passed) return [...passed, ...appendedBefore(program, at, depth)];
  }
  return empty;
}

/** What the list is made as: where a name or attribute is assigned, else what the object's maker is given, of the same class first. */
function beginningsOf(program: Program, root: HistoryRoot, at: Located): readonly Located[] {
  const created = creationsOf(root).map((creation) => creation.at);
  if (created.length > 0 || root.kind !== "attribute") return created;
  const given = givenToField(program, root.cls, root.name);
  const own = enclosingClass(at.file, at.fn);
  const near = given.filter(({ file, fn }) => own !== undefined && enclosingClass(file, fn) === own);
  return near.length > 0 ? near : given;
}

/** The caller whose messages hold most text stands for all. */
function fromCallers(
  program: Program,
  root: Extract<HistoryRoot, { kind: "parameter" }>,
  depth: number,
): readonly Message[] | undefined {
  if (depth >= MAX_CALLER_DEPTH) return undefined;
  const { file, fn, name } = root;
  const read = callersOf(program, file, fn)
    .slice(0, MAX_CALLERS)
    .flatMap(({ call }): readonly (readonly Message[])[] => {
      const argument = argumentForParameter({ file, fn, call }, name);
      if (!argument || (argument.file === file && argument.fn === fn)) return [];
      const items = readList(program, argument);
      const listed = items && [
        ...items.flatMap((item) => readItem(program, item, depth + 1)),
        ...appendedBefore(program, argument, depth + 1),
      ];
      // A helper that copies messages returns an empty list at first sight: what it was given is in it.
      const messages = listed && listed.length > 0 ? listed : listBehind(program, argument, depth + 1);
      return messages && messages.length > 0 ? [messages] : [];
    });
  return read.reduce<readonly Message[] | undefined>(
    (best, messages) => (!best || lettersOf(messages) > lettersOf(best) ? messages : best),
    undefined,
  );
}

function lettersOf(messages: readonly Message[]): number {
  const parts = messages.flatMap((message) => message.text.parts);
  return parts.reduce((sum, part) => sum + (part.kind === "text" ? part.text.length : 1), 0);
}

/** `{"messages": […]}`, `{"input": …}`, `{input: …}` of agents and graphs. */
function unwrapState(program: Program, at: Located): Located {
  const entries = readDict(program, at);
  if (!entries || entries.some((e) => e.key === "role")) return at;
  const inner = entries.find(
    (e) => e.key === "messages" || e.key === "input" || e.key === "question" || e.key === "prompt",
  );
  return inner?.value ?? at;
}

/** `ChatPromptTemplate.from_messages([...])` and whatever ends in a list of messages. */
function promptTemplate(program: Program, at: Located): readonly Message[] | undefined {
  const value = resolve(program, at);
  const call =
    value.kind === "external-object" ? (value.steps.find((s) => s.call)?.call ?? value.call) : null;
  const list = call?.expr.kind === "call" ? call.expr.args[0]?.value : undefined;
  if (!call || !list) return undefined;
  const items = readList(program, { ...call, expr: list });
  return items?.flatMap((item) => readItem(program, item, 0));
}

/** `depth`: how many callers and spread lists lie behind, which may lead in a circle. */
function readItem(program: Program, item: Located, depth: number): readonly Message[] {
  if (item.expr.kind === "spread") {
    if (depth > MAX_CALLER_DEPTH) return [];
    const spread = { ...item, expr: item.expr.value };
    const inner = readList(program, spread);
    if (inner) return inner.flatMap((each) => readItem(program, each, depth + 1));
    return listBehind(program, spread, depth + 1) ?? [];
  }
  return [asMessage(program, item) ?? { role: "user", text: evaluateText(program, item) }];
}

function asMessage(program: Program, at: Located): Message | undefined {
  const { expr } = at;
  if (expr.kind === "list" && expr.items.length === 2) return pair(program, at, expr.items);
  const isLiteral = expr.kind === "call" && expr.isNew && at.file.language === "go";
  if (expr.kind === "call" && !(isLiteral && readDict(program, at)?.some((e) => e.key === "role")))
    return constructed(program, at, expr);
  const entries = readDict(program, at);
  if (!entries) {
    const value = expr.kind === "name" || expr.kind === "member" ? resolve(program, at) : undefined;
    const call = value?.kind === "external-object" && value.steps.length === 0 ? value.call : null;
    return call ? asMessage(program, call) : undefined;
  }
  const role = entries.findLast((e) => e.key === "role")?.value;
  const content = entries.findLast((e) => e.key === "content" || e.key === "parts")?.value;
  if (!content) return role ? { role: roleAt(program, role), text: evaluateText(program, at) } : undefined;
  return { role: role ? roleAt(program, role) : "user", text: evaluateText(program, content) };
}

/** `("system", "text")` and `["human", "text"]` of LangChain. */
function pair(program: Program, at: Located, items: readonly Expr[]): Message | undefined {
  const [role, content] = items;
  if (role?.kind !== "string" || !content) return undefined;
  return { role: roleOf(role), text: evaluateText(program, { ...at, expr: content }) };
}

/** `SystemMessage(content=…)`, `HumanMessage("…")`, `ChatCompletionSystemMessageParam(role=…, content=…)`. */
function constructed(
  program: Program,
  at: Located,
  expr: Extract<Expr, { kind: "call" }>,
): Message | undefined {
  const name = textOf(expr.callee).split(".").pop() ?? "";
  if (!/Message|^(system|user|assistant|human)$/i.test(name)) return undefined;
  const stated = expr.args.find((arg) => arg.name === "role");
  const content = expr.args.find((arg) => arg.name === "content");
  if (stated && content)
    return {
      role: roleAt(program, { ...at, expr: stated.value }),
      text: evaluateText(program, { ...at, expr: content.value }),
    };
  const role: Role = /system|developer/i.test(name)
    ? "system"
    : /^ai|assistant/i.test(name)
      ? "assistant"
      : /tool/i.test(name)
        ? "tool"
        : "user";
  return { role, text: evaluateText(program, at) };
}

/** The role behind a name or a helper's parameter. */
function roleAt(program: Program, at: Located): Role {
  const text = at.expr.kind === "name" ? readString(program, at)?.value : undefined;
  return roleOf(text === undefined ? at.expr : { kind: "string", value: text, range: at.expr.range });
}

function roleOf(expr: Expr): Role {
  const text =
    expr.kind === "string"
      ? expr.value
      : expr.kind === "member"
        ? expr.name.toLowerCase().replace(/^\w*role(?=\w)/, "")
        : "user";
  if (text === "system" || text === "developer") return "system";
  if (text === "assistant" || text === "ai" || text === "model") return "assistant";
  return text === "tool" || text === "function" ? "tool" : "user";
}

/** Each is held against each other: code that appends more often than this before a request is generated. */
const MOST_COMPARED = 40;

const NOTHING: ReadonlySet<Expr> = new Set();

interface Appended {
  readonly messages: readonly Message[];
  readonly file: FileFacts;
  readonly fn: number;
  readonly start: number;
}

/** Messages added before the request that are read; programs that add more write them in a loop. */
const MOST_APPENDED = 80;

/** Messages appended to the list between its creation and the first request, `listed` ones left out. */
function appendedBefore(
  program: Program,
  at: Located,
  depth: number,
  listed: ReadonlySet<Expr> = NOTHING,
): readonly Message[] {
  const found: Appended[] = [];
  const seen = new Set<Expr>();
  for (const { root } of tracesOf(program, at)) {
    for (const { file, fn } of homesOf(root, at)) {
      for (const mutation of mutationsIn(program, file, fn, root)) {
        const isHelper = mutation.at.expr !== mutation.origin;
        if (found.length >= MOST_APPENDED) break;
        if (mutation.kind !== "append" || seen.has(isHelper ? mutation.at.expr : mutation.origin)) continue;
        if (!isBefore(file, fn, mutation.at, at)) continue;
        seen.add(mutation.at.expr);
        // A helper speaks through its calls; its own body would say it once more.
        seen.add(mutation.origin);
        const messages = mutation.added
          .filter((added) => !isAnswer(added) && !listed.has(added.expr))
          .flatMap((added) => readItem(program, added, depth + 1))
          .filter((message) => message.role === "system" || message.role === "user");
        const [where = mutation.at] = mutation.added;
        found.push({ messages, file: where.file, fn: where.fn, start: where.expr.range.start });
      }
    }
  }
  const isShort = found.length <= MOST_COMPARED;
  return found
    .filter((one) => !isShort || !found.some((other) => loses(one, other)))
    .flatMap((f) => f.messages);
}

/** `assistant_message`, `reply`: what the model answered is in no first request. */
function isAnswer({ expr }: Located): boolean {
  const name = lastNameOf(expr);
  return /^(assistant|ai|model|llm|bot)_?(message|msg|reply|response|answer|output)$|^(reply|response|completion)$/i.test(
    name,
  );
}

/** Whether the other stands in the other branch of one `if` and says more; of two alike the later counts. */
function loses(one: Appended, other: Appended): boolean {
  if (one === other || one.file !== other.file || one.fn !== other.fn) return false;
  for (const stmt of eachStatement(one.file.functions[one.fn]?.facts.body ?? [])) {
    if (stmt.kind !== "if") continue;
    const sides = [stmt.then, stmt.otherwise];
    const side = (start: number): number =>
      sides.findIndex((body) => {
        const [first, last] = [body[0], body.at(-1)];
        return first && last && first.range.start <= start && start < last.range.end;
      });
    const [own, others] = [side(one.start), side(other.start)];
    if (own < 0 || others < 0 || own === others) continue;
    const [less, more] = [lettersOf(one.messages), lettersOf(other.messages)];
    return less < more || (less === more && own < others);
  }
  return false;
}

/** Functions in which the history changes, in the order in which they run: constructor, own function, methods that no other calls. */
function homesOf(
  root: HistoryRoot,
  at: Located,
): readonly { readonly file: FileFacts; readonly fn: number }[] {
  if (root.kind === "state" || root.kind === "session") return [];
  if (root.kind !== "attribute") return [{ file: root.file, fn: root.fn }];
  const { file, methods } = root.cls;
  const maker = constructorOf(root.cls);
  const first = maker === undefined ? [] : [{ file, fn: maker }];
  const called = calledMethods(root.cls);
  const rest = [...methods.values()].filter((fn) => fn !== maker && fn !== at.fn && !called.has(fn));
  return [...first, { file: at.file, fn: at.fn }, ...rest.map((fn) => ({ file, fn }))];
}

/** Methods that other methods of the class call: what they change is seen where they are called. */
function calledMethods(cls: ClassInfo): ReadonlySet<number> {
  const known = calledIn.get(cls);
  if (known) return known;
  const { file, methods } = cls;
  const called = new Set<number>();
  for (const fn of methods.values())
    for (const { call } of callsIn(file, fn)) {
      const { callee } = call;
      if (callee.kind !== "member" || callee.object.kind !== "name" || !isSelf(callee.object.name)) continue;
      const target = methods.get(callee.name);
      if (target !== undefined && target !== fn) called.add(target);
    }
  calledIn.set(cls, called);
  return called;
}

/** Asked for once per history; a class never changes. */
const calledIn = new WeakMap<ClassInfo, ReadonlySet<number>>();

/** In the function of the request: what stands above it. Elsewhere: what is not repeated by a loop. */
function isBefore(file: FileFacts, fn: number, mutation: Located, use: Located): boolean {
  const { start, end } = mutation.expr.range;
  // What is appended may be the answer itself: `messages.append(create(messages))`.
  if (file === use.file && fn === use.fn) return end <= use.expr.range.start;
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind === "loop" && stmt.range.start <= start && start < stmt.range.end) return false;
  }
  return true;
}
