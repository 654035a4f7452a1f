/** Calls of a name in another file, and which files may call each other at all. */
import { type CallEdge, edgesOf } from "./call-index";
import { defaultImports, localNames } from "./imported-names";
import { areOneLanguage, type FileFacts } from "./ir";
import { importsIn } from "./outline";
import type { Program } from "./program";
import { enclosingClass } from "./scope";
import { isTestPath } from "./test-paths";

/** Calls in one file of what another declares as `name`: under that name, and under what the caller's imports make of it. */
export function edgesNamed(caller: FileFacts, file: FileFacts, name: string): readonly CallEdge[] {
  const names = new Set([...localNames(caller, name), ...defaultImports(caller)]);
  const found = new Map(
    [...names].flatMap((local) => edgesOf(caller, local)).map((edge) => [edge.call.expr, edge]),
  );
  return found.size > 0 && mayCall(caller, file) ? [...found.values()] : NO_EDGES;
}

const NO_EDGES: readonly CallEdge[] = [];

/** One language calls itself only; and what a test passes is not what a user runs. */
export function mayCall(caller: FileFacts, file: FileFacts): boolean {
  if (!areOneLanguage(caller.language, file.language)) return false;
  return isTestPath(file.path) || !isTestPath(caller.path);
}

/** Whether a file imports the class of the method by its name, or anything of the file that declares it. */
export function bringsIn(program: Program, other: FileFacts, file: FileFacts, fn: number): boolean {
  const own = enclosingClass(file, fn)?.name;
  return importsIn(other).some(
    ({ module, names }) =>
      names.some(({ imported }) => imported === own) ||
      program.resolveModule(other.path, module) === file.path,
  );
}
