/** The object whose method runs: what `self` is inside of `a.ask()`, where a constructor call made `a`. */
import { constructorFrame } from "./arguments";
import { lastNameOf } from "./expression-text";
import type { Frame, Located } from "./located";
import type { ClassInfo, Value } from "./program";
import { isSelf } from "./self";

/** Its class, and the frame of the call that made it; undefined where the method's call does not name one object. */
export function ownObject(
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
