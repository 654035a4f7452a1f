/**
 * The file system port over node:fs. It reads below one root only: whatever a path or a link points at, nothing
 * outside is opened, and the answer is the same whether it exists or not.
 */
import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import type { FileSystem } from "../base/ports";
import { readAsset } from "./assets";

export interface NodeFileSystemOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Bytes; larger files read as absent. */
  readonly maxFileSize: number;
}

/** Paths are relative to the root with forward slashes; absolute paths, `..`, NUL and drive letters read as absent. */
export function createNodeFileSystem(options: NodeFileSystemOptions): FileSystem {
  return {
    readText: async (path) => {
      const real = await resolveInside(options.root, path);
      return real === undefined ? undefined : readRegularFile(real, options.maxFileSize);
    },
    readBundled: readAsset,
  };
}

/** Real path of a file below the root's real path, or undefined where it is absent, outside, or not a proper path. */
export async function resolveInside(root: string, path: string): Promise<string | undefined> {
  if (!isProperPath(path)) return undefined;
  try {
    const realRoot = await realpath(root);
    const real = await realpath(join(realRoot, path));
    return isBelow(realRoot, real) ? real : undefined;
  } catch {
    return undefined;
  }
}

function isProperPath(path: string): boolean {
  // A backslash or a colon means another drive, share or stream on Windows only; elsewhere they are plain characters.
  const hasWindowsMeaning = sep === "\\" && /[\\:]/.test(path);
  const steps = path.split("/");
  return (
    path !== "" && !path.includes("\0") && !isAbsolute(path) && !hasWindowsMeaning && !steps.includes("..")
  );
}

function isBelow(realRoot: string, real: string): boolean {
  const way = relative(realRoot, real);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** At most the first `most` bytes of a file below the root, whatever its size; undefined where there is no such file. */
export async function readHead(root: string, path: string, most: number): Promise<Uint8Array | undefined> {
  const real = await resolveInside(root, path);
  if (real === undefined) return undefined;
  return withRegularFile(real, async (file) => {
    const bytes = new Uint8Array(most);
    const { bytesRead } = await file.read(bytes, 0, most, 0);
    return bytes.subarray(0, bytesRead);
  });
}

/** Text of a regular file of at most `maxFileSize` bytes. */
function readRegularFile(real: string, maxFileSize: number): Promise<string | undefined> {
  return withRegularFile(real, async (file, size) => {
    if (size > maxFileSize) return undefined;
    const bytes = await readUpTo(file, size, maxFileSize);
    return bytes === undefined ? undefined : decode(bytes);
  });
}

/** Opens a regular file for `read`; undefined where that fails. The path must be real; a link put there meanwhile is not followed. */
async function withRegularFile<T>(
  real: string,
  read: (file: FileHandle, size: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a FIFO waits for a writer for ever. Windows has neither flag.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
    file = await open(real, flags);
    const stat = await file.stat();
    return stat.isFile() ? await read(file, stat.size) : undefined;
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Reads to the end, which may lie beyond the size first seen: the file can grow, and some pseudo files state 0. */
async function readUpTo(file: FileHandle, size: number, limit: number): Promise<Uint8Array | undefined> {
  let bytes = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    if (length > limit) return undefined;
    if (length === bytes.length) {
      const larger = new Uint8Array(Math.min(limit + 1, bytes.length * 2 + 4_096));
      larger.set(bytes);
      bytes = larger;
    }
  }
}

/** UTF-8 (invalid bytes become U+FFFD) or UTF-16 by its mark. The mark itself is dropped, as editors do. */
function decode(bytes: Uint8Array): string {
  const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isLittleEndian ? "utf-16le" : "utf-8").decode(bytes);
}
