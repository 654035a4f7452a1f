/** Reads text through names, defaults, environment look-ups and callers, and says which way it came. */

import { assignedValue, parameterBinding } from "./bound-values";
import { isOneOfSeveral, resultsOf, truthOf, usualResult } from "./branches";
import { certainAssignment } from "./certain-assignment";
import { chosenEntry } from "./chosen-entries";
import { componentValue } from "./component-inputs";
import { configValue, isLoaded, objectField } from "./config-values";
import { type AttributeAsked, attributeAsked, fallbackIn, isGet, rootOf } from "./entries";
import { fallbackOf, isEnvironment, isEnvironmentCall, isPlaceholder, isVariableAlone } from "./environment";
import { asDefault } from "./environment-defaults";
import { textOf } from "./expression-text";
import { fieldDefault, isDefaultOfField } from "./field-default";
import { fieldReading } from "./field-texts";
import { fromEnvironment, fromHandedEntry, fromLater, givenText } from "./given-texts";
import { nameAtHome } from "./home-names";
import type { Expr } from "./ir";
import type { Located } from "./located";
import { replacements } from "./merged-tables";
import { parameterHolding } from "./parameter-parts";
import { parameterReading } from "./passed-texts";
import type { Binding, Program, Value } from "./program";
import { propertyCall } from "./properties";
import { constant, type LiteralSource, type Reading, type ReadText } from "./reading";
import { resolveAll } from "./resolve";
import { lookUp } from "./scope";
import { selfAttribute } from "./self-attributes";
import { isInSettingsClass, isPartOfSettings } from "./settings-class";
import { settledByText } from "./settled-by-text";
import { comesWithRequest, heldEntry, takenOut } from "./taken-apart";
import { testsAround } from "./tests-around";
import { asAlternative, derivedFrom, unwrapped } from "./text-operations";
import { asTested, saidByTest, saidOfText } from "./text-tests";

export type { LiteralSource, Reading, ReadText };

const MAX_DEPTH = 12;
/** Steps within which a function without one result is asked for its usual one. */
const MAX_USUAL_DEPTH = 4;
/** Readings of parts that one text may ask for, with all the texts asked for on the way: ways that fork at every name multiply. */
const MAX_READINGS = 300;

/** What is left to the reading under way. */
const readingsLeft = new WeakMap<Program, { count: number }>();

/** The text an expression holds, with the way it came, or the reason why it cannot be read. */
export function readText(program: Program, at: Located): Reading {
  if (readingsLeft.has(program)) return read(program, at, 0);
  readingsLeft.set(program, { count: MAX_READINGS });
  try {
    return asDefault(program, read(program, at, 0));
  } finally {
    readingsLeft.delete(program);
  }
}

/** The text alone; undefined where it cannot be read. */
export function readString(program: Program, at: Located): ReadText | undefined {
  return readText(program, at).found ?? undefined;
}

function read(program: Program, at: Located, depth: number): Reading {
  const left = readingsLeft.get(program);
  if (depth > MAX_DEPTH || (left && --left.count < 0)) return unread("the trail of names is too long");
  const { expr } = at;
  switch (expr.kind) {
    case "string":
      return { found: { value: expr.value, source: depth === 0 ? "literal" : "constant", at } };
    case "template":
      return joined(program, at, expr.parts, depth);
    case "null":
      return unread("it is null");
    case "await":
      return read(program, { ...at, expr: expr.value }, depth + 1);
    case "binary":
      return readBinary(program, at, expr, depth);
    case "conditional": {
      const either = asAlternative(expr);
      if (either) return readBinary(program, at, either, depth);
      return firstFound(program, at, sidesOf(program, at, expr, depth), depth);
    }
    case "call":
      return readCall(program, at, expr, depth);
    case "name":
      return readName(program, at, depth);
    case "member":
      return asSetting(program, at, readName(program, at, depth));
    case "index":
      if (isEnvironment(expr)) return fromEnvironment(program, at);
      return orChosen(program, at, depth, () => fromPart(program, at, depth) ?? followed(program, at, depth));
    case "slice":
      return fromPart(program, at, depth) ?? followed(program, at, depth);
    default:
      return followed(program, at, depth);
  }
}

