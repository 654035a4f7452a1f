/** Which packages a file imports, itself or through the classes it builds on. */
import type { FileFacts } from "../facts/ir";
import { importsIn } from "../facts/outline";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { classesOf } from "../facts/scope";
import type { Sdk } from "../sdks/sdk";
import { isPackageOf } from "./tables";

/** Import lists die with the facts they describe. */
const modulesOf = new WeakMap<FileFacts, ReadonlySet<string>>();

/** Whether the file, or a file whose class one of its classes extends, imports a package of the SDK. */
export function importsSdk(program: Program, file: FileFacts, sdk: Sdk): boolean {
  if (hasImport(file, sdk)) return true;
  return classesOf(file).some((cls) =>
    cls.bases.some((base) => {
      const parent = resolve(program, base);
      return parent.kind === "class" && parent.cls.file !== file && hasImport(parent.cls.file, sdk);
    }),
  );
}

/** Whether the file itself imports a package of the SDK. */
export function hasImport(file: FileFacts, sdk: Sdk): boolean {
  for (const module of importedModules(file)) if (isPackageOf(sdk, module)) return true;
  return false;
}

function importedModules(file: FileFacts): ReadonlySet<string> {
  const known = modulesOf.get(file);
  if (known) return known;
  const modules = new Set<string>();
  for (const stmt of importsIn(file)) {
    modules.add(stmt.module);
    // `from google import genai` names a module, too.
    if (file.language === "python")
      for (const name of stmt.names) modules.add(`${stmt.module}.${name.imported}`);
  }
  modulesOf.set(file, modules);
  return modules;
}
