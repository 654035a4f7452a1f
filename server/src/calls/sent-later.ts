/** Requests that one call makes and another sends: `req, err := http.NewRequest(…)`, then `client.Do(req)`; `xhr = new XMLHttpRequest()`, then `xhr.send(body)`. */
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import { type CallExpression, callsIn, eachExpression, eachStatement } from "../facts/walk";

/** The call in the same function, or in one written inside it, that hands what was made to the method, or is the method's on it; undefined where there is none. */
export function senderOf(call: Located<CallExpression>, method: string): Located<CallExpression> | undefined {
  const { file, fn, expr } = call;
  const name = resultName(call);
  if (name === undefined) return undefined;
  const within = [fn, ...(file.functions[fn]?.children ?? [])];
  return within
    .flatMap((home) => callsIn(file, home).map((placed) => ({ file, fn: home, expr: placed.call })))
    .find((sender) => {
      const { callee, args, range } = sender.expr;
      const first = args[0]?.value;
      const isNamed = (at: Expr | undefined): boolean => at?.kind === "name" && at.name === name;
      const isLater = sender.fn !== fn || range.start > expr.range.start;
      if (callee.kind !== "member" || callee.name !== method || !isLater) return false;
      return isNamed(first) || isNamed(callee.object);
    });
}

/** The name that the call's result is given; of several, as Go gives them, the first. */
export function resultName({ file, fn, expr }: Located<CallExpression>): string | undefined {
  const made = eachStatement(file.functions[fn]?.facts.body ?? []).find(
    (stmt) => stmt.kind === "assign" && stmt.value === expr,
  );
  const target = made?.kind === "assign" ? eachExpression(made.target).find((e) => e.kind === "name") : null;
  return target?.kind === "name" ? target.name : undefined;
}