/** Both sides, first the one that the text in the test decides for, or a flag: `name.includes("/") ? name : "x/" + name`, `large if best else small` with `best=False`. */
function sidesOf(
  program: Program,
  at: Located,
  { test, then, otherwise }: Extract<Expr, { kind: "conditional" }>,
  depth: number,
): readonly Expr[] {
  const textHeld = (name: Located): string | undefined => read(program, name, depth + 2).found?.value;
  const asked: Located = { ...at, expr: test };
  const isFlag = parameterBinding(asked)?.binding.defaultValue?.expr.kind === "boolean";
  const isElse =
    saidOfText(program, asked, textHeld) === false || (isFlag && truthOf(program, asked) === false);
  // Nothing, where it is decided on, is left to what stands behind it: `model or usual`.
  const isNothing = isElse && isFlag && otherwise.kind === "null";
  return isNothing ? [otherwise] : isElse ? [otherwise, then] : [then, otherwise];
}

function readBinary(
  program: Program,
  at: Located,
  expr: Extract<Expr, { kind: "binary" }>,
  depth: number,
): Reading {
  if (expr.operator === "+") return joined(program, at, [expr.left, expr.right], depth);
  if (expr.operator !== "or" && expr.operator !== "||" && expr.operator !== "??") {
    return unread("it is computed at run time");
  }
  const set = assignedValue({ ...at, expr: expr.left })?.expr ?? expr.left;
  const environment = isVariableAlone(set);
  const right = read(program, { ...at, expr: expr.right }, depth + 1);
  if (environment && right.found) return { found: { ...right.found, source: "environment-default" } };
  const left = read(program, { ...at, expr: expr.left }, depth + 1);
  // An empty text is no answer to `or`.
  const isEmpty = left.found?.value === "" && expr.operator !== "??";
  if (left.found && !(isEmpty && right.found)) return left;
  // `options.model ?? process.env.MODEL` without either is still the variable's to give.
  if (!right.found && !left.found && isUnset(right) && !isAlwaysGiven(left))
    return { ...right, ...left, isUnset: true };
  if (!right.found || isAlwaysGiven(left)) return left;
  if (isUnset(left)) return { found: { ...right.found, source: "environment-default" } };
  const optional = !left.found && left.callerDecides;
  // `model or os.getenv("MODEL", "gpt-5")`: what the environment gives stays its.
  const isSetting = right.found.source === "environment-default" || right.found.source === "configuration";
  return optional && !isSetting ? { found: { ...right.found, source: "default-parameter" } } : right;
}

/** `os.getenv("M", "x")`, `os.environ.get("M", "x")`, `config("M", default="x")`, and functions that return text. */
function readCall(
  program: Program,
  at: Located,
  expr: Extract<Expr, { kind: "call" }>,
  depth: number,
): Reading {
  if (isEnvironmentCall(expr)) {
    const fallback = fallbackOf(expr);
    if (!fallback) return fromEnvironment(program, at);
    const text = read(program, { ...at, expr: fallback.value }, depth + 1);
    // An empty text is no model: somebody is to set one.
    if (text.found?.value === "") return fromEnvironment(program, at);
    return text.found ? { found: { ...text.found, source: "environment-default" } } : text;
  }
  const wrapped = unwrapped(expr);
  if (wrapped) return read(program, { ...at, expr: wrapped }, depth + 1);
  const attribute = attributeAsked(expr);
  if (attribute) return readAttribute(program, at, attribute, depth);
  if (isGet(expr)) return orChosen(program, at, depth, () => readResult(program, at, expr, depth));
  return readResult(program, at, expr, depth);
}

/** `getattr(settings, "model", "gpt-5")`. */
function readAttribute(
  program: Program,
  at: Located,
  { member, fallback }: AttributeAsked,
  depth: number,
): Reading {
  const reading = read(program, { ...at, expr: member }, depth + 1);
  if (reading.found || !fallback) return reading;
  const text = read(program, { ...at, expr: fallback }, depth + 1).found;
  if (text)
    return { found: { ...text, source: isUnset(reading) ? "environment-default" : "default-parameter" } };
  // An attribute that may not be there is as good as an option.
  return isUnset(reading) ? reading : { ...reading, found: null, callerDecides: true };
}

