/** Loops that count through a list: `for (let i = 0; i < models.length; i++)`, `for i in range(len(models))`. */
import { lastNameOf, textOf } from "./expression-text";
import type { Expr } from "./ir";
import type { LoopStatement } from "./walk";

export interface Counted {
  readonly counter: string;
  readonly list: Expr;
}

/** The counter and the list whose length ends it; undefined for all other loops. */
export function countedThrough(loop: LoopStatement): Counted | undefined {
  const { form, target, iterable, init, test } = loop;
  if (form === "for-each") {
    if (target?.kind !== "name" || iterable?.kind !== "call" || lastNameOf(iterable.callee) !== "range")
      return undefined;
    const [only, ...more] = iterable.args;
    const list = only && more.length === 0 ? measured(only.value) : undefined;
    return list && { counter: target.name, list };
  }
  if (form !== "c-for" || test?.kind !== "binary" || !/^(<|!==?)$/.test(test.operator)) return undefined;
  const list = measured(test.right);
  const counter = test.left.kind === "name" ? test.left.name : undefined;
  const begins = init.some(
    (stmt) =>
      stmt.kind === "assign" &&
      stmt.target.kind === "name" &&
      stmt.target.name === counter &&
      stmt.value?.kind === "number" &&
      stmt.value.value === 0,
  );
  return list && counter !== undefined && begins ? { counter, list } : undefined;
}

/** `models` of `models.length` and `len(models)`. */
function measured(expr: Expr): Expr | undefined {
  if (expr.kind === "member") return expr.name === "length" ? expr.object : undefined;
  return expr.kind === "call" && lastNameOf(expr.callee) === "len" ? expr.args[0]?.value : undefined;
}

/** `models` of `models[i]`, where one of the loops counts through it; undefined for other values. */
export function listCounted(loops: readonly Counted[], value: Expr): Expr | undefined {
  if (value.kind !== "index" || value.index.kind !== "name") return undefined;
  const { object, index } = value;
  const isOf = loops.some(
    ({ counter, list }) => counter === index.name && textOf(list) === textOf(object) && textOf(list) !== "",
  );
  return isOf ? object : undefined;
}
