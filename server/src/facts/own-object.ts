/** The object whose method runs: what `self` is inside of `a.ask()`, where a constructor call made `a`. */
import { constructorFrame } from "./arguments";
import { lastNameOf, textOf } from "./expression-text";
import type { Frame, Located } from "./located";
import type { ClassInfo, Value } from "./program";
import { enclosingClass } from "./scope";
import { isSelf } from "./self";

interface Own {
  readonly cls: ClassInfo;
  /** In which its constructor ran, or the method at hand runs. */
  readonly frame: Frame | undefined;
  /** The call that made it; null where nobody can tell. */
  readonly made: Located | null;
}

/** The object that `self` is; of which at least the class is known. */
export function objectOfMethod(at: Located, follow: (at: Located) => readonly Value[]): Own | undefined {
  const cls = heirCalling(at) ?? enclosingClass(at.file, at.fn);
  if (!cls) return undefined;
  const own = ownObject(at, follow);
  return own ? { ...own, made: own.frame.call } : { cls, frame: at.frame, made: null };
}

/** The class whose constructor calls that of its base, `super().__init__()`: there, too, `self` is an object of it. */
export function heirCalling({ file, fn, frame }: Located): ClassInfo | undefined {
  if (frame?.file !== file || frame.fn !== fn || frame.call.expr.kind !== "call") return undefined;
  const { callee } = frame.call.expr;
  const isSuper = /^super\b/.test(textOf(callee));
  return isSuper ? enclosingClass(frame.call.file, frame.call.fn) : undefined;
}

/** The class that a class method is called on, `Heir.create()`: there, too, `cls` is that class. */
export function heirAsked(
  { file, fn, frame }: Located,
  follow: (at: Located) => readonly Value[],
): ClassInfo | undefined {
  if (frame?.file !== file || frame.fn !== fn || frame.call.expr.kind !== "call") return undefined;
  const { callee } = frame.call.expr;
  if (callee.kind !== "member" || isSelf(lastNameOf(callee.object))) return undefined;
  const [only, ...others] = follow({ ...frame.call, expr: callee.object });
  return only?.kind === "class" && others.length === 0 ? only.cls : undefined;
}

/** Its class, and the frame of the call that made it; undefined where the method's call does not name one object. */
function ownObject(
  { file, fn, frame }: Located,
  follow: (at: Located) => readonly Value[],
): { readonly cls: ClassInfo; readonly frame: Frame } | undefined {
  if (frame?.file !== file || frame.fn !== fn || frame.call.expr.kind !== "call") return undefined;
  const { callee } = frame.call.expr;
  if (callee.kind !== "member" || isSelf(lastNameOf(callee.object))) return undefined;
  const { on } = frame;
  const objects = follow(on?.made ?? { ...frame.call, expr: callee.object }).flatMap((value) => {
    // Of several classes, those whose method it is.
    const method = value.kind === "instance" ? value.cls.methods.get(callee.name) : undefined;
    const isOther =
      value.kind === "instance" && method !== undefined && (value.cls.file !== file || method !== fn);
    const isMeant = !on || (value.kind === "instance" && value.cls.name === on.className);
    return value.kind === "instance" && !isOther && isMeant ? [value] : [];
  });
  const [only, ...others] = objects;
  if (!only?.call || others.length > 0) return undefined;
  return { cls: only.cls, frame: constructorFrame(only.cls, only.call) };
}
