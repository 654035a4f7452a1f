/** An expression together with the function whose scope it is read in. Everything cross-file works on these. */
import type { Range } from "../base/range";
import type { Expr, FileFacts } from "./ir";

export interface Located<E extends Expr = Expr> {
  readonly file: FileFacts;
  /** Index into `file.functions`. */
  readonly fn: number;
  readonly expr: E;
  /** The call through which this function was entered: its arguments stand for the parameters. */
  readonly frame?: Frame;
}

/** One followed call: parameters of `fn` in `file` are read from the arguments of `call`. */
export interface Frame {
  readonly file: FileFacts;
  readonly fn: number;
  readonly call: Located;
  /** Class and maker of the object on which the function runs, where the call leaves several to choose from. */
  readonly on?: { readonly className: string; readonly made: Located };
}

/** Tells frames of one program apart: the function that was entered, and each call on the way into it. */
export function frameKey(frame: Frame | undefined): string {
  if (!frame) return "";
  const { file, fn, call, on } = frame;
  const own = on ? `@${on.className}:${on.made.file.path}:${on.made.fn}:${on.made.expr.range.start}` : "";
  const { start, end } = call.expr.range;
  return `${file.path}:${fn}<${call.file.path}:${call.fn}:${start}-${end}${own}${frameKey(call.frame)}`;
}

/** A place in the workspace: absolute UTF-16 offsets in one file. */
export interface Place {
  readonly path: string;
  readonly range: Range;
}

/** Absolute offsets of a range that is relative to the function `fn`. */
export function absoluteRange(file: FileFacts, fn: number, range: Range): Range {
  const start = file.functions[fn]?.start ?? 0;
  return { start: range.start + start, end: range.end + start };
}

export function placeOf(located: Located): Place {
  return { path: located.file.path, range: absoluteRange(located.file, located.fn, located.expr.range) };
}
