/** Reads the argument a `Way` names, in either ecosystem's calling style. */

import { callersOf } from "../facts/call-graph";
import { configEntry } from "../facts/config-values";
import { lastNameOf } from "../facts/expression-text";
import { filteredTable } from "../facts/filtered-table";
import { filledFromConfig } from "../facts/go-config";
import type { Expr, FileFacts } from "../facts/ir";
import { callArgument, optionsEntry, readDict, readList } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program, Value } from "../facts/program";
import { argumentForParameter, argumentOf, resolve, resolveAll } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { readString } from "../facts/texts";
import { callsIn, eachExpression } from "../facts/walk";
import { ecosystemOf } from "../sdks/documented-default";
import type { Role, Roles, Way } from "../sdks/sdk";
import { assignedLater, enteredInto, enteredIntoSpreads, optionNames, optionsIndex } from "./entered-later";
import { relatedCall } from "./related-call";

/** A call whose arguments play roles; later ones in a list stand behind earlier ones. */
export interface RoleSource {
  readonly call: Located;
  readonly roles: Roles;
}

/** The argument the way names, or undefined where the call does not give it. */
export function readWay(program: Program, call: Located, way: Way): Located | undefined {
  if (call.expr.kind !== "call") return undefined;
  const [first = "", ...rest] = way.split(".");
  if (first.startsWith("#")) {
    const found = callArgument(program, call, { index: Number(first.slice(1)) });
    return found ? behind(program, found, rest) : undefined;
  }
  if (first.startsWith("@")) {
    const related = relatedCall(call, first.slice(1));
    return related && readWay(program, related, rest.join("."));
  }
  const [, pkg, option] = /^(?:(\w+):)?(\w+)\(\)$/.exec(first) ?? [];
  if (option !== undefined) return optionCall(program, call, { pkg, name: option }, rest);
  const later = assignedLater(call, first);
  if (later) return behind(program, later, rest);
  if (ecosystemOf(call.file) !== "python") {
    const options = callArgument(program, call, { index: optionsIndex(call) });
    return options ? behind(program, options, [first, ...rest]) : undefined;
  }
  const found = enteredIntoSpreads(program, call, first) ?? callArgument(program, call, { name: first });
  return found ? behind(program, found, rest) : undefined;
}

interface OptionName {
  readonly pkg: string | undefined;
  readonly name: string;
}

/** `option.WithBaseURL(url)` among the arguments: what it is given. */
function optionCall(
  program: Program,
  call: Located,
  { pkg, name }: OptionName,
  rest: readonly string[],
): Located | undefined {
  if (call.expr.kind !== "call") return undefined;
  const found = call.expr.args.find(({ value }) => {
    const callee = value.kind === "call" ? value.callee : undefined;
    if (callee?.kind !== "member" && callee?.kind !== "name") return false;
    const owner = callee.kind === "member" && callee.object.kind === "name" ? callee.object.name : undefined;
    return callee.name === name && (pkg === undefined || owner === pkg);
  });
  if (!found) return undefined;
  return behind(program, { ...call, expr: found.value }, rest.length > 0 ? rest : ["#0"]);
}

/** First way that is there, over all sources in order; `null` and `None` count as not given. */
export function readRole(program: Program, sources: readonly RoleSource[], role: Role): Located | undefined {
  for (const { call, roles } of sources) {
    for (const way of roles[role] ?? []) {
      const found = readWay(program, call, way);
      if (found && found.expr.kind !== "null") return found;
    }
  }
  return undefined;
}

/** A spread (`**kwargs`, `...options`) whose entries cannot be read stands in the call. */
export function hasUnreadSpread(program: Program, call: Located): boolean {
  if (call.expr.kind !== "call") return false;
  const ecosystem = ecosystemOf(call.file);
  return call.expr.args.some((arg, index) => {
    // Go's context stands before the options and holds none.
    const mayHoldOptions = ecosystem === "go" ? index >= optionsIndex(call) : ecosystem === "npm";
    return (arg.spread || mayHoldOptions) && optionsAreUnread(program, { ...call, expr: arg.value });
  });
}

