/** Finds what the code does to a history: append, trim, summarise, restart. */

import { type HistoryRoot, mentions, type Window } from "./history";
import type { Expr, FileFacts, Stmt } from "./ir";
import { readNumber } from "./literals";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { eachExpression, eachStatement, expressionsOf, visitExpressions } from "./walk";

export type Mutation =
  | { readonly kind: "append"; readonly at: Located; readonly added: readonly Located[] }
  | { readonly kind: "window"; readonly at: Located; readonly window: Window }
  | { readonly kind: "summarise"; readonly at: Located };

const APPENDERS = new Set([
  "append",
  "extend",
  "push",
  "add",
  "insert",
  "unshift",
  "concat",
  "add_message",
  "addMessage",
]);
const DROPPERS = new Set(["pop", "popleft", "shift", "splice"]);
const SUMMARISERS = /(summar|compact|compress|condense)/i;
const MAX_HELPER_DEPTH = 3;

/** Every mutation of the root in the function, and in helpers the root is passed to. */
export function mutationsIn(
  program: Program,
  file: FileFacts,
  fn: number,
  root: HistoryRoot,
  depth = 0,
): readonly Mutation[] {
  const found: Mutation[] = [];
  const at = (expr: Expr): Located => ({ file, fn, expr });
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind === "assign" && stmt.value && isRoot(at(stmt.target), root)) {
      found.push(...assignment(program, at(stmt.value), stmt, root));
    }
    if (stmt.kind === "loop" && stmt.form === "while" && stmt.test)
      found.push(...dropLoop(program, file, fn, stmt, root));
    if (stmt.kind === "if" && stmt.test) found.push(...guardedDrop(program, file, fn, stmt, root));
  }
  visitExpressions(file, fn, (expr) => {
    if (expr.kind !== "call") return;
    if (
      expr.callee.kind === "member" &&
      isRoot(at(expr.callee.object), root) &&
      APPENDERS.has(expr.callee.name)
    ) {
      found.push({ kind: "append", at: at(expr), added: expr.args.map((a) => at(a.value)) });
      return;
    }
    if (depth < MAX_HELPER_DEPTH) found.push(...inHelper(program, at(expr), root, depth));
  });
  return found;
}

/** Mutations in a function that receives the root as an argument: `add_turn(messages, reply)`. */
function inHelper(program: Program, call: Located, root: HistoryRoot, depth: number): readonly Mutation[] {
  if (call.expr.kind !== "call") return [];
  const position = call.expr.args.findIndex((arg) => isRoot({ ...call, expr: arg.value }, root));
  if (position < 0) return [];
  const target = resolve(program, { ...call, expr: call.expr.callee });
  if (target.kind !== "function") return [];
  const params = target.file.functions[target.fn]?.facts.params ?? [];
  const keyword = call.expr.args[position]?.name;
  const offset = params[0] && isSelf(params[0].name) ? 1 : 0;
  const param = keyword ? params.find((p) => p.name === keyword) : params[position + offset];
  if (!param) return [];
  const inner: HistoryRoot = { kind: "parameter", file: target.file, fn: target.fn, name: param.name };
  return mutationsIn(program, target.file, target.fn, inner, depth + 1).map((m) => ({ ...m, at: call }));
}

/** Whether the expression is the root itself. */
export function isRoot(at: Located, root: HistoryRoot): boolean {
  const { expr } = at;
  if (root.kind === "attribute") {
    if (expr.kind !== "member" || expr.name !== root.name) return false;
    if (expr.object.kind === "name" && isSelf(expr.object.name)) {
      const own = enclosingClass(at.file, at.fn);
      return (
        own === root.cls ||
        own?.bases.some((b) => b.expr.kind === "name" && b.expr.name === root.cls.name) === true
      );
    }
    return true;
  }
  if (root.kind === "state") {
    const key = expr.kind === "index" && expr.index.kind === "string" ? expr.index.value : null;
    return (
      expr.kind === "index" &&
      expr.object.kind === "name" &&
      expr.object.name === root.name &&
      key === root.key
    );
  }
  if (expr.kind !== "name" || expr.name !== root.name || at.file !== root.file) return false;
  return at.fn === root.fn || lookUp(at.file, at.fn, root.name)?.fn === root.fn;
}

function assignment(
  program: Program,
  value: Located,
  stmt: Extract<Stmt, { kind: "assign" }>,
  root: HistoryRoot,
): readonly Mutation[] {
  if (stmt.operator !== "=") return [{ kind: "append", at: value, added: [value] }];
  if (!mentions(value.expr, root)) return [];
  const window = windowOf(program, value, root);
  if (window) return [{ kind: "window", at: value, window }];
  for (const part of eachExpression(value.expr)) {
    const callee = part.kind === "call" ? part.callee : null;
    const name = callee?.kind === "name" || callee?.kind === "member" ? callee.name : "";
    if (SUMMARISERS.test(name)) return [{ kind: "summarise", at: value }];
  }
  const added = addedParts(value.expr, root).map((expr) => ({ ...value, expr }));
  return [{ kind: "append", at: value, added }];
}

