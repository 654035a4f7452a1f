/** A fresh copy of the fixture workspace: tests edit files. */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./cache.mjs";

/** Absolute path of the copy `name`. */
export function freshWorkspace(name) {
  const target = join(root, "out/editor", name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(root, "out/editor"), { recursive: true });
  cpSync(join(root, "test/editor/workspace"), target, { recursive: true });
  return target;
}
