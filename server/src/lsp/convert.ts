/** The only place that turns offsets into LSP positions and workspace paths into URIs. */
import type { Range as LspRange, Position } from "vscode-languageserver";
import { URI, Utils } from "vscode-uri";
import type { LineMap } from "../base/line-map";
import type { Range } from "../base/range";

export function toLspRange(map: LineMap, range: Range): LspRange {
  return { start: toPosition(map, range.start), end: toPosition(map, range.end) };
}

export function toPosition(map: LineMap, offset: number): Position {
  const { line, column } = map.position(offset);
  return { line, character: column };
}

export function toOffset(map: LineMap, position: Position): number {
  return map.offset(position.line, position.character);
}

/** URI of a path relative to a folder. */
export function uriOf(folder: string, path: string): string {
  return Utils.joinPath(URI.parse(folder), ...path.split("/")).toString();
}

/** Path relative to the folder with forward slashes, or undefined for documents outside it. */
export function pathIn(folder: string, uri: string): string | undefined {
  const base = URI.parse(folder);
  const target = URI.parse(uri);
  if (base.scheme !== target.scheme || base.authority !== target.authority) return undefined;
  const root = base.path.endsWith("/") ? base.path : `${base.path}/`;
  const [a, b] = withFoldedDrive(root, target.path);
  return b.startsWith(a) ? target.path.slice(root.length) : undefined;
}

/** Drive letters compare without case. */
function withFoldedDrive(root: string, path: string): readonly [string, string] {
  const fold = (text: string): string =>
    text.replace(/^\/([A-Z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`);
  return [fold(root), fold(path)];
}
