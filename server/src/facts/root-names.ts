/** Tells a history where code names it. */
import { areKin } from "./classes";
import { type HistoryRoot, isKeyedRoot, keyed } from "./history-roots";
import { importedList } from "./imported-lists";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { enclosingClass, isSelf, lookUp } from "./scope";

/** Whether the expression is the root itself. */
export function isRoot(program: Program, at: Located, root: HistoryRoot): boolean {
  const { expr } = at;
  if (isHeld(expr)) return isRoot(program, { ...at, expr: expr.object }, root);
  if (root.kind === "attribute") return isAttribute(program, at, root);
  const entry = keyed(root);
  if (entry) return isKeyedRoot(expr, entry);
  if (at.file !== root.file) return isImported(program, at, root);
  if (expr.kind !== "name" || expr.name !== root.name) return false;
  return at.fn === root.fn || lookUp(at.file, at.fn, root.name)?.fn === root.fn;
}

/** The root where another module names it that imports it. */
function isImported(
  program: Program,
  at: Located,
  root: Exclude<HistoryRoot, { kind: "attribute" }>,
): boolean {
  if (root.kind !== "variable" || root.fn !== 0 || !/^(name|member)$/.test(at.expr.kind)) return false;
  const list = importedList(program, at);
  return list?.file === root.file && list.expr.kind === "name" && list.expr.name === root.name;
}

/** `messages.value` of a Vue reference, `messages.current` of a React one, `params.Messages.Value` of a Go field. */
function isHeld(expr: Expr): expr is Extract<Expr, { kind: "member" }> {
  return expr.kind === "member" && /^(value|current|Value)$/.test(expr.name);
}

function isAttribute(
  program: Program,
  at: Located,
  root: Extract<HistoryRoot, { kind: "attribute" }>,
): boolean {
  const { expr } = at;
  if (expr.kind !== "member" || expr.name !== root.name) return false;
  if (expr.object.kind === "name" && isSelf(expr.object.name)) {
    const own = enclosingClass(at.file, at.fn);
    return own !== undefined && areKin(program, own, root.cls);
  }
  const value = resolve(program, { ...at, expr: expr.object });
  if (value.kind === "instance" || value.kind === "class") return areKin(program, value.cls, root.cls);
  return value.kind === "parameter" || value.kind === "unknown" || value.kind === "expression";
}

/** `session.messages` of an object whose class keeps them for certain. */
export function isAttributeOf(
  program: Program,
  at: Located,
  root: Extract<HistoryRoot, { kind: "attribute" }>,
): boolean {
  if (at.expr.kind !== "member" || at.expr.name !== root.name) return false;
  const value = resolve(program, { ...at, expr: at.expr.object });
  return value.kind === "instance" && areKin(program, value.cls, root.cls);
}
