/** What the callers of a function make of a parameter that holds a text. */
import { argumentForParameter, entryOf } from "./arguments";
import { entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Frame, Located } from "./located";
import { mayBeNothing, waysPassed, waysThroughRest } from "./passed-arguments";
import type { Binding, Program } from "./program";
import type { Reading, ReadText } from "./reading";
import { resolveAll } from "./resolve";
import { mayHold } from "./text-tests";

type Parameter = Extract<Binding, { kind: "parameter" }>;

/** Reads the text of an expression that stands so many steps further. */
type Read = (at: Located, hops: 1 | 2) => Reading;

/**
 * A parameter: the argument of the call followed here; else what every caller passes, which is no one text where they differ; else its
 * default; else what all callers agree on.
 */
export function parameterReading(
  program: Program,
  at: Located,
  fn: number,
  binding: Parameter,
  read: Read,
): Reading {
  const entered = at.frame && at.frame.file === at.file && at.frame.fn === fn ? at.frame : undefined;
  if (entered) {
    const passed = argumentForParameter(entered, binding.name);
    if (passed) return read(passed, 1);
    const given = isWhole(entered) ? binding.defaultValue : undefined;
    if (given) return defaultReading(binding, read(given, 1));
  }
  const mayBe = (text: ReadText | null): boolean =>
    text === null || at.fn !== fn || mayHold(program, at, text.value);
  const written = binding.defaultValue ? read(binding.defaultValue, 1).found : null;
  const fallback = written && mayBe(written) ? written : null;
  const through = entered ? waysThroughRest(program, entered.call, binding.name) : [];
  const ways = through.length > 0 ? through : waysPassed(program, at.file, fn, binding.name);
  const calls = ways.map(({ given, spread }) => {
    const held = spread ? read(spread, 2).found : null;
    const [arg, text] = held ? [spread, held] : [given, given ? read(given, 2).found : null];
    // A state that begins empty says of no text that it is passed.
    const isEmptyState = text?.value === "" && arg?.expr.kind === "member";
    return { arg, text: isEmptyState ? null : text };
  });
  const possible = calls.filter(({ text }) => mayBe(text));
  const passed = possible.flatMap(({ arg, text }) => (arg && text ? [{ arg, text }] : []));
  const given = [...new Set(passed.map(({ text }) => text.value))];
  const allPass = possible.length > 0 && passed.length === possible.length;
  const isSetting = passed.some(({ text }) => !isWritten(text) && text.source !== "default-parameter");
  const isDefault = given.length === 1 && given[0] === fallback?.value && !isSetting;
  const one = given.length === 1 && !isDefault ? passedOn(passed, isConstructor(at.file, fn)) : undefined;
  if (allPass && one) return { found: one };
  // What an option of the program gives is as good as the default.
  const isAlways = allPass && given.length > 1 && passed.every(({ text }) => isWritten(text));
  if (fallback && !isAlways) return defaultReading(binding, { found: fallback });
  // Where a caller passes what nobody can read, the one that can be read does not speak for all; what tries again with another is none.
  const isOwn = (arg: Located): boolean => arg.file === at.file && arg.fn === fn;
  const isOpen = possible.some(({ arg, text }) => arg && !text && !isOwn(arg) && !mayBeNothing(program, arg));
  if (one && !isOpen) return { found: one };
  const name = `parameter \`${binding.name}\``;
  const reason =
    given.length > 0
      ? `it is the ${name}; callers pass ${given.slice(0, 4).join(", ")}${isOpen ? " and more" : ""}`
      : `it is the ${name}, which no caller in the workspace fills with a readable value`;
  return { found: null, reason, callerDecides: isAlways ? "always" : true };
}

/** Whether the call that is followed shows all that it passes: what is missing is left to its default, whatever others pass. */
function isWhole({ call: { expr }, file, fn }: Frame): boolean {
  if (expr.kind !== "call" || expr.args.some(({ spread }) => spread)) return false;
  return isConstructor(file, fn) || lastNameOf(expr.callee) === file.functions[fn]?.facts.name;
}

/** A default that the environment or a file gives stays what it is. */
function defaultReading({ isOption, name }: Parameter, reading: Reading): Reading {
  const { found } = reading;
  if (!found) return { found: null, reason: `it is the parameter \`${name}\``, callerDecides: true };
  if (!isWritten(found)) return reading;
  return { found: { ...found, source: isOption ? "environment-default" : "default-parameter" } };
}

interface Passed {
  readonly arg: Located;
  readonly text: ReadText;
}

/**
 * The one text that callers pass: written where an object is made it is as good as in the object's own settings, and elsewhere the
 * parameter is a name for it. A default that they hand on stays what it is.
 */
export function passedOn(passed: readonly Passed[], isForObject: boolean): ReadText | undefined {
  const settings = passed.find(({ text }) => !isWritten(text));
  const text = (settings ?? passed[0])?.text;
  if (!text || settings) return text;
  const isWrittenThere = passed.every(
    ({ arg, text: { source } }) => source === "literal" || (isForObject && arg.expr.kind === "string"),
  );
  return { ...text, source: isWrittenThere ? "literal" : "constant" };
}

function isWritten({ source }: ReadText): boolean {
  return source === "literal" || source === "constant";
}

function isConstructor(file: FileFacts, fn: number): boolean {
  return /^(__init__|constructor)$/.test(file.functions[fn]?.facts.name ?? "");
}

/** Whether the entry is read of what a constructor was handed: `this.options.model`. */
export function isForObjects(program: Program, at: Located): boolean {
  let { expr } = at;
  for (let read = entryRead(expr); read; read = entryRead(expr)) {
    expr = read.object;
    const holder = resolveAll(program, { ...at, expr }).find((value) => value.kind === "parameter");
    if (holder?.kind === "parameter") return isConstructor(holder.file, holder.fn);
  }
  return false;
}

/** `{ model: "gpt-5" }.model`, as an entry of what a caller writes is read: the text itself. */
export function writtenEntry(at: Located): Located {
  const read = entryRead(at.expr);
  const held: Expr | undefined = read && entryOf(writtenEntry({ ...at, expr: read.object }).expr, read.key);
  return held ? { ...at, expr: held } : at;
}
