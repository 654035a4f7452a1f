/** The object of an SDK that a class of the workspace extends, where a method of it calls what it overrides: `super().run(task)`. */
import type { Located } from "../facts/located";
import type { ClassInfo, Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { enclosingClass } from "../facts/scope";

/** The class around `super()` or `super`; undefined where a class of the workspace stands between, whose method it may be. */
export function extendedAt(program: Program, { file, fn, expr }: Located): ClassInfo | undefined {
  const name = expr.kind === "call" ? expr.callee : expr;
  if (name.kind !== "name" || name.name !== "super") return undefined;
  const cls = enclosingClass(file, fn);
  const isBetween = cls?.bases.some((base) => resolve(program, base).kind === "class");
  return isBetween ? undefined : cls;
}