function readResult(
  program: Program,
  at: Located,
  expr: Extract<Expr, { kind: "call" }>,
  depth: number,
): Reading {
  const textHeld = (_: Program, name: Located): string | undefined =>
    parameterBinding(name) || isSetting(name) ? read(program, name, depth + 2).found?.value : undefined;
  let decided: Reading | undefined;
  let lookedUp: ReadText | undefined;
  for (const value of resultsOf(program, at, textHeld)) {
    const result = read(program, value, depth + 1);
    const { found } = result;
    if (!found && result.callerDecides) decided ??= result;
    // What a look-up takes where nobody set a thing is told below, unless it looks into the environment.
    const isLookUp = found?.source === "default-parameter" || fallbackIn(expr) !== undefined;
    if (found && (!isLookUp || found.source === "environment-default")) return constant(found);
    lookedUp ??= found ?? undefined;
  }
  const part = fromPart(program, at, depth);
  if (part) return part;
  const reading = followed(program, at, depth);
  if (lookedUp && reading.found?.value === lookedUp.value) return { found: lookedUp };
  // Ways that fork at every call multiply: far down the trail only the one result counts.
  const usual = reading.found || depth > MAX_USUAL_DEPTH ? undefined : usualResult(program, at);
  const found = usual && read(program, usual, depth + 1).found;
  if (found) return constant(found);
  if (reading.found && isOneOfSeveral(program, at, reading.found.at))
    return { found: null, reason: "what is passed decides between several texts", callerDecides: true };
  return decided ? foundOr(reading, decided) : reading;
}

/** `mode = os.getenv("MODE", "usual")`. */
function isSetting(name: Located): boolean {
  const value = assignedValue(name)?.expr;
  return value?.kind === "call" && isEnvironmentCall(value);
}

/** The entry that a key decides on, else what the other way finds; where it finds nothing either, callers decide who give the key. */
function orChosen(program: Program, at: Located, depth: number, otherwise: () => Reading): Reading {
  const chosen = fromChosen(program, at, depth);
  if (chosen?.found) return chosen;
  return chosen ? foundOr(otherwise(), chosen) : otherwise();
}

/** An entry that a key decides on: a setting where the key is one. */
function fromChosen(program: Program, at: Located, depth: number): Reading | undefined {
  let open: Reading | undefined;
  const entry = chosenEntry(program, at, (key) => {
    const reading = read(program, key, depth + 2);
    if (!reading.found && reading.callerDecides) open ??= reading;
    return reading.found;
  });
  const reading = entry && read(program, entry.at, depth + 1);
  if (!reading?.found) return reading?.callerDecides ? reading : entry ? undefined : open;
  return entry?.key ? under(entry.key.source, reading) : constant(reading.found);
}

/** A text that another one decides on is a setting where that one is. */
function under(key: LiteralSource, reading: Reading): Reading {
  const { found } = reading;
  if (!found) return reading;
  return /^(literal|constant)$/.test(found.source)
    ? { found: { ...found, source: noLiteral(key) } }
    : constant(found);
}

/** `model.split("/")[-1]`: a part of another text, which decides where the part comes from. */
function fromPart(program: Program, at: Located, depth: number): Reading | undefined {
  const derived = derivedFrom(at.expr, at.file.language);
  const whole = derived && read(program, { ...at, expr: derived.from }, depth + 1);
  if (!derived || !whole) return undefined;
  if (!whole.found) return whole.callerDecides ? whole : undefined;
  const value = derived.make(whole.found.value);
  return value === undefined ? undefined : { found: { ...whole.found, value } };
}

function isUnset(reading: Reading | undefined): boolean {
  return reading?.found === null && reading.isUnset === true;
}

function readName(program: Program, at: Located, depth: number): Reading {
  if (isEnvironment(at.expr)) return fromEnvironment(program, at);
  const said = saidByTest(at);
  if (said) return read(program, { ...at, expr: said }, depth + 1);
  const settled = settledByText(program, at, (name) => read(program, name, depth + 2).found);
  if (settled) return under(settled.asked.source, read(program, settled.at, depth + 1));
  const parameter = parameterBinding(at);
  if (parameter) {
    const reading = readParameter(program, at, parameter.fn, parameter.binding, depth);
    if (reading.found) return reading;
    const shown = componentValue(program, at, parameter.fn, parameter.binding);
    const text = shown && read(program, shown, depth + 1).found;
    if (text) return { found: { ...text, source: "default-parameter" } };
    // `model ??= "gpt-5"`; and a variable that is only declared looks like a parameter that nobody passes.
    return reading.found
      ? reading
      : (fromLater(program, at, (value, hops) => read(program, value, depth + hops)) ?? reading);
  }
  const home = nameAtHome(program, at);
  const there = home && read(program, home, depth + 1).found;
  if (there) return constant(there);
  return orChosen(program, at, depth, () => readHere(program, at, depth));
}

