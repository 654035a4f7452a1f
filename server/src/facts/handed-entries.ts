/** Settings that callers hand over in one object: `ask(config)`, where the function reads `config.llm.model`. */
import { callersOf, givenToField } from "./call-graph";
import { entryExpression, entryRead } from "./entries";
import { isScript } from "./ir";
import type { Located } from "./located";
import type { Program, Value } from "./program";
import { argumentForParameter, resolveAll } from "./resolve";
import { lookUp } from "./scope";
import { isSelf } from "./self";
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
      const given = callersOf(program, file, fn)
        .filter(({ call }) => call.file !== file || call.fn !== fn)
        .slice(0, MAX_CALLERS)
        .flatMap(({ call }) => argumentForParameter({ file, fn, call }, name) ?? []);
      const entries = given.map((argument) => ({
        ...argument,
        expr: keys.reduce(entryExpression, argument.expr),
      }));
      return entries.length > 0 ? entries : madeElsewhere(program, at);
    }
    read = entryRead(read.object);
  }
  return madeElsewhere(program, at);
}

/** What literals give a field of Go's structs, of which no other code tells anything. */
function madeElsewhere(program: Program, { file, fn, expr }: Located): readonly Located[] | undefined {
  if (file.language !== "go" || expr.kind !== "member") return undefined;
  const { name, object } = expr;
  const value = resolveAll(program, { file, fn, expr: object }).find(({ kind }) => kind === "instance");
  const cls = value?.kind === "instance" && value.call === null ? value.cls : undefined;
  const field = cls?.attributes.get(name);
  if (!cls || !field?.every(({ kind }) => kind === "parameter")) return undefined;
  return givenToField(program, cls, name);
}

/** The parameter that a name, or an attribute of the own object, stands for, whatever its type says of it. */
function behindType(program: Program, at: Located): Parameter | undefined {
  if (isScript(at.file.language)) return undefined;
  const given = at.expr.kind === "member" ? selfAttribute(program, at) : at;
  const { name = "" } = given?.expr.kind === "name" ? given.expr : {};
  const found = given && lookUp(given.file, given.fn, name);
  const [only, ...others] = found?.bindings ?? [];
  if (isSelf(name)) return undefined;
  return given && found && found.fn > 0 && only?.kind === "parameter" && others.length === 0
    ? { kind: "parameter", file: given.file, fn: found.fn, name }
    : undefined;
}

type Parameter = Extract<Value, { kind: "parameter" }>;
