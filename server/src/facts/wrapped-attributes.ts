/** Attributes that the workspace's own class is put around: `self.ask = Guarded(self.ask)`. */
import type { Located } from "./located";
import type { Binding, Value } from "./program";
import { holdsUse, wrapsItself } from "./values";

/** The bindings that count: what was there before stands for the attribute inside the wrapping call alone. */
export function inForce(
  bindings: readonly Binding[],
  name: string,
  use: Located | undefined,
  follow: (at: Located) => readonly Value[],
): readonly Binding[] {
  const index = bindings.findLastIndex((binding) => wrapsItself(binding, name));
  const wrapper = bindings[index];
  if (index < 1 || wrapper?.kind !== "assign" || wrapper.value.expr.kind !== "call") return bindings;
  if (use && holdsUse(wrapper, use)) return bindings.slice(0, index);
  const { value } = wrapper;
  const made = follow({ ...value, expr: wrapper.value.expr.callee })[0];
  if (made?.kind !== "class") return bindings;
  return bindings.filter((b, i) => i >= index || b.kind !== "assign" || b.value.fn !== value.fn);
}
