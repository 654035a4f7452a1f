/** How a class's constructor calls that of its base: what it hands on stands for the base's parameters. */
import { constructorOf, INHERITED } from "./arguments";
import { edgesOf } from "./call-index";
import { lastNameOf } from "./expression-text";
import type { Frame, Located } from "./located";
import type { ClassInfo } from "./program";

/** `super().__init__(…)` and `super(…)` in the class's own constructor. */
export function baseCalls(cls: ClassInfo): readonly Located[] {
  const fn = constructorOf(cls);
  if (fn === undefined) return [];
  const isPython = cls.file.language === "python";
  return edgesOf(cls.file, isPython ? "__init__" : "super").flatMap(({ call }) => {
    const { callee } = call.expr;
    const isBase =
      !isPython ||
      (callee.kind === "member" &&
        callee.object.kind === "call" &&
        lastNameOf(callee.object.callee) === "super");
    return isBase && call.fn === fn ? [call] : [];
  });
}

/**
 * The frame in which the constructor of a base runs for an object of the class, where `frame` is that of the class's own. A class without a
 * constructor is made by its base's.
 */
export function baseFrame(cls: ClassInfo, base: ClassInfo, frame: Frame | undefined): Frame | undefined {
  const own = constructorOf(cls);
  const target = constructorOf(base);
  if (target === undefined) return frame;
  if (own === undefined)
    return frame?.fn === INHERITED ? { file: base.file, fn: target, call: frame.call } : frame;
  const [call, ...others] = baseCalls(cls);
  if (!call || others.length > 0) return frame;
  const isEntered = frame !== undefined && frame.file === cls.file && frame.fn === own;
  return { file: base.file, fn: target, call: isEntered ? { ...call, frame } : call };
}
