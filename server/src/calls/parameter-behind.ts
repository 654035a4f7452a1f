/** Parameters behind the names that objects go by, and constructions whose arguments they take. */
import { argumentForParameter, argumentsForRest } from "../facts/arguments";
import { constructionsOf } from "../facts/call-graph";
import { declaringClass } from "../facts/classes";
import { dataField, givenByCall } from "../facts/data-fields";
import { entryExpression, entryRead } from "../facts/entries";
import type { Expr, FileFacts } from "../facts/ir";
import type { Frame, Located } from "../facts/located";
import { passedArguments } from "../facts/passed-arguments";
import type { ClassInfo, Program } from "../facts/program";
import { enclosingClass, isSelf, lookUp } from "../facts/scope";
import { unwrittenParameters } from "../facts/self";
import { callersInEarnest } from "../facts/trial-runs";
import { callsIn } from "../facts/walk";

/** Calls whose arguments fill the parameters of the function. */
export function callsFilling(program: Program, file: FileFacts, fn: number): readonly Located[] {
  return [...callersInEarnest(program, file, fn).map((edge) => edge.call), ...ownConstructions(file, fn)];
}

/** `cls(llm)` in a class method makes the class whose constructor the function is. */
function ownConstructions(file: FileFacts, fn: number): readonly Located[] {
  const cls = file.functions[fn]?.facts.name === "__init__" ? enclosingClass(file, fn) : undefined;
  return cls ? ownCalls(cls) : [];
}

function ownCalls({ file, methods }: ClassInfo): readonly Located[] {
  return [...methods.values()].flatMap((method) =>
    callsIn(file, method).flatMap(({ call }): readonly Located[] =>
      call.callee.kind === "name" && call.callee.name === "cls" ? [{ file, fn: method, expr: call }] : [],
    ),
  );
}

export interface ParameterBehind {
  readonly file: FileFacts;
  readonly fn: number;
  readonly name: string;
}

/** The parameter that a name, or an attribute which the constructor of the class or of its base fills, stands for. */
export function parameterBehind(program: Program, at: Located): ParameterBehind | undefined {
  const { expr, file } = at;
  if (expr.kind === "name") {
    const found = lookUp(file, at.fn, expr.name);
    const binding = found?.bindings.find((b) => b.kind === "parameter");
    return found && binding?.kind === "parameter" && found.fn > 0
      ? { file, fn: found.fn, name: binding.name }
      : undefined;
  }
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return undefined;
  const own = enclosingClass(file, at.fn);
  const cls = own && (own.attributes.has(expr.name) ? own : declaringClass(program, own, expr.name));
  for (const binding of cls?.attributes.get(expr.name) ?? []) {
    const given = binding.kind === "assign" ? givenFirst(binding.value.expr) : undefined;
    if (binding.kind !== "assign" || given?.kind !== "name") continue;
    const inner = parameterBehind(program, { ...binding.value, expr: given });
    if (inner) return inner;
  }
  return undefined;
}

/** `config.model` behind `this.model`, where the class keeps a part of what it is given; else the expression itself. */
export function partKept(at: Located): Located {
  const { expr } = at;
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return at;
  const bindings = enclosingClass(at.file, at.fn)?.attributes.get(expr.name) ?? [];
  const parts = bindings.flatMap((binding) => {
    if (binding.kind !== "assign" || binding.operator !== "=" || binding.path.length > 0) return [];
    const given = givenFirst(binding.value.expr);
    return entryRead(given) ? [{ ...binding.value, expr: given }] : [];
  });
  return parts.at(-1) ?? at;
}

/** What calls of a data class give for its field, where the expression is that field of an object of it. */
export function givenToField(program: Program, at: Located): readonly Located[] {
  const { expr } = at;
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return [];
  const cls = enclosingClass(at.file, at.fn);
  if (!cls || !dataField(cls, expr.name)) return [];
  const made = [...constructionsOf(program, cls), ...ownCalls(cls)];
  return made.flatMap((call) => givenByCall(cls, call, expr.name) ?? []);
}

