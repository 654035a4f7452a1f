/** Logs a person named, read line by line: a log may be larger than the memory, and nobody has checked what is in it. */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { TextDecoder } from "node:util";
import type { CancellationSignal } from "../base/ports";
import { type ReadUsage, UsageReader } from "../calibration/read-usage";

/** Bytes of a JSON document that has to be read as a whole, and of one line. */
export const LARGEST_DOCUMENT = 64 * 1024 * 1024;
/** Bytes of all files together. */
export const LARGEST_LOGS = 4 * 1024 * 1024 * 1024;
const MOST_FILES = 1_000;
const LOG_FILE = /\.(jsonl?|ndjson|csv|log)$/i;

export interface ReadOptions {
  readonly signal: CancellationSignal;
  readonly onProgress: (file: string) => void;
}

/** Files, or folders whose log files (.json, .jsonl, .ndjson, .csv, .log) are read; folders inside are not. */
export async function readUsageFiles(paths: readonly string[], options: ReadOptions): Promise<ReadUsage> {
  const reader = new UsageReader();
  let bytes = 0;
  for (const path of await filesOf(paths, reader)) {
    if (options.signal.cancelled || reader.isFull) break;
    options.onProgress(basename(path));
    reader.begin(basename(path));
    const size = await sizeOf(path);
    bytes += size ?? 0;
    if (size === null) reader.refuse("it is no file that can be read");
    else if (bytes > LARGEST_LOGS) reader.refuse("the logs are larger than 4 GB together; name fewer");
    else await readFile(path, size, reader, options.signal);
  }
  return reader.result();
}

async function filesOf(paths: readonly string[], reader: UsageReader): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const names = await readdir(path).catch(() => null);
    if (names === null) files.push(path);
    else
      files.push(
        ...names
          .filter((name) => LOG_FILE.test(name))
          .sort()
          .map((name) => join(path, name)),
      );
  }
  if (files.length > MOST_FILES) reader.refuse(`only the first ${MOST_FILES} files are read`);
  return files.slice(0, MOST_FILES);
}

/** Bytes of a regular file; null for anything else, so that a pipe is never waited for. */
async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
}

async function readFile(
  path: string,
  size: number,
  reader: UsageReader,
  signal: CancellationSignal,
): Promise<void> {
  try {
    let number = 0;
    for await (const line of linesOf(path)) {
      number++;
      if (signal.cancelled || reader.isFull) return;
      if (line === null) reader.line(`line longer than ${LARGEST_DOCUMENT} bytes`, number);
      else if (!reader.line(line, number)) {
        if (size > LARGEST_DOCUMENT)
          reader.refuse("one JSON document of more than 64 MB; write one entry per line");
        else reader.document(await wholeText(path));
        return;
      }
    }
    if (number === 0) reader.refuse("it is empty");
  } catch (error) {
    reader.refuse(error instanceof Error ? error.message : "it cannot be read");
  }
}

/** Lines without their ends; null stands for one too long to hold. */
async function* linesOf(path: string): AsyncGenerator<string | null> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let isTooLong = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      yield isTooLong ? null : part;
      isTooLong = false;
    }
    if (rest.length > LARGEST_DOCUMENT) {
      rest = "";
      isTooLong = true;
    }
  }
  if (rest !== "" || isTooLong) yield isTooLong ? null : rest;
}

async function wholeText(path: string): Promise<string> {
  const parts: string[] = [];
  for await (const line of linesOf(path)) parts.push(line ?? "");
  return parts.join("\n");
}
