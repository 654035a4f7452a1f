/** How much of a conversation its keeper hands on: a window or a summary, by the tables of the SDKs. */
import { readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import type { SessionMemory } from "../sdks/call-site";
import type { Constructor, ObjectKind, Sdk } from "../sdks/sdk";
import { isPackageOf } from "./tables";
import { readWay } from "./ways";

/** Where the conversation begins that the constructor is given: the call that makes it, or the function that finds it. */
export function conversationOf(
  program: Program,
  call: Located,
  { conversation = [] }: Constructor,
): Located | null {
  for (const way of conversation) {
    const at = readWay(program, call, way);
    if (!at || at.expr.kind === "null") continue;
    const value = resolve(program, at);
    if (value.kind === "function") return { file: value.file, fn: value.fn, expr: at.expr };
    return (value.kind === "external-object" || value.kind === "instance" ? value.call : null) ?? at;
  }
  return null;
}

/** What began the conversation of the object that a step makes of another. */
export function sessionAfter(
  object: { readonly kind: ObjectKind; readonly session: Located | null },
  kind: ObjectKind,
  call: Located | null,
): Located | null {
  if (kind === "session") return object.session ?? call;
  return object.kind === "session" ? null : object.session;
}

/** Whether what began the conversation is given a class that keeps it outside the program: `Memory(chat_memory=RedisHistory(…))`. */
export function outlivesProgram(program: Program, sdk: Sdk, session: Located | null): boolean {
  if (session?.expr.kind !== "call" || !sdk.keepers) return false;
  const given = session.expr.args.flatMap(({ value }) =>
    value.kind === "dict" ? value.entries.map((entry) => entry.value) : [value],
  );
  return [session.expr, ...given].some((expr) => {
    const made = resolve(program, { ...session, expr });
    return made.kind === "external-object" && sdk.keepers?.includes(made.origin.path.at(-1) ?? "") === true;
  });
}

/** What the object that began the conversation keeps of it; null where it keeps all, or is no memory that the SDK's table has. */
export function sessionMemory(program: Program, sdk: Sdk, session: Located | null): SessionMemory | null {
  if (session?.expr.kind !== "call" || !sdk.memories) return null;
  const made = resolve(program, session);
  if (made.kind !== "external-object" || !isPackageOf(sdk, made.origin.module)) return null;
  const [name = ""] = made.origin.path.slice(-1);
  const rule = sdk.memories.find(({ names }) => names.includes(name));
  if (!rule) return null;
  const { keeps, unit, times } = rule;
  if (!rule.size) return { keeps, size: null, unit, place: placeOf(session) };
  const given = rule.size.ways.map((way) => readWay(program, session, way)).find((at) => at !== undefined);
  const size = given ? readNumber(program, given) : rule.size.default;
  if (size === undefined || size < 1) return null;
  return { keeps, size: size * times, unit, place: placeOf(given ?? session) };
}
