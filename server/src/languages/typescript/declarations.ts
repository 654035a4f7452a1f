/** `const`, `let`, `var` and assignments, with `require` and `await import` as the imports they are. */
import type { Range } from "../../base/range";
import type { Expr, ImportName, Stmt } from "../../facts/ir";
import { childInField, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { lowerClassBinding } from "./classes";
import { LAMBDA, lowerNamed, stripTypes } from "./expressions";
import { stringContent } from "./literals";
import { lowerTarget } from "./patterns";
import { isOpenCall, lowerRecovered } from "./recovery";
import { declare, rangeOf, type Scope, sourceOf } from "./scope";
import { annotationIn } from "./types";

/** One statement for each declarator. */
export function lowerDeclarations(node: SyntaxNode, scope: Scope, out: Stmt[], doc: string | null): void {
  const declarators = namedChildren(node).filter((part) => part.type === "variable_declarator");
  const parts = namedChildren(node);
  for (const [i, part] of parts.entries()) {
    if (part.type !== "variable_declarator") {
      const before = parts[i - 1];
      const opened = before && childInField(before, "value");
      if (opened && isOpenCall(opened, [part], scope)) continue;
      // Broken code between the declarators.
      const value = scope.file.lower.expression(part, scope);
      if (value.kind === "other" && value.operands.length > 0) {
        out.push({ kind: "expression", value, range: value.range });
      }
      continue;
    }
    // The whole declaration's range where it is one, so that it includes `const`.
    const range = rangeOf(declarators.length === 1 ? node : part, scope);
    lowerDeclarator(part, scope, out, { doc, range, behind: parts.slice(i + 1) });
  }
}

interface Around {
  readonly doc: string | null;
  readonly range: Stmt["range"];
  /** What follows in the declaration: where code is broken, the arguments of an open call. */
  readonly behind: readonly SyntaxNode[];
}

function lowerDeclarator(node: SyntaxNode, scope: Scope, out: Stmt[], { doc, range, behind }: Around): void {
  const nameNode = childInField(node, "name");
  const valueNode = childInField(node, "value");
  if (!nameNode) return;
  const imported = valueNode && importedModule(valueNode, scope);
  const names = imported && boundNames(nameNode, imported.property, scope);
  if (imported && names) {
    out.push({ kind: "import", module: imported.module, names, range });
    return;
  }
  if (valueNode?.type === "class" && nameNode.type === "identifier") {
    lowerClassBinding(valueNode, scope, out, { name: sourceOf(nameNode, scope), doc, range });
    return;
  }
  const target = lowerTarget(nameNode, scope);
  declare(target, scope);
  const annotation = annotationIn(node, "type", scope);
  const origin = { ...LAMBDA, doc, ...nameOf(nameNode, scope) };
  const isOpen = valueNode !== undefined && isOpenCall(valueNode, behind, scope);
  const value = valueNode && !isOpen ? lowerNamed(valueNode, scope, origin) : null;
  const recovered = isOpen ? lowerRecovered(valueNode, behind.slice(0, 1), scope) : value;
  out.push({ kind: "assign", target, operator: "=", value: recovered, annotation, range });
  pushBroken(node, scope, out);
}

/** Broken code inside a declarator, such as a template without its end, may still hold calls. */
function pushBroken(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  for (const part of node.children) {
    if (part.type === "ERROR") out.push(...scope.file.lower.block([part], scope));
  }
}

/** A function bound to `a`, `this.a` or `exports.a` is called "a". */
function nameOf(target: SyntaxNode, scope: Scope): { name: string; nameRange: Range | null } {
  const nameNode = target.type === "member_expression" ? childInField(target, "property") : target;
  const isName = nameNode?.type.endsWith("identifier") ?? false;
  return nameNode && isName ? { name: sourceOf(nameNode, scope), nameRange: nameNode } : LAMBDA;
}

/** `require("m")`, `await import("m")`, and one property of them. */
function importedModule(
  node: SyntaxNode,
  scope: Scope,
): { readonly module: string; readonly property: string | null } | undefined {
  const value = stripTypes(node);
  const isMember = value.type === "member_expression";
  const object = isMember ? childInField(value, "object") : value;
  const property = isMember ? childInField(value, "property") : undefined;
  const module = object && moduleLoadedBy(stripTypes(object), scope);
  if (module === undefined || (isMember && !property)) return undefined;
  return { module, property: property ? sourceOf(property, scope) : null };
}

function moduleLoadedBy(node: SyntaxNode, scope: Scope): string | undefined {
  const awaited = node.type === "await_expression" ? namedChildren(node)[0] : undefined;
  const call = awaited ? stripTypes(awaited) : node;
  if (call.type !== "call_expression") return undefined;
  const callee = childInField(call, "function");
  const isImport = callee?.type === "import" && awaited !== undefined;
  const isRequire = callee?.type === "identifier" && sourceOf(callee, scope) === "require";
  if (!isImport && !isRequire) return undefined;
  const args = childInField(call, "arguments");
  const first = args && namedChildren(args)[0];
  return first?.type === "string" ? stringContent(sourceOf(first, scope)) : undefined;
}

/** What the target binds of the module; undefined for patterns too deep for an import. */
function boundNames(
  target: SyntaxNode,
  property: string | null,
  scope: Scope,
): readonly ImportName[] | undefined {
  if (target.type === "identifier") return [{ imported: property ?? "*", local: sourceOf(target, scope) }];
  if (target.type !== "object_pattern" || property !== null) return undefined;
  const pattern = lowerTarget(target, scope);
  if (pattern.kind !== "dict") return undefined;
  const names: ImportName[] = [];
  for (const { key, value } of pattern.entries) {
    const bound: Expr = value.kind === "assignment" ? value.target : value;
    if (bound.kind !== "name" || (key && key.kind !== "string")) return undefined;
    names.push({ imported: key?.kind === "string" ? key.value : "*", local: bound.name });
  }
  return names;
}

export function isAssignment(node: SyntaxNode): boolean {
  return node.type === "assignment_expression" || node.type === "augmented_assignment_expression";
}

export function lowerAssignmentStatement(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const left = childInField(node, "left");
  const right = childInField(node, "right");
  if (!left || !right) return;
  const range = rangeOf(node, scope);
  const operator = childInField(node, "operator")?.type ?? "=";
  const target = lowerTarget(stripTypes(left), scope);
  if (target.kind === "name" && operator === "=") scope.assigned.add(target.name);
  const value = lowerNamed(right, scope, { ...LAMBDA, ...nameOf(left, scope) });
  out.push({ kind: "assign", target, operator, value, annotation: null, range });
}

/** `i++` as `i += 1`. */
export function lowerUpdateStatement(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const argument = childInField(node, "argument");
  if (!argument) return;
  const range = rangeOf(node, scope);
  const operator = childInField(node, "operator")?.type === "--" ? "-=" : "+=";
  const target = lowerTarget(stripTypes(argument), scope);
  out.push({
    kind: "assign",
    target,
    operator,
    value: { kind: "number", value: 1, range },
    annotation: null,
    range,
  });
}
