/** Folders of workspace paths. */

/** The folder of the path with its slash; "" at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
