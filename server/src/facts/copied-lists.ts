/** Lists that are filled from other lists: the same messages in another shape. */
import type { Expr, FileFacts, Stmt } from "./ir";
import type { Located } from "./located";
import { eachExpression, eachStatement } from "./walk";

/** Lists whose items the function puts into the named one: `for m in history: named.append(…m…)`, `named.extend(history)`. */
export function copiedInto(file: FileFacts, fn: number, name: string): readonly Located[] {
  const body = file.functions[fn]?.facts.body ?? [];
  const loops = eachStatement(body).flatMap((stmt) => {
    if (stmt.kind !== "loop" || !stmt.iterable || !stmt.target) return [];
    const items = namesMadeOf(stmt.target, stmt.body);
    const copies = addedTo(stmt.body, name, /^(append|push|extend)$/).some((expr) => usesName(expr, items));
    return copies ? [stmt.iterable] : [];
  });
  return [...loops, ...addedTo(body, name, /^extend$/)].map((expr) => ({ file, fn, expr }));
}

/** The names of a loop's target, and what the body makes of them: `copy = item.copy()`. */
function namesMadeOf(target: Expr, body: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set(eachExpression(target).flatMap((part) => (part.kind === "name" ? [part.name] : [])));
  for (const stmt of eachStatement(body)) {
    if (stmt.kind !== "assign" || stmt.target.kind !== "name" || !stmt.value) continue;
    if (usesName(stmt.value, names)) names.add(stmt.target.name);
  }
  return names;
}

function usesName(expr: Expr, names: ReadonlySet<string>): boolean {
  return eachExpression(expr).some((part) => part.kind === "name" && names.has(part.name));
}

/** Arguments of the methods that stand as statements: `named.append(x)`. */
function addedTo(body: readonly Stmt[], name: string, methods: RegExp): readonly Expr[] {
  return eachStatement(body).flatMap((stmt) => {
    const call = stmt.kind === "expression" ? stmt.value : null;
    if (call?.kind !== "call" || call.callee.kind !== "member") return [];
    const { object, name: method } = call.callee;
    const isOwn = object.kind === "name" && object.name === name && methods.test(method);
    return isOwn ? call.args.map((arg) => arg.value) : [];
  });
}
