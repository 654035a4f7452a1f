/** A counter that an object keeps, `self.step_n`, or that one of its objects keeps, `self.state.steps`: stepped and set back in any method of its class. */
import { textOf } from "../facts/expression-text";
import type { Expr, FileFacts, Stmt } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { classesOf, enclosingClass, isSelf } from "../facts/scope";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";

export interface AttributeCounter {
  readonly start: number;
  readonly step: number;
  readonly at: Located;
}

/** Null where the expression is no attribute of the own object, or no method steps it by a number that can be read. */
export function attributeCounter(
  program: Program,
  file: FileFacts,
  fn: number,
  compared: Expr,
): AttributeCounter | null {
  if (compared.kind !== "member" || !isOfSelf(compared)) return null;
  const name = textOf(compared);
  let step: number | null = null;
  let start: Located | null = null;
  for (const method of methodsOf(file, fn)) {
    for (const stmt of eachStatement(file.functions[method]?.facts.body ?? [])) {
      step ??= stepOf(program, { file, fn: method, expr: compared }, stmt, name);
      if (
        start === null &&
        stmt.kind === "assign" &&
        stmt.value?.kind === "number" &&
        isOwn(stmt.target, name)
      )
        start = stmt.operator === "=" ? { file, fn: method, expr: stmt.value } : null;
    }
  }
  if (step === null || step === 0) return null;
  // What another object counts begins with the default of its class.
  const begun = start ?? (compared.object.kind === "member" ? { file, fn, expr: compared } : null);
  const value = begun ? readNumber(program, begun) : undefined;
  return { start: value ?? 0, step, at: start ?? { file, fn, expr: compared } };
}

function methodsOf(file: FileFacts, fn: number): readonly number[] {
  const cls = enclosingClass(file, fn);
  if (!cls || !classesOf(file).includes(cls)) return [];
  return file.functions.flatMap(({ className, parent }, index) =>
    className === cls.name && parent === cls.fn ? [index] : [],
  );
}

/** `self.n += 1`, `self.n = self.n + 1`, `this.n++`. */
function stepOf(program: Program, at: Located, stmt: Stmt, name: string): number | null {
  if (stmt.kind === "assign" && stmt.value && isOwn(stmt.target, name)) {
    const number = (expr: Expr): number | undefined => readNumber(program, { ...at, expr });
    if (stmt.operator === "+=") return number(stmt.value) ?? null;
    if (stmt.operator === "-=") return negated(number(stmt.value));
    const { value } = stmt;
    if (stmt.operator !== "=" || value.kind !== "binary" || !isOwn(value.left, name)) return null;
    if (value.operator === "+") return number(value.right) ?? null;
    return value.operator === "-" ? negated(number(value.right)) : null;
  }
  for (const top of expressionsOf(stmt))
    for (const part of eachExpression(top))
      if (part.kind === "unary" && isOwn(part.operand, name) && /^(\+\+|--)$/.test(part.operator))
        return part.operator === "++" ? 1 : -1;
  return null;
}

function negated(value: number | undefined): number | null {
  return value === undefined ? null : -value;
}

/** `self.n`, `self.state.n`. */
function isOfSelf({ object }: Extract<Expr, { kind: "member" }>): boolean {
  const holder = object.kind === "member" ? object.object : object;
  return holder.kind === "name" && isSelf(holder.name);
}

function isOwn(expr: Expr, name: string): boolean {
  return expr.kind === "member" && textOf(expr) === name;
}
