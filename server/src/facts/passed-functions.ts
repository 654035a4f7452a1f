/** What calls give for the parameters of functions. */
import { argumentForParameter } from "./arguments";
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import { edgesNamed } from "./named-edges";
import type { Program, Value } from "./program";
import { resolve, resolveAll } from "./resolve";

/** What callers pass where the name is a parameter of the function: `def loop(llm, messages)`, `loop(self.llm, messages)`. */
export function passedAs(program: Program, { file, fn, expr }: Located): readonly Value[] {
  const params = expr.kind === "name" ? (file.functions[fn]?.facts.params ?? []) : [];
  return expr.kind === "name" && params.some(({ name }) => name === expr.name)
    ? passedFor(program, file, fn, expr.name)
    : [];
}

/** What calls of the function give for a parameter. */
function passedFor(program: Program, file: FileFacts, fn: number, name: string): readonly Value[] {
  const called = file.functions[fn]?.facts.name ?? "";
  return program.files.flatMap((caller) =>
    edgesNamed(caller, file, called).flatMap(({ call }) => {
      const runs = resolve(program, { ...call, expr: call.expr.callee });
      if (runs.kind !== "function" || runs.file !== file || runs.fn !== fn) return [];
      const given = argumentForParameter({ file, fn, call }, name);
      return given ? resolveAll(program, given) : [];
    }),
  );
}

/** `run(ask=ask_openai)`, where `run` calls its parameter: whether a caller passes the function. */
export function isPassed(
  program: Program,
  parameter: Extract<Value, { kind: "parameter" }>,
  file: FileFacts,
  fn: number,
): boolean {
  return passedFor(program, parameter.file, parameter.fn, parameter.name).some(
    (value) => value.kind === "function" && value.file === file && value.fn === fn,
  );
}
