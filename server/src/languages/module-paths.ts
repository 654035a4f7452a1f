/** Arithmetic on workspace-relative paths with forward slashes; "" is the workspace root. */

/** The folder of a file or folder; "" for one in the root. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** `relative` seen from `base`, with "." and ".." resolved; undefined where it leaves the workspace. */
export function joinPath(base: string, relative: string): string | undefined {
  const parts = base === "" ? [] : base.split("/").filter((part) => part !== "" && part !== ".");
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
