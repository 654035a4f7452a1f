/** Reads numbers, flags, dicts and lists through names, spreads, defaults and callers. */

import { keywordForRest } from "./arguments";
import { reachingCallers, testedUse } from "./calls-reaching";
import { configEntry, configValue, objectField } from "./config-values";
import { dumpedFields } from "./dumped-fields";
import { entryExpression, entryRead } from "./entries";
import { fallbackOf, isEnvironmentCall } from "./environment";
import { lastNameOf } from "./expression-text";
import { fieldDefault } from "./field-default";
import { filteredTable } from "./filtered-table";
import { givenLater } from "./given-later";
import { filledField } from "./go-files";
import { handedEntries } from "./handed-entries";
import { heldAtFirst } from "./held-state";
import { fallbackGiven } from "./ini-settings";
import { type Argument, type Expr, type FileFacts, isScript } from "./ir";
import { laterEntries } from "./later-entries";
import type { Located } from "./located";
import { optionDefault } from "./options";
import type { Program, Value } from "./program";
import { propertyCall } from "./properties";
import { argumentForParameter, argumentOf, resolve, resolveAll } from "./resolve";
import { chosenByRun } from "./returned-choice";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { numberFromScripts } from "./script-arguments";
import { readString } from "./texts";
import { eachStatement } from "./walk";
import { wireName } from "./wire-name";

const MAX_DEPTH = 12;

/** A number through names, defaults and simple arithmetic; undefined where it cannot be read. */
export function readNumber(program: Program, at: Located, depth = 0): number | undefined {
  const left = readingsLeft.get(program);
  if (!left) return readAtMost(program, at, depth);
  if (depth > MAX_DEPTH || left.count-- <= 0) return undefined;
  const { expr } = at;
  if (expr.kind === "number") return expr.value;
  if (expr.kind === "unary" && expr.operator === "-") {
    const value = readNumber(program, { ...at, expr: expr.operand }, depth + 1);
    return value === undefined ? undefined : -value;
  }
  if (expr.kind === "binary") {
    const left = readNumber(program, { ...at, expr: expr.left }, depth + 1);
    const right = readNumber(program, { ...at, expr: expr.right }, depth + 1);
    if (expr.operator === "??") return left ?? right;
    // `limit or None`: zero is none.
    if (expr.operator === "or" || expr.operator === "||") return left || right;
    return left === undefined || right === undefined ? undefined : calculate(expr.operator, left, right);
  }
  if (expr.kind === "call") {
    const callee = expr.callee;
    const name = lastNameOf(callee);
    const converts =
      /^(u?int(8|16|32|64)?|float(32|64)?|Number|parseInt|parseFloat|round|floor|ceil|trunc)$/.test(name);
    const first = expr.args[0]?.value;
    const extreme = /^(min|max)$/.test(name) ? extremeOf(program, at, expr.args, name, depth) : undefined;
    if (extreme !== undefined) return extreme;
    const fallback = isEnvironmentCall(expr) ? fallbackOf(expr) : undefined;
    if (fallback) return readNumber(program, { ...at, expr: fallback.value }, depth + 1);
    if (converts && first) {
      const number = readNumber(program, { ...at, expr: first }, depth + 1);
      if (number !== undefined) return number;
      const text = readString(program, { ...at, expr: first });
      const parsed = text ? Number(text.value) : Number.NaN;
      return Number.isFinite(parsed) ? parsed : undefined;
    }
  }
  const given = alwaysGiven(program, at, depth);
  if (given) return given.number;
  const filled = objectField(program, at, readString);
  if (typeof filled === "number") return filled;
  return (
    filledNumber(program, at, depth) ??
    numberBehind(program, at, depth) ??
    numberReturned(program, at, depth) ??
    entryNumber(program, at, depth) ??
    numberFromScripts(program, expr) ??
    settingNumber(program, at, depth) ??
    handedNumber(program, at, depth) ??
    fallbackNumber(program, at, depth) ??
    laterNumber(program, at, depth)
  );
}

/** Readings that one answer may take: variables that are given each other's values branch at every step. */
const MAX_READINGS = 400;

/** Readings still left to the answer that is being made. */
const readingsLeft = new WeakMap<Program, { count: number }>();

