/** Defaults in schemas of settings: zod's `z.string().default("gpt-5")`, the environments of t3-env and envalid. */
import { entryOf } from "./arguments";
import { isEnvironment } from "./environment";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Value } from "./program";

const LIBRARIES = /^(zod(\/.*)?|@t3-oss\/env-\w+|envalid)$/;
/** Longest chain of methods on one field. */
const MAX_CHAIN = 12;

/** The default of the field that is read of what a schema parsed. */
export function schemaDefault(
  { origin, call }: Extract<Value, { kind: "external-object" }>,
  key: string | number,
): Located | undefined {
  if (!LIBRARIES.test(origin.module) || call?.expr.kind !== "call") return undefined;
  for (const { value } of call.expr.args) {
    const parts = ["server", "client", "shared"].flatMap((part) => entryOf(value, part) ?? []);
    for (const fields of [value, ...parts]) {
      const field = entryOf(fields, key);
      const given = field && defaultOf(field);
      if (given) return { ...call, expr: given };
    }
  }
  return undefined;
}

/** Whether what a schema parsed is the environment: all that some libraries parse, and `schema.parse(process.env)`. */
export function parsesEnvironment({ origin, steps }: Extract<Value, { kind: "external-object" }>): boolean {
  if (!LIBRARIES.test(origin.module)) return false;
  if (!origin.module.startsWith("zod")) return true;
  return steps.some(
    ({ call }) => call?.expr.kind === "call" && call.expr.args.some(({ value }) => isEnvironment(value)),
  );
}

function defaultOf(field: Expr): Expr | undefined {
  let expr = field;
  for (let depth = 0; expr.kind === "call" && depth < MAX_CHAIN; depth++) {
    const { callee, args } = expr;
    const [first] = args;
    if (/^(default|prefault|catch)$/.test(lastNameOf(callee)) && first) return first.value;
    if (callee.kind !== "member" || callee.object.kind !== "call")
      return first && entryOf(first.value, "default");
    expr = callee.object;
  }
  return undefined;
}
