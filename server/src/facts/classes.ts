/** Classes of the workspace along their bases. */
import type { ClassInfo, Program } from "./program";
import { resolve } from "./resolve";
import { partsElsewhere } from "./scope";

/** Longest line of bases that is followed. */
const MAX_BASES = 6;

const known = new WeakMap<Program, Map<ClassInfo, readonly ClassInfo[]>>();

/** Bases that are classes of the workspace. */
export function basesOf(program: Program, cls: ClassInfo): readonly ClassInfo[] {
  let answers = known.get(program);
  if (!answers) {
    answers = new Map();
    known.set(program, answers);
  }
  const answer = answers.get(cls);
  if (answer) return answer;
  const found = cls.bases.flatMap((base): readonly ClassInfo[] => {
    const value = resolve(program, base);
    if (value.kind !== "class") return [];
    // A class that extends its own name holds methods of a type that another file declares.
    return value.cls === cls
      ? partsElsewhere(program, cls).filter((part) => part.attributes.size > 0)
      : [value.cls];
  });
  answers.set(cls, found);
  return found;
}

/** The class that binds the attribute: the class itself or the nearest base that does; else the class itself. */
export function declaringClass(program: Program, cls: ClassInfo, name: string, depth = 0): ClassInfo {
  // The topmost class that binds it: `self.messages = []` of a subclass resets what its base declares.
  if (depth <= MAX_BASES) {
    for (const base of basesOf(program, cls)) {
      const home = declaringClass(program, base, name, depth + 1);
      if (home.attributes.has(name)) return home;
    }
  }
  return cls;
}

/** Whether one of the classes is the other or extends it. */
export function areKin(program: Program, a: ClassInfo, b: ClassInfo): boolean {
  return extendsClass(program, a, b) || extendsClass(program, b, a);
}

/** Whether the class is the other one or extends it. */
export function extendsClass(program: Program, cls: ClassInfo, base: ClassInfo, depth = 0): boolean {
  if (cls === base) return true;
  return depth <= MAX_BASES && basesOf(program, cls).some((b) => extendsClass(program, b, base, depth + 1));
}