function readAtMost(program: Program, at: Located, depth: number): number | undefined {
  readingsLeft.set(program, { count: MAX_READINGS });
  try {
    return readNumber(program, at, depth);
  } finally {
    readingsLeft.delete(program);
  }
}

/** `max_rounds()` or a property, whose only statement that returns something returns a number. */
function numberReturned(program: Program, at: Located, depth: number): number | undefined {
  const { expr } = at;
  if (expr.kind !== "call" && expr.kind !== "member") return undefined;
  const made = resolve(program, expr.kind === "call" ? { ...at, expr: expr.callee } : at);
  if (made.kind !== "function") return undefined;
  const { file, fn } = made;
  const facts = file.functions[fn]?.facts;
  const isProperty = facts?.decorators.some((each) => /property$/.test(lastNameOf(each)));
  if (!facts || (expr.kind === "member" && !isProperty)) return undefined;
  const returned = eachStatement(facts.body).flatMap((stmt) => (stmt.kind === "return" ? [stmt.value] : []));
  const [value, ...others] = returned;
  if (!value || others.length > 0) return undefined;
  const frame = expr.kind === "call" ? { frame: { file, fn, call: at } } : {};
  return readNumber(program, { file, fn, expr: value, ...frame }, depth + 2);
}

/** `asdict(settings)["max_steps"]`, `getattr(settings, "max_steps", 10)`. */
function entryNumber(program: Program, at: Located, depth: number): number | undefined {
  const { expr } = at;
  if (expr.kind === "call" && lastNameOf(expr.callee) === "getattr") {
    const [object, key, fallback] = expr.args.map(({ value }) => value);
    if (!object || key?.kind !== "string") return undefined;
    const member = { ...at, expr: entryExpression(object, key.value) };
    const number = readNumber(program, member, depth + 1);
    return number ?? (fallback && readNumber(program, { ...at, expr: fallback }, depth + 1));
  }
  const read = expr.kind === "member" ? undefined : entryRead(expr);
  const entries = read && readDict(program, { ...at, expr: read.object });
  const entry = entries?.findLast(({ key }) => key === read?.key)?.value;
  return entry && readNumber(program, entry, depth + 1);
}

/** `settings["max_tokens"]`, where every caller that hands something readable over hands the same. */
function handedNumber(program: Program, at: Located, depth: number): number | undefined {
  const numbers = (handedEntries(program, at) ?? []).map((entry) => readNumber(program, entry, depth + 2));
  const distinct = new Set(numbers.filter((n) => n !== undefined));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}

/** What the code gives a variable or a field after it was declared: the nearest, else the one number that all places give. */
function laterNumber(program: Program, at: Located, depth: number): number | undefined {
  const given = givenLater(program, at);
  let first: number | undefined;
  for (const { value } of given) {
    const number = readNumber(program, value, depth + 2);
    if (first === undefined) first = number;
    if (first !== undefined && given[0]?.isNear === true) return first;
    if (number !== undefined && number !== first) return undefined;
  }
  return first;
}

/** `settings.get("max_tokens", 1024)`: what is taken where nobody gives another. */
function fallbackNumber(program: Program, at: Located, depth: number): number | undefined {
  const fallback = fallbackGiven(program, at);
  return fallback && readNumber(program, { ...at, expr: fallback }, depth + 1);
}

/** A field of a struct that code of Go fills out of a file. */
function filledNumber(program: Program, at: Located, depth: number): number | undefined {
  const filled = filledField(program, at, readString);
  if (filled && "asked" in filled) return readNumber(program, filled.asked, depth + 2);
  return typeof filled?.value === "number" ? filled.value : undefined;
}

/** An option of the command line, or an entry of a configuration file. */
function settingNumber(program: Program, at: Located, depth: number): number | undefined {
  const option = optionDefault(program, at);
  const given = option ?? heldAtFirst(program, at) ?? fieldDefault(program, at);
  const number = given && given.expr !== at.expr ? readNumber(program, given, depth + 1) : undefined;
  const value = number ?? configValue(program, at, readString);
  // Files without types of their own hold numbers as texts.
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}

