/** Short texts of expressions: for messages, and for telling calls by their names. */
import type { Expr } from "./ir";

/** The name of a variable, or the last one of a trail of members; empty for anything else. */
export function lastNameOf(expr: Expr | null): string {
  return expr?.kind === "name" || expr?.kind === "member" ? expr.name : "";
}

/** What an expression chooses among, itself where it chooses nothing: `a or b`, `a ?? b`, `a if test else b`. */
export function choicesOf(expr: Expr, depth = 0): readonly Expr[] {
  if (depth > MAX_CHOICES) return [expr];
  const both = (a: Expr, b: Expr) => [...choicesOf(a, depth + 1), ...choicesOf(b, depth + 1)];
  if (expr.kind === "conditional") return both(expr.then, expr.otherwise);
  const isChoice = expr.kind === "binary" && /^(or|\|\||\?\?)$/.test(expr.operator);
  return isChoice ? both(expr.left, expr.right) : [expr];
}

/** Choices within choices. */
const MAX_CHOICES = 8;

/** Whether both are the same text or number, or end in the same name. */
export function saysSame(a: Expr, b: Expr): boolean {
  return a.kind === "string" || a.kind === "number"
    ? a.kind === b.kind && a.value === (b as typeof a).value
    : lastNameOf(a) !== "" && lastNameOf(a) === lastNameOf(b);
}

function isShort(expr: Expr): boolean {
  return expr.kind === "name" || expr.kind === "member" || expr.kind === "number";
}

/** A readable, short form of an expression for messages: `os.environ["MODEL"]`. */
export function textOf(expr: Expr): string {
  switch (expr.kind) {
    case "name":
      return expr.name;
    case "member":
      return `${textOf(expr.object)}.${expr.name}`;
    case "index":
      return `${textOf(expr.object)}[${textOf(expr.index)}]`;
    case "slice":
      return `${textOf(expr.object)}[${expr.from ? textOf(expr.from) : ""}:${expr.to ? textOf(expr.to) : ""}]`;
    case "unary":
      return `${expr.operator}${textOf(expr.operand)}`;
    case "call":
      return `${textOf(expr.callee)}(${expr.args[0] && isShort(expr.args[0].value) ? textOf(expr.args[0].value) : expr.args.length > 0 ? "…" : ""})`;
    case "string":
      return JSON.stringify(expr.value.slice(0, 40));
    case "number":
    case "boolean":
      return String(expr.value);
    case "await":
      return textOf(expr.value);
    default:
      return "…";
  }
}
