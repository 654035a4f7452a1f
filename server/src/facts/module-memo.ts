/** Remembers which file an import means: the look-up tries many candidates, and a program never changes. */
import type { FileFacts } from "./ir";
import type { Program } from "./program";

/** Paths of imported modules per program: the look-up tries many candidate files. */
const modules = new WeakMap<Program, Map<string, string | undefined>>();

function remembered(program: Program, key: string, make: () => string | undefined): string | undefined {
  let answers = modules.get(program);
  if (!answers) {
    answers = new Map();
    modules.set(program, answers);
  }
  if (answers.has(key)) return answers.get(key);
  const answer = make();
  answers.set(key, answer);
  return answer;
}

/** Workspace path of the module, or undefined for packages outside the workspace. */
export function moduleOf(program: Program, from: FileFacts, specifier: string): string | undefined {
  return remembered(program, `${from.path}\n${specifier}`, () => program.resolveModule(from.path, specifier));
}

/** `from pkg import name` where the name is a module of its own. */
export function submoduleOf(
  program: Program,
  from: FileFacts,
  specifier: string,
  name: string,
): string | undefined {
  return remembered(program, `${from.path}\n${specifier}\n${name}`, () =>
    program.resolveSubmodule(from.path, specifier, name),
  );
}
