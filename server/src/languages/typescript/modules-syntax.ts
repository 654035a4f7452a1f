/** `import` and `export` in all their forms. Every top-level name counts as exported, so `export` only matters for renames. */
import type { Expr, ImportName, Stmt } from "../../facts/ir";
import { childInField, childOfType, namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { lowerClassBinding } from "./classes";
import { LAMBDA, lowerNamed } from "./expressions";
import { memberName } from "./property-names";
import { nameExpr, rangeOf, type Scope, sourceOf } from "./scope";

interface ExportLeading {
  readonly doc: string | null;
  readonly decorators: readonly SyntaxNode[];
}

type LowerStatement = (node: SyntaxNode, scope: Scope, leading: ExportLeading, out: Stmt[]) => void;

/** Type imports are kept: they bind the names annotations use. */
export function lowerImport(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const range = rangeOf(node, scope);
  const required = childOfType(node, "import_require_clause");
  if (required) {
    const source = childInField(required, "source");
    const local = childOfType(required, "identifier");
    const names = local ? [{ imported: "*", local: sourceOf(local, scope) }] : [];
    if (source) out.push({ kind: "import", module: memberName(source, scope), names, range });
    return;
  }
  if (node.type === "import_alias") {
    const [alias, value] = namedChildren(node);
    if (!alias || !value) return;
    const target = nameExpr(alias, scope);
    out.push({
      kind: "assign",
      target,
      operator: "=",
      value: qualifiedName(value, scope),
      annotation: null,
      range,
    });
    return;
  }
  const source = childInField(node, "source");
  const clause = childOfType(node, "import_clause");
  if (!source) return;
  const names = clause ? namedChildren(clause).flatMap((part) => importNames(part, scope)) : [];
  out.push({ kind: "import", module: memberName(source, scope), names, range });
}

function importNames(node: SyntaxNode, scope: Scope): readonly ImportName[] {
  if (node.type === "identifier") return [{ imported: "default", local: sourceOf(node, scope) }];
  if (node.type === "namespace_import") {
    const local = namedChildren(node)[0];
    return local ? [{ imported: "*", local: sourceOf(local, scope) }] : [];
  }
  return specifiers(node, scope);
}

/** `{a, b as c}`: what stands first is the other module's name. */
function specifiers(node: SyntaxNode, scope: Scope): readonly ImportName[] {
  return namedChildren(node).flatMap((part) => {
    const name = childInField(part, "name");
    if (!name) return [];
    const imported = memberName(name, scope);
    const alias = childInField(part, "alias");
    return [{ imported, local: alias ? memberName(alias, scope) : imported }];
  });
}

/** `A.B.C` behind `import x =`. */
function qualifiedName(node: SyntaxNode, scope: Scope): Expr {
  const [object, property] = namedChildren(node);
  if (node.type === "identifier" || !object || !property) return nameExpr(node, scope);
  const nameRange = rangeOf(property, scope);
  return {
    kind: "member",
    object: qualifiedName(object, scope),
    name: sourceOf(property, scope),
    nameRange,
    range: rangeOf(node, scope),
  };
}

export function lowerExport(
  node: SyntaxNode,
  scope: Scope,
  out: Stmt[],
  leading: ExportLeading,
  lowerStatement: LowerStatement,
): void {
  const source = childInField(node, "source");
  const clause = childOfType(node, "export_clause");
  if (source) {
    const names = reexportedNames(node, clause, scope);
    out.push({ kind: "export-from", module: memberName(source, scope), names, range: rangeOf(node, scope) });
    return;
  }
  if (clause) {
    lowerLocalExports(clause, scope, out);
    return;
  }
  const declaration = childInField(node, "declaration");
  const isDefault = childOfType(node, "default") !== undefined;
  if (declaration) {
    const decorators = namedChildren(node).filter((part) => part.type === "decorator");
    const at = out.length;
    lowerStatement(
      declaration,
      scope,
      { doc: leading.doc, decorators: [...leading.decorators, ...decorators] },
      out,
    );
    const declared = out[at];
    const isNamed = declared?.kind === "function" || declared?.kind === "class";
    if (isDefault && isNamed && declared.name !== "default") {
      const value: Expr = { kind: "name", name: declared.name, range: declared.range };
      out.push(bindDefault(value, node, scope));
    }
    return;
  }
  const value = childInField(node, "value");
  if (value) lowerDefaultValue(value, node, scope, out, leading);
  else if (node.children.some((child) => child.type === "=")) lowerExportAssignment(node, scope, out);
}

function reexportedNames(
  node: SyntaxNode,
  clause: SyntaxNode | undefined,
  scope: Scope,
): readonly ImportName[] {
  if (clause) return specifiers(clause, scope);
  const namespace = childOfType(node, "namespace_export");
  const local = namespace && namedChildren(namespace)[0];
  return [{ imported: "*", local: local ? memberName(local, scope) : "*" }];
}

/** `export { a as b }` binds b; `export { a }` says nothing new. */
function lowerLocalExports(clause: SyntaxNode, scope: Scope, out: Stmt[]): void {
  for (const part of namedChildren(clause)) {
    const name = childInField(part, "name");
    const alias = childInField(part, "alias");
    if (!name || !alias || sourceOf(name, scope) === memberName(alias, scope)) continue;
    const target: Expr = { kind: "name", name: memberName(alias, scope), range: rangeOf(alias, scope) };
    const value = nameExpr(name, scope);
    out.push({ kind: "assign", target, operator: "=", value, annotation: null, range: rangeOf(part, scope) });
  }
}

function lowerDefaultValue(
  value: SyntaxNode,
  node: SyntaxNode,
  scope: Scope,
  out: Stmt[],
  leading: ExportLeading,
): void {
  if (value.type === "class") {
    const name = childInField(value, "name");
    const bound = {
      name: name ? sourceOf(name, scope) : "default",
      doc: leading.doc,
      range: rangeOf(node, scope),
    };
    lowerClassBinding(value, scope, out, bound);
    if (name) out.push(bindDefault(nameExpr(name, scope), node, scope));
    return;
  }
  const origin = { ...LAMBDA, name: "default", doc: leading.doc };
  out.push(bindDefault(lowerNamed(value, scope, origin), node, scope));
}

function bindDefault(value: Expr, node: SyntaxNode, scope: Scope): Stmt {
  const range = rangeOf(node, scope);
  const target: Expr = { kind: "name", name: "default", range };
  return { kind: "assign", target, operator: "=", value, annotation: null, range };
}

/** `export = x` is TypeScript's `module.exports = x`. */
function lowerExportAssignment(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const inner = namedChildren(node)[0];
  if (!inner) return;
  const range = rangeOf(node, scope);
  const object: Expr = { kind: "name", name: "module", range };
  const target: Expr = { kind: "member", object, name: "exports", nameRange: range, range };
  const value = scope.file.lower.expression(inner, scope);
  out.push({ kind: "assign", target, operator: "=", value, annotation: null, range });
}
