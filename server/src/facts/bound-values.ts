/** What a name is bound to in its own file: the value it was given last, or the parameter it is. */
import { withoutExceptions } from "./exceptions";
import type { Located } from "./located";
import type { Binding } from "./program";
import { lookUp } from "./scope";
import { withoutFallbacks } from "./stand-ins";
import { holdsUse } from "./values";

/** The one value the name is assigned in its own file; undefined for imports, loops and the like. */
export function assignedValue(at: Located): Located | undefined {
  if (at.expr.kind !== "name") return undefined;
  const found = lookUp(at.file, at.fn, at.expr.name);
  const use = found?.fn === at.fn ? at.expr.range.start : undefined;
  const seen = found ? withoutFallbacks(at, found.fn, found.bindings) : [];
  const all = found ? withoutExceptions(at.file, found.fn, at.expr.name, seen, use) : [];
  const assigns = all.filter((b) => b.kind === "assign");
  const before = assigns.filter((b) => found?.fn !== at.fn || b.start <= at.expr.range.start);
  const last = (before.length > 0 ? before : assigns)[(before.length > 0 ? before : assigns).length - 1];
  if (last?.kind !== "assign" || last.path.length > 0 || last.operator !== "=") return undefined;
  if (
    last.value.expr.range.start <= at.expr.range.start &&
    at.expr.range.end <= last.value.expr.range.end &&
    last.value.fn === at.fn
  ) {
    return undefined;
  }
  return at.frame ? { ...last.value, frame: at.frame } : last.value;
}

/** The parameter that the name is, where nothing is assigned to it before. */
export function parameterBinding(
  at: Located,
): { readonly fn: number; readonly binding: Extract<Binding, { kind: "parameter" }> } | undefined {
  if (at.expr.kind !== "name") return undefined;
  const found = lookUp(at.file, at.fn, at.expr.name);
  if (!found) return undefined;
  const own = withoutFallbacks(at, found.fn, found.bindings);
  const reassigned = own.some(
    (b) => b.kind === "assign" && b.operator === "=" && b.start <= at.expr.range.start && !holdsUse(b, at),
  );
  const binding = own.find((b) => b.kind === "parameter");
  return binding?.kind === "parameter" && !reassigned ? { fn: found.fn, binding } : undefined;
}
