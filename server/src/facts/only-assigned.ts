/** The one value that a name or an attribute is ever given, also where another file gives it. */
import { nameAtHome } from "./home-names";
import type { Located } from "./located";
import type { Binding, Program } from "./program";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { withFrame } from "./values";

/** Files that hand a name on. */
const MAX_IMPORTS = 4;

/** Undefined where it is given more than one value, or a part of something. */
export function onlyAssigned(program: Program, at: Located, depth = 0): Located | undefined {
  const { expr, file, fn, frame } = at;
  const isOwn = expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name);
  if (isOwn) return plain(enclosingClass(file, fn)?.attributes.get(expr.name));
  if (expr.kind !== "name") return undefined;
  const bindings = lookUp(file, fn, expr.name)?.bindings;
  const value = plain(bindings);
  if (value) return withFrame(value, frame);
  const [only, ...others] = bindings ?? [];
  if (only?.kind !== "import" || others.length > 0 || depth > MAX_IMPORTS) return undefined;
  const home = nameAtHome(program, at);
  return home && onlyAssigned(program, home, depth + 1);
}

function plain([only, ...others]: readonly Binding[] = []): Located | undefined {
  const isPlain = only?.kind === "assign" && only.operator === "=" && only.path.length === 0;
  return isPlain && others.length === 0 ? only.value : undefined;
}
