/** `def ask(**kwargs): return client.create(**kwargs)`: what the only caller of such a function gives belongs to the request. */
import { callersOf } from "../facts/call-graph";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";

/** The caller's call, where the function hands its keyword arguments on and has one caller; several may mean different things. */
export function forwardedFrom(program: Program, call: Located): Located | undefined {
  if (call.expr.kind !== "call") return undefined;
  const rest = call.file.functions[call.fn]?.facts.params.find((param) => param.kind === "keyword-rest");
  const isHandedOn =
    rest !== undefined &&
    call.expr.args.some((arg) => arg.spread && arg.value.kind === "name" && arg.value.name === rest.name);
  if (!isHandedOn) return undefined;
  const [caller, ...others] = callersOf(program, call.file, call.fn);
  return others.length === 0 ? caller?.call : undefined;
}
