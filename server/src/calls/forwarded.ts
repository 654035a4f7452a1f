/**
 * What the callers of a function give belongs to the request, where the function hands it on: `def ask(**kwargs): return
 * client.create(**kwargs)`, `const ask = (body) => client.create(body)`.
 */
import { callersOf, givenToField } from "../facts/call-graph";
import { textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { argumentForParameter, resolve } from "../facts/resolve";
import { enclosingClass, isSelf } from "../facts/scope";
import { readString } from "../facts/texts";
import type { CallExpression } from "../facts/walk";
import { ecosystemOf } from "../sdks/documented-default";
import type { Role, Roles, Way } from "../sdks/sdk";
import { optionsIndex } from "./entered-later";
import { optionParts } from "./option-layers";
import { parameterOf, readRole, readWay } from "./ways";

/** Callers of one wrapper that are asked what they give. */
const MAX_CALLERS = 12;
/** The same, where one that offers tools is looked for. */
const MAX_OFFERING = 40;
/** Callers of callers fan out. */
const MAX_WAYS = 200;
/** Wrappers around wrappers. */
const MAX_DEPTH = 3;

export interface Forwarded {
  /** The call of the wrapper. */
  readonly via: CallExpression;
  /** A call as the caller would have written it without the wrapper. */
  readonly given: Located;
}

/** The calls whose arguments the function around the call hands on; none where it hands on none, or more than `most` call it. */
export function forwardedFrom(
  program: Program,
  call: Located,
  most = MAX_CALLERS,
  depth = 0,
  budget = { left: MAX_WAYS },
): readonly Forwarded[] {
  if (call.expr.kind !== "call" || depth > MAX_DEPTH || budget.left <= 0) return [];
  const own = { ...call, expr: call.expr };
  if (ecosystemOf(call.file) !== "python") return optionsFrom(program, own, most, depth);
  const given = keywordsFrom(program, own);
  if (given.length > most) return [];
  budget.left -= given.length;
  return given.flatMap((way): readonly Forwarded[] => {
    const isItself = way.given.file === call.file && way.given.fn === call.fn;
    const further = isItself ? [] : forwardedFrom(program, way.given, most, depth + 1, budget);
    return further.length > 0 ? further.map((deeper) => ({ ...deeper, via: way.via })) : [way];
  });
}

/** The first call which gives the function around the calls tools that they hand on: what sends for all callers sends these, too. */
export function offeringCall(
  program: Program,
  calls: readonly Located[],
  ways: readonly Way[],
): Located | undefined {
  const callers = ways.length > 0 ? calls.flatMap((call) => forwardedFrom(program, call, MAX_OFFERING)) : [];
  return callers.find(({ given }) => {
    const tools = readRole(program, [{ call: given, roles: { tools: ways } }], "tools");
    return tools !== undefined && !(tools.expr.kind === "list" && tools.expr.items.length === 0);
  })?.given;
}

/** The same for an options object that is a parameter of the function, or has one spread in it. */
function optionsFrom(
  program: Program,
  call: Located<CallExpression>,
  most: number,
  depth: number,
): readonly Forwarded[] {
  const index = optionsIndex(call);
  const options = call.expr.args[index]?.value;
  const parameter = options && handedParameter({ ...call, expr: options });
  if (!parameter) return [];
  const callers = callersOf(program, call.file, parameter.fn);
  if (callers.length > most) return [];
  return callers.flatMap((edge): readonly Forwarded[] => {
    const frame = { file: call.file, fn: parameter.fn, call: edge.call };
    const passed = argumentForParameter(frame, parameter.name);
    if (!passed) return [];
    const args = call.expr.args.map((arg, i) => (i === index ? { ...arg, value: passed.expr } : arg));
    const given = { ...passed, expr: { ...call.expr, args, range: edge.call.expr.range } };
    const further = depth < MAX_DEPTH ? optionsFrom(program, given, most, depth + 1) : [];
    const via = edge.call.expr;
    return further.length > 0 ? further.map((deeper) => ({ ...deeper, via })) : [{ via, given }];
  });
}

/** What Python's callers give for what the call spreads: keywords, a table as a parameter, or as a field of an object that they make. */
function keywordsFrom(program: Program, call: Located<CallExpression>): readonly Forwarded[] {
  const ends = call.expr.args.flatMap(({ spread, value }) =>
    spread ? optionParts(program, { ...call, expr: value }).ends.filter(({ frame }) => !frame) : [],
  );
  for (const end of ends) {
    const given = end.expr.kind === "name" ? passedFor(program, call, end) : madeWith(program, call, end);
    if (given.length > 0) return given;
  }
  return [];
}

function passedFor(program: Program, call: Located<CallExpression>, end: Located): readonly Forwarded[] {
  const { file, fn, expr } = end;
  const param = file.functions[fn]?.facts.params.find(
    ({ name }) => expr.kind === "name" && name === expr.name,
  );
  if (!param || fn === 0 || param.kind === "rest") return [];
  return callersOf(program, file, fn).flatMap((edge): readonly Forwarded[] => {
    const via = edge.call.expr;
    if (param.kind === "keyword-rest") return [{ via, given: edge.call }];
    const passed = argumentForParameter({ file, fn, call: edge.call }, param.name);
    return passed ? [{ via, given: spreading(call, passed, via) }] : [];
  });
}

/** `Request(payload=body)`, whose payload a task sends: `create(**request.payload)`. */
function madeWith(
  program: Program,
  call: Located<CallExpression>,
  { expr, ...at }: Located,
): readonly Forwarded[] {
  const holder = expr.kind === "member" ? resolve(program, { ...at, expr: expr.object }) : undefined;
  if (expr.kind !== "member" || holder?.kind !== "instance" || holder.call) return [];
  return givenToField(program, holder.cls, expr.name).map((passed) => ({
    via: call.expr,
    given: spreading(call, passed, passed.expr),
  }));
}

/** The call where the table that it spreads is given, with nothing else. */
function spreading(call: Located<CallExpression>, table: Located, { range }: Expr): Located {
  return { ...table, expr: { ...call.expr, args: [{ name: null, spread: true, value: table.expr }], range } };
}

function handedParameter(options: Located): ReturnType<typeof parameterOf> {
  const { expr } = options;
  const parts =
    expr.kind === "dict" ? expr.entries.filter(({ key }) => !key).map(({ value }) => value) : [expr];
  return parts
    .map((part: Expr) => parameterOf({ ...options, expr: part }))
    .find((found) => found !== undefined);
}

/** The roles that all of the calls give alike, a text or a number; of one call, all it gives. */
export function agreedRoles(program: Program, calls: readonly Located[], roles: Roles): Roles {
  const [first, ...others] = calls;
  if (!first || others.length === 0) return roles;
  const given = (call: Located, ways: readonly string[]): string | number | undefined => {
    const at = ways.map((way) => readWay(program, call, way)).find((found) => found !== undefined);
    return at && (readString(program, at)?.value ?? readNumber(program, at) ?? ownAttribute(at));
  };
  const agreed = (Object.entries(roles) as [Role, readonly string[]][]).filter(([, ways]) => {
    const value = given(first, ways);
    return value !== undefined && others.every((other) => given(other, ways) === value);
  });
  return Object.fromEntries(agreed);
}

/** `self.model` in methods of one class is one and the same, even where nobody can read it. */
function ownAttribute({ file, fn, expr }: Located): string | undefined {
  const isOwn = expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name);
  const cls = isOwn ? enclosingClass(file, fn) : undefined;
  return cls && `${cls.file.path}:${cls.name}.${textOf(expr)}`;
}
