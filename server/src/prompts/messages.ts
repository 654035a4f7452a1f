/** Reads the messages a request starts with: roles and text, before the first answer. */

import { creationsOf, tracesOf } from "../facts/history";
import type { Expr } from "../facts/ir";
import { readDict, readList } from "../facts/literals";
import type { Located } from "../facts/located";
import { mutationsIn } from "../facts/mutations";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { textOf } from "../facts/texts";
import { visitExpressions } from "../facts/walk";
import type { PromptText } from "./prompt";
import { evaluateText } from "./text";

export type Role = "system" | "user" | "assistant" | "tool";

export interface Message {
  readonly role: Role;
  readonly text: PromptText;
}

/** Messages in order; a bare text is one user message; an unreadable expression is one user message with a hole. */
export function readMessages(program: Program, at: Located): readonly Message[] {
  const unwrapped = unwrapState(program, at);
  const items = readList(program, unwrapped);
  if (!items) {
    const template = promptTemplate(program, unwrapped);
    if (template) return template;
    const later = appendedBefore(program, unwrapped);
    if (later.length > 0 && isListBehind(program, unwrapped)) return later;
    const single = asMessage(program, unwrapped);
    if (single) return [single];
    return [{ role: "user", text: evaluateText(program, unwrapped) }];
  }
  const first = items.flatMap((item) => readItem(program, item));
  return [...first, ...appendedBefore(program, unwrapped)];
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
  return items?.flatMap((item) => readItem(program, item));
}

function isListBehind(program: Program, at: Located): boolean {
  return tracesOf(program, at).some((trace) =>
    creationsOf(trace.root).some((c) => c.at.expr.kind === "list"),
  );
}

function readItem(program: Program, item: Located): readonly Message[] {
  if (item.expr.kind === "spread") {
    const inner = readList(program, { ...item, expr: item.expr.value });
    return inner ? inner.flatMap((i) => readItem(program, i)) : [];
  }
  return [asMessage(program, item) ?? { role: "user", text: evaluateText(program, item) }];
}

function asMessage(program: Program, at: Located): Message | undefined {
  const { expr } = at;
  if (expr.kind === "list" && expr.items.length === 2) return pair(program, at, expr.items);
  if (expr.kind === "call") return constructed(program, at, expr);
  const entries = readDict(program, at);
  if (!entries) {
    const value = expr.kind === "name" || expr.kind === "member" ? resolve(program, at) : undefined;
    const call = value?.kind === "external-object" && value.steps.length === 0 ? value.call : null;
    return call ? asMessage(program, call) : undefined;
  }
  const role = entries.findLast((e) => e.key === "role")?.value.expr;
  const content = entries.findLast((e) => e.key === "content" || e.key === "parts")?.value;
  if (!content) return role ? { role: roleOf(role), text: evaluateText(program, at) } : undefined;
  return { role: role ? roleOf(role) : "user", text: evaluateText(program, content) };
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
  const role: Role = /system|developer/i.test(name)
    ? "system"
    : /^ai|assistant/i.test(name)
      ? "assistant"
      : /tool/i.test(name)
        ? "tool"
        : "user";
  return { role, text: evaluateText(program, at) };
}

function roleOf(expr: Expr): Role {
  const text =
    expr.kind === "string" ? expr.value : expr.kind === "member" ? expr.name.toLowerCase() : "user";
  if (text === "system" || text === "developer") return "system";
  if (text === "assistant" || text === "ai" || text === "model") return "assistant";
  return text === "tool" || text === "function" ? "tool" : "user";
}

/** Messages appended to the list between its creation and the first request, outside every loop. */
function appendedBefore(program: Program, at: Located): readonly Message[] {
  const found: { message: Message; start: number }[] = [];
  for (const { root } of tracesOf(program, at)) {
    if (root.kind === "state") continue;
    const homes =
      root.kind === "attribute"
        ? [...new Set([...root.cls.methods.values(), ...(at.file === root.cls.file ? [at.fn] : [])])].map(
            (fn) => ({ file: root.cls.file, fn }),
          )
        : [{ file: root.file, fn: root.fn }];
    for (const { file, fn } of homes) {
      for (const mutation of mutationsIn(program, file, fn, root)) {
        if (mutation.kind !== "append") continue;
        if (isInLoop(mutation.at)) continue;
        if (file === at.file && fn === at.fn && mutation.at.expr.range.start > at.expr.range.start) continue;
        for (const added of mutation.added) {
          for (const message of readItem(program, added)) {
            if (message.role === "system" || message.role === "user")
              found.push({ message, start: mutation.at.expr.range.start });
          }
        }
      }
    }
  }
  return found.sort((a, b) => a.start - b.start).map((f) => f.message);
}

function isInLoop(at: Located): boolean {
  let inside = false;
  visitExpressions(at.file, at.fn, (expr, context) => {
    if (expr === at.expr && context.loops.length > 0) inside = true;
  });
  return inside;
}
