/** Helpers of a program that send what they are given: `post(path, body)`. Their callers tell what the request is. */
import { callersOf } from "../facts/call-graph";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import type { Frame, Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import type { CallExpression } from "../facts/walk";
import type { Address } from "./address";

/** Callers that are asked: more of them share a helper for everything. */
const MAX_CALLERS = 24;

/**
 * The call as entered from each caller of the function whose parameter the address is put together from, or, where it is given,
 * the body; none where no parameter is in it.
 */
export function waysInto(
  program: Program,
  call: Located<CallExpression>,
  addresses: readonly Address[],
  body: Located | undefined,
): readonly Located<CallExpression>[] {
  const given = body ? [{ ...body, expr: holderOf(body.expr) }] : [];
  for (const hole of [...addresses.flatMap(({ holes }) => holes), ...given]) {
    const parameter = resolveAll(program, hole).find((value) => value.kind === "parameter");
    if (parameter?.kind !== "parameter" || parameter.fn === 0) continue;
    return callersInto(program, call, parameter);
  }
  return [];
}

/** `options` of `options.body`, `JSON.stringify(options.body)`. */
function holderOf(body: Expr): Expr {
  let at = body;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (at.kind === "member") at = at.object;
    else if (at.kind === "call" && lastNameOf(at.callee) === "stringify" && at.args[0]) at = at.args[0].value;
    else return at;
  }
  return at;
}

const MAX_STEPS = 4;

/** The call as entered from each caller of the function. */
export function callersInto(
  program: Program,
  call: Located<CallExpression>,
  { file, fn }: Pick<Located, "file" | "fn">,
): readonly Located<CallExpression>[] {
  return callersOf(program, file, fn)
    .slice(0, MAX_CALLERS)
    .flatMap((edge) => entered(call, { file, fn, call: edge.call }) ?? []);
}

/** The call with the caller at the end of the way into it; undefined where the caller stands on it already. */
function entered(call: Located<CallExpression>, last: Frame): Located<CallExpression> | undefined {
  const { frame } = call;
  if (!frame) return { ...call, frame: last };
  if (isOn(frame, last.file, last.fn)) return undefined;
  return { ...call, frame: beneath(frame, last) };
}

function beneath(frame: Frame, last: Frame): Frame {
  const { call } = frame;
  return { ...frame, call: { ...call, frame: call.frame ? beneath(call.frame, last) : last } };
}

function isOn(frame: Frame | undefined, file: FileFacts, fn: number): boolean {
  if (!frame) return false;
  return (frame.file === file && frame.fn === fn) || isOn(frame.call.frame, file, fn);
}
