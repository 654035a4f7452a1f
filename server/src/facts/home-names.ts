/** Names that another file of the workspace binds, as that file itself would read them. */

import type { Located } from "./located";
import { moduleOf } from "./module-memo";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { lookUp } from "./scope";
import { outermost } from "./values";

/** `MODEL` of `from settings import MODEL`, `settings.MODEL` of `import settings`; undefined for names of its own file. */
export function nameAtHome(program: Program, at: Located): Located | undefined {
  const { expr, file, fn } = at;
  if (expr.kind === "member") {
    const holder = resolve(program, { ...at, expr: expr.object });
    const isBound = holder.kind === "module" && lookUp(holder.file, 0, expr.name) !== undefined;
    return isBound ? outermost(holder.file, expr.name) : undefined;
  }
  const [only, ...others] = expr.kind === "name" ? (lookUp(file, fn, expr.name)?.bindings ?? []) : [];
  if (only?.kind !== "import" || only.imported === "*" || others.length > 0) return undefined;
  const path = moduleOf(program, file, only.module);
  const home = path === undefined ? undefined : program.file(path);
  return home && lookUp(home, 0, only.imported) ? outermost(home, only.imported) : undefined;
}
