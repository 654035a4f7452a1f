/** What a function writes into members: `app.model = name`, `self.config.model = name`. */
import { textOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts } from "./ir";
import { eachStatement } from "./walk";

type Assigned = ReadonlyMap<string, readonly Expr[]>;

/** One walk per function; an edit replaces the facts of the functions it touches only. */
const known = new WeakMap<FunctionFacts, Assigned>();
const NONE: Assigned = new Map();

/** The member as the code writes it -> the values the function assigns to it, in source order. */
export function membersAssigned(file: FileFacts, fn: number): Assigned {
  const facts = file.functions[fn]?.facts;
  if (!facts) return NONE;
  const answer = known.get(facts);
  if (answer) return answer;
  const found = new Map<string, Expr[]>();
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind !== "assign" || stmt.operator !== "=" || !stmt.value) continue;
    if (stmt.target.kind !== "member") continue;
    const written = textOf(stmt.target);
    found.set(written, [...(found.get(written) ?? []), stmt.value]);
  }
  known.set(facts, found);
  return found;
}