/** Whether a parameter of the function fills the options: `create(**kwargs)`, or `options = known(kwargs)` before `create(**options)`. */
export function callerFillsOptions(call: Located): boolean {
  const names = ecosystemOf(call.file) === "go" ? [] : optionNames(call);
  return names.some((name) => {
    const found = lookUp(call.file, call.fn, name);
    const made = found?.bindings.flatMap((binding) =>
      binding.kind === "assign" && binding.path.length === 0 ? eachExpression(binding.value.expr) : [],
    );
    return [{ kind: "name", name } as const, ...(made ?? [])].some(
      (expr) => expr.kind === "name" && isParameter(call, expr.name),
    );
  });
}

function isParameter({ file, fn }: Located, name: string): boolean {
  const found = lookUp(file, fn, name);
  return found?.fn === fn && found.bindings.some(({ kind }) => kind === "parameter");
}

function optionsAreUnread(program: Program, at: Located): boolean {
  if (at.expr.kind === "dict") {
    return at.expr.entries.some((e) => !e.key && optionsAreUnread(program, { ...at, expr: e.value }));
  }
  if (at.expr.kind !== "name" && at.expr.kind !== "member" && at.expr.kind !== "call") return false;
  return readDict(program, at) === undefined;
}

function behind(program: Program, at: Located, path: readonly string[]): Located | undefined {
  let current: Located | undefined = at;
  for (const step of path) {
    if (!current) return undefined;
    current = within(program, serialised(program, current), step);
  }
  return current;
}

function within(program: Program, holder: Located, step: string): Located | undefined {
  if (/^\d+$/.test(step))
    return (
      readList(program, holder)?.[Number(step)] ?? configEntry(program, holder, Number(step), readString)
    );
  if (!step.startsWith("#")) {
    return (
      enteredInto(program, holder, step) ??
      optionsEntry(program, holder, [step]) ??
      keywordOf(program, holder, step) ??
      filledFromConfig(program, holder, step) ??
      configEntry(program, holder, step, readString)
    );
  }
  const call = callBehind(program, holder);
  return call ? callArgument(program, call, { index: Number(step.slice(1)) }) : undefined;
}

const MAX_UNWRAP = 4;

/** What `json.dumps(body)`, `JSON.stringify(body)`, `….encode()` and Go's readers turn into text, as far as the code shows it. */
export function serialised(program: Program, at: Located): Located {
  let current = at;
  for (let depth = 0; depth < MAX_UNWRAP; depth++) {
    const inner = serialisedBy(current.expr) ?? encodedInto(current);
    if (inner) {
      current = { ...current, expr: inner };
      continue;
    }
    if (current.expr.kind !== "name" && current.expr.kind !== "member") return current;
    const value = resolve(program, current);
    const parameter =
      value.kind === "parameter" ? value : isOnlyTyped(value) ? parameterOf(current) : undefined;
    const passed = parameter && onlyPassed(program, parameter);
    if (passed) current = passed;
    else if (value.kind === "external-object" && value.call && serialisedBy(value.call.expr))
      current = value.call;
    else if (value.kind === "expression" && serialisedBy(value.at.expr)) current = value.at;
    else return current;
  }
  return current;
}

/** What an annotation promises, of which nobody says what it holds. */
function isOnlyTyped(value: Value): boolean {
  return (value.kind === "external-object" || value.kind === "instance") && value.call === null;
}

/** The parameter that a name stands for, whatever type it has; undefined where it is assigned besides. */
export function parameterOf({ file, fn, expr }: Located): Parameter | undefined {
  const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
  const [only, ...others] = found?.bindings ?? [];
  return found && found.fn > 0 && only?.kind === "parameter" && others.length === 0
    ? { file, fn: found.fn, name: only.name }
    : undefined;
}

