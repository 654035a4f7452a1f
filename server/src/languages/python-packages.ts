/** Python packages of a workspace that its projects install of each other: `shared/pyproject.toml` beside `shared/shared/__init__.py`. */
import { dirname } from "./module-paths";

/** Folders that many projects have, and none installs. */
const OWN_TO_EACH = /^(tests?|testing|docs?|examples?|samples?|scripts?|benchmarks?|migrations|src)$/;

/**
 * Folder that imports of a package start from, by the package's name. A name that several projects have is nobody's: each imports its
 * own. `manifests`: paths of files that say where projects are.
 */
export function pythonPackageRoots(
  paths: Iterable<string>,
  manifests: Iterable<string>,
): ReadonlyMap<string, string> {
  const projects = new Set<string>();
  for (const path of manifests)
    if (/(^|\/)(pyproject\.toml|setup\.py)$/.test(path)) projects.add(dirname(path));
  const found = new Map<string, string | null>();
  const parts = new Map<string, string | null>();
  for (const path of projects.size > 0 ? paths : []) {
    const [, above = "", name] = /^(?:(.*)\/)?([A-Za-z_]\w*)\/__init__\.py$/.exec(path) ?? [];
    if (name === undefined || OWN_TO_EACH.test(name)) continue;
    if (projects.has(above.replace(/(^|\/)src$/, ""))) found.set(name, found.has(name) ? null : above);
    else if (isPart(above, projects)) parts.set(name, parts.has(name) ? null : above);
  }
  const all = new Map([...parts, ...found]);
  return new Map([...all].flatMap(([name, root]) => (root === null ? [] : [[name, root] as const])));
}

/** `packages/store/src` of a project that is made of several such folders, and has one manifest for them all. */
function isPart(folder: string, projects: ReadonlySet<string>): boolean {
  if (!folder.endsWith("/src")) return false;
  for (let at = dirname(folder); at !== ""; at = dirname(at)) if (projects.has(at)) return true;
  return projects.has("");
}
