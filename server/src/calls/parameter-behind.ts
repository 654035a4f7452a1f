/** Parameters behind the names that objects go by, and constructions whose arguments they take. */
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { enclosingClass, isSelf, lookUp } from "../facts/scope";
import { callsIn } from "../facts/walk";

/** `cls(llm)` in a class method makes the class whose constructor the function is. */
export function ownConstructions(file: FileFacts, fn: number): readonly Located[] {
  if (file.functions[fn]?.facts.name !== "__init__") return [];
  const methods = [...(enclosingClass(file, fn)?.methods.values() ?? [])];
  return methods.flatMap((method) =>
    callsIn(file, method).flatMap(({ call }): readonly Located[] =>
      call.callee.kind === "name" && call.callee.name === "cls" ? [{ file, fn: method, expr: call }] : [],
    ),
  );
}

/** The parameter that a name, or an attribute which the constructor fills, stands for. */
export function parameterBehind(at: Located): { readonly fn: number; readonly name: string } | undefined {
  const { expr } = at;
  if (expr.kind === "name") {
    const found = lookUp(at.file, at.fn, expr.name);
    const binding = found?.bindings.find((b) => b.kind === "parameter");
    return found && binding?.kind === "parameter" && found.fn > 0
      ? { fn: found.fn, name: binding.name }
      : undefined;
  }
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return undefined;
  for (const binding of enclosingClass(at.file, at.fn)?.attributes.get(expr.name) ?? []) {
    const given = binding.kind === "assign" ? givenFirst(binding.value.expr) : undefined;
    if (binding.kind !== "assign" || given?.kind !== "name") continue;
    const inner = parameterBehind({ ...binding.value, expr: given });
    if (inner) return inner;
  }
  return undefined;
}

/** `llm or Settings.llm`: what counts if it is given. */
function givenFirst(expr: Expr): Expr {
  return expr.kind === "binary" && /^(or|\|\||\?\?)$/.test(expr.operator) ? expr.left : expr;
}
