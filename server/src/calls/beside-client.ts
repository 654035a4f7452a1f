/** The model that a class keeps beside the client: `if provider == "a": self.client = A(); self.model = "x"`, where another branch makes another. */
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import { enclosingClass, isSelf } from "../facts/scope";
import { testsAround } from "../facts/tests-around";
import type { SdkObject } from "./sdk-object";

/** What the attribute is given where the client of the request is made; undefined where it is given one value alone, or several there. */
export function besideClient({ file, fn, expr }: Located, { sources }: SdkObject): Located | undefined {
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return undefined;
  const bindings = enclosingClass(file, fn)?.attributes.get(expr.name) ?? [];
  const made = sources[sources.length - 1]?.call;
  if (bindings.length < 2 || made?.file !== file) return undefined;
  const given = bindings.flatMap((binding) =>
    binding.kind === "assign" && binding.operator === "=" && binding.path.length === 0 ? [binding.value] : [],
  );
  const [only, ...others] = given.filter((value) => value.fn === made.fn && isBeside(value, made));
  return others.length === 0 ? only : undefined;
}

/** Whether the same tests, and at least one, stand around both. */
function isBeside(value: Located, made: Located): boolean {
  const tests = branchesOf(value);
  const others = branchesOf(made);
  return (
    tests.length > 0 &&
    tests.length === others.length &&
    tests.every(({ test, holds }, i) => others[i]?.test === test && others[i]?.holds === holds)
  );
}

function branchesOf({
  file,
  fn,
  expr,
}: Located): readonly { readonly test: Expr; readonly holds: boolean }[] {
  return testsAround(file.functions[fn]?.facts.body ?? [], expr.range.start);
}
