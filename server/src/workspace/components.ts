/**
 * Which files can influence each other: the connected parts of the import graph. A call site's answer depends only on files of its
 * own part (what it imports, and who imports it), so an edit elsewhere leaves it as it is.
 */
import type { FileFacts } from "../facts/ir";

export type ImportsOf = (file: FileFacts) => readonly string[];

/** Part of every file: paths sorted. Files of one part share the same array. */
export function componentsOf(
  files: ReadonlyMap<string, FileFacts>,
  importsOf: ImportsOf,
): ReadonlyMap<string, readonly string[]> {
  const parent = new Map<string, string>();
  const rootOf = (path: string): string => {
    let root = path;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = path; at !== root; ) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const path of files.keys()) parent.set(path, path);
  for (const [path, file] of files) {
    for (const target of importsOf(file)) {
      if (files.has(target)) parent.set(rootOf(target), rootOf(path));
    }
  }
  const members = new Map<string, string[]>();
  for (const path of [...files.keys()].sort()) {
    const root = rootOf(path);
    const list = members.get(root);
    if (list) list.push(path);
    else members.set(root, [path]);
  }
  return new Map([...files.keys()].map((path) => [path, members.get(rootOf(path)) ?? [path]]));
}
