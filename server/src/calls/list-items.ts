/** Items of a list that a library hands over: `models[0]`, `const [model] = await selectChatModels()`. */
import type { Located } from "../facts/located";
import { lookUp } from "../facts/scope";

/** Name of the step from a list to one of its items, in the tables. */
export const ITEM = "[]";

/** The list the expression is an item of; undefined where it is none. */
export function listBehind(at: Located): Located | undefined {
  const { expr } = at;
  if (expr.kind === "index") return { ...at, expr: expr.object };
  if (expr.kind !== "name") return undefined;
  const bindings = lookUp(at.file, at.fn, expr.name)?.bindings ?? [];
  const taken = bindings.find(
    (binding) =>
      binding.kind === "assign" && binding.path.length === 1 && typeof binding.path[0] === "number",
  );
  return taken?.kind === "assign" ? taken.value : undefined;
}
