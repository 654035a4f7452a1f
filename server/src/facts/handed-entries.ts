/** Settings that callers hand over in one object: `ask(config)`, where the function reads `config.llm.model`. */
import { callersOf } from "./call-graph";
import { entryExpression, entryRead } from "./entries";
import { isScript } from "./ir";
import type { Located } from "./located";
import type { Program, Value } from "./program";
import { argumentForParameter, resolveAll } from "./resolve";
import { lookUp } from "./scope";
import { selfAttribute } from "./self-attributes";

const MAX_CALLERS = 8;
const MAX_KEYS = 4;

/** The same entry of what each caller passes; undefined where the expression is no entry of a parameter. */
export function handedEntries(program: Program, at: Located): readonly Located[] | undefined {
  const keys: (string | number)[] = [];
  let read = entryRead(at.expr);
  while (read && keys.length < MAX_KEYS) {
    keys.unshift(read.key);
    const holder: Located = { ...at, expr: read.object };
    const parameter =
      resolveAll(program, holder).find((value) => value.kind === "parameter") ?? behindType(program, holder);
    if (parameter?.kind === "parameter") {
      const { file, fn, name } = parameter;
      return callersOf(program, file, fn)
        .filter(({ call }) => call.file !== file || call.fn !== fn)
        .slice(0, MAX_CALLERS)
        .flatMap(({ call }) => argumentForParameter({ file, fn, call }, name) ?? [])
        .map((argument) => ({ ...argument, expr: keys.reduce(entryExpression, argument.expr) }));
    }
    read = entryRead(read.object);
  }
  return undefined;
}

/** The parameter that a name, or an attribute of the own object, stands for, whatever its type says of it. */
function behindType(program: Program, at: Located): Parameter | undefined {
  if (isScript(at.file.language)) return undefined;
  const given = at.expr.kind === "member" ? selfAttribute(program, at) : at;
  const { name = "" } = given?.expr.kind === "name" ? given.expr : {};
  const found = given && lookUp(given.file, given.fn, name);
  const [only, ...others] = found?.bindings ?? [];
  return given && found && found.fn > 0 && only?.kind === "parameter" && others.length === 0
    ? { kind: "parameter", file: given.file, fn: found.fn, name }
    : undefined;
}

type Parameter = Extract<Value, { kind: "parameter" }>;
