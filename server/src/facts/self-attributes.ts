/** Attributes of an object as its own methods read them. */
import { baseFrame } from "./base-calls";
import { basesOf } from "./classes";
import type { Frame, Located } from "./located";
import { fittingBindings } from "./matching-tests";
import { heirCalling } from "./own-object";
import type { ClassInfo, Program } from "./program";
import { enclosingClass, isSelf } from "./scope";
import { withFrame } from "./values";

/** `self.model`: what the class assigns to it, or the base whose constructor it calls, read where it is assigned. */
export function selfAttribute(program: Program, at: Located): Located | undefined {
  const { expr } = at;
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return undefined;
  const cls = heirCalling(at) ?? enclosingClass(at.file, at.fn);
  return cls && attributeIn(program, cls, expr.name, undefined, 0, at);
}

/** Bases of bases. */
const MAX_BASES = 4;

function attributeIn(
  program: Program,
  cls: ClassInfo,
  name: string,
  frame: Frame | undefined,
  depth: number,
  use: Located,
): Located | undefined {
  const kept = cls.attributes.get(name);
  const bindings = kept && fittingBindings(kept, use);
  if (bindings) {
    const assigns = bindings.filter(
      (b) => b.kind === "assign" && b.operator === "=" && b.value.expr.kind !== "null",
    );
    const last = assigns[assigns.length - 1];
    return last?.kind === "assign" && last.path.length === 0 ? withFrame(last.value, frame) : undefined;
  }
  for (const base of depth < MAX_BASES ? basesOf(program, cls) : []) {
    const found = attributeIn(program, base, name, baseFrame(cls, base, frame), depth + 1, use);
    if (found) return found;
  }
  return undefined;
}
