/** Defaults of settings and data classes that stand in a call: `max_tokens: int = Field(default=100)`. */
import { lastNameOf } from "./expression-text";
import type { Located } from "./located";
import type { Program } from "./program";
import { argumentOf, resolve } from "./resolve";
import { eachStatement } from "./walk";

/** The default behind an expression that ends in `Field(...)` or `field(...)`; undefined for anything else. */
export function fieldDefault(program: Program, at: Located): Located | undefined {
  const value = resolve(program, at);
  if (value.kind !== "external-object" || value.steps.length > 0) return undefined;
  const isField = /^field$/i.test(value.origin.path[value.origin.path.length - 1] ?? "");
  if (!isField || value.call?.expr.kind !== "call") return undefined;
  const given = argumentOf(value.call.expr.args, { name: "default", index: 0 });
  return given ? { ...value.call, expr: given.value } : undefined;
}

/** `model: str = "gpt-5"` in the body of a Python class: what the field holds where a call gives it nothing. `MODEL: str` is a constant. */
export function isDefaultOfField({ file, fn, expr }: Located): boolean {
  if (file.language !== "python") return false;
  const classes = eachStatement(file.functions[fn]?.facts.body ?? []).filter((stmt) => stmt.kind === "class");
  return classes.some(({ body }) =>
    body.some(
      (stmt) =>
        stmt.kind === "assign" &&
        stmt.annotation !== null &&
        stmt.value === expr &&
        /[a-z]/.test(lastNameOf(stmt.target)),
    ),
  );
}
