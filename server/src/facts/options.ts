/** Defaults of options that a program declares for its command line or its settings, in whatever way its language has. */
import { argparseDefault, flagDefault } from "./command-line";
import { goOptionDefault } from "./go-options";
import type { Located } from "./located";
import type { Program } from "./program";
import { scriptOptionDefault } from "./script-options";

/** The default of the option that the expression reads; undefined for anything else. */
export function optionDefault(program: Program, at: Located): Located | undefined {
  return (
    argparseDefault(program, at) ??
    flagDefault(program, at) ??
    goOptionDefault(program, at) ??
    scriptOptionDefault(program, at)
  );
}
