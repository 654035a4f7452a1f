/** Exports that are assignments: CommonJS and `export =`. */
import { entryOf } from "./arguments";
import { type Expr, type FileFacts, isScript } from "./ir";

/** `module.exports = x`, `export = x`; the last one counts. */
export function wholeExport(file: FileFacts): Expr | undefined {
  if (!isScript(file.language)) return undefined;
  const found = (file.functions[0]?.facts.body ?? []).findLast(
    (stmt) => stmt.kind === "assign" && isModuleExports(stmt.target),
  );
  return found?.kind === "assign" ? (found.value ?? undefined) : undefined;
}

/** `exports.name = x`, `module.exports.name = x`, `module.exports = { name }`. */
export function commonExport(file: FileFacts, name: string): readonly Expr[] {
  if (!isScript(file.language)) return [];
  const direct = (file.functions[0]?.facts.body ?? []).flatMap((stmt): readonly Expr[] => {
    if (stmt.kind !== "assign" || !stmt.value || stmt.target.kind !== "member") return [];
    const { object, name: exported } = stmt.target;
    const onExports = (object.kind === "name" && object.name === "exports") || isModuleExports(object);
    return onExports && exported === name ? [stmt.value] : [];
  });
  if (direct.length > 0) return direct.slice(-1);
  const whole = wholeExport(file);
  const entry = whole ? entryOf(whole, name) : undefined;
  return entry ? [entry] : name === "default" && whole ? [whole] : [];
}

function isModuleExports(expr: Expr): boolean {
  return (
    expr.kind === "member" &&
    expr.name === "exports" &&
    expr.object.kind === "name" &&
    expr.object.name === "module"
  );
}
