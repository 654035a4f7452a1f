/** Texts that hold where a variable of the environment is not set, although code reads the variable elsewhere. */
import { isEnvironment, variableExpression } from "./environment";
import { textOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import type { Reading } from "./reading";
import { resolve } from "./resolve";
import { lookUp } from "./scope";
import { callsIn, eachExpression, eachStatement, expressionsOf } from "./walk";

/** The reading, told as a default of the environment where its text is one. */
export function asDefault(program: Program, reading: Reading): Reading {
  const { found } = reading;
  if (!found || !/^(constant|default-parameter)$/.test(found.source)) return reading;
  const isDefault = isHelpersFallback(program, found.at) || isReplaced(found.at);
  return isDefault ? { found: { ...found, source: "environment-default" } } : reading;
}

/** `getEnv("MODEL", "gpt-5")`, where the function asks the environment for what its parameter names. */
function isHelpersFallback(program: Program, { file, fn, expr }: Located): boolean {
  return callsIn(file, fn).some(({ call }) => {
    if (call.args.length < 2 || !call.args.slice(1).some(({ value }) => value === expr)) return false;
    const helper = resolve(program, { file, fn, expr: call.callee });
    return helper.kind === "function" && asksByParameter(helper.file, helper.fn);
  });
}

function asksByParameter(file: FileFacts, fn: number): boolean {
  const { params = [], body = [] } = file.functions[fn]?.facts ?? {};
  const isParameter = (expr: Expr | undefined): boolean =>
    expr?.kind === "name" && params.some(({ name }) => name === expr.name);
  return eachStatement(body)
    .flatMap(expressionsOf)
    .some((top) =>
      eachExpression(top).some((part) => isEnvironment(part) && isParameter(variableExpression(part))),
    );
}

/** `config := &Config{Model: "gpt-5"}`, and in the same function `config.Model = os.Getenv("MODEL")` where that is set. */
function isReplaced({ file, fn, expr }: Located): boolean {
  const statements = eachStatement(file.functions[fn]?.facts.body ?? []);
  const held = statements.flatMap((stmt) => {
    if (stmt.kind !== "assign" || !stmt.value) return [];
    const field = stmt.value.kind === "call" && stmt.value.isNew ? stmt.value.args : [];
    const name = field.find(({ value }) => value === expr)?.name ?? null;
    if (stmt.value === expr) return [textOf(stmt.target)];
    return name === null ? [] : [`${textOf(stmt.target)}.${name}`];
  });
  return statements.some(
    (stmt) =>
      stmt.kind === "assign" &&
      stmt.value !== null &&
      held.includes(textOf(stmt.target)) &&
      comesFromEnvironment(file, fn, stmt.value),
  );
}

/** A read of the environment, or a name that was given one. */
function comesFromEnvironment(file: FileFacts, fn: number, value: Expr): boolean {
  if (isEnvironment(value)) return true;
  const bindings = value.kind === "name" ? (lookUp(file, fn, value.name)?.bindings ?? []) : [];
  return bindings.some((b) => b.kind === "assign" && isEnvironment(b.value.expr));
}
