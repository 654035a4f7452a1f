/** How much of a conversation its keeper hands on: a window or a summary, by the tables of the SDKs. */
import { readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import type { SessionMemory } from "../sdks/call-site";
import type { Sdk } from "../sdks/sdk";
import { isPackageOf } from "./tables";
import { readWay } from "./ways";

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
  const given = rule.size.ways.map((way) => readWay(program, session, way)).find((at) => at !== undefined);
  const size = given ? readNumber(program, given) : rule.size.default;
  if (size === undefined || size < 1) return null;
  const { keeps, unit, times } = rule;
  return { keeps, size: size * times, unit, place: placeOf(given ?? session) };
}