/** `min(limit, 12)`: one readable part is a limit of a minimum; a maximum needs all of them. */
function extremeOf(
  program: Program,
  at: Located,
  args: readonly Argument[],
  name: string,
  depth: number,
): number | undefined {
  const numbers = args.map((arg) => readNumber(program, { ...at, expr: arg.value }, depth + 1));
  const found = numbers.filter((n) => n !== undefined);
  if (found.length === 0 || (name === "max" && found.length < numbers.length)) return undefined;
  return name === "min" ? Math.min(...found) : Math.max(...found);
}

function numberBehind(program: Program, at: Located, depth: number): number | undefined {
  const values = resolveAll(program, at);
  const choices = chosenByRun(at, values) ?? [];
  const [any, another] = new Set(choices.map((choice) => readNumber(program, choice, depth + 1)));
  if (any !== undefined && another !== undefined) return undefined;
  for (const value of values) {
    if (value.kind === "expression" && value.at.expr !== at.expr) {
      const number = readNumber(program, value.at, depth + 1);
      if (number !== undefined) return number;
    }
    // `maxTokens := flag.Int("max", 512, "…")`, `MAX = os.getenv("MAX", 512)` in another file.
    const asked = value.kind === "external-object" ? askedBy(value) : null;
    if (asked && asked.expr !== at.expr) {
      const number = readNumber(program, asked, depth + 1);
      if (number !== undefined) return number;
    }
    const property = propertyCall(at, value);
    const held = property && readNumber(program, property, depth + 1);
    if (held !== undefined) return held;
    if (value.kind === "parameter") {
      const number = givenByCallers(program, value, depth, at).number;
      if (number !== undefined) return number;
    }
  }
  return undefined;
}

/** The last call on the way to the value. */
function askedBy({ call, steps }: Extract<Value, { kind: "external-object" }>): Located | null {
  const last = steps[steps.length - 1];
  return last ? last.call : call;
}

/** What the callers of a function give for a number among its parameters. */
interface Given {
  /** Whether each gives something of its own, so that the default is never taken. */
  readonly isAlways: boolean;
  /** What all that give something agree on; undefined where one of them gives what nobody can read. */
  readonly number: number | undefined;
  /** What can be read of it: one of each, and no more than two. */
  readonly numbers: readonly number[];
}

/** What callers give for the parameter with a default that the name is; undefined where they may leave it. */
function alwaysGiven(program: Program, from: Located, depth: number): Given | undefined {
  const at = handedToAttribute(from) ?? from;
  const found = at.expr.kind === "name" ? lookUp(at.file, at.fn, at.expr.name) : undefined;
  const binding = found?.bindings.find((b) => b.kind === "parameter");
  if (!found || binding?.kind !== "parameter" || !binding.defaultValue) return undefined;
  const isBefore = (start: number): boolean => found.fn !== at.fn || start <= at.expr.range.start;
  if (found.bindings.some((other) => other !== binding && isBefore(other.start))) return undefined;
  if (at.frame && at.frame.file === at.file && at.frame.fn === found.fn) return undefined;
  const given = givenByCallers(program, { file: at.file, fn: found.fn, name: binding.name }, depth, at);
  if (!given.isAlways || given.numbers.length === 0) return undefined;
  const isOther = (number: number): boolean =>
    number !== readNumber(program, binding.defaultValue ?? at, depth + 1);
  // Beside what nobody can read, the default stands for all unless a caller gives another.
  return given.number === undefined && !given.numbers.some(isOther) ? undefined : given;
}

/** `rounds` of `self.rounds = rounds`, where nothing else is given to the attribute. */
function handedToAttribute({ file, fn, expr, frame }: Located): Located | undefined {
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name) || frame)
    return undefined;
  const [binding, ...others] = enclosingClass(file, fn)?.attributes.get(expr.name) ?? [];
  const isPlain =
    binding?.kind === "assign" && binding.operator === "=" && binding.value.expr.kind === "name";
  return isPlain && others.length === 0 ? binding.value : undefined;
}

interface ParameterOf {
  readonly file: FileFacts;
  readonly fn: number;
  readonly name: string;
}

/** Callers whose arguments are compared. */
const MAX_CALLERS = 24;
const NOTHING: Given = { isAlways: false, number: undefined, numbers: [] };

/** Callers of callers fan out; a program never changes. */
const givenNumbers = new WeakMap<Program, Map<string, Given>>();

