/** Lists and tables that a module keeps for others: `from store import history`, `store.history` after `import store`. */
import type { Located } from "./located";
import { moduleOf, submoduleOf } from "./module-memo";
import { importsIn } from "./outline";
import type { Binding, Program } from "./program";
import { bindingsOf, lookUp } from "./scope";
import { outermost } from "./values";
import { namesIn } from "./walk";

type Import = Extract<Binding, { kind: "import" }>;

/** Modules that hand a name on, one after the other. */
const MAX_STEPS = 4;

/** The variable, as its own file sees it, of another module that a name, or a member of a module, stands for; only what begins as a list, a table or a call's answer. */
export function importedList(program: Program, { file, fn, expr }: Located): Located | undefined {
  if (expr.kind === "name") {
    const from = importOf(file, fn, expr.name);
    return from && from.imported !== "*" ? listIn(program, file, from, 0) : undefined;
  }
  if (expr.kind !== "member" || expr.object.kind !== "name") return undefined;
  const from = importOf(file, fn, expr.object.name);
  const path = from && pathOf(program, file, from);
  const home = path === undefined ? undefined : program.file(path);
  return home && listOf(program, home, expr.name, 0);
}

/** The import that alone gives the name its value. */
function importOf(file: Located["file"], fn: number, name: string): Import | undefined {
  const [only, ...others] = lookUp(file, fn, name)?.bindings ?? [];
  return only?.kind === "import" && others.length === 0 ? only : undefined;
}

/** The file of a module that is imported whole: `import store`, `from app import store`. */
function pathOf(
  program: Program,
  file: Located["file"],
  { module, imported }: Pick<Import, "module" | "imported">,
): string | undefined {
  return imported === "*" ? moduleOf(program, file, module) : submoduleOf(program, file, module, imported);
}

function listIn(
  program: Program,
  from: Located["file"],
  { module, imported }: Pick<Import, "module" | "imported">,
  steps: number,
): Located | undefined {
  const path = moduleOf(program, from, module);
  const home = path === undefined ? undefined : program.file(path);
  return home && steps < MAX_STEPS ? listOf(program, home, imported, steps) : undefined;
}

function listOf(program: Program, file: Located["file"], name: string, steps: number): Located | undefined {
  const bindings = bindingsOf(file, 0).get(name) ?? [];
  if (bindings.some((b) => b.kind === "assign" && /^(list|dict|call)$/.test(b.value.expr.kind)))
    return outermost(file, name);
  const [only, ...others] = bindings;
  if (only?.kind === "import" && others.length === 0) return listIn(program, file, only, steps + 1);
  for (const stmt of bindings.length === 0 ? (file.functions[0]?.facts.body ?? []) : []) {
    const item = stmt.kind === "export-from" ? stmt.names.find(({ local }) => local === name) : undefined;
    if (stmt.kind === "export-from" && item)
      return listIn(program, file, { module: stmt.module, imported: item.imported }, steps + 1);
  }
  return undefined;
}

type Member = Pick<Located, "file" | "fn">;

/** Every history of a module asks on each way to the request; a program never changes. */
const users = new WeakMap<Program, Map<string, readonly Member[]>>();

/** Functions of the program that use the list of a module, in its own file first. */
export function usersOfList(program: Program, file: Located["file"], name: string): readonly Member[] {
  const known = users.get(program) ?? new Map<string, readonly Member[]>();
  users.set(program, known);
  const key = `${file.path}:${name}`;
  const answer = known.get(key);
  if (answer) return answer;
  const others = program.files.filter((other) => other !== file);
  const found = [
    ...functionsNaming(file, [name]),
    ...others.flatMap((other) => functionsNaming(other, importedAs(program, other, file, name))),
  ];
  known.set(key, found);
  return found;
}

function functionsNaming(file: Located["file"], names: readonly string[]): readonly Member[] {
  if (names.length === 0) return [];
  return file.functions.flatMap(({ facts }, fn) => {
    const used = fn > 0 ? namesIn(facts) : undefined;
    return used && names.some((name) => used.has(name)) ? [{ file, fn }] : [];
  });
}

/** What a file's imports call the list, or the module that keeps it. */
function importedAs(
  program: Program,
  other: Located["file"],
  file: Located["file"],
  name: string,
): readonly string[] {
  const names = importsIn(other).flatMap(({ module, names }) =>
    names.flatMap(({ imported, local }) => {
      if (imported === name)
        return importedList(program, outermost(other, local))?.file === file ? [local] : [];
      return pathOf(program, other, { module, imported }) === file.path ? [local] : [];
    }),
  );
  return [...new Set(names)];
}