/** The parameter in `self.llm = llm or ChatOpenAI()`, where the function's callers all give it something: what stands behind `or` is never taken. */
export function alwaysGiven(program: Program, at: Located): Located | undefined {
  const held = heldValue(at);
  const left = held && givenFirst(held.expr);
  if (!held || !left || left === held.expr || left.kind !== "name") return undefined;
  const found = lookUp(held.file, held.fn, left.name);
  if (!found || found.fn !== held.fn || !found.bindings.some(({ kind }) => kind === "parameter"))
    return undefined;
  const passed = passedArguments(program, held.file, found.fn, left.name);
  const isAlways = passed.length > 0 && passed.every((arg) => arg && arg.expr.kind !== "null");
  return isAlways ? { ...held, expr: left } : undefined;
}

/** The expression itself, or what is assigned to the own attribute that it is. */
function heldValue(at: Located): Located | undefined {
  const { expr } = at;
  if (expr.kind === "binary") return at;
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return undefined;
  const bindings = enclosingClass(at.file, at.fn)?.attributes.get(expr.name) ?? [];
  const last = bindings.findLast((binding) => binding.kind === "assign" && binding.operator === "=");
  return last?.kind === "assign" && last.path.length === 0 ? last.value : undefined;
}

/** `llm or Settings.llm`: what counts if it is given. */
function givenFirst(expr: Expr): Expr {
  return expr.kind === "binary" && /^(or|\|\||\?\?)$/.test(expr.operator) ? expr.left : expr;
}

/** The entry of the argument, or, of arguments that a function takes by their names, the argument of that name. */
export function entryPassed(frame: Frame, name: string, key: string | number): Located | undefined {
  const { file, fn, call } = frame;
  const param = file.functions[fn]?.facts.params.find((each) => each.name === name);
  if (param?.kind === "keyword-rest" && call.expr.kind === "call") {
    const given = call.expr.args.find((arg) => arg.name === key);
    return given && { ...call, expr: given.value };
  }
  if (param?.kind === "rest")
    return typeof key === "number" ? argumentsForRest(frame, name)?.[key] : undefined;
  const passed = argumentPassed(frame, name);
  return passed && { ...passed, expr: entryExpression(passed.expr, key) };
}

/** The argument, or the entry of the parameter's name in a table that is handed over as arguments: `ask(text, **settings)`. */
export function argumentPassed(frame: Frame, name: string): Located | undefined {
  return argumentsPassed(frame, name)[0];
}

/** The same, where it may stand in either of two places: `args[0]` and `rest["client"]` of `ask(*args, **rest)`. */
export function argumentsPassed(frame: Frame, name: string): readonly Located[] {
  const passed = argumentForParameter(frame, name);
  const { call, file, fn } = frame;
  if (passed || call.expr.kind !== "call" || call.file.language !== "python") return passed ? [passed] : [];
  const { args } = call.expr;
  const listed = args.findIndex((arg) => arg.spread && isRestOf(call, arg.value));
  const table = args.find((arg, i) => arg.spread && arg.value.kind !== "list" && i !== listed);
  const position = file.functions[fn]?.facts.params.findIndex((param) => param.name === name) ?? -1;
  const index = position - unwrittenParameters(file, fn) - listed;
  const list = listed >= 0 && index >= 0 ? args[listed]?.value : undefined;
  return [
    ...(list ? [{ ...call, expr: entryExpression(list, index) }] : []),
    ...(table ? [{ ...call, expr: entryExpression(table.value, name) }] : []),
  ];
}

/** `*args` of the calling function's own `def retrying(*args)`. */
function isRestOf({ file, fn }: Located, value: Expr): boolean {
  const params = file.functions[fn]?.facts.params ?? [];
  return value.kind === "name" && params.some(({ name, kind }) => kind === "rest" && name === value.name);
}
