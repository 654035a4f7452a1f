/** `import a.b as c` and `from ..m import (a as b, c)`. */
import type { ImportName, Stmt } from "../../facts/ir";
import { childInField, childOfType, childrenInField, type SyntaxNode } from "../../syntax/syntax-node";
import { rangeOf, type Scope, sourceOf } from "../scope";

/** One statement per imported module: `import a, b` binds two. */
export function lowerImport(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  return childrenInField(node, "name").map((name) => {
    const { imported: module, alias } = nameAndAlias(name, scope);
    // `import a.b` binds the top package; the rest is reached through it.
    const local = alias ?? module.split(".")[0] ?? module;
    return { kind: "import", module, names: [{ imported: "*", local }], range: rangeOf(node, scope) };
  });
}

export function lowerImportFrom(node: SyntaxNode, scope: Scope): Stmt {
  const source = childInField(node, "module_name");
  const module = source ? dotted(source, scope) : "__future__";
  return { kind: "import", module, names: importedNames(node, scope), range: rangeOf(node, scope) };
}

function importedNames(node: SyntaxNode, scope: Scope): readonly ImportName[] {
  if (childOfType(node, "wildcard_import")) return [{ imported: "*", local: "*" }];
  return childrenInField(node, "name").map((name) => {
    const { imported, alias } = nameAndAlias(name, scope);
    return { imported, local: alias ?? imported };
  });
}

function nameAndAlias(node: SyntaxNode, scope: Scope): { imported: string; alias: string | null } {
  if (node.type !== "aliased_import") return { imported: dotted(node, scope), alias: null };
  const name = childInField(node, "name");
  const alias = childInField(node, "alias");
  return { imported: name ? dotted(name, scope) : "", alias: alias ? sourceOf(alias, scope) : null };
}

/** Blanks are allowed around the dots and between them. */
function dotted(node: SyntaxNode, scope: Scope): string {
  return sourceOf(node, scope).replace(/[\s\\]+/g, "");
}
