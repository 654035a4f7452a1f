/** Settings that callers hand over in one object: `ask(config)`, where the function reads `config.llm.model`. */
import { callersOf } from "./call-graph";
import { entryExpression, entryRead } from "./entries";
import type { Located } from "./located";
import type { Program } from "./program";
import { argumentForParameter, resolveAll } from "./resolve";

const MAX_CALLERS = 8;
const MAX_KEYS = 4;

/** The same entry of what each caller passes; undefined where the expression is no entry of a parameter. */
export function handedEntries(program: Program, at: Located): readonly Located[] | undefined {
  const keys: (string | number)[] = [];
  let read = entryRead(at.expr);
  while (read && keys.length < MAX_KEYS) {
    keys.unshift(read.key);
    const holder: Located = { ...at, expr: read.object };
    const parameter = resolveAll(program, holder).find((value) => value.kind === "parameter");
    if (parameter?.kind === "parameter") {
      const { file, fn, name } = parameter;
      return callersOf(program, file, fn)
        .slice(0, MAX_CALLERS)
        .flatMap(({ call }) => argumentForParameter({ file, fn, call }, name) ?? [])
        .map((argument) => ({ ...argument, expr: keys.reduce(entryExpression, argument.expr) }));
    }
    read = entryRead(read.object);
  }
  return undefined;
}
