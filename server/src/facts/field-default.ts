/** Defaults of settings and data classes that stand in a call: `max_tokens: int = Field(default=100)`. */
import type { Located } from "./located";
import type { Program } from "./program";
import { argumentOf, resolve } from "./resolve";

/** The default behind an expression that ends in `Field(...)` or `field(...)`; undefined for anything else. */
export function fieldDefault(program: Program, at: Located): Located | undefined {
  const value = resolve(program, at);
  if (value.kind !== "external-object" || value.steps.length > 0) return undefined;
  const isField = /^field$/i.test(value.origin.path[value.origin.path.length - 1] ?? "");
  if (!isField || value.call?.expr.kind !== "call") return undefined;
  const given = argumentOf(value.call.expr.args, { name: "default", index: 0 });
  return given ? { ...value.call, expr: given.value } : undefined;
}