function givenByCallers(
  program: Program,
  { file, fn, name }: ParameterOf,
  depth: number,
  use: Located,
): Given {
  let answers = givenNumbers.get(program);
  if (!answers) {
    answers = new Map();
    givenNumbers.set(program, answers);
  }
  const tested = testedUse(use, file, fn);
  const key = `${file.path}:${fn}:${name}:${depth}:${tested ?? ""}`;
  const known = answers.get(key);
  if (known) return known;
  // Functions that call each other in a circle give nothing new.
  answers.set(key, NOTHING);
  const callers = reachingCallers(program, file, fn, tested);
  const args = callers.flatMap((edge): readonly (Located | undefined)[] => {
    const arg = argumentForParameter({ file, fn, call: edge.call }, name);
    const handsOn = arg?.fn === fn && arg.file === file && arg.expr.kind === "name" && arg.expr.name === name;
    if (handsOn) return [];
    return arg && arg.expr.kind !== "null" ? [arg] : [undefined];
  });
  const passed = args.filter((arg) => arg !== undefined);
  const isAlways = passed.length > 0 && passed.length === args.length;
  const all = new Set<number | undefined>();
  for (const arg of passed.length > MAX_CALLERS ? [] : passed) {
    all.add(readNumber(program, arg, depth + 2));
    if (all.size > 2) break;
  }
  const numbers = [...all].filter((number) => number !== undefined);
  const given = { isAlways, number: all.size === 1 ? numbers[0] : undefined, numbers };
  answers.set(key, given);
  return given;
}

function calculate(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? undefined : left / right;
    case "//":
      return right === 0 ? undefined : Math.floor(left / right);
    case "**":
      return left ** right;
    case "%":
      return right === 0 ? undefined : left % right;
    default:
      return undefined;
  }
}

/** true, false, or undefined where it cannot be read. */
export function readBoolean(program: Program, at: Located): boolean | undefined {
  if (at.expr.kind === "boolean") return at.expr.value;
  const value = resolve(program, at);
  return value.kind === "expression" && value.at.expr.kind === "boolean" ? value.at.expr.value : undefined;
}

export interface LocatedEntry {
  readonly key: string | null;
  readonly value: Located;
}

/** Entries of a dict or object literal behind names and spreads; `dict(a=1)` counts. Undefined for anything else. */
export function readDict(program: Program, at: Located, depth = 0): readonly LocatedEntry[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (at.frame || depth > 0) return entriesOf(program, at, depth);
  let answers = dicts.get(program);
  if (!answers) {
    answers = new WeakMap();
    dicts.set(program, answers);
  }
  const answer = answers.get(at.expr);
  if (answer && answer.file === at.file && answer.fn === at.fn) return answer.entries;
  const entries = entriesOf(program, at, depth);
  answers.set(at.expr, { file: at.file, fn: at.fn, entries });
  return entries;
}

interface ReadDict {
  readonly file: FileFacts;
  readonly fn: number;
  readonly entries: readonly LocatedEntry[] | undefined;
}

/** Every role of a call asks for its options; a program never changes. */
const dicts = new WeakMap<Program, WeakMap<Expr, ReadDict>>();

function entriesOf(program: Program, at: Located, depth: number): readonly LocatedEntry[] | undefined {
  const value = at.expr.kind === "dict" ? ({ kind: "expression", at } as const) : resolve(program, at);
  const struct = structLiteral(value);
  if (struct) return struct;
  const made = value.kind === "external-object" && value.steps.length === 0 ? value.call : null;
  const whole = wholeTable(program, value.kind === "expression" ? value.at : (made ?? at), depth);
  if (whole) return whole;
  const fields =
    value.kind === "expression" ? dumpedFields(program, value.at) : made && dumpedFields(program, made);
  if (fields) return fields;
  if (value.kind !== "expression") return undefined;
  const { expr } = value.at;
  if (expr.kind === "call" && expr.callee.kind === "name" && expr.callee.name === "dict") {
    return expr.args.map((arg) => ({ key: arg.name, value: { ...value.at, expr: arg.value } }));
  }
  if (expr.kind !== "dict") return undefined;
  return expr.entries.flatMap((entry): readonly LocatedEntry[] => {
    const inner = { ...value.at, expr: entry.value };
    if (!entry.key) return readDict(program, inner, depth + 1) ?? [{ key: null, value: inner }];
    return [{ key: keyOf(program, value.at, entry.key), value: inner }];
  });
}

