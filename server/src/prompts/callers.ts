/** What callers pass for a parameter, and the one text that their different texts make. */
import { failsWith } from "../facts/branches";
import { callersOf } from "../facts/call-graph";
import { enteredBy, givenToConstructor, makerOf, type Reader } from "../facts/constructions";
import type { Located } from "../facts/located";
import type { Program, Value } from "../facts/program";
import { argumentForParameter } from "../facts/resolve";
import { enclosingClass, isSelf } from "../facts/scope";
import { roughTokens, sizeOfOneOf } from "./like-named";
import type { PromptPart } from "./prompt";

type Parts = readonly PromptPart[];

/** A function with more callers has no text of its own. */
const MAX_CALLERS = 6;
/** Share of the shortest text that callers must have in common at its beginning to be one prompt with different endings. */
const ALIKE = 0.6;

/**
 * The argument of each call that may fill the parameter, undefined for calls that leave its default; empty where nobody calls, or too many
 * do. `within`: what is being read, outermost first. Where it leads through an object that an unknown call made (`make(solo=True)`),
 * that call enters the functions that take its arguments, and those that fail with them are left out.
 */
export function passedFor(
  program: Program,
  { file, fn, name }: Extract<Value, { kind: "parameter" }>,
  within: readonly Located[],
): readonly (Located | undefined)[] {
  const direct = callersOf(program, file, fn).map(({ call }) =>
    argumentForParameter({ file, fn, call }, name),
  );
  const passed = [...direct, ...givenToConstructor(program, { file, fn, name }, readerIn(within))];
  if (passed.length > MAX_CALLERS) return [];
  const maker = within.reduceRight<Located | undefined>(
    (found, at) => found ?? makerOf(program, at),
    undefined,
  );
  if (!maker) return passed;
  return passed.flatMap((at): readonly (Located | undefined)[] => {
    const frame = at && !at.frame ? enteredBy(maker, at) : undefined;
    if (!at || !frame) return [at];
    return failsWith(program, frame) ? [] : [{ ...at, frame }];
  });
}

/** Who reads the attribute that led here: the innermost `self.x`. */
function readerIn(within: readonly Located[]): Reader | undefined {
  const read = within.findLast(
    ({ expr }) => expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name),
  );
  const cls = read && enclosingClass(read.file, read.fn);
  return cls && { cls, fn: read.fn };
}

/** One text for all callers: where they agree, or begin alike; else a hole as large as one of theirs; undefined where they tell none. */
export function oneReading(readings: readonly Parts[], name: string): Parts | undefined {
  const [only, ...others] = readings;
  const agree = only && others.every((parts) => written(parts) === written(only));
  const chosen = agree ? only : shortestAlike(readings);
  if (chosen?.some(tells)) return chosen;
  return oneOf(readings, name);
}

function tells(part: PromptPart): boolean {
  return part.kind === "text" || !part.size.source.startsWith("prior:");
}

function written(parts: Parts): string {
  return parts
    .map((part) => (part.kind === "text" ? part.text : `\u0000${part.name}\u0000${part.size.typical}`))
    .join("");
}

/** The shortest of several readings that begin alike: the first request of a conversation, where later callers send more. */
function shortestAlike(readings: readonly Parts[]): Parts | undefined {
  const sorted = [...readings].sort((a, b) => written(a).length - written(b).length);
  const [shortest, ...others] = sorted;
  if (!shortest) return undefined;
  const text = written(shortest);
  const start = text.slice(0, Math.ceil(text.length * ALIKE));
  return others.every((parts) => written(parts).startsWith(start)) ? shortest : undefined;
}

/** Callers pass different texts, all of which can be read: which one, is known only at run time. */
function oneOf(readings: readonly Parts[], name: string): Parts | undefined {
  const different = new Map(readings.map((parts) => [written(parts), parts]));
  const given = [...different.values()].filter((parts) => parts.length > 0);
  const place = given[0]?.[0]?.place;
  if (given.length < 2 || !place || !given.every((parts) => parts.every(tells))) return undefined;
  const sizes = given.map((parts) =>
    parts.reduce((sum, part) => sum + (part.kind === "text" ? roughTokens(part.text) : part.size.typical), 0),
  );
  const paths = [...new Set(given.flatMap((parts) => parts.map((part) => part.place.path)))];
  const size = sizeOfOneOf(sizes, paths.slice(0, 3).join(", "));
  return [{ kind: "hole", name, size, place }];
}
