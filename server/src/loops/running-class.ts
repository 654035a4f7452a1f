/** The class of the object whose method repeats a request, and what that class sets a limit of its bases to. */
import { basesOf, extendsClass } from "../facts/classes";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { ClassInfo, Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { enclosingClass, isSelf } from "../facts/scope";
import type { Chain } from "./chain";

/**
 * The narrowest class that the chain says the method at the level runs for: that of a method it leads down to, `think()` of an heir under the `run()` of
 * its base, or of the object it is called on, `Heir().run()`. Undefined where that is the class of the method itself.
 */
export function runningClass(program: Program, { levels }: Chain, level: number): ClassInfo | undefined {
  const home = levels[level];
  const own = home && enclosingClass(home.file, home.fn);
  if (!own) return undefined;
  const below = levels.slice(0, level).map(({ file, fn }) => enclosingClass(file, fn));
  const above = levels[level + 1];
  const called = above?.call.kind === "call" ? above.call.callee : undefined;
  const object =
    above && called?.kind === "member" ? resolve(program, { ...above, expr: called.object }) : undefined;
  let narrowest = own;
  for (const cls of [...below, object?.kind === "instance" ? object.cls : undefined])
    if (cls && cls !== narrowest && extendsClass(program, cls, narrowest)) narrowest = cls;
  return narrowest === own ? undefined : narrowest;
}

/** `max_steps = 30` of the class that runs, where a method of its base reads `self.max_steps`; undefined where the class leaves it to its bases. */
export function setByHeir(
  program: Program,
  at: Located,
  running: ClassInfo | undefined,
): Located | undefined {
  const name = ownAttribute(at.expr);
  const base = enclosingClass(at.file, at.fn);
  if (!running || !base || name === undefined) return undefined;
  const line = [running];
  for (const cls of line) {
    if (cls === base) continue;
    const set = cls.attributes
      .get(name)
      ?.find((b) => b.kind === "assign" && b.operator === "=" && b.path.length === 0);
    if (set?.kind === "assign") return set.value;
    line.push(
      ...basesOf(program, cls).filter((each) => !line.includes(each) && extendsClass(program, each, base)),
    );
  }
  return undefined;
}

function ownAttribute(expr: Expr): string | undefined {
  return expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name)
    ? expr.name
    : undefined;
}
