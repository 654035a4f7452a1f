/** Requests that a Python function is given together with a table of their arguments: `retrying(client.responses.create, params)`. */
import { argumentForParameter } from "../facts/arguments";
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { type CallExpression, callsIn } from "../facts/walk";
import { mayCall } from "./tables";

/** Functions that hand both on to another one. */
const MAX_DEPTH = 3;

interface Handed {
  readonly request: Expr;
  readonly table: Expr;
}

/** A member that may be a request, and right behind it what may be its arguments; whether it is called, only what gets both tells. */
export function handedWithTable({ args }: CallExpression): Handed | undefined {
  const index = args.findIndex(
    ({ value, name }) => name === null && value.kind === "member" && mayCall(value.name),
  );
  const [request, table] = index < 0 ? [] : args.slice(index, index + 2);
  const isTable = table && table.name === null && !table.spread && /^(name|dict)$/.test(table.value.kind);
  return request && isTable ? { request: request.value, table: table.value } : undefined;
}

/** Whether the called function of the workspace, or one that it hands both on to, calls the one with what is in the other. */
export function callsWithTable(
  program: Program,
  call: Located<CallExpression>,
  { request, table }: Handed,
  depth = 0,
): boolean {
  return resolveAll(program, { ...call, expr: call.expr.callee }).some((value) => {
    if (value.kind !== "function") return false;
    const { file, fn } = value;
    const params = file.functions[fn]?.facts.params ?? [];
    const taking = (given: Expr): string | undefined =>
      params.find(({ name }) => argumentForParameter({ file, fn, call }, name)?.expr === given)?.name;
    const [runs, holds] = [taking(request), taking(table)];
    if (runs === undefined || holds === undefined) return false;
    return within(file, fn).some((inner) =>
      callsIn(file, inner).some(({ call: { callee, args }, call: expr }) => {
        const named = (name: string): Expr | undefined =>
          args.find(({ value: arg }) => arg.kind === "name" && arg.name === name)?.value;
        const held = args.find(({ value: arg }) => arg === named(holds));
        if (callee.kind === "name" && callee.name === runs) return held?.spread === true;
        const again = named(runs);
        if (!again || !held || depth >= MAX_DEPTH) return false;
        const further = { request: again, table: held.value };
        return callsWithTable(program, { file, fn: inner, expr }, further, depth + 1);
      }),
    );
  });
}

/** The function and those written in it. */
function within(file: FileFacts, fn: number): readonly number[] {
  return [fn, ...(file.functions[fn]?.children ?? []).flatMap((child) => within(file, child))];
}
