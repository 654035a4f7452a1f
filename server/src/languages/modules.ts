/**
 * Which file of the workspace an import means. Pure: the caller says which files exist.
 *
 * All paths are workspace-relative with forward slashes; "" is the workspace root. Anything outside the root and anything
 * inside node_modules is no part of the program and yields undefined.
 */
import type { LanguageId } from "../facts/ir";
import { dirname, joinPath } from "./module-paths";
import { STORE } from "./notebook";
import { firstPart, type PackagePaths } from "./package-paths";
import type { TsPathRule } from "./tsconfig";

export interface ModuleConfig {
  readonly tsPaths: readonly TsPathRule[];
  /** What package.json files say; asked where no tsconfig leads to a file. */
  readonly packagePaths?: PackagePaths;
  /**
   * Top-level names of third-party Python packages the analysis knows. A file of that name next to the importing one
   * (`providers/openai.py`) does not shadow the package: code that calls the package would not work if it did. And the Go modules of
   * SDKs without their major version: the examples in an SDK's own repository use it as anybody does.
   */
  readonly knownPackages?: ReadonlySet<string>;
  /** Go modules of the workspace, longest path first: folder and the path that imports begin with. */
  readonly goModules?: readonly GoModule[];
  /** The files of a Go package by its folder, tests left out; sorted. */
  readonly goFiles?: (folder: string) => readonly string[];
  /** The notebook of the folder that keeps a name for the given one. */
  readonly storedIn?: (notebook: string, name: string) => string | undefined;
  /** Packages called like many a folder (`agents`), with a file inside that only the package itself has. */
  readonly packageMarks?: ReadonlyMap<string, string>;
  /** Where imports of Python packages start that projects of the workspace install of each other; asked last. */
  readonly pythonPackages?: ReadonlyMap<string, string>;
}

export interface GoModule {
  readonly folder: string;
  readonly path: string;
}

export type HasFile = (path: string) => boolean;

/** The workspace file an import of `specifier` in `fromPath` loads, or undefined where that is no file of the workspace. */
export function resolveModule(
  fromPath: string,
  specifier: string,
  language: LanguageId,
  has: HasFile,
  config: ModuleConfig,
): string | undefined {
  if (specifier.startsWith(STORE)) return config.storedIn?.(fromPath, specifier.slice(STORE.length));
  if (language === "python") return resolvePython(fromPath, specifier, null, has, config);
  if (language === "go") return goPackage(specifier, config)[0];
  return resolveScript(fromPath, specifier, has, config);
}

/** The files of the Go package an import names; none for packages outside the workspace. */
export function goPackage(specifier: string, config: ModuleConfig): readonly string[] {
  const module = config.goModules?.find(({ path }) => specifier === path || specifier.startsWith(`${path}/`));
  if (!module || !config.goFiles || isKnownModule(module.path, config)) return [];
  const folder = joinPath(module.folder, specifier.slice(module.path.length));
  return folder === undefined ? [] : config.goFiles(folder);
}

/** Whether a Go module is one of an SDK: https://go.dev/ref/mod#major-version-suffixes */
function isKnownModule(path: string, { knownPackages }: ModuleConfig): boolean {
  return knownPackages?.has(path.replace(/\/v\d+$/, "")) === true;
}

/** The modules that the go.mod files among the texts declare, longest path first. */
export function goModulesOf(texts: ReadonlyMap<string, string>): readonly GoModule[] {
  const modules = [...texts].flatMap(([path, text]) =>
    path.endsWith("go.mod") ? (parseGoModule(text, path) ?? []) : [],
  );
  return modules.sort((a, b) => b.path.length - a.path.length);
}

/** The module that a go.mod declares: https://go.dev/ref/mod#go-mod-file */
export function parseGoModule(text: string, path: string): GoModule | undefined {
  const declared = /^[^\S\n]*module[^\S\n]+"?([^\s"]+)/m.exec(text)?.[1];
  return declared === undefined ? undefined : { folder: dirname(path), path: declared };
}

/** `from specifier import name` where `name` is a module of its own: its file, or undefined. Python only. */
export function resolveSubmodule(
  fromPath: string,
  specifier: string,
  name: string,
  language: LanguageId,
  has: HasFile,
  config: ModuleConfig,
): string | undefined {
  if (language !== "python") return undefined;
  return resolvePython(fromPath, specifier, name, has, config);
}

/** Folders of a library's repository that use it as anybody does; its tests and sources do not. */
const EXAMPLES = /(^|\/)(examples?|samples?|docs?|cookbooks?|notebooks?|tutorials?|demos?)\//i;

/** Whether an example in a library's own repository imports that library. */
function usesPackage(
  fromPath: string,
  root: string,
  top: string,
  has: HasFile,
  config: ModuleConfig,
): boolean {
  if (!EXAMPLES.test(fromPath) || (root !== "" && root !== "src")) return false;
  const mark = config.packageMarks?.get(top);
  return (
    config.knownPackages?.has(top) === true ||
    (mark !== undefined && has(joinPath(root, `${top}/${mark}`) ?? ""))
  );
}

const PYTHON_MODULE = /^(\.*)([\p{L}\p{N}_.]*)$/u;