/** What a table holds that another one is filtered for, with what was entered there before: of one key what it was made with, unless that is nothing. */
function wholeTable(program: Program, at: Located, depth: number): readonly LocatedEntry[] | undefined {
  const expr = filteredTable(at.expr);
  const entries = expr && readDict(program, { ...at, expr }, depth + 1);
  if (expr?.kind !== "name") return entries;
  const later = laterEntries(at.file, at.fn, expr.name).filter(({ start }) => start < at.expr.range.start);
  return (
    entries && [
      ...later.map(({ key, value }) => ({ key, value: { ...at, expr: value } })),
      ...entries.filter(({ value }) => value.expr.kind !== "null"),
    ]
  );
}

/** Fields of a Go struct literal, under their names on the wire, by which tables and readers of messages know them. */
function structLiteral(value: Value): readonly LocatedEntry[] | undefined {
  const isMade = (value.kind === "external-object" && value.steps.length === 0) || value.kind === "instance";
  const call = isMade ? value.call : value.kind === "expression" ? value.at : null;
  if (call?.expr.kind !== "call" || !call.expr.isNew || call.file.language !== "go") return undefined;
  return call.expr.args.flatMap(({ name, value: held }) =>
    name === null ? [] : [{ key: wireName(name), value: { ...call, expr: held } }],
  );
}

function keyOf(program: Program, at: Located, key: Expr): string | null {
  if (key.kind === "string") return key.value;
  if (key.kind === "name" && isScript(at.file.language)) return key.name;
  if (key.kind === "number") return String(key.value);
  return readString(program, { ...at, expr: key })?.value ?? null;
}

/** Items of a list literal behind names, with `[*a, b]`, `a + b` and `[...a]` joined. Undefined for anything else. */
export function readList(program: Program, at: Located, depth = 0): readonly Located[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const { expr } = at;
  if (expr.kind === "list") {
    return expr.items.flatMap((item): readonly Located[] => {
      const inner = { ...at, expr: item };
      return item.kind === "spread"
        ? (readList(program, { ...at, expr: item.value }, depth + 1) ?? [inner])
        : [inner];
    });
  }
  if (expr.kind === "binary" && expr.operator === "+") {
    const left = readList(program, { ...at, expr: expr.left }, depth + 1);
    const right = readList(program, { ...at, expr: expr.right }, depth + 1);
    return left && right ? [...left, ...right] : (left ?? right);
  }
  const value = resolve(program, at);
  return value.kind === "expression" && value.at.expr !== expr
    ? readList(program, value.at, depth + 1)
    : undefined;
}

/** Value behind a way of keys in an options argument: `{providerOptions: {openai: {…}}}`, following names and spreads. */
export function optionsEntry(program: Program, at: Located, path: readonly string[]): Located | undefined {
  let current: Located | undefined = at;
  for (const step of path) {
    if (!current) return undefined;
    const entries: readonly LocatedEntry[] | undefined = readDict(program, current);
    current = entries?.findLast((entry) => entry.key === step)?.value;
  }
  return current;
}

/** Keyword argument, then `**spread` dictionaries, then the positional one. */
export function callArgument(
  program: Program,
  call: Located,
  want: { readonly name?: string; readonly index?: number },
): Located | undefined {
  if (call.expr.kind !== "call") return undefined;
  const args: readonly Argument[] = call.expr.args;
  const direct = argumentOf(args, want);
  if (direct && !direct.spread) return { ...call, expr: direct.value };
  if (want.name === undefined) return undefined;
  const wanted = want.name;
  for (const arg of args) {
    if (!arg.spread) continue;
    const handed =
      call.frame && arg.value.kind === "name"
        ? keywordForRest(call.frame, arg.value.name, wanted)
        : undefined;
    if (handed) return handed;
    const found = readDict(program, { ...call, expr: arg.value })?.findLast((entry) => entry.key === wanted);
    if (found) return found.value;
    const setting = configEntry(program, { ...call, expr: arg.value }, wanted, readString);
    if (setting) return setting;
  }
  return undefined;
}
