/** Functions of the workspace that a history is handed to. */
import { argumentsForRest } from "./arguments";
import type { HistoryRoot } from "./history-roots";
import type { Expr, FileFacts } from "./ir";
import type { Frame, Located } from "./located";
import { unwrittenParameters } from "./self";

/** The function and those written inside it: `source.forEach((items, id) => target.set(id, items))`. */
export function withClosures(file: FileFacts, fn: number): readonly number[] {
  return [fn, ...(file.functions[fn]?.children ?? []).flatMap((child) => withClosures(file, child))];
}

/** The parameter of the helper that receives the argument. */
export function parameterRoot(
  call: Extract<Expr, { kind: "call" }>,
  position: number,
  file: FileFacts,
  fn: number,
): HistoryRoot | undefined {
  const params = file.functions[fn]?.facts.params ?? [];
  const keyword = call.args[position]?.name;
  const offset = unwrittenParameters(file, fn);
  const param = keyword ? params.find((p) => p.name === keyword) : params[position + offset];
  return param && { kind: "parameter", file, fn, name: param.name };
}

/** The outermost helper's call stands for its parameters, for `*messages` with all it passes; deeper frames cannot be stacked. */
export function framed(added: Located, frame: Frame): readonly Located[] {
  const isOwn = added.file === frame.file && added.fn === frame.fn;
  const rest = isOwn && added.expr.kind === "name" ? argumentsForRest(frame, added.expr.name) : undefined;
  return rest ?? [isOwn ? { ...added, frame } : added];
}
