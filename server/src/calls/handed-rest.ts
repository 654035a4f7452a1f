/** Whether a Python function hands the keywords it is called with on to a call: `create(**kwargs)`, `options.update(kwargs)` before `create(**options)`. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import { lookUp } from "../facts/scope";
import { type CallExpression, callsIn } from "../facts/walk";

/** Tables made of tables. */
const MAX_DEPTH = 4;

export function handsOnRest(call: Located<CallExpression>): boolean {
  const rest = call.file.functions[call.fn]?.facts.params.find((param) => param.kind === "keyword-rest");
  return (
    rest !== undefined &&
    call.expr.args.some(({ spread, value }) => spread && holdsRest({ ...call, expr: value }, rest.name, 0))
  );
}

/** Whether the entries of the parameter are among those of the expression. */
function holdsRest(at: Located, rest: string, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const { expr, file, fn } = at;
  const isHeld = (part: Expr): boolean => holdsRest({ ...at, expr: part }, rest, depth + 1);
  switch (expr.kind) {
    case "name": {
      if (expr.name === rest) return true;
      const found = lookUp(file, fn, expr.name);
      if (found?.fn !== fn) return false;
      const isMade = found.bindings.some(
        (binding) => binding.kind === "assign" && binding.path.length === 0 && isHeld(binding.value.expr),
      );
      return isMade || isLaidOver(at, expr.name, rest);
    }
    case "dict":
      return expr.entries.some(({ key, value }) => !key && isHeld(value));
    case "binary":
      return expr.operator === "|" && (isHeld(expr.left) || isHeld(expr.right));
    case "call": {
      const isCopy = /^(dict|copy|deepcopy)$/.test(lastNameOf(expr.callee));
      const parts = expr.args.flatMap(({ name, value }) => (name === null ? [value] : []));
      const own = expr.callee.kind === "member" ? [expr.callee.object] : [];
      return isCopy && [...parts, ...own].some(isHeld);
    }
    default:
      return false;
  }
}

/** `options.update(kwargs)` before the use. */
function isLaidOver({ file, fn, expr: use }: Located, name: string, rest: string): boolean {
  return callsIn(file, fn).some(({ call: { callee, args, range } }) => {
    if (callee.kind !== "member" || callee.name !== "update" || range.start > use.range.start) return false;
    const isOwn = callee.object.kind === "name" && callee.object.name === name;
    return isOwn && args.some(({ value }) => value.kind === "name" && value.name === rest);
  });
}
