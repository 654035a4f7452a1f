/**
 * What package.json files say about module names: packages of the workspace that import each other by name, and short names for a
 * package's own folders. https://nodejs.org/api/packages.html
 */
import { dirname } from "./module-paths";
import type { TsPathRule } from "./tsconfig";

/**
 * Short names that bundlers and frameworks give the package's own folders without a tsconfig that is kept in the repository: Nuxt
 * (`~`, `@`), SvelteKit (`$lib`), and what Vite and webpack projects write into their own settings.
 */
const SHORT_NAMES: readonly { readonly prefix: string; readonly targets: readonly string[] }[] = [
  ...["@/", "~/", "~~/", "@@/"].map((prefix) => ({ prefix, targets: ["*", "src/*", "app/*"] })),
  { prefix: "$lib/", targets: ["src/lib/*"] },
];

/** Folders that hold what a build makes of `src`. */
const BUILT = /^(\.\/)?(dist|lib|build|out)\/((esm|cjs|es|src)\/)?/;
/** What an entry stands for when it was built: the source of the same name. */
const COMPILED = /(\.d)?\.[cm]?[jt]sx?$/;
const MAX_EXPORTS = 200;

/** Rules by the first part of the names they apply to: a large repository has thousands, and every import asks. */
export type PackagePaths = ReadonlyMap<string, readonly TsPathRule[]>;

/** Rules of every package.json of the workspace; `isForeign`: names that stay packages though their source is here. */
export function packagePathRules(
  manifests: ReadonlyMap<string, string>,
  isForeign: (name: string) => boolean,
): PackagePaths {
  const byPart = new Map<string, TsPathRule[]>();
  for (const [path, text] of manifests) {
    if (!path.endsWith("package.json")) continue;
    const manifest = parsed(text);
    const own = manifest ? named(manifest, dirname(path), isForeign) : [];
    for (const rule of [...shortNames(dirname(path)), ...own]) {
      const part = firstPart(rule.prefix);
      const rules = byPart.get(part) ?? [];
      rules.push(rule);
      byPart.set(part, rules);
    }
  }
  return byPart;
}

/** `@acme` of `@acme/llm/agent`; names within a package have their mark in common. */
export function firstPart(specifier: string): string {
  return specifier.startsWith("#") ? "#" : (specifier.split("/")[0] ?? "");
}

type Manifest = Readonly<Record<string, unknown>>;

function parsed(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

function shortNames(folder: string): readonly TsPathRule[] {
  return SHORT_NAMES.map(({ prefix, targets }) => rule(folder, folder, `${prefix}*`, targets));
}

/** `@acme/llm`, `@acme/llm/agent`, and inside the package `#agent`. */
function named(
  manifest: Manifest,
  folder: string,
  isForeign: (name: string) => boolean,
): readonly TsPathRule[] {
  const own = entriesOf(manifest["imports"]).map(([key, targets]) => rule(folder, folder, key, targets));
  const name = manifest["name"];
  if (typeof name !== "string" || name === "" || isForeign(name)) return own;
  const entries = entriesOf(manifest["exports"]);
  const mains = ["source", "types", "module", "main"].flatMap((key) => sources(manifest[key]));
  const given = entries.map(([key, targets]) => rule("", folder, name + key.slice(1), targets));
  const root = rule("", folder, name, [...mains, "src/index", "index", "src"]);
  return [...own, ...given, root, rule("", folder, `${name}/*`, ["*", "src/*"])];
}

/** Pairs of `exports` or `imports`, with every file each may lead to. */
function entriesOf(table: unknown): readonly (readonly [key: string, targets: readonly string[]])[] {
  if (typeof table !== "object" || table === null) return [];
  const entries = Object.entries(table).slice(0, MAX_EXPORTS);
  const isTable = entries.some(([key]) => key.startsWith(".") || key.startsWith("#"));
  return isTable ? entries.map(([key, value]) => [key, sources(value)]) : [[".", sources(table)]];
}

/** The files below a condition (`{import: {types, default}}`), each followed by the source it was built from. */
function sources(value: unknown, depth = 0): readonly string[] {
  if (typeof value === "string") {
    const source = value.replace(BUILT, "src/").replace(COMPILED, "");
    return [value, source, value.replace(BUILT, "").replace(COMPILED, "")];
  }
  if (typeof value !== "object" || value === null || depth > 4) return [];
  return Object.values(value).flatMap((inner) => sources(inner, depth + 1));
}

function rule(scope: string, baseDir: string, pattern: string, targets: readonly string[]): TsPathRule {
  const star = pattern.indexOf("*");
  const prefix = star < 0 ? pattern : pattern.slice(0, star);
  const suffix = star < 0 ? "" : pattern.slice(star + 1);
  return { scope, prefix, suffix, wildcard: star >= 0, targets, baseDir };
}
