/** Helpers of a program that send what they are given: `post(path, body)`. Their callers tell what the request is. */
import { callersOf } from "../facts/call-graph";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import type { Frame, Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { isSelf } from "../facts/self";
import type { CallExpression } from "../facts/walk";
import type { Address } from "./address";

/** Callers that are asked: more of them share a helper for everything. */
const MAX_CALLERS = 24;

/**
 * The call as entered from each caller of the function whose parameter the address is put together from, or, where it is given,
 * the body, or whose object tells what a class leaves to those that extend it; none where neither is in it.
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
    if (parameter?.kind === "parameter" && parameter.fn !== 0) return callersInto(program, call, parameter);
    const isOwn = !hole.frame && isOfSelf(hole.expr);
    const ways = isOwn ? callersInto(program, call, hole).flatMap((way) => byObject(program, way)) : [];
    if (ways.length > 0) return ways;
  }
  return [];
}

/** The call once for each object that the method of its frame may run on: `PROVIDERS[name]().ask(text)`. */
function byObject(program: Program, way: Located<CallExpression>): readonly Located<CallExpression>[] {
  const { frame } = way;
  if (frame?.call.expr.kind !== "call" || frame.call.expr.callee.kind !== "member") return [way];
  const objects = resolveAll(program, { ...frame.call, expr: frame.call.expr.callee.object });
  const made = objects.flatMap((value) =>
    value.kind === "instance" && value.call ? [{ className: value.cls.name, made: value.call }] : [],
  );
  return made.length > 1 ? made.map((on) => ({ ...way, frame: { ...frame, on } })) : [way];
}

/** `this.endpoint()`, `self.base_url`: what the object itself has. */
function isOfSelf(expr: Expr): boolean {
  const held = expr.kind === "call" ? expr.callee : expr;
  return held.kind === "member" && held.object.kind === "name" && isSelf(held.object.name);
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
