/** Names that a file's imports give to what other files declare. */
import type { FileFacts } from "./ir";
import { bindingsOf } from "./scope";

/** The name, and what the file's imports make of it. */
export function localNames(file: FileFacts, name: string): readonly string[] {
  return [name, ...(importedNamesOf(file).byImported.get(name) ?? [])];
}

/** Names of default imports: they may be anything. */
export function defaultImports(file: FileFacts): readonly string[] {
  return importedNamesOf(file).defaults;
}

interface ImportedNames {
  /** Exported name -> names it has in the file, where they differ. */
  readonly byImported: ReadonlyMap<string, readonly string[]>;
  readonly defaults: readonly string[];
}

const importedNames = new WeakMap<FileFacts, ImportedNames>();

function importedNamesOf(file: FileFacts): ImportedNames {
  const known = importedNames.get(file);
  if (known) return known;
  const byImported = new Map<string, string[]>();
  const defaults: string[] = [];
  for (const [local, bindings] of bindingsOf(file, 0)) {
    for (const binding of bindings) {
      if (binding.kind !== "import" || binding.imported === local) continue;
      if (binding.imported === "default") defaults.push(local);
      else byImported.set(binding.imported, [...(byImported.get(binding.imported) ?? []), local]);
    }
  }
  const found = { byImported, defaults };
  importedNames.set(file, found);
  return found;
}
