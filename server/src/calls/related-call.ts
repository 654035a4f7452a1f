/** Calls that belong to a request but stand beside it: `client.R().SetBody(body).Post(url)`, `request.write(body)`. */
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import { type CallExpression, callsIn } from "../facts/walk";
import { resultName } from "./sent-later";

/** The call of that name on the way to the request, else one on what the request is called on, or on what it makes. */
export function relatedCall(call: Located, name: string): Located<CallExpression> | undefined {
  const { file, fn, expr } = call;
  if (expr.kind !== "call") return undefined;
  const root = { expr: expr.callee };
  while (root.expr.kind === "member" || root.expr.kind === "call") {
    if (root.expr.kind === "call" && isNamed(root.expr, name)) return { ...call, expr: root.expr };
    root.expr = root.expr.kind === "member" ? root.expr.object : root.expr.callee;
  }
  const names = [root.expr.kind === "name" ? root.expr.name : undefined, resultName({ ...call, expr })];
  const within = [fn, ...(file.functions[fn]?.children ?? [])];
  return within
    .flatMap((home) => callsIn(file, home).map((placed) => ({ ...call, fn: home, expr: placed.call })))
    .find(({ expr: { callee } }) => {
      if (callee.kind !== "member" || callee.name !== name) return false;
      const holder = callee.object;
      return holder.kind === "name" && names.includes(holder.name);
    });
}

function isNamed({ callee }: Extract<Expr, { kind: "call" }>, name: string): boolean {
  return callee.kind === "member" && callee.name === name;
}
