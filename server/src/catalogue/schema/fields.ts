/**
 * Kinds of fields of a user's catalogue. Each says in its own words what is wrong with a value: "is -1; it must be 0 or more" stands behind
 * the field's path in the message. `about` goes into the JSON Schema that editors read.
 */
import * as z from "zod/mini";
import { MAX_PRICE, MAX_TOKENS } from "../limits";
import { COUNTRY_WORDS, CURRENCY_WORDS, isCountry, isCurrency } from "../load/known-words";

// Without it zod compiles its checks by `new Function`, which a strict content policy forbids.
z.config({ jitless: true });

/** What the JSON Schema says of a value besides its type: description, examples, conditions; `id` makes it a definition. */
export const ABOUT = z.registry<Readonly<Record<string, unknown>>>();

/** The schema with its words for the JSON Schema. */
export function about<T extends z.ZodMiniType>(schema: T, words: Readonly<Record<string, unknown>>): T {
  ABOUT.add(schema, words);
  return schema;
}

/** Behind a required field's name where the field is missing. */
export function missing(next: string): string {
  return `is missing; ${next}`;
}

type Fault = { readonly input?: unknown };

const isWord = (value: unknown): value is string | number =>
  typeof value === "string" || typeof value === "number";

/** Not empty, without blanks at its ends. Ids such as 4.7 or 2026 parse as numbers; they are names all the same. */
export function text(next?: string) {
  const word = z.union([z.string(), z.number()], {
    error: ({ input }: Fault) =>
      input === undefined && next !== undefined ? missing(next) : "must be text that is not empty",
  });
  const trimmed = z.pipe(
    word,
    z.transform((value) => String(value).trim()),
  );
  const schema = z.pipe(
    trimmed,
    z.string().check(z.minLength(1, { error: "must be text that is not empty" })),
  );
  return about(schema, { type: ["string", "number"], minLength: 1 });
}

/** Text of a form: `is "x"; write <wanted>` where it has another. */
export function form(isRight: (written: string) => boolean, wanted: string, next?: string) {
  const error = ({ input }: Fault): string => {
    if (input === undefined && next !== undefined) return missing(next);
    return isWord(input) && String(input).trim() !== ""
      ? `is "${String(input).trim()}"; ${wanted}`
      : "must be text that is not empty";
  };
  return z.string({ error }).check(z.trim(), z.refine(isRight, { error }));
}

/** Adds words to those a field has of its own. */
export function described<T extends z.ZodMiniType>(
  schema: T,
  description: string,
  ...examples: readonly unknown[]
): T {
  const own = ABOUT.get(schema) ?? {};
  return about(schema, { ...own, description, ...(examples.length > 0 ? { examples } : {}) });
}

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/;

/** A date YYYY-MM-DD, or an instant with Z. */
export function date() {
  const schema = form((written) => DATE.test(written), "write a date like 2026-11-24").check(
    z.refine((written) => !DATE.test(written) || !Number.isNaN(Date.parse(written)), {
      error: ({ input }: Fault) => `is "${String(input)}", which is no day of the calendar`,
    }),
  );
  return about(schema, { pattern: DATE.source });
}

export function currency() {
  return about(form(isCurrency, CURRENCY_WORDS), { pattern: "^[A-Z]{3}$" });
}

export function country() {
  return about(form(isCountry, COUNTRY_WORDS), { pattern: "^[A-Z]{2}$" });
}

/** From 0, or the least that makes sense, to the limit; above it the unit is most likely wrong. */
export function number(max: number, wanted: string, next?: string, least = 0) {
  const error = ({ input }: Fault): string => {
    if (input === undefined && next !== undefined) return missing(next);
    if (typeof input === "string" && input.trim() !== "")
      return `is "${input.trim()}"; write a plain number, ${wanted}`;
    return typeof input === "number" ? `is ${input}; it must be ${wanted}` : `must be ${wanted}`;
  };
  return z.number({ error }).check(
    z.minimum(least, { error: ({ input }: Fault) => `is ${String(input)}; it must be ${least} or more` }),
    z.maximum(max, {
      error: ({ input }: Fault) => `is ${String(input)}, above ${max}; check the unit (${wanted})`,
    }),
  );
}

export function price(next?: string) {
  return number(MAX_PRICE, "a price per 1,000,000 tokens", next);
}

