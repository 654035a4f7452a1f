/** Loops over models, providers or keys that ask the next one where one failed: as a rule the first answers. */
import type { Stmt } from "../facts/ir";
import { eachExpression, eachStatement, expressionsOf, type LoopStatement } from "../facts/walk";

type Attempt = Extract<Stmt, { kind: "try" }>;

/** `for model in models: try: return ask(model) except Exception: continue`. What a handler changes for the next round is no such loop. */
export function fallsBack(loop: LoopStatement, attempt: Attempt): boolean {
  const all = eachStatement(loop.body);
  // What leaves a loop inside this one goes on with the next item.
  const isDeeper = all.some((stmt) => stmt.kind === "loop" && eachStatement(stmt.body).includes(attempt));
  if (loop.form !== "for-each" || isDeeper) return false;
  const others = loop.body.filter((stmt) => stmt !== attempt);
  if (!alwaysLeaves(attempt.body) && !(loop.body.includes(attempt) && alwaysLeaves(others))) return false;
  const changed = eachStatement(attempt.handlers.flat()).flatMap(changedIn);
  const handled = new Set(eachStatement(attempt.handlers.flat()));
  const read = all
    .filter((stmt) => !handled.has(stmt))
    .flatMap(expressionsOf)
    .flatMap((expr) => eachExpression(expr));
  return !read.some((part) => part.kind === "name" && changed.includes(part.name));
}

/** Whether a round that does not fail is the last. */
function alwaysLeaves(block: readonly Stmt[]): boolean {
  const leaves = block.some(({ kind }) => kind === "return" || kind === "break");
  return leaves && !eachStatement(block).some(({ kind }) => kind === "continue");
}

/** Names that the statement gives another value, or whose object it adds to. */
function changedIn(stmt: Stmt): readonly string[] {
  if (stmt.kind === "assign")
    return eachExpression(stmt.target).flatMap((part) => (part.kind === "name" ? [part.name] : []));
  const call = stmt.kind === "expression" && stmt.value.kind === "call" ? stmt.value : undefined;
  if (call?.callee.kind !== "member" || !/^(append|extend|push|add|insert)$/.test(call.callee.name))
    return [];
  return eachExpression(call.callee.object).flatMap((part) => (part.kind === "name" ? [part.name] : []));
}
