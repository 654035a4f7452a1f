/** The SDK tables, arranged for look-up by name. */
import type { ExternalName } from "../facts/program";
import { SDKS } from "../sdks";
import type { CallRule, Constructor, ObjectKind, Sdk } from "../sdks/sdk";

export interface CallEntry {
  readonly sdk: Sdk;
  readonly rule: CallRule;
  readonly path: string;
}

export interface ConstructorEntry {
  readonly sdk: Sdk;
  readonly rule: Constructor;
}

const CALLS = indexCalls();
const CONSTRUCTORS = indexConstructors();

/** Whether any rule's path ends in the name: the cheap test before anything is resolved. */
export function mayCall(name: string): boolean {
  return CALLS.has(name);
}

/** Rules whose path ends in the name. */
export function callsNamed(name: string): readonly CallEntry[] {
  return CALLS.get(name) ?? [];
}

/** The rule for a member path on an object of the SDK. */
export function callOn(sdk: Sdk, kind: ObjectKind, path: readonly string[]): CallEntry | undefined {
  const joined = path.join(".");
  return callsNamed(path[path.length - 1] ?? "").find(
    (entry) => entry.sdk === sdk && entry.rule.on.includes(kind) && entry.path === joined,
  );
}

/** The rule for a function that a package exports. */
export function functionCall(name: ExternalName): CallEntry | undefined {
  const path = exportedPath(name);
  return callsNamed(path[path.length - 1] ?? "").find(
    (entry) =>
      entry.rule.on.includes("function") &&
      entry.path === path.join(".") &&
      isOf(name.module, entry.rule.packages ?? packagesOf(entry.sdk)),
  );
}

/** The constructor an external name means. */
export function constructorOf(name: ExternalName): ConstructorEntry | undefined {
  const path = exportedPath(name);
  const key = path.join(".");
  return (CONSTRUCTORS.get(key) ?? []).find(({ sdk, rule }) => {
    const packages = rule.packages ?? packagesOf(sdk);
    return key === "" ? packages.includes(name.module) : isOf(name.module, packages);
  });
}

/** Whether the module is one of the SDK's packages or inside one. */
export function isPackageOf(sdk: Sdk, module: string): boolean {
  return isOf(module, packagesOf(sdk));
}

/** Members from the package to the name; a default export is the package itself. */
function exportedPath(name: ExternalName): readonly string[] {
  return name.path[0] === "default" ? name.path.slice(1) : name.path;
}

function packagesOf(sdk: Sdk): readonly string[] {
  return [...sdk.packages.python, ...sdk.packages.npm];
}

function isOf(module: string, packages: readonly string[]): boolean {
  return packages.some(
    (name) => module === name || module.startsWith(`${name}.`) || module.startsWith(`${name}/`),
  );
}

function indexCalls(): ReadonlyMap<string, readonly CallEntry[]> {
  const index = new Map<string, CallEntry[]>();
  for (const sdk of SDKS) {
    for (const rule of sdk.calls) {
      for (const path of rule.paths) {
        const last = path.slice(path.lastIndexOf(".") + 1);
        index.set(last, [...(index.get(last) ?? []), { sdk, rule, path }]);
      }
    }
  }
  return index;
}

function indexConstructors(): ReadonlyMap<string, readonly ConstructorEntry[]> {
  const index = new Map<string, ConstructorEntry[]>();
  for (const sdk of SDKS) {
    for (const rule of sdk.constructors) {
      for (const name of rule.names) {
        index.set(name, [...(index.get(name) ?? []), { sdk, rule }]);
      }
    }
  }
  return index;
}
