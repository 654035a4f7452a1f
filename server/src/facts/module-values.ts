/** What a name stands for that comes from another module: through imports, re-exports and star imports. */
import { commonExport, wholeExport } from "./common-exports";
import { builtInImporter, moduleNames, modulesOfPackage } from "./computed-modules";
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import { moduleOf, submoduleOf } from "./module-memo";
import type { Binding, Program, Value } from "./program";
import { bindingsOf } from "./scope";
import { outermost, pythonRoot, UNKNOWN } from "./values";

/** Longest trail of names and calls that is followed; real code stays below ten. */
export const MAX_DEPTH = 24;

/** What follows expressions within a module. */
export interface Follower {
  expression(at: Located, depth: number): readonly Value[];
  bindings(
    at: Located,
    scope: number,
    name: string,
    bindings: readonly Binding[],
    depth: number,
  ): readonly Value[];
  /** Counts a step; true where the answer has taken enough of them. */
  isSpent(): boolean;
}

function isOutOfSight({ kind }: Value): boolean {
  return kind === "unknown" || kind === "external";
}

/** Expressions looked at for one answer: functions that call each other in circles multiply their branches. Real code needs some hundred. */
export const MAX_STEPS = 2_000;

export class ModuleValues {
  constructor(
    private readonly program: Program,
    private readonly follower: Follower,
  ) {}

  /** Names of the other files of a package, and of modules that are imported whole. */
  starImport(at: Located, name: string, depth: number): readonly Value[] {
    const builtIn = at.file.language === "python" ? builtInImporter(name) : undefined;
    if (builtIn) return builtIn;
    for (const sibling of this.program.packageOf?.(at.file.path) ?? []) {
      const bindings = bindingsOf(sibling, 0).get(name);
      if (bindings) return this.follower.bindings(outermost(sibling, name), 0, name, bindings, depth);
    }
    // A package out of sight may have any name: it counts where no module of the workspace has it.
    let guessed: readonly Value[] | undefined;
    for (const star of bindingsOf(at.file, 0).get("*") ?? []) {
      if (star.kind !== "import") continue;
      const path = moduleOf(this.program, at.file, star.module);
      const file = path === undefined ? undefined : this.program.file(path);
      const values: readonly Value[] = file
        ? this.exported(file, name, depth + 1)
        : [{ kind: "external", name: { module: star.module, path: [name] } }];
      // What the module itself names is no guess.
      if (!values.every(isOutOfSight) || (file && bindingsOf(file, 0).has(name))) return values;
      if (values.some(({ kind }) => kind === "external")) guessed ??= values;
    }
    return guessed ?? [{ kind: "unknown", reason: `\`${name}\` is not defined in the workspace` }];
  }

  imported(
    from: FileFacts,
    module: string,
    imported: string,
    local: string,
    depth: number,
  ): readonly Value[] {
    const submodule = imported === "*" ? undefined : submoduleOf(this.program, from, module, imported);
    const path = moduleOf(this.program, from, module);
    const file = path === undefined ? undefined : this.program.file(path);
    if (imported === "*") {
      if (file) return this.wholeModule(file, depth);
      const name = pythonRoot(from, module, local);
      return [{ kind: "external", name: { module: name, path: [] } }];
    }
    const asModule = submodule === undefined ? undefined : this.program.file(submodule);
    if (file && depth < MAX_DEPTH) {
      const values = this.exported(file, imported, depth + 1);
      // What stands behind a star is guessed; a file of the name is there.
      if (values.length > 0 && !(asModule && values.every(isOutOfSight))) return values;
    }
    if (asModule) return [{ kind: "module", file: asModule }];
    // A folder may be called like a package (`agents`): what it does not have comes from the package.
    const mayBePackage = file !== undefined && from.language === "python" && !module.startsWith(".");
    if (path !== undefined && !mayBePackage)
      return [{ kind: "unknown", reason: `\`${imported}\` is not found in ${path}` }];
    return [{ kind: "external", name: { module, path: [imported] } }];
  }

  /** `importlib.import_module("openai")`: the modules whose name the call may be given. */
  importedByCall(call: Located, depth: number): readonly Value[] {
    const follow = (at: Located): readonly Value[] => this.follower.expression(at, depth + 1);
    const named = moduleNames(call, follow).flatMap((name) =>
      this.imported(call.file, name, "*", "", depth + 1),
    );
    if (named.length > 0) return named;
    const files = modulesOfPackage(this.program, call, follow);
    return files.length > 0 ? files.map((file) => ({ kind: "module", file })) : [UNKNOWN];
  }

  /** The module itself, or the one function or class it exports whole (`module.exports = solve`). */
  private wholeModule(file: FileFacts, depth: number): readonly Value[] {
    const whole = depth < MAX_DEPTH ? wholeExport(file) : undefined;
    const values = whole ? this.follower.expression({ file, fn: 0, expr: whole }, depth + 1) : [];
    const named = values.filter((value) => value.kind === "function" || value.kind === "class");
    return named.length > 0 ? named : [{ kind: "module", file }];
  }

  /** What a module of the workspace exports under a name, following re-exports. */
  exported(file: FileFacts, name: string, depth: number): readonly Value[] {
    if (depth > MAX_DEPTH || this.follower.isSpent()) return [];
    const bindings = bindingsOf(file, 0).get(name);
    const at = outermost(file, name);
    if (bindings) return this.follower.bindings(at, 0, name, bindings, depth);
    for (const stmt of file.functions[0]?.facts.body ?? []) {
      if (stmt.kind !== "export-from") continue;
      for (const item of stmt.names) {
        if (item.local !== name && item.local !== "*") continue;
        const wanted = item.local === "*" ? name : item.imported;
        const values = this.imported(file, stmt.module, wanted, name, depth + 1);
        if (values.some((v) => v.kind !== "unknown")) return values;
      }
    }
    const common = commonExport(file, name);
    if (common.length > 0)
      return common.flatMap((expr) => this.follower.expression({ file, fn: 0, expr }, depth + 1));
    const star = bindingsOf(file, 0).get("*") ?? this.program.packageOf?.(file.path)[0];
    return star ? this.starImport(at, name, depth) : [];
  }
}
