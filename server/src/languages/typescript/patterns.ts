/** Destructuring patterns: as assignment targets, and as the names a parameter binds. */
import type { Expr, Param } from "../../facts/ir";
import { childInField, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { propertyKey, propertyName } from "./property-names";
import { MAX_DEPTH, nameExpr, rangeOf, type Scope, sourceOf } from "./scope";

type DictEntry = Extract<Expr, { kind: "dict" }>["entries"][number];

/** `{a, b: c = 1, ...d}` is a dict, `[a, , b]` a list (null for a hole), a default an assignment, a rest a spread. */
export function lowerTarget(node: SyntaxNode, scope: Scope): Expr {
  const { file } = scope;
  if (file.depth >= MAX_DEPTH) return { kind: "other", operands: [], range: rangeOf(node, scope) };
  file.depth++;
  const lowered = lowerPattern(node, scope);
  file.depth--;
  return lowered;
}

function lowerPattern(node: SyntaxNode, scope: Scope): Expr {
  const range = rangeOf(node, scope);
  switch (node.type) {
    case "object_pattern":
      return { kind: "dict", entries: namedChildren(node).map((part) => patternEntry(part, scope)), range };
    case "array_pattern":
      return { kind: "list", items: itemsWithHoles(node, scope), range };
    case "assignment_pattern":
    case "object_assignment_pattern":
      return withDefault(node, scope);
    case "rest_pattern": {
      const inner = namedChildren(node)[0];
      const value: Expr = inner ? lowerTarget(inner, scope) : { kind: "other", operands: [], range };
      return { kind: "spread", value, range };
    }
    case "shorthand_property_identifier_pattern":
      return nameExpr(node, scope);
    default:
      return scope.file.lower.expression(node, scope);
  }
}

function patternEntry(node: SyntaxNode, scope: Scope): DictEntry {
  if (node.type === "rest_pattern") {
    const inner = namedChildren(node)[0];
    return { key: null, value: lowerTarget(inner ?? node, scope) };
  }
  if (node.type === "pair_pattern") {
    const key = childInField(node, "key");
    const value = childInField(node, "value");
    return { key: key ? propertyKey(key, scope) : null, value: lowerTarget(value ?? node, scope) };
  }
  const bound = node.type === "object_assignment_pattern" ? (childInField(node, "left") ?? node) : node;
  const key: Expr = { kind: "string", value: sourceOf(bound, scope), range: rangeOf(bound, scope) };
  return { key, value: lowerTarget(node, scope) };
}

function withDefault(node: SyntaxNode, scope: Scope): Expr {
  const range = rangeOf(node, scope);
  const left = childInField(node, "left");
  const right = childInField(node, "right");
  if (!left) return { kind: "other", operands: [], range };
  const target = lowerTarget(left, scope);
  return right
    ? { kind: "assignment", target, value: scope.file.lower.expression(right, scope), range }
    : target;
}

/** Holes have no node: they show as commas without an item between. */
function itemsWithHoles(node: SyntaxNode, scope: Scope): readonly Expr[] {
  const items: Expr[] = [];
  let isExpected = true;
  for (const child of node.children) {
    if (child.type === ",") {
      if (isExpected) items.push({ kind: "null", range: rangeOf(child, scope) });
      isExpected = true;
    } else if (child.isNamed && child.type !== "comment") {
      items.push(lowerTarget(child, scope));
      isExpected = false;
    }
  }
  return items;
}

/**
 * The names a destructured parameter binds. A nested pattern names the way in with dots (`a.b`), an array its indexes, and a
 * rest element is read from "...".
 */
export function patternNames(node: SyntaxNode, scope: Scope): Param["pattern"] {
  const found: Param["pattern"][number][] = [];
  collectNames(lowerTarget(node, scope), "", null, found);
  return found;
}

function collectNames(
  target: Expr,
  property: string,
  defaultValue: Expr | null,
  found: Param["pattern"][number][],
): void {
  const below = (part: string): string => (property === "" ? part : `${property}.${part}`);
  if (target.kind === "name") found.push({ property, name: target.name, defaultValue });
  else if (target.kind === "assignment") collectNames(target.target, property, target.value, found);
  else if (target.kind === "spread") collectNames(target.value, "...", null, found);
  else if (target.kind === "list") {
    target.items.forEach((item, i) => {
      collectNames(item, below(String(i)), null, found);
    });
  } else if (target.kind === "dict") {
    for (const { key, value } of target.entries) {
      collectNames(value, key ? below(propertyName(key)) : "...", null, found);
    }
  }
}
