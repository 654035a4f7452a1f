/** `.farebox/calibration.json` of a workspace folder on disk. */
import { randomUUID } from "node:crypto";
import { lstat, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CALIBRATION_FILE, type Calibration } from "../calibration/calibration";
import { formatCalibration } from "../calibration/calibration-file";

/** Bytes; 2,000 calls of 200 runs take less. */
export const LARGEST_CALIBRATION = 32 * 1024 * 1024;

/** Replaces the file in one step and returns its path. Throws where that fails, or where the folder is a link to elsewhere. */
export async function writeCalibration(root: string, calibration: Calibration): Promise<string> {
  const path = join(root, ...CALIBRATION_FILE.split("/"));
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  if ((await lstat(folder)).isSymbolicLink()) throw new Error(`${folder} is a link; remove it first`);
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, formatCalibration(calibration), { flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return path;
}
