/** Paths for documents outside every folder: their own names, told apart where two are called the same. */
import { URI } from "vscode-uri";

export class LooseNames {
  private readonly paths = new Map<string, string>();
  private readonly uris = new Map<string, string>();

  /** The folders around the document count for nothing: a file in somebody's `build/` is still theirs to look at. */
  pathOf(uri: string): string {
    const known = this.paths.get(uri);
    if (known !== undefined) return known;
    const name = URI.parse(uri).path.split("/").at(-1) || "untitled";
    let path = name;
    for (let n = 2; this.uris.has(path); n++) path = `${n}/${name}`;
    this.paths.set(uri, path);
    this.uris.set(path, uri);
    return path;
  }

  uriOf(path: string): string {
    return this.uris.get(path) ?? `untitled:${path}`;
  }
}
