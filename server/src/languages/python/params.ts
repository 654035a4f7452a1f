/** Parameters of functions and lambdas. */
import type { Param } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { rangeOf, type Scope, sourceOf } from "../scope";
import { lowerField } from "./expressions";

/** The named parameters in order; the separators `*` and `/` are left out. */
export function lowerParams(list: SyntaxNode, scope: Scope): readonly Param[] {
  return list.children.filter((child) => child.isNamed).flatMap((child) => lowerParam(child, scope));
}

function lowerParam(node: SyntaxNode, scope: Scope): readonly Param[] {
  const binding = bindingOf(node);
  if (!binding) return [];
  const details = {
    annotation: lowerField(node, "type", scope),
    defaultValue: lowerField(node, "value", scope),
    range: rangeOf(node, scope),
  };
  if (binding.type === "tuple_pattern") {
    const names = binding.children.filter((child) => child.type === "identifier");
    const pattern = names.map((name, i) => ({
      property: `${i}`,
      name: sourceOf(name, scope),
      defaultValue: null,
    }));
    return [{ name: "", kind: "pattern", pattern, ...details }];
  }
  const name = binding.type === "identifier" ? binding : binding.children.find((child) => child.isNamed);
  if (!name) return [];
  return [{ name: sourceOf(name, scope), kind: kindOf(binding), pattern: [], ...details }];
}

const BINDINGS: ReadonlySet<string> = new Set([
  "identifier",
  "list_splat_pattern",
  "dictionary_splat_pattern",
  "tuple_pattern",
]);

/** The node that names the parameter, inside its annotation and default. */
function bindingOf(node: SyntaxNode): SyntaxNode | undefined {
  if (BINDINGS.has(node.type)) return node;
  if (node.type === "ERROR") return undefined;
  const name = childInField(node, "name");
  return name ?? node.children.find((child) => BINDINGS.has(child.type));
}

function kindOf(binding: SyntaxNode): Param["kind"] {
  if (binding.type === "list_splat_pattern") return "rest";
  return binding.type === "dictionary_splat_pattern" ? "keyword-rest" : "positional";
}
