/** What a field of a data class holds, where the code does not show which object of it is read: what the calls that make the objects agree on. */
import { argumentOf } from "./arguments";
import { constructionsOf } from "./call-graph";
import { edgesOf } from "./call-index";
import { dataField, givenByCall } from "./data-fields";
import { isPlaceholder } from "./environment";
import { lastNameOf } from "./expression-text";
import { fieldDefault } from "./field-default";
import { filledField } from "./go-files";
import type { Located } from "./located";
import { mayBeNothing } from "./passed-arguments";
import type { ClassInfo, Program } from "./program";
import type { Reading, ReadText } from "./reading";
import { resolve, resolveAll } from "./resolve";

type Read = (at: Located) => Reading;

/** Classes whose fields the environment may fill, whatever calls give. */
const SETTINGS = /Settings$/;

/** `config.Model`, where code of Go fills the struct out of a file. */
function filledReading(program: Program, at: Located, read: Read): Reading | undefined {
  const filled = filledField(program, at, (_, other) => read(other).found ?? undefined);
  if (filled && "asked" in filled) {
    const reading = read(filled.asked);
    return reading.found ? reading : undefined;
  }
  const value = filled?.value;
  if (typeof value !== "string" || isPlaceholder(value)) return undefined;
  return { found: { value, source: "configuration", at } };
}

/** `request.model`, where `request: Request` is a parameter; undefined where the expression is no field of a data class. */
export function fieldReading(program: Program, at: Located, read: Read): Reading | undefined {
  if (at.expr.kind !== "member") return undefined;
  const filled = filledReading(program, at, read);
  if (filled) return filled;
  for (const value of resolveAll(program, { ...at, expr: at.expr.object })) {
    if (value.kind !== "instance" || value.call !== null) continue;
    const reading = ofClass(program, value.cls, at.expr.name, read);
    if (reading) return reading;
  }
  return undefined;
}

function ofClass(program: Program, cls: ClassInfo, name: string, read: Read): Reading | undefined {
  const field = dataField(cls, name);
  if (!field || cls.bases.some(({ expr }) => SETTINGS.test(lastNameOf(expr)))) return undefined;
  const calls = constructionsOf(program, cls).map((call) => {
    const arg = givenByCall(cls, call, name);
    return { arg, text: arg ? textOf(read(arg), arg) : null };
  });
  const given = calls.flatMap(({ text }) => text ?? []);
  const [first] = given;
  const isSame = given.every(({ value }) => value === first?.value);
  const allGive = calls.length > 0 && given.length === calls.length && !isMadeByDefault(program, cls);
  if (first && isSame && allGive) return { found: first };
  const held = field.defaultValue && (fieldDefault(program, field.defaultValue) ?? field.defaultValue);
  const fallback = held ? read(held).found : null;
  const isAlways = allGive && given.every(isWritten);
  if (fallback && !isAlways)
    return { found: isWritten(fallback) ? { ...fallback, source: "default-parameter" } : fallback };
  const isOpen = calls.some(({ arg, text }) => arg && !text && !mayBeNothing(program, arg));
  if (first && isSame && !isOpen) return { found: first };
  // What comes with a request, or is made out of sight, is what somebody gives.
  if (given.length === 0)
    return calls.length === 0 && (held === null || held?.expr.kind === "null")
      ? {
          found: null,
          reason: `it is the field \`${name}\` of ${cls.name}, which nobody here fills`,
          callerDecides: true,
        }
      : undefined;
  const texts = [...new Set(given.map(({ value }) => value))].slice(0, 4).join(", ");
  const reason = `it is the field \`${name}\` of ${cls.name}, which is made with ${texts}${isOpen ? " and more" : ""}`;
  return { found: null, reason, callerDecides: true };
}

/** `llm: Model = Field(default_factory=Model)`: objects of the class that are made with its defaults. */
function isMadeByDefault(program: Program, cls: ClassInfo): boolean {
  return program.files.some((file) =>
    ["Field", "field"].some((name) =>
      edgesOf(file, name).some(({ call }) => {
        const factory = argumentOf(call.expr.args, { name: "default_factory" })?.value;
        if (!factory || lastNameOf(factory) !== cls.name) return false;
        const made = resolve(program, { ...call, expr: factory });
        return made.kind === "class" && made.cls === cls;
      }),
    ),
  );
}

function isWritten({ source }: ReadText): boolean {
  return source === "literal" || source === "constant";
}

/** A text written into the call that makes the object is a literal. */
function textOf({ found }: Reading, { expr }: Located): ReadText | null {
  return found && expr.kind === "string" ? { ...found, source: "literal" } : found;
}
