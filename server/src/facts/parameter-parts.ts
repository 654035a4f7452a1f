/** What is read of a parameter: its callers decide on it. */
import { isGet, isPop } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolveAll } from "./resolve";
import { lookUp } from "./scope";

/** The parameter that `options["model"]`, `config.llm.model` or `self.config.model` is a part of. */
export function parameterHolding(program: Program, at: Located): string | undefined {
  let { expr } = at;
  while (expr.kind === "member" || expr.kind === "index" || isGet(expr) || isPop(expr)) {
    expr = expr.kind === "call" ? expr.callee.object : expr.object;
    const held = resolveAll(program, { ...at, expr }).find((value) => value.kind === "parameter");
    if (held?.kind === "parameter") return held.name;
    if (isOptionalRecord({ ...at, expr })) return lastNameOf(expr);
  }
  return undefined;
}

/** `options = {}`: a default that says nothing of what is in it. */
function isOptionalRecord({ file, fn, expr }: Located): boolean {
  const [only, ...others] = expr.kind === "name" ? (lookUp(file, fn, expr.name)?.bindings ?? []) : [];
  if (only?.kind !== "parameter" || others.length > 0) return false;
  const given = only.defaultValue?.expr;
  return given?.kind === "dict" && given.entries.length === 0;
}
