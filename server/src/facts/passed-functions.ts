/** What calls give for the parameters of functions. */
import { argumentForParameter } from "./arguments";
import { madeAlike } from "./classes";
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import { edgesNamed } from "./named-edges";
import type { Program, Value } from "./program";
import { resolve, resolveAll } from "./resolve";
import { enclosingClass } from "./scope";

/** What callers pass where the name is a parameter of the function: `def loop(llm, messages)`, `loop(self.llm, messages)`. */
export function passedAs(program: Program, { file, fn, expr }: Located): readonly Value[] {
  const params = expr.kind === "name" ? (file.functions[fn]?.facts.params ?? []) : [];
  return expr.kind === "name" && params.some(({ name }) => name === expr.name)
    ? passedFor(program, file, fn, expr.name)
    : [];
}

/** What calls of the function, or of the class whose constructor it is, give for a parameter. */
function passedFor(program: Program, file: FileFacts, fn: number, name: string): readonly Value[] {
  const called = file.functions[fn]?.facts.name ?? "";
  const own = isConstructor(called) ? enclosingClass(file, fn) : undefined;
  const made = own ? madeAlike(program, own) : [];
  return [called, ...made.map((cls) => cls.name)].flatMap((each) =>
    program.files.flatMap((caller) =>
      edgesNamed(caller, file, each).flatMap(({ call }) => {
        const runs = resolve(program, { ...call, expr: call.expr.callee });
        const enters =
          runs.kind === "class"
            ? made.includes(runs.cls)
            : runs.kind === "function" && runs.file === file && runs.fn === fn;
        const given = enters ? argumentForParameter({ file, fn, call }, name) : undefined;
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

/** `run(ask=ask_openai)`, where `run` calls its parameter, or hands it on to what does: whether a caller passes the function. */
export function isPassed(program: Program, parameter: Parameter, file: FileFacts, fn: number): boolean {
  const handed: Parameter[] = [parameter];
  for (const each of handed) {
    for (const value of passedFor(program, each.file, each.fn, each.name)) {
      if (value.kind === "function" && value.file === file && value.fn === fn) return true;
      if (value.kind !== "parameter" || handed.length >= MAX_HANDED) continue;
      const isMet = handed.some(
        (met) => met.file === value.file && met.fn === value.fn && met.name === value.name,
      );
      if (!isMet) handed.push(value);
    }
  }
  return false;
}