/** A name or a member by what its own file says of it. */
function readHere(program: Program, at: Located, depth: number): Reading {
  const filled = objectField(program, at, (_, other) => read(program, other, depth + 1).found ?? undefined);
  if (typeof filled === "string" && !isPlaceholder(filled))
    return { found: { value: filled, source: "configuration", at } };
  const field = fieldReading(program, at, (other) => read(program, other, depth + 2));
  // Of objects made with different texts, those that reach this one may agree.
  const handed =
    field && !field.found
      ? fromHandedEntry(program, at, (value, hops) => read(program, value, depth + hops))
      : undefined;
  if (field)
    return (
      handed ?? (isAlwaysGiven(field) || field.found ? field : foundOr(followed(program, at, depth), field))
    );
  const entry = takenOut(at, (binding) => isRuledOutByText(program, at, binding, depth));
  if (entry) {
    const reading = read(program, entry, depth + 1);
    return reading.found ? constant(reading.found) : foundOr(followed(program, at, depth), reading);
  }
  const attribute = selfAttribute(program, at);
  if (attribute) {
    const own = at.frame ? followed(program, at, depth) : undefined;
    const reading = own?.found ? own : read(program, attribute, depth + 1);
    if (reading.found) return reading;
    if (reading.callerDecides) return foundOr(followed(program, at, depth), reading);
  }
  const certain = certainAssignment(at);
  const usual = certain ? read(program, asTested(certain, at), depth + 1).found : null;
  if (usual && usual.value !== "") return constant(usual);
  const assigned = assignedValue(at);
  if (assigned && assigned.expr !== at.expr) {
    const reading = read(program, asTested(assigned, at), depth + 1);
    if (reading.found) return reading.found.source === "literal" ? constant(reading.found) : reading;
    const isName = assigned.expr.kind === "name" || assigned.expr.kind === "member";
    if (!isName || reading.callerDecides) return foundOr(followed(program, at, depth), reading);
  }
  return followed(program, at, depth);
}

/** Whether the text that a test asks for keeps the function from what it binds: `if ":" in name: maker, model = name.split(":")`. */
function isRuledOutByText(
  program: Program,
  { file, fn, frame }: Located,
  binding: Binding,
  depth: number,
): boolean {
  if (binding.kind !== "assign" || binding.value.fn !== fn) return false;
  const textHeld = (name: Located): string | undefined => read(program, name, depth + 2).found?.value;
  return testsAround(file.functions[fn]?.facts.body ?? [], binding.start).some(
    ({ test, holds }) =>
      saidOfText(program, { file, fn, expr: test, ...(frame ? { frame } : {}) }, textHeld) === !holds,
  );
}

/** Whether every call gives a text of its own, so that no default is ever taken. */
function isAlwaysGiven(reading: Reading): boolean {
  return reading.found === null && reading.callerDecides === "always";
}

function foundOr(reading: Reading, otherwise: Reading): Reading {
  if (isAlwaysGiven(otherwise)) return otherwise;
  return reading.found || (reading.callerDecides && !otherwise.found) ? reading : otherwise;
}

function readParameter(
  program: Program,
  at: Located,
  fn: number,
  binding: Extract<Binding, { kind: "parameter" }>,
  depth: number,
): Reading {
  return parameterReading(program, at, fn, binding, (value, hops) => read(program, value, depth + hops));
}

function followed(program: Program, at: Located, depth: number): Reading {
  const reading = heldBehind(program, at, depth);
  if (!reading.found || !/^(literal|constant)$/.test(reading.found.source)) return reading;
  const over = replacements(at, (part) => resolveAll(program, part));
  for (const entry of over) {
    const saved = configValue(
      program,
      entry,
      (_, other) => read(program, other, depth + 1).found ?? undefined,
    );
    if (typeof saved === "string" && !isPlaceholder(saved))
      return { found: { value: saved, source: "configuration", at: entry } };
  }
  if (over.length === 0) return reading;
  const isFile = over.some(({ expr, ...rest }) => isLoaded(program, { ...rest, expr: rootOf(expr) }));
  return { found: { ...reading.found, source: isFile ? "configuration" : "default-parameter" } };
}

