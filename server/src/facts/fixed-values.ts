/** What tests compare that no call decides: names with one value for the whole run, options and variables that nobody sets. */
import { fallbackOf, isEnvironment, isEnvironmentCall } from "./environment";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import { optionDefault } from "./options";
import type { Program } from "./program";
import { resolveAll } from "./resolve";
import { bindingsOf, lookUp } from "./scope";

export type Plain = string | number | boolean | null;

/** Names behind names, trims of what was lowered. */
const MAX_DEPTH = 6;

/** The text or flag that the expression holds in any run; undefined where a run decides. */
export function fixedValue(program: Program, at: Located, depth = 0): string | boolean | undefined {
  const { expr } = at;
  if (depth > MAX_DEPTH) return undefined;
  const inner = (value: Expr): string | boolean | undefined =>
    fixedValue(program, { ...at, expr: value }, depth + 1);
  switch (expr.kind) {
    case "string":
    case "boolean":
      return expr.value;
    case "name": {
      const value = onlyValue(program, at, expr.name);
      return value && fixedValue(program, value, depth + 1);
    }
    case "binary":
      return /^(or|\|\||\?\?)$/.test(expr.operator) && isEnvironment(expr.left)
        ? inner(expr.right)
        : undefined;
    case "call": {
      if (!isEnvironmentCall(expr)) return normalised(expr, inner);
      const fallback = fallbackOf(expr);
      return fallback && inner(fallback.value);
    }
    case "member":
    case "index": {
      const option = optionDefault(program, at);
      return option && fixedValue(program, option, depth + 1);
    }
    default:
      return undefined;
  }
}

/** `x.strip().lower()`. */
function normalised(
  { callee, args }: Extract<Expr, { kind: "call" }>,
  inner: (value: Expr) => string | boolean | undefined,
): string | undefined {
  if (callee.kind !== "member" || args.length > 0) return undefined;
  const isLowered = /^(lower|toLowerCase|casefold)$/.test(callee.name);
  if (!isLowered && !/^(strip|trim)$/.test(callee.name)) return undefined;
  const text = inner(callee.object);
  if (typeof text !== "string") return undefined;
  return isLowered ? text.toLowerCase() : text.trim();
}

/** The only value a variable ever gets, in its file or in the one it is imported from. */
function onlyValue(program: Program, at: Located, name: string): Located | undefined {
  const [only, ...others] = lookUp(at.file, at.fn, name)?.bindings ?? [];
  if (!only || others.length > 0) return undefined;
  if (only.kind === "import") {
    const [value, ...more] = resolveAll(program, at);
    const isFixed = value?.kind === "expression" && value.at.expr !== at.expr && more.length === 0;
    return isFixed && /^(string|boolean)$/.test(value.at.expr.kind) ? value.at : undefined;
  }
  if (only.kind !== "assign" || only.path.length > 0 || only.operator !== "=") return undefined;
  // `global MODE` in a function makes an assignment there one of the module's.
  return (assignmentsIn(at.file).get(name) ?? 0) === 1 ? only.value : undefined;
}

const assignments = new WeakMap<FileFacts, ReadonlyMap<string, number>>();

/** How often each name is assigned, in whatever function. */
function assignmentsIn(file: FileFacts): ReadonlyMap<string, number> {
  const known = assignments.get(file);
  if (known) return known;
  const counts = new Map<string, number>();
  file.functions.forEach((_, fn) => {
    for (const [name, bindings] of bindingsOf(file, fn)) {
      const assigned = bindings.filter(({ kind }) => kind === "assign").length;
      if (assigned > 0) counts.set(name, (counts.get(name) ?? 0) + assigned);
    }
  });
  assignments.set(file, counts);
  return counts;
}
