/** Classes and enums: members as functions and assignments in the class's body. */
import type { Expr, Stmt } from "../../facts/ir";
import { childInField, childOfType, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { declaredName } from "./declared-names";
import { DocComments } from "./doc-comments";
import { isFunction, LAMBDA, stripTypes } from "./expressions";
import { memberName } from "./property-names";
import { rangeOf, type Scope, sourceOf } from "./scope";
import { annotationIn, namedTypes } from "./types";

interface ClassLeading {
  readonly doc: string | null;
  readonly decorators: readonly SyntaxNode[];
}

export function lowerClass(node: SyntaxNode, scope: Scope, out: Stmt[], leading: ClassLeading): void {
  const nameNode = childInField(node, "name");
  const name = nameNode ? sourceOf(nameNode, scope) : "default";
  const own = namedChildren(node).filter((part) => part.type === "decorator");
  const decorators = [...leading.decorators, ...own].flatMap((part) => decoratorOf(part, scope));
  pushClass(node, scope, out, { name, doc: leading.doc, decorators, range: rangeOf(node, scope) });
}

/** `const Name = class … {}`. */
export function lowerClassBinding(
  node: SyntaxNode,
  scope: Scope,
  out: Stmt[],
  bound: { readonly name: string; readonly doc: string | null; readonly range: Stmt["range"] },
): void {
  pushClass(node, scope, out, { ...bound, decorators: [] });
}

interface ClassHead {
  readonly name: string;
  readonly doc: string | null;
  readonly decorators: readonly Expr[];
  readonly range: Stmt["range"];
}

function pushClass(node: SyntaxNode, scope: Scope, out: Stmt[], head: ClassHead): void {
  const heritage = childOfType(node, "class_heritage");
  const bases = heritage ? basesOf(heritage, scope) : [];
  const promise = heritage && childOfType(heritage, "implements_clause");
  const promised = promise ? namedTypes(promise, scope) : [];
  const bodyNode = childInField(node, "body");
  const body = bodyNode ? lowerClassBody(bodyNode, scope, head.name) : [];
  out.push({ kind: "class", ...head, bases, ...(promised.length > 0 ? { promised } : {}), body });
}

/** TypeScript has extends clauses, JavaScript the bare expression; what is only implemented is a type. */
function basesOf(heritage: SyntaxNode, scope: Scope): readonly Expr[] {
  return namedChildren(heritage).flatMap((part) => {
    if (part.type === "implements_clause") return [];
    const base = part.type === "extends_clause" ? childInField(part, "value") : part;
    return base ? [scope.file.lower.expression(base, scope)] : [];
  });
}

/** The expression behind `@`. */
export function decoratorOf(node: SyntaxNode, scope: Scope): readonly Expr[] {
  return namedChildren(node).map((part) => scope.file.lower.expression(part, scope));
}

/** Members in source order. Functions found on the way belong to the class of that name. */
export function lowerClassBody(node: SyntaxNode, scope: Scope, name: string | null): readonly Stmt[] {
  const outer = scope.className;
  scope.className = name ?? outer;
  const out: Stmt[] = [];
  const docs = new DocComments(scope);
  let decorators: SyntaxNode[] = [];
  for (const member of node.children) {
    if (member.type === "comment") docs.meet(member);
    else if (member.type === "decorator") {
      docs.pass(member);
      decorators.push(member);
    } else if (member.isNamed) {
      lowerMember(member, scope, out, { doc: docs.before(member), decorators });
      decorators = [];
    }
  }
  scope.className = outer;
  return out;
}

function lowerMember(node: SyntaxNode, scope: Scope, out: Stmt[], leading: ClassLeading): void {
  switch (node.type) {
    case "method_definition": {
      const { name, range: nameRange } = declaredName(node, scope) ?? { ...LAMBDA, range: null };
      const child = scope.file.lower.nestedFunction(node, scope, { name, nameRange, ...leading });
      out.push({ kind: "function", name, child, range: rangeOf(node, scope) });
      break;
    }
    case "public_field_definition":
    case "field_definition":
      lowerField(node, scope, out, leading);
      break;
    case "class_static_block":
      out.push(...scope.file.lower.block(childInField(node, "body")?.children ?? [], scope));
      break;
    case "ERROR":
      out.push(...scope.file.lower.block([node], scope));
      break;
    default:
      // Signatures, index signatures, abstract members: types only.
      break;
  }
}

/** A field that holds a function is a method with another `this`. */
function lowerField(node: SyntaxNode, scope: Scope, out: Stmt[], leading: ClassLeading): void {
  const nameNode = childInField(node, "name") ?? childInField(node, "property");
  if (!nameNode) return;
  const range = rangeOf(node, scope);
  const name = memberName(nameNode, scope);
  const valueNode = childInField(node, "value");
  const inner = valueNode && stripTypes(valueNode);
  if (inner && isFunction(inner)) {
    const child = scope.file.lower.nestedFunction(inner, scope, { name, nameRange: nameNode, ...leading });
    out.push({ kind: "function", name, child, range });
    return;
  }
  const target: Expr = { kind: "name", name, range: rangeOf(nameNode, scope) };
  const value = valueNode ? scope.file.lower.expression(valueNode, scope) : null;
  out.push({
    kind: "assign",
    target,
    operator: "=",
    value,
    annotation: annotationIn(node, "type", scope),
    range,
  });
}

/** An enum is a class whose members are assigned; members without a value count on from the one before. */
export function lowerEnum(node: SyntaxNode, scope: Scope, out: Stmt[], doc: string | null): void {
  const nameNode = childInField(node, "name");
  const bodyNode = childInField(node, "body");
  if (!nameNode || !bodyNode) return;
  const body: Stmt[] = [];
  let next: number | null = 0;
  for (const member of namedChildren(bodyNode)) {
    const range = rangeOf(member, scope);
    const isAssigned = member.type === "enum_assignment";
    const key = isAssigned ? childInField(member, "name") : member;
    const valueNode = isAssigned ? childInField(member, "value") : undefined;
    if (!key) continue;
    const counted: Expr | null = next === null ? null : { kind: "number", value: next, range };
    const value: Expr | null = valueNode ? scope.file.lower.expression(valueNode, scope) : counted;
    next = value?.kind === "number" ? value.value + 1 : null;
    const target: Expr = { kind: "name", name: memberName(key, scope), range: rangeOf(key, scope) };
    body.push({ kind: "assign", target, operator: "=", value, annotation: null, range });
  }
  const name = sourceOf(nameNode, scope);
  out.push({ kind: "class", name, bases: [], decorators: [], doc, body, range: rangeOf(node, scope) });
}
