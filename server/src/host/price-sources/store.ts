/** The last good answer of each source on disk: one file per source, written whole or not at all. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MAX_BYTES } from "./download";

export interface StoredAnswer {
  readonly source: string;
  /** Instant of the download, as ISO text in UTC. */
  readonly fetchedAt: string;
  /** Instant at which the server last said that it is still current. */
  readonly confirmedAt: string;
  readonly etag: string | null;
  readonly text: string;
}

const VERSION = 1;

/** undefined where nothing is kept, or where what is kept cannot be read: it will be fetched anew. */
export async function readStored(folder: string, source: string): Promise<StoredAnswer | undefined> {
  try {
    const path = fileOf(folder, source);
    // JSON escapes at most double a text; a larger file is not ours.
    if ((await stat(path)).size > 3 * MAX_BYTES) return undefined;
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return isStored(value) && value.source === source ? value : undefined;
  } catch {
    // Absent, half written by another program, or from a newer version: all the same to the reader.
    return undefined;
  }
}

/** Throws where the folder cannot be written. */
export async function writeStored(folder: string, answer: StoredAnswer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = fileOf(folder, answer.source);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, JSON.stringify({ version: VERSION, ...answer }), { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A source may be a URL with anything in it: its hash is a safe name. */
function fileOf(folder: string, source: string): string {
  return join(folder, `${createHash("sha256").update(source).digest("hex").slice(0, 32)}.json`);
}

function isStored(value: unknown): value is StoredAnswer {
  if (typeof value !== "object" || value === null) return false;
  const { version, source, fetchedAt, confirmedAt, etag, text } = value as Record<string, unknown>;
  return (
    version === VERSION &&
    typeof source === "string" &&
    typeof text === "string" &&
    isInstant(fetchedAt) &&
    isInstant(confirmedAt) &&
    (etag === null || typeof etag === "string")
  );
}

function isInstant(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
