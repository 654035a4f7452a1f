/** Text of files that the code reads by a literal path. */
import { pathRead } from "../facts/literal-path";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { readString } from "../facts/texts";
import { IMAGE_FILE } from "./images";

/** The file's text, or undefined where the call reads no file, or its path is known only at run time. */
export function fileText(program: Program, at: Located): string | undefined {
  const path = pathRead(program, at, readString);
  return path === undefined || IMAGE_FILE.test(path) ? undefined : program.resource(at.file.path, path);
}