/** Parts of `[...root, a, b]`, `root + [a]`, `root.concat(a)` that are not the root. */
function addedParts(expr: Expr, root: HistoryRoot): readonly Expr[] {
  switch (expr.kind) {
    case "list":
      return expr.items.filter((item) => !mentions(item, root));
    case "binary":
      return [expr.left, expr.right].flatMap((side) =>
        side.kind === "binary"
          ? addedParts(side, root)
          : mentions(side, root)
            ? []
            : side.kind === "list"
              ? side.items
              : [side],
      );
    case "call":
      return expr.args.map((a) => a.value).filter((arg) => !mentions(arg, root));
    case "template":
      return expr.parts.filter((p): p is Expr => typeof p !== "string" && !mentions(p, root));
    default:
      return [];
  }
}

/** `root[-10:]`, `root[:1] + root[-10:]`, `root.slice(-10)`, `[root[0], ...root.slice(-10)]`, `trim(root, 10)`. */
function windowOf(program: Program, value: Located, root: HistoryRoot): Window | null {
  let keepsHead = false;
  let found: Window | null = null;
  for (const part of eachExpression(value.expr)) {
    const at: Located = { ...value, expr: part };
    if (part.kind === "slice" && isRoot({ ...value, expr: part.object }, root)) {
      const from = part.from ? readNumber(program, { ...value, expr: part.from }) : undefined;
      if (from !== undefined && from < 0) found = { size: -from, unit: "messages", dropsPrefix: true, at };
      else if (!part.from && part.to) keepsHead = true;
    }
    if (part.kind === "index" && isRoot({ ...value, expr: part.object }, root)) keepsHead = true;
    if (part.kind !== "call" || part.callee.kind !== "member" || part.callee.name !== "slice") continue;
    const first = part.args[0]?.value;
    const from = first ? readNumber(program, { ...value, expr: first }) : undefined;
    if (from !== undefined && from < 0 && part.args.length === 1) {
      found = { size: -from, unit: "messages", dropsPrefix: true, at };
    } else if (from === 0) keepsHead = true;
  }
  return found && keepsHead ? { ...(found as Window), dropsPrefix: false } : found;
}

/** `while len(messages) > 20: messages.pop(1)`. */
function dropLoop(
  program: Program,
  file: FileFacts,
  fn: number,
  stmt: Extract<Stmt, { kind: "loop" }>,
  root: HistoryRoot,
): readonly Mutation[] {
  const limit = stmt.test ? lengthLimit(program, { file, fn, expr: stmt.test }, root) : null;
  if (limit === null) return [];
  return dropsIn(file, fn, stmt.body, root, limit);
}

/** `if len(messages) > 20: messages = messages[-20:]` is an assignment; `… : messages.pop(0)` is found here. */
function guardedDrop(
  program: Program,
  file: FileFacts,
  fn: number,
  stmt: Extract<Stmt, { kind: "if" }>,
  root: HistoryRoot,
): readonly Mutation[] {
  const limit = lengthLimit(program, { file, fn, expr: stmt.test }, root);
  return limit === null ? [] : dropsIn(file, fn, stmt.then, root, limit);
}

function dropsIn(
  file: FileFacts,
  fn: number,
  body: readonly Stmt[],
  root: HistoryRoot,
  limit: number,
): readonly Mutation[] {
  for (const stmt of eachStatement(body)) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) {
        if (expr.kind !== "call" || expr.callee.kind !== "member" || !DROPPERS.has(expr.callee.name))
          continue;
        if (!isRoot({ file, fn, expr: expr.callee.object }, root)) continue;
        const at: Located = { file, fn, expr };
        const first = expr.args[0]?.value;
        const dropsPrefix = !(first?.kind === "number" && first.value > 0);
        return [{ kind: "window", at, window: { size: limit, unit: "messages", dropsPrefix, at } }];
      }
    }
  }
  return [];
}

/** The number in `len(root) > n`, `root.length >= n`, `count_tokens(root) > n`. */
function lengthLimit(program: Program, test: Located, root: HistoryRoot): number | null {
  const { expr } = test;
  if (expr.kind !== "binary" || !/^(>|>=)$/.test(expr.operator)) return null;
  if (!mentions(expr.left, root)) return null;
  return readNumber(program, { ...test, expr: expr.right }) ?? null;
}
