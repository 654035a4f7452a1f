/** What calls give for the parameters of functions. */
import { argumentForParameter } from "./arguments";
import { heirsOf, madeAlike } from "./classes";
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import { edgesNamed } from "./named-edges";
import { basisOf, type ClassInfo, type Program, type Value } from "./program";
import { resolve, resolveAll } from "./resolve";
import { enclosingClass, isSelf } from "./scope";

/** What callers pass where the name is a parameter of the function: `def loop(llm, messages)`, `loop(self.llm, messages)`. */
export function passedAs(program: Program, { file, fn, expr }: Located): readonly Value[] {
  const params = expr.kind === "name" ? (file.functions[fn]?.facts.params ?? []) : [];
  return expr.kind === "name" && params.some(({ name }) => name === expr.name)
    ? passedFor(program, file, fn, expr.name)
    : [];
}

/** By what the program stands on: every call of a method that many objects have asks for the same parameters. */
const answers = new WeakMap<object, Map<string, readonly Value[]>>();

/** What calls of the function, or of the class whose constructor it is, give for a parameter. */
function passedFor(program: Program, file: FileFacts, fn: number, name: string): readonly Value[] {
  const known = answers.get(basisOf(program)) ?? new Map<string, readonly Value[]>();
  answers.set(basisOf(program), known);
  const key = `${file.path}:${fn}:${name}`;
  const answer = known.get(key) ?? valuesPassed(program, file, fn, name);
  known.set(key, answer);
  return answer;
}

function valuesPassed(program: Program, file: FileFacts, fn: number, name: string): readonly Value[] {
  const called = file.functions[fn]?.facts.name ?? "";
  const own = isConstructor(called) ? enclosingClass(file, fn) : undefined;
  const made = own ? madeAlike(program, own) : [];
  const isEntered = (runs: Value): boolean =>
    runs.kind === "class"
      ? made.includes(runs.cls)
      : runs.kind === "function" && runs.file === file && runs.fn === fn;
  return [called, ...made.map((cls) => cls.name)].flatMap((each) =>
    program.files.flatMap((caller) =>
      edgesNamed(caller, file, each).flatMap(({ call }) => {
        if (!isEntered(resolve(program, { ...call, expr: call.expr.callee }))) return [];
        const given = argumentForParameter({ file, fn, call }, name);
        return given ? resolveAll(program, given) : [];
      }),
    ),
  );
}

function isConstructor(name: string): boolean {
  return name === "__init__" || name === "constructor";
}

type Parameter = Extract<Value, { kind: "parameter" }>;

/** Parameters through which one function is handed on: an evaluator hands its task to the adapter that calls it. */
const MAX_HANDED = 12;

/** `run(ask=ask_openai)`, where `run` calls its parameter, or hands it on to what does: whether a caller passes what is looked for. */
export function isPassed(
  program: Program,
  parameter: Parameter,
  isWanted: (value: Value) => boolean,
): boolean {
  const handed: Parameter[] = [parameter];
  for (const each of handed) {
    for (const value of passedFor(program, each.file, each.fn, each.name)) {
      if (isWanted(value)) return true;
      if (value.kind !== "parameter" || handed.length >= MAX_HANDED) continue;
      const isMet = handed.some(
        (met) => met.file === value.file && met.fn === value.fn && met.name === value.name,
      );
      if (!isMet) handed.push(value);
    }
  }
  return false;
}

/**
 * Whether the object that the expression names is what is looked for, where only others say what it is: callers that pass it, or pass what
 * holds it (`service.reader`), and classes that extend one which uses their fields (`self.reader.read()` of a mixin).
 */
export function isGivenElsewhere(
  program: Program,
  at: Located,
  isWanted: (value: Value) => boolean,
): boolean {
  const own = resolveAll(program, at);
  const values = own.some(({ kind }) => kind === "parameter")
    ? own
    : [...fieldsOfHeirs(program, at), ...fieldsOfPassed(program, at)];
  return values.some(
    (value) => isWanted(value) || (value.kind === "parameter" && isPassed(program, value, isWanted)),
  );
}

/** What the objects that callers pass hold as the field: the `reader` of `service.reader`. */
function fieldsOfPassed(program: Program, { expr, ...at }: Located): readonly Value[] {
  if (expr.kind !== "member") return [];
  const holders = new Set<ClassInfo>();
  const note = (value: Value): boolean => {
    if (value.kind === "instance") holders.add(value.cls);
    return false;
  };
  for (const value of resolveAll(program, { ...at, expr: expr.object }))
    if (value.kind === "parameter") isPassed(program, value, note);
  return [...holders]
    .slice(0, MAX_HANDED)
    .flatMap((cls) => cls.attributes.get(expr.name) ?? [])
    .flatMap((binding) => (binding.kind === "assign" ? resolveAll(program, binding.value) : []));
}

/** What the classes that extend the one around give a field which it only uses. */
function fieldsOfHeirs(program: Program, { file, fn, expr }: Located): readonly Value[] {
  const isOwn = expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name);
  const own = isOwn ? enclosingClass(file, fn) : undefined;
  if (!own || expr.kind !== "member" || own.attributes.has(expr.name)) return [];
  const heirs = heirsOf(program, own);
  return [...heirs, ...heirs.flatMap((heir) => heirsOf(program, heir))]
    .slice(0, MAX_HANDED)
    .flatMap((heir) => heir.attributes.get(expr.name) ?? [])
    .flatMap((binding) => (binding.kind === "assign" ? resolveAll(program, binding.value) : []));
}
