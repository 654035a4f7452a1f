/** Texts that something outside of an expression gives it: settings, callers, later assignments, the environment. */
import { configValue } from "./config-values";
import { exampleValue, isPlaceholder, variableOf } from "./environment";
import { givenLater } from "./given-later";
import { handedEntries } from "./handed-entries";
import { fallbackGiven } from "./ini-settings";
import type { Located } from "./located";
import { optionDefault } from "./options";
import { isForObjects, passedOn, writtenEntry } from "./passed-texts";
import type { Program } from "./program";
import { constant, type Reading } from "./reading";
import { settingsExample } from "./settings-class";
import { stateText } from "./state-texts";
import { typicalEntry } from "./typical-settings";
import { variableAsked } from "./variable-stores";

/** Reads the text of an expression that stands so many steps further. */
type Read = (at: Located, hops: 1 | 2) => Reading;

/** What is given to an expression whose own file tells no text of it. */
export function givenText(program: Program, at: Located, read: Read): Reading | undefined {
  return (
    fromSettings(program, at, read) ??
    stateText(program, at, (value) => read(value, 1)) ??
    fromHandedEntry(program, at, read) ??
    fallbackGot(program, at, read) ??
    fromLater(program, at, read) ??
    fromTypical(program, at, read) ??
    fromVariableStore(program, at, read)
  );
}

/** `config["configurable"].get("model", "gpt-5")`: what is taken where nobody gives another. */
function fallbackGot(program: Program, at: Located, read: Read): Reading | undefined {
  const fallback = variableAsked(program, at) ? undefined : fallbackGiven(program, at);
  const found = fallback ? read({ ...at, expr: fallback }, 1).found : null;
  return found ? { found: { ...found, source: "default-parameter" } } : undefined;
}

/** `config.model`, where every caller that passes something readable passes the same. */
export function fromHandedEntry(program: Program, at: Located, read: Read): Reading | undefined {
  const passed = (handedEntries(program, at) ?? []).flatMap((entry) => {
    const { found } = read(entry, 2);
    return found ? [{ arg: writtenEntry(entry), text: found }] : [];
  });
  const isSame = passed.every(({ text }) => text.value === passed[0]?.text.value);
  const found = isSame ? passedOn(passed, isForObjects(program, at)) : undefined;
  return found && { found };
}

/** What the code gives a variable or a field after it was declared: the nearest, else the one text that all places give. */
export function fromLater(program: Program, at: Located, read: Read): Reading | undefined {
  const given = givenLater(program, at);
  const texts = given.flatMap(({ value, isOption }) => {
    const { found } = read(value, 1);
    return found ? [isOption ? { ...found, source: "environment-default" as const } : found] : [];
  });
  const [first] = texts;
  return first && (given[0]?.isNear || texts.every(({ value }) => value === first.value))
    ? constant(first)
    : undefined;
}

/** `settings.model` of which only the type is told. */
function fromTypical(program: Program, at: Located, read: Read): Reading | undefined {
  const entry = typicalEntry(program, at);
  const found = entry && read(entry, 1).found;
  return found ? { found: { ...found, source: "default-parameter" } } : undefined;
}

/** An option of the command line, or an entry of a configuration file. */
function fromSettings(program: Program, at: Located, read: Read): Reading | undefined {
  const option = optionDefault(program, at);
  const found = option ? read(option, 1).found : null;
  if (found) return { found: { ...found, source: "environment-default" } };
  const example = settingsExample(program, at);
  if (example !== undefined) return { found: { value: example, source: "environment-default", at } };
  const value = configValue(program, at, (_, other) => read(other, 1).found ?? undefined);
  if (typeof value !== "string" || isPlaceholder(value)) return undefined;
  return { found: { value, source: "configuration", at } };
}

/** `config.get("MODEL")` of a library that reads the environment. */
function fromVariableStore(program: Program, at: Located, read: Read): Reading | undefined {
  const asked = variableAsked(program, at);
  const fallback = asked?.fallback && read({ ...at, expr: asked.fallback }, 1).found;
  if (fallback) return { found: { ...fallback, source: "environment-default" } };
  return asked && fromEnvironment(program, at, asked.variable);
}

/** What the workspace's example of an environment file gives the variable. */
export function fromEnvironment(program: Program, at: Located, variable = variableOf(at.expr)): Reading {
  const value = variable === undefined ? undefined : exampleValue(program, at.file.path, variable);
  if (value !== undefined) return { found: { value, source: "environment-default", at } };
  const reason = `it comes from the environment variable ${variable ?? "named at run time"}`;
  return { found: null, reason, isUnset: true };
}
