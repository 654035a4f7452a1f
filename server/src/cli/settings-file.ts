/** Settings from `--settings`: the editor's keys as JSON, nested or flat, with or without the "farebox" prefix. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { readSettings, SETTINGS, type Settings } from "../../../shared/settings";
import { UsageError } from "./usage";

const PREFIX = "farebox.";

/** The file's settings over the defaults. Keys of other tools are passed over; a Farebox key that does not exist is an error. */
export async function loadSettings(file: string | null, cwd: string): Promise<Settings> {
  if (file === null) return readSettings(undefined).settings;
  const text = await readFile(resolve(cwd, file), "utf8").catch((error: unknown) => {
    throw new UsageError(`--settings ${file} cannot be read: ${reasonOf(error)}. Check the path.`);
  });
  const { settings, problems } = readSettings(nested(parse(text, file), file));
  const [first] = problems;
  if (first)
    throw new UsageError(`--settings ${file}: ${first.message.replace(" The default is used.", "")}`);
  return settings;
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new UsageError(`--settings ${file} is no JSON: ${reasonOf(error)}. Comments are not allowed.`);
  }
  if (isRecord(value)) return value;
  throw new UsageError(`--settings ${file} must hold an object such as {"farebox.currency": "EUR"}.`);
}

/** `{"farebox.assume.turns": 8}`, `{"farebox": {"assume": {"turns": 8}}}` and `{"assume.turns": 8}` as `{assume: {turns: 8}}`. */
function nested(raw: Readonly<Record<string, unknown>>, file: string): unknown {
  const known = new Map(SETTINGS.map((setting) => [setting.key, setting]));
  const result: Record<string, unknown> = {};
  for (const [key, value] of leaves(raw, "", new Set(known.keys()))) {
    const isOurs = key.startsWith(PREFIX) || known.has(PREFIX + key);
    if (!isOurs) {
      if (Object.hasOwn(raw, key) && key.includes(".")) continue;
      throw new UsageError(`--settings ${file}: there is no setting "${key}".`);
    }
    const name = key.startsWith(PREFIX) ? key : PREFIX + key;
    if (!known.has(name)) throw new UsageError(`--settings ${file}: there is no setting "${name}".`);
    put(result, name.slice(PREFIX.length).split("."), value);
  }
  return result;
}

function* leaves(
  value: Readonly<Record<string, unknown>>,
  prefix: string,
  known: ReadonlySet<string>,
): Generator<readonly [string, unknown]> {
  for (const [name, inner] of Object.entries(value)) {
    const key = prefix + name;
    const isSetting = known.has(key) || known.has(PREFIX + key);
    if (isRecord(inner) && !isSetting) yield* leaves(inner, `${key}.`, known);
    else yield [key, inner];
  }
}

function put(target: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const [first, ...rest] = steps;
  if (first === undefined) return;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = target[first];
  const next = isRecord(inner) ? inner : {};
  target[first] = next;
  put(next, rest, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
