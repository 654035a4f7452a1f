/**
 * Types that only say what an object looks like: TypeScript's interfaces, type aliases and types of objects. No object is made of one, so
 * they are no value that ends a trail; they tell what class a field is of, and whose methods a call may reach.
 */
import { lastNameOf } from "./expression-text";
import { type Expr, isScript } from "./ir";
import type { Located } from "./located";
import type { Binding, ClassInfo, Value } from "./program";

/** The first base of what lists its members, as with Python's protocols. */
export const SHAPE = "Protocol";
/** The first base of another name for the type that is the second. */
export const ALIAS = "TypeAlias";

interface ClassHead {
  readonly bases: readonly Expr[];
}

/** Whether the class statement of a script declares a type. */
export function declaresType({ bases: [first] }: ClassHead): boolean {
  return first?.kind === "name" && (first.name === SHAPE || first.name === ALIAS);
}

export function isShape(cls: ClassInfo): boolean {
  return isScript(cls.file.language) && lastBase(cls) === SHAPE;
}

/** The type that the alias is another name of. */
export function aliased(cls: ClassInfo): Located | undefined {
  return isScript(cls.file.language) && lastBase(cls) === ALIAS ? cls.bases[1] : undefined;
}

function lastBase(cls: ClassInfo): string {
  const first = cls.bases[0]?.expr;
  return first ? lastNameOf(first) : "";
}

export function isShapeValue(value: Value): value is Extract<Value, { kind: "instance" }> {
  return value.kind === "instance" && isShape(value.cls);
}

const unnamed = new WeakMap<Expr, ClassInfo>();

/** `{ chat: ChatService }` where a type is expected. */
export function unnamedShape({ file, fn, expr }: Located): ClassInfo | undefined {
  if (expr.kind !== "dict" || !isScript(file.language)) return undefined;
  const known = unnamed.get(expr);
  // An edit elsewhere keeps the expression and makes another file of it.
  if (known?.file === file && known.fn === fn) return known;
  const attributes = new Map<string, readonly Binding[]>();
  for (const { key, value } of expr.entries) {
    if (key?.kind !== "string") continue;
    const annotation = { file, fn, expr: value };
    const start = value.range.start;
    attributes.set(key.value, [
      { kind: "parameter", name: key.value, annotation, defaultValue: null, start },
    ]);
  }
  const marked: Expr = { kind: "name", name: SHAPE, range: expr.range };
  const made: ClassInfo = {
    ...{ file, fn, name: "", methods: new Map(), attributes },
    bases: [{ file, fn, expr: marked }],
    promised: [],
  };
  unnamed.set(expr, made);
  return made;
}

/** The type that the class or the shape itself writes beside the name. */
export function ownTypeOf(cls: ClassInfo, name: string): Located | undefined {
  for (const binding of cls.attributes.get(name) ?? []) {
    if ((binding.kind === "parameter" || binding.kind === "assign") && binding.annotation)
      return binding.annotation;
  }
  return undefined;
}
