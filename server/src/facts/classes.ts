/** Classes of the workspace along their bases. */
import { addTo } from "../base/grouped";
import { constructorOf } from "./arguments";
import { type Binding, basisOf, type ClassInfo, type Program } from "./program";
import { resolve } from "./resolve";
import { classesOf, partsElsewhere } from "./scope";
import { aliased, isShape } from "./shapes";
import { isTestPath } from "./test-paths";

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

/** By what the program stands on. */
const heirs = new WeakMap<object, ReadonlyMap<ClassInfo, readonly ClassInfo[]>>();

/** Classes outside tests that extend the class directly. */
export function heirsOf(program: Program, cls: ClassInfo): readonly ClassInfo[] {
  let known = heirs.get(basisOf(program));
  if (!known) {
    const found = new Map<ClassInfo, ClassInfo[]>();
    for (const file of program.files)
      for (const heir of isTestPath(file.path) ? [] : classesOf(file))
        for (const base of basesOf(program, heir)) addTo(found, base, heir);
    known = found;
    heirs.set(basisOf(program), known);
  }
  return known.get(cls) ?? [];
}

/** The class, and those that extend it without a constructor of their own: calls of all of them enter its constructor. */
export function madeAlike(program: Program, cls: ClassInfo): readonly ClassInfo[] {
  const found = new Set([cls]);
  for (const each of found)
    for (const heir of heirsOf(program, each)) if (constructorOf(heir) === undefined) found.add(heir);
  return [...found];
}

/** Whether one of the classes is the other or extends it. */
export function areKin(program: Program, a: ClassInfo, b: ClassInfo): boolean {
  return extendsClass(program, a, b) || extendsClass(program, b, a);
}

/** Whether the class is the other one, extends it, or says that it fits it. */
export function extendsClass(program: Program, cls: ClassInfo, base: ClassInfo): boolean {
  return ancestorsOf(program, cls).has(base);
}

const ancestors = new WeakMap<Program, Map<ClassInfo, ReadonlySet<ClassInfo>>>();

/** The class itself and all it extends or says it fits, each once: types in circles come to an end. */
function ancestorsOf(program: Program, cls: ClassInfo): ReadonlySet<ClassInfo> {
  let answers = ancestors.get(program);
  if (!answers) {
    answers = new Map();
    ancestors.set(program, answers);
  }
  const known = answers.get(cls);
  if (known) return known;
  const found = new Set([cls]);
  let level: readonly ClassInfo[] = [cls];
  for (let depth = 0; depth <= MAX_BASES && level.length > 0; depth++) {
    const above = level.flatMap((each) => [...basesOf(program, each), ...promisedBy(program, each)]);
    level = [...new Set(above)].filter((each) => !found.has(each));
    for (const each of level) found.add(each);
  }
  answers.set(cls, found);
  return found;
}

function promisedBy(program: Program, cls: ClassInfo): readonly ClassInfo[] {
  return cls.promised.flatMap((type) => {
    const value = resolve(program, type);
    if (value.kind !== "class") return [];
    const shape = resolveAlias(program, value.cls);
    return shape ? [shape] : [];
  });
}

/** What an alias of one type means in the end. */
function resolveAlias(program: Program, cls: ClassInfo, depth = 0): ClassInfo | undefined {
  const behind = aliased(cls);
  if (!behind || depth > MAX_BASES) return behind ? undefined : cls;
  const value = resolve(program, behind);
  return value.kind === "class" ? resolveAlias(program, value.cls, depth + 1) : undefined;
}

/** Whether objects of the class have all that the shape asks for, and this method above all. */
export function fitsShape(program: Program, cls: ClassInfo, shape: ClassInfo, method: string): boolean {
  const asked = [...ancestorsOf(program, shape)].filter(isShape);
  if (!asked.some(({ attributes }) => attributes.has(method))) return false;
  const own = [...ancestorsOf(program, cls)].filter((each) => !isShape(each));
  if (own.some((each) => each.bases.length > basesOf(program, each).length)) return true;
  const has = (name: string): boolean =>
    own.some(({ methods, attributes }) => methods.has(name) || attributes.has(name));
  return asked.every(({ attributes }) => [...attributes].every(([name, of]) => mayLack(of) || has(name)));
}

/** `onToken?: …` */
export function mayLack([binding]: readonly Binding[]): boolean {
  const type = binding?.kind === "parameter" ? binding.annotation?.expr : undefined;
  return type?.kind === "binary" && type.right.kind === "null";
}
