/** The SDK tables, arranged for look-up by name. */
import { addTo } from "../base/grouped";
import type { ExternalName } from "../facts/program";
import { packagesOf, SDKS } from "../sdks";
import type { CallRule, Constructor, ObjectKind, Sdk } from "../sdks/sdk";
import { modelConstants } from "./model-constants";

export interface CallEntry {
  readonly sdk: Sdk;
  readonly rule: CallRule;
  readonly path: string;
}

export interface ConstructorEntry {
  readonly sdk: Sdk;
  readonly rule: Constructor;
  /** The rule's name the entry stands for. */
  readonly name: string;
}

/** The path of a call on the object itself: `agent("Hi")`. */
export const CALLED = "()";

const CALLS = indexCalls();
const CONSTRUCTORS = indexConstructors();
const GLOBALS = indexGlobals();
const CALLABLE_MAKERS = indexCallableMakers();

/** Whether any rule's path ends in the name: the cheap test before anything is resolved. */
export function mayCall(name: string): boolean {
  return CALLS.has(name);
}

/** Whether what the name makes can be called itself, as far as the name tells. */
export function makesCallable(name: string): boolean {
  return CALLABLE_MAKERS.has(name);
}

/** Rules whose path ends in the name. */
export function callsNamed(name: string): readonly CallEntry[] {
  return CALLS.get(name) ?? [];
}

/** Rules for a member path on an object of the SDK, in the table's order; an empty path is calling the object itself. */
export function callsOn(sdk: Sdk, kind: ObjectKind, path: readonly string[]): readonly CallEntry[] {
  const joined = path.length === 0 ? CALLED : path.join(".");
  return callsNamed(path[path.length - 1] ?? CALLED).filter(
    (entry) => entry.sdk === sdk && entry.rule.on.includes(kind) && entry.path === joined,
  );
}

/** Rules for a function that a package exports. */
export function functionCalls(name: ExternalName): readonly CallEntry[] {
  const names = membersOf(name);
  const candidates = [...callsNamed(names[names.length - 1] ?? ""), ...callsNamed("")];
  return candidates.filter(
    (entry) =>
      entry.rule.on.includes("function") &&
      isNamed(name, entry.path, entry.rule.packages ?? packagesOf(entry.sdk)),
  );
}

/** Rules for a function that needs no import. */
export function globalCalls(name: string): readonly CallEntry[] {
  return GLOBALS.get(name) ?? [];
}

/** The constructors an external name means. */
export function constructorsOf(name: ExternalName): readonly ConstructorEntry[] {
  const names = membersOf(name);
  const candidates = [
    ...(CONSTRUCTORS.get(names[names.length - 1] ?? "") ?? []),
    ...(CONSTRUCTORS.get("") ?? []),
  ];
  return candidates.filter((entry) =>
    isNamed(name, entry.name, entry.rule.packages ?? packagesOf(entry.sdk)),
  );
}

/** Whether the module is one of the SDK's packages or inside one. */
export function isPackageOf(sdk: Sdk, module: string): boolean {
  return isOf(module, packagesOf(sdk));
}

const CONSTANTS = SDKS.filter((sdk) => sdk.constants).map((sdk) => ({ sdk, names: modelConstants(sdk) }));

/** The model id that a package exports under the name; undefined for other names. */
export function modelConstant(name: ExternalName): string | undefined {
  const [constant = ""] = name.path.slice(-1);
  return CONSTANTS.find(({ sdk }) => isPackageOf(sdk, name.module))?.names.get(constant);
}

/** Members from the package to the name; a default export is the package itself. */
function membersOf(name: ExternalName): readonly string[] {
  const members = name.path[0] === "default" ? name.path.slice(1) : name.path;
  return members.length > 0 || isScript(name.module) ? members : name.module.split(".");
}

function isScript(module: string): boolean {
  return /[/@-]/.test(module);
}

/**
 * Whether the external name is `written` inside one of the packages. `from google import genai` and
 * `import google.genai` both reach "google.genai": module and members count as one path.
 */
function isNamed(name: ExternalName, written: string, packages: readonly string[]): boolean {
  const members = name.path[0] === "default" ? name.path.slice(1) : name.path;
  if (written === "") return packages.includes([name.module, ...members].join("."));
  const wanted = written.split(".");
  if (members.length === wanted.length && members.join(".") === written) return isOf(name.module, packages);
  if (isScript(name.module)) return false;
  const all = [...name.module.split("."), ...members];
  if (all.length <= wanted.length || all.slice(-wanted.length).join(".") !== written) return false;
  return isOf(all.slice(0, -wanted.length).join("."), packages);
}

function isOf(written: string, packages: readonly string[]): boolean {
  // Go writes the major version into the path: `github.com/openai/openai-go/v3/bedrock`.
  const module = written.replace(/\/v\d+(?=\/|$)/, "");
  return packages.some(
    (name) => module === name || module.startsWith(`${name}.`) || module.startsWith(`${name}/`),
  );
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function indexCalls(): ReadonlyMap<string, readonly CallEntry[]> {
  const index = new Map<string, CallEntry[]>();
  for (const sdk of SDKS) {
    for (const rule of sdk.calls) {
      for (const path of rule.paths) addTo(index, lastOf(path), { sdk, rule, path });
    }
  }
  return index;
}

function indexGlobals(): ReadonlyMap<string, readonly CallEntry[]> {
  const index = new Map<string, CallEntry[]>();
  for (const entry of [...CALLS.values()].flat()) {
    if (entry.rule.isGlobal) addTo(index, entry.path, entry);
  }
  return index;
}

function indexConstructors(): ReadonlyMap<string, readonly ConstructorEntry[]> {
  const index = new Map<string, ConstructorEntry[]>();
  for (const sdk of SDKS) {
    for (const rule of sdk.constructors) {
      for (const name of rule.names) addTo(index, lastOf(name), { sdk, rule, name });
    }
  }
  return index;
}

function indexCallableMakers(): ReadonlySet<string> {
  const made = callsNamed(CALLED).map(({ sdk, rule }) => {
    const makers = [...sdk.constructors, ...sdk.steps].filter(
      (maker) =>
        maker.produces !== undefined &&
        // What only wraps is called like what stands in it.
        (rule.on.includes(maker.produces) || (maker.produces === "template" && maker.wraps !== undefined)),
    );
    return makers.flatMap((maker) => maker.names.map(lastOf));
  });
  return new Set(made.flat());
}