function heldBehind(program: Program, at: Located, depth: number): Reading {
  const held = heldEntry(program, at);
  const entry = held ? read(program, held, depth + 1).found : null;
  if (entry) return constant(entry);
  const values = resolveAll(program, at);
  let decided: Reading | undefined;
  let last: Reading | undefined;
  for (const value of values) {
    if (value.kind === "parameter") {
      const name = value.name;
      const found = lookUp(value.file, value.fn, name);
      const binding = found?.bindings.find((b) => b.kind === "parameter");
      if (binding?.kind !== "parameter") continue;
      const isHere = value.file === at.file && value.fn === at.fn;
      const expr: Expr = { kind: "name", name, range: isHere ? at.expr.range : NOWHERE };
      const reading = readParameter(
        program,
        { file: value.file, fn: value.fn, expr },
        value.fn,
        binding,
        depth + 1,
      );
      if (reading.found) return reading;
      decided ??= reading;
    }
    const reading = readValue(program, at, value, depth);
    // `process.env.MODEL || "gpt-5"` behind a name of another file.
    if (reading?.found)
      return isUnset(last) ? { found: { ...reading.found, source: "environment-default" } } : reading;
    last = reading;
    if (reading?.callerDecides) decided ??= reading;
  }
  const given = givenText(program, at, (value, hops) => read(program, value, depth + hops));
  if (given) return given;
  if (decided) return decided;
  if (last && isUnset(last)) return last;
  const owner = parameterHolding(program, at);
  if (owner !== undefined) {
    const reason = `\`${textOf(at.expr)}\` is a part of the parameter \`${owner}\``;
    return { found: null, reason, callerDecides: true };
  }
  if (comesWithRequest(at)) {
    return { found: null, reason: `\`${textOf(at.expr)}\` comes with the web request`, callerDecides: true };
  }
  const unresolved = values.find((v) => v.kind === "unknown");
  return unread(
    unresolved?.kind === "unknown" ? unresolved.reason : `\`${textOf(at.expr)}\` is known only at run time`,
  );
}

/** A place that no test stands around. */
const NOWHERE = { start: -1, end: -1 };

function readValue(program: Program, at: Located, value: Value, depth: number): Reading | undefined {
  const exported = value.kind === "external" ? program.constantText?.(value.name) : undefined;
  if (exported !== undefined) return { found: { value: exported, source: "constant", at } };
  // `MODEL = os.getenv("MODEL", "gpt-5")` in another file.
  const asked = value.kind === "external-object" ? value.call : null;
  if (asked?.expr.kind === "call" && asked.expr !== at.expr && isEnvironmentCall(asked.expr))
    return read(program, asked, depth + 1);
  const property = propertyCall(at, value);
  if (property) return read(program, property, depth + 1);
  // `Field(default="gpt-5")`: a default as a parameter has it; of a settings class, as the environment has it.
  const given = value.kind === "external-object" ? fieldDefault(program, at) : undefined;
  const held = given && given.expr !== at.expr ? read(program, given, depth + 1).found : null;
  if (given && held)
    return {
      found: { ...held, source: isInSettingsClass(given) ? "environment-default" : "default-parameter" },
    };
  if (value.kind !== "expression" || value.at.expr === at.expr) return undefined;
  const reading = read(program, value.at, depth + 1);
  if (!reading.found) return reading;
  const { found } = reading;
  if (isInSettingsClass(value.at)) return { found: { ...found, source: "environment-default" } };
  const isDefault = found.source === "constant" && isDefaultOfField(value.at);
  return isDefault ? { found: { ...found, source: "default-parameter" } } : constant(found);
}

/** A part of settings that the environment fills, whose own class only says what it is by default. */
function asSetting(program: Program, at: Located, reading: Reading): Reading {
  const mayBe = reading.found !== null && /^(constant|default-parameter)$/.test(reading.found.source);
  const isPart = mayBe && isPartOfSettings(program, at);
  return isPart && reading.found ? { found: { ...reading.found, source: "environment-default" } } : reading;
}

function noLiteral(source: LiteralSource): LiteralSource {
  return source === "literal" ? "constant" : source;
}

function joined(program: Program, at: Located, parts: readonly (string | Expr)[], depth: number): Reading {
  let value = "";
  let source: LiteralSource = depth === 0 ? "literal" : "constant";
  for (const part of parts) {
    if (typeof part === "string") {
      value += part;
      continue;
    }
    const reading = read(program, { ...at, expr: part }, depth + 1);
    if (!reading.found) return reading;
    value += reading.found.value;
    source = reading.found.source === "literal" ? source : reading.found.source;
  }
  return { found: { value, source, at } };
}

function firstFound(program: Program, at: Located, parts: readonly Expr[], depth: number): Reading {
  let last: Reading = unread("no branch can be read");
  for (const part of parts) {
    last = read(program, { ...at, expr: part }, depth + 1);
    if (last.found) return last.found.source === "literal" ? constant(last.found) : last;
  }
  return last;
}

function unread(reason: string): Reading {
  return { found: null, reason };
}