interface Parameter {
  readonly file: FileFacts;
  readonly fn: number;
  readonly name: string;
}

/** What the only caller gives for a parameter: `post(url, body)` in a function that one other calls. */
function onlyPassed(program: Program, { file, fn, name }: Parameter): Located | undefined {
  const [edge, ...others] = callersOf(program, file, fn);
  return edge && others.length === 0 ? argumentForParameter({ file, fn, call: edge.call }, name) : undefined;
}

/** Functions that make text, a plain dict or a copy of what they are given. Go wraps the text once more: `bytes.NewReader(body)`. */
const SERIALISERS: ReadonlySet<string> = new Set([
  ...["dumps", "stringify", "Marshal", "MarshalIndent", "asdict", "deepcopy", "structuredClone"],
  ...["NewReader", "NewBuffer", "NewBufferString", "string"],
]);

/** The same as methods of what is sent. */
const OWN_SERIALISERS: ReadonlySet<string> = new Set([
  ...["encode", "model_dump", "model_dump_json", "dict", "to_dict", "copy"],
]);

function serialisedBy(expr: Expr): Expr | undefined {
  const whole = filteredTable(expr);
  if (whole || expr.kind !== "call") return whole;
  const { callee, args } = expr;
  const name = lastNameOf(callee);
  if (SERIALISERS.has(name)) return args[0]?.value;
  const isOwn = callee.kind === "member" && OWN_SERIALISERS.has(name);
  if (isOwn && callee.object.kind === "name" && callee.object.name === "copy") return args[0]?.value;
  return isOwn ? callee.object : undefined;
}

/** Go: what `json.NewEncoder(&buffer).Encode(body)` writes into the buffer that is sent. */
function encodedInto({ file, fn, expr }: Located): Expr | undefined {
  const buffer = bufferIn(expr);
  if (file.language !== "go" || buffer === undefined) return undefined;
  for (const { call } of callsIn(file, fn)) {
    const { callee, args } = call;
    if (callee.kind !== "member" || callee.name !== "Encode" || callee.object.kind !== "call") continue;
    const written = callee.object.args[0]?.value;
    if (lastNameOf(callee.object.callee) === "NewEncoder" && written && bufferIn(written) === buffer)
      return args[0]?.value;
  }
  return undefined;
}

/** The name in `buffer` and `&buffer`. */
function bufferIn(expr: Expr): string | undefined {
  const inner = expr.kind === "unary" ? expr.operand : expr;
  return inner.kind === "name" ? inner.name : undefined;
}

/** `Reasoning(effort="low")` where a dict may stand as well; `new Command({...})` likewise. Of several that it may be, the first that has it. */
function keywordOf(program: Program, at: Located, name: string): Located | undefined {
  for (const value of resolveAll(program, at)) {
    const call = callMaking(value);
    const found = call && argumentGiven(program, call, name);
    if (found) return found;
  }
  return undefined;
}

function argumentGiven(program: Program, call: Located, name: string): Located | undefined {
  const args = call.expr.kind === "call" ? call.expr.args : [];
  const arg = argumentOf(args, { name });
  if (arg) return { ...call, expr: arg.value };
  const ecosystem = ecosystemOf(call.file);
  if (ecosystem === "python" && args.some(({ spread }) => spread)) return readWay(program, call, name);
  const options = ecosystem === "npm" ? args[0] : undefined;
  return options ? optionsEntry(program, { ...call, expr: options.value }, [name]) : undefined;
}

/** The call that makes the value, where it is one. */
export function callBehind(program: Program, at: Located): Located | null {
  return callMaking(resolve(program, at));
}

function callMaking(value: Value): Located | null {
  if (value.kind === "external-object") return value.steps.length === 0 ? value.call : null;
  if (value.kind === "instance") return value.call;
  return value.kind === "expression" && value.at.expr.kind === "call" ? value.at : null;
}