export function tokens(next?: string) {
  return whole(number(MAX_TOKENS, "a number of tokens", next), "write a whole number of tokens");
}

export function whole(schema: z.ZodMiniNumber<number>, wanted: string) {
  const error = ({ input }: Fault): string => `is ${String(input)}; ${wanted}`;
  return about(schema.check(z.refine(Number.isInteger, { error })), { type: "integer" });
}

export function flag(next?: string) {
  return z.boolean({
    error: ({ input }: Fault) =>
      input === undefined && next !== undefined ? missing(next) : "must be true or false",
  });
}

export function words<const T extends readonly string[]>(choices: T) {
  return z.enum(choices, {
    error: ({ input }: Fault) => `is "${String(input)}"; write one of ${choices.join(", ")}`,
  });
}

export function list<T extends z.ZodMiniType>(item: T, next?: string) {
  return z.array(item, {
    error: ({ input }: Fault) =>
      input === undefined && next !== undefined ? missing(next) : "must be a list (lines that start with -)",
  });
}

/** Texts of a list; numbers are no names here. */
export function texts(next?: string) {
  const error = "must be text that is not empty";
  return list(z.string({ error }).check(z.minLength(1, { error })), next);
}

/** A set of fields and no others: of one nobody knows the message is the names there are. */
export function fields<T extends z.core.$ZodLooseShape>(shape: T, next?: string) {
  const names = Object.keys(shape).sort().join(", ");
  return z.strictObject(shape, {
    error: ({ code, input }: { readonly code?: string; readonly input?: unknown }) => {
      if (code === "unrecognized_keys") return names;
      if (input === undefined && next !== undefined) return missing(next);
      return "must be a set of fields (name: value)";
    },
  });
}

/** Names of one's own -> values. */
export function named<T extends z.ZodMiniType>(value: T) {
  return z.record(z.string(), value, { error: "must be a set of fields (name: value)" });
}

/** A figure, or its lowest, expected and highest value as a list of three. */
export function span(max: number, wanted: string) {
  // A union asks its own words only where no alternative fits the value's kind: what is wrong within one speaks for itself.
  const either = `${wanted}, or a list of its lowest, expected and highest value`;
  const figure = number(max, either);
  const three = z
    .array(z.number({ error: "must be a figure" }), {
      error: "must be a figure, or a list of its lowest, expected and highest value",
    })
    .check(
      z.length(3, {
        error: "must be a figure, or a list of its lowest, expected and highest value",
        abort: true,
      }),
      z.refine(([low = 0, typical = 0, high = 0]) => 0 <= low && low <= typical && typical <= high, {
        error: "must rise from its lowest to its highest value, from 0 on",
      }),
      z.refine((values) => Math.max(...values) <= max, {
        error: ({ input }: Fault) =>
          `goes up to ${Math.max(...(input as number[]))}, above ${max}; check the unit (${wanted})`,
      }),
    );
  const error = ({ input }: Fault): string =>
    Array.isArray(input)
      ? "must be a figure, or a list of its lowest, expected and highest value"
      : typeof input === "string" && input.trim() !== ""
        ? `is "${input.trim()}"; write a plain number, ${either}`
        : typeof input === "number"
          ? `is ${input}; it must be ${either}`
          : `must be ${either}`;
  return z.pipe(
    z.union([figure, three], { error }),
    z.transform((value) =>
      typeof value === "number"
        ? { low: value, typical: value, high: value }
        : { low: value[0] ?? 0, typical: value[1] ?? 0, high: value[2] ?? 0 },
    ),
  );
}

/** A condition between fields. It looks at whatever could be read, so that one mistake does not hide another. */
export function holds<T>(check: (value: T, report: Report) => void) {
  return z.superRefine<T>(
    (value, ctx) => {
      if (typeof value !== "object" || value === null) return;
      check(value, (path, message) =>
        ctx.addIssue({ code: "custom", path: [...path], message, input: value }),
      );
    },
    // Zod would skip it where a field is wrong.
    { when: () => true } as Parameters<typeof z.superRefine<T>>[1],
  );
}

/** Names a field from here, and what is wrong with it. */
export type Report = (path: readonly (string | number)[], message: string) => void;

export const optional = z.exactOptional;
