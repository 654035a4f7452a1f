/** What a module does only where it is run itself: `if __name__ == "__main__": Tool(OpenAI()).ask("Hi")`. */
import { type CallEdge, callersOf } from "./call-graph";
import type { FileFacts } from "./ir";
import type { Program } from "./program";
import { testsAround } from "./tests-around";
import { eachExpression } from "./walk";

/** Calls of a function without those by which its own module tries it out, where other files call it, too. */
export function callersInEarnest(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  const all = callersOf(program, file, fn);
  if (file.language !== "python" || all.every(({ call }) => call.file === file)) return all;
  return all.filter((edge) => edge.call.file !== file || !isTrial(edge));
}

function isTrial({ call: { file, fn, expr } }: CallEdge): boolean {
  if (fn !== 0) return false;
  return testsAround(file.functions[0]?.facts.body ?? [], expr.range.start).some(({ test }) =>
    eachExpression(test).some((part) => part.kind === "name" && part.name === "__name__"),
  );
}
