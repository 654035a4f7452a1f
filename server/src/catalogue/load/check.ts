/** Holds what stands in a file against the schema; every complaint points at the value, the key or the place where one is missing. */
import type * as z from "zod/mini";
import type { Range } from "../../base/range";
import { closestOf } from "../match/closest";
import type { Positioned, TextProblem } from "./yaml-reader";

/** The value where nothing is wrong with it; problems are added. `path` is how messages call it ("offers[2]"). */
export function check<T extends z.ZodMiniType>(
  schema: T,
  written: Positioned,
  path: string,
  problems: TextProblem[],
): z.infer<T> | undefined {
  const result = schema.safeParse(plain(written));
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(...problemsOf(issue, written, path));
  return undefined;
}

/** Fields nobody knows, in order of the file, or the one complaint of the issue. */
function problemsOf(issue: z.core.$ZodIssue, written: Positioned, path: string): readonly TextProblem[] {
  const keys = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  if (issue.code !== "unrecognized_keys")
    return [{ message: `${pathText(path, keys)} ${issue.message}`, range: placeOf(written, keys) }];
  const block = at(written, keys);
  return issue.keys.map((key) => {
    const names = issue.message.split(", ");
    const [close] = closestOf(key, names, 1);
    const hint = close === undefined ? "remove it or use" : `did you mean ${close}? Use`;
    const message = `${pathText(path, [...keys, key])} is not a field Farebox knows; ${hint} one of ${issue.message}`;
    const entry = block?.kind === "map" ? block.entries.find((each) => each.key === key) : undefined;
    return { message, range: entry?.keyRange ?? written.range };
  });
}

/** `offers[2].prices.cacheWrite.5m`. */
function pathText(path: string, keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    path,
  );
}

/** The place of the value, or of the nearest thing around it that is there. */
function placeOf(written: Positioned, keys: readonly (string | number)[]): Range {
  for (let length = keys.length; length > 0; length--) {
    const found = at(written, keys.slice(0, length));
    if (found) return found.range;
  }
  return written.range;
}

function at(written: Positioned, keys: readonly (string | number)[]): Positioned | undefined {
  let found: Positioned | undefined = written;
  for (const key of keys) {
    if (found?.kind === "map") {
      const { entries }: { entries: readonly { key: string; value: Positioned }[] } = found;
      found = entries.find((entry) => entry.key === key)?.value;
    } else found = found?.kind === "list" && typeof key === "number" ? found.items[key] : undefined;
  }
  return found;
}

/** Plain data. Objects have no prototype, so that a key `__proto__` is a key like any other: one nobody knows. */
export function plain(written: Positioned): unknown {
  if (written.kind === "scalar") return written.value;
  if (written.kind === "list") return written.items.map(plain);
  const fields = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of written.entries) fields[key] = plain(value);
  return fields;
}
