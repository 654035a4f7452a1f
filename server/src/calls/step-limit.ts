/** How often a library repeats the request on its own: declared in code, or the library's documented default. */
import { resultsOf } from "../facts/branches";
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readList, readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { propertyCall } from "../facts/properties";
import { resolve } from "../facts/resolve";
import type { StepLimit } from "../sdks/call-site";
import { documentedDefault } from "../sdks/documented-default";
import type { StepLimitRule } from "../sdks/sdk";
import { type RoleSource, readWay } from "./ways";

type Wrapped = NonNullable<StepLimitRule["wrapped"]>[number];

/** Looks through the call and everything that made its receiver. */
export function stepLimitOf(
  program: Program,
  call: Located,
  sources: readonly RoleSource[],
  rule: StepLimitRule,
): StepLimit {
  const limit = limitIn(program, call, sources, rule);
  return rule.repeatsAlone ? { ...limit, repeatsAlone: true } : limit;
}

function limitIn(
  program: Program,
  call: Located,
  sources: readonly RoleSource[],
  rule: StepLimitRule,
): StepLimit {
  for (const wrapped of rule.wrapped ?? []) {
    const limit = wrappedLimit(program, sources, rule, wrapped);
    if (limit) return limit;
  }
  // What limits the whole stands before what limits a part, wherever it is written.
  for (const way of rule.ways) {
    for (const { call: source } of sources) {
      const at = readWay(program, source, way);
      if (!at || at.expr.kind === "null") continue;
      const bound = readNumber(program, at);
      return { bound: bound ?? null, unit: rule.unit, origin: "declared", place: placeOf(at), source: null };
    }
  }
  const fallback = documentedDefault(program, call.file, rule);
  return {
    bound: fallback?.bound ?? null,
    unit: rule.unit,
    origin: fallback && fallback.bound !== null ? "default" : "none",
    place: null,
    source: fallback?.source ?? null,
  };
}

/** The smallest number among conditions like `stepCountIs(5)`; they stop the loop whichever comes first. */
function wrappedLimit(
  program: Program,
  sources: readonly RoleSource[],
  rule: StepLimitRule,
  wrapped: Wrapped,
): StepLimit | undefined {
  for (const { call } of sources) {
    const at = readWay(program, call, wrapped.way);
    if (!at) continue;
    const found = conditionsIn(program, at).flatMap((item) => numberIn(program, item, wrapped));
    const smallest = found.sort((a, b) => a.bound - b.bound)[0];
    const unit = wrapped.unit ?? rule.unit;
    if (smallest) {
      return { bound: smallest.bound, unit, origin: "declared", place: placeOf(smallest.at), source: null };
    }
    if (wrapped.replacesDefault)
      return { bound: null, unit, origin: "none", place: placeOf(at), source: null };
  }
  return undefined;
}

/** Functions that hand a condition on, one after the other. */
const MAX_DEPTH = 4;

/** Conditions of a list, or joined by `|` and `&`, also where a property or a function of the workspace gives them back. */
function conditionsIn(program: Program, at: Located, depth = 0): readonly Located[] {
  const copied = copiedList(at.expr);
  if (copied && depth < MAX_DEPTH) return conditionsIn(program, { ...at, expr: copied }, depth + 1);
  const value = at.expr.kind === "name" || at.expr.kind === "member" ? resolve(program, at) : null;
  const call = value ? propertyCall(at, value) : at;
  const [result] = call && depth < MAX_DEPTH ? resultsOf(program, call) : [];
  if (result) return conditionsIn(program, result, depth + 1);
  const inner = value?.kind === "expression" ? value.at : at;
  const { expr } = inner;
  if (expr.kind === "binary" && (expr.operator === "|" || expr.operator === "&")) {
    return [expr.left, expr.right].flatMap((side) => conditionsIn(program, { ...inner, expr: side }, depth));
  }
  return readList(program, at) ?? [at];
}

/** `list(conditions)`, `tuple(conditions)`. */
function copiedList(expr: Expr): Expr | undefined {
  const isCopy =
    expr.kind === "call" && expr.callee.kind === "name" && /^(list|tuple)$/.test(expr.callee.name);
  return isCopy ? expr.args[0]?.value : undefined;
}

function numberIn(
  program: Program,
  item: Located,
  wrapped: Wrapped,
): readonly { readonly bound: number; readonly at: Located }[] {
  const call = callBehind(program, item);
  if (call?.expr.kind !== "call" || !wrapped.names.includes(lastNameOf(call.expr.callee))) return [];
  for (const way of wrapped.inner) {
    const at = readWay(program, call, way);
    const bound = at ? readNumber(program, at) : undefined;
    if (at && bound !== undefined) return [{ bound, at }];
  }
  return [];
}

function callBehind(program: Program, at: Located): Located | null {
  if (at.expr.kind === "call") return at;
  const value = resolve(program, at);
  if (value.kind === "external-object") return value.call;
  return value.kind === "expression" ? value.at : null;
}
