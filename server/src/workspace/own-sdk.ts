/** SDKs whose source the workspace holds: their own tests send requests to mocks by the thousand, and are no code to price. */
import { folderOf } from "../facts/folders";
import { isTestPath } from "../facts/test-paths";
import { parseGoModule } from "../languages/modules";
import { ALL_PACKAGES, PACKAGE_MARKS } from "./sdk-names";

const MANIFEST = /(^|\/)(pyproject\.toml|setup\.py|package\.json|go\.mod)$/;

/** Files that say where a package is made. */
export function isManifest(path: string): boolean {
  return MANIFEST.test(path);
}

/**
 * Packages of SDK tables that are made here: a Python package beside a project's file (or in its `src`), and what a package.json is
 * named, or a go.mod. `manifests`: path -> text, which only those two need.
 */
export function ownPackages(
  paths: readonly string[],
  manifests: ReadonlyMap<string, string>,
): readonly string[] {
  const own = new Set<string>();
  const projects = new Set<string>();
  for (const [path, text] of manifests) {
    if (!isNamed(path)) projects.add(folderOf(path));
    const name = nameIn(path, text);
    if (name !== undefined && ALL_PACKAGES.has(name)) own.add(name);
  }
  const all = new Set(paths);
  for (const path of paths) {
    const [, above = "", name = ""] = /^(.*\/)?([a-z_]\w*)\/__init__\.py$/.exec(path) ?? [];
    if (!ALL_PACKAGES.has(name) || !projects.has(above.replace(/(^|\/)src\/$/, "$1"))) continue;
    // A common name is the package's own only where its file is there, too.
    const mark = PACKAGE_MARKS.get(name);
    if (mark === undefined || all.has(`${above}${name}/${mark}`)) own.add(name);
  }
  return [...own].sort();
}

/** Whether the manifest says what its package is called. */
export function isNamed(path: string): boolean {
  return /(package\.json|go\.mod)$/.test(path);
}

function nameIn(path: string, text: string): string | undefined {
  if (path.endsWith("go.mod")) return parseGoModule(text, path)?.path.replace(/\/v\d+$/, "");
  return path.endsWith("package.json") ? /^\s*"name"\s*:\s*"([^"]{1,200})"/m.exec(text)?.[1] : undefined;
}

/** Why a file is left alone: it is a test that names a package which is made here. */
export function ownTestReason(path: string, text: string, own: readonly string[]): string | null {
  if (own.length === 0 || !isTestPath(path)) return null;
  const name = own.find((each) => text.includes(each));
  return name === undefined ? null : `a test of ${name} itself, whose source is in this folder`;
}