function resolvePython(
  fromPath: string,
  specifier: string,
  submodule: string | null,
  has: HasFile,
  config: ModuleConfig,
): string | undefined {
  const match = PYTHON_MODULE.exec(specifier);
  if (!match) return undefined;
  const dots = match[1]?.length ?? 0;
  const names = (match[2] ?? "").split(".").filter((name) => name !== "");
  if (submodule !== null) names.push(submodule);
  const relative = names.join("/");
  const folder = dirname(fromPath);
  if (dots > 0) {
    const base = joinPath(folder, "../".repeat(dots - 1));
    return base === undefined ? undefined : pythonFile(joinPath(base, relative), has);
  }
  const top = names[0];
  if (top === undefined) return undefined;
  for (const root of pythonRoots(folder, top, has, config)) {
    const found = pythonFile(joinPath(root, relative), has);
    if (found === undefined || found === fromPath) continue;
    return usesPackage(fromPath, root, top, has, config) ? undefined : found;
  }
  return undefined;
}

/** A package wins over a module of the same name, as in Python. */
function pythonFile(path: string | undefined, has: HasFile): string | undefined {
  if (path === undefined) return undefined;
  const initializer = path === "" ? "__init__.py" : `${path}/__init__.py`;
  if (has(initializer)) return initializer;
  return path !== "" && has(`${path}.py`) ? `${path}.py` : undefined;
}

/**
 * Places an absolute import may start from: a script's own folder, the workspace root, `src`, then every
 * folder above the file. A folder with `__init__.py` is a package and on Python's path only by accident, so it comes behind those. What
 * another project of the workspace installs comes last.
 */
function pythonRoots(folder: string, top: string, has: HasFile, config: ModuleConfig): readonly string[] {
  const stated = ["", "src"];
  if (config.knownPackages?.has(top)) return stated;
  const own: string[] = [];
  for (let at = folder; at !== ""; at = dirname(at)) own.push(at);
  const isPackage = (path: string): boolean => has(`${path}/__init__.py`);
  const plain = own.filter((path) => !isPackage(path));
  const packages = own.filter(isPackage);
  // A package that shares its name with an SDK's may be either.
  const installed = config.packageMarks?.has(top) ? undefined : config.pythonPackages?.get(top);
  const last = [...packages, ...(installed === undefined ? [] : [installed])];
  return plain[0] === folder
    ? [folder, ...stated, ...plain.slice(1), ...last]
    : [...stated, ...plain, ...last];
}

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** TypeScript sources are imported under the name of the file they compile to. */
const COMPILED_FROM: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".js", ".jsx"],
  ".jsx": [".tsx", ".jsx"],
  ".mjs": [".mts", ".mjs"],
  ".cjs": [".cts", ".cjs"],
};

function resolveScript(
  fromPath: string,
  specifier: string,
  has: HasFile,
  { tsPaths, packagePaths }: ModuleConfig,
): string | undefined {
  const isRelative = /^\.\.?(\/|$)/.test(specifier);
  if (isRelative) return scriptFile(joinPath(dirname(fromPath), specifier), has);
  if (specifier === "" || specifier.startsWith("/") || specifier.includes(":")) return undefined;
  const named = packagePaths?.get(firstPart(specifier)) ?? [];
  for (const rule of [tsPaths, named].flatMap((rules) => rulesFor(fromPath, specifier, rules))) {
    const matched = specifier.slice(rule.prefix.length, specifier.length - rule.suffix.length);
    for (const target of rule.targets) {
      const found = scriptFile(
        joinPath(
          rule.baseDir,
          target.replace("*", () => matched),
        ),
        has,
      );
      if (found !== undefined) return found;
    }
  }
  return ownSource(fromPath, specifier, has);
}

/** `@/x` means the `src` around the file where neither a tsconfig nor a package.json says anything: bundlers are told so in code. */
function ownSource(fromPath: string, specifier: string, has: HasFile): string | undefined {
  const rest = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (rest === undefined) return undefined;
  for (let folder = dirname(fromPath); folder !== ""; folder = dirname(folder)) {
    if (/(^|\/)src$/.test(folder)) return scriptFile(joinPath(folder, rest), has);
  }
  return undefined;
}

/** Rules that apply to the file and match the specifier: the nearest tsconfig first, then exact names, then long prefixes. */
function rulesFor(fromPath: string, specifier: string, rules: readonly TsPathRule[]): readonly TsPathRule[] {
  return rules
    .filter((rule) => rule.scope === "" || fromPath.startsWith(`${rule.scope}/`))
    .filter((rule) => matchesRule(specifier, rule))
    .sort(
      (a, b) =>
        b.scope.length - a.scope.length ||
        Number(a.wildcard) - Number(b.wildcard) ||
        b.prefix.length - a.prefix.length,
    );
}

function matchesRule(specifier: string, rule: TsPathRule): boolean {
  if (!rule.wildcard) return specifier === rule.prefix;
  return (
    specifier.length >= rule.prefix.length + rule.suffix.length &&
    specifier.startsWith(rule.prefix) &&
    specifier.endsWith(rule.suffix)
  );
}

function scriptFile(path: string | undefined, has: HasFile): string | undefined {
  if (path === undefined || path.split("/").includes("node_modules")) return undefined;
  return candidates(path).find(has);
}

function candidates(path: string): readonly string[] {
  const index = EXTENSIONS.map((extension) =>
    path === "" ? `index${extension}` : `${path}/index${extension}`,
  );
  if (path === "") return index;
  const written = /\.[cm]?[jt]sx?$/.exec(path)?.[0];
  const stem = written ? path.slice(0, -written.length) : path;
  const exact = written ? (COMPILED_FROM[written] ?? [written]).map((extension) => stem + extension) : [];
  return [...exact, ...EXTENSIONS.map((extension) => path + extension), ...index];
}
