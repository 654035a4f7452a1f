/** Classes whose fields the environment fills: pydantic's settings. */
import { textOf } from "./expression-text";
import type { Located } from "./located";

/** Literals in the body of a pydantic settings class are defaults of the environment, which overrides them. */
export function isInSettingsClass(at: Located): boolean {
  const offset = at.expr.range.start;
  return (at.file.functions[at.fn]?.facts.body ?? []).some(
    (stmt) =>
      stmt.kind === "class" &&
      stmt.range.start <= offset &&
      offset <= stmt.range.end &&
      stmt.bases.some((base) => /Settings$/.test(textOf(base))),
  );
}
