/** The names functions and methods declare, read without opening their bodies: a reused function then costs nothing. */
import type { Range } from "../../base/range";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { memberName } from "./property-names";
import type { Scope } from "./scope";

export interface DeclaredName {
  readonly name: string;
  /** Absolute. */
  readonly range: Range;
}

const FUNCTION_HEAD = /^((?:async\s+)?function\s*\*?\s*)([\p{L}\p{Nl}_$][\p{L}\p{N}_$]*)\s*[(<]/u;
const METHOD_HEAD =
  /^((?:(?:public|private|protected|static|override|readonly|async|get|set)\s+|\*\s*)*)(#?[\p{L}\p{Nl}_$][\p{L}\p{N}_$]*)\s*[(<?]/u;

/** Heads are short; one with comments, decorators or a computed name is read from the tree instead. */
const LONGEST_HEAD = 160;

/** The function's own name; null for an anonymous one. */
export function declaredName(node: SyntaxNode, scope: Scope): DeclaredName | null {
  if (node.type === "arrow_function") return null;
  const { text } = scope.file;
  const { start } = node;
  const head = text.slice(start, Math.min(node.end, start + LONGEST_HEAD));
  const match = (node.type === "method_definition" ? METHOD_HEAD : FUNCTION_HEAD).exec(head);
  const name = match?.[2];
  if (match && name !== undefined) {
    const from = start + (match[1]?.length ?? 0);
    return { name, range: { start: from, end: from + name.length } };
  }
  const isAnonymous = node.type !== "method_definition" && /^(?:async\s+)?function\s*\*?\s*\(/.test(head);
  return isAnonymous ? null : nameInTree(node, scope);
}

function nameInTree(node: SyntaxNode, scope: Scope): DeclaredName | null {
  const nameNode = childInField(node, "name");
  if (!nameNode) return null;
  return { name: memberName(nameNode, scope), range: { start: nameNode.start, end: nameNode.end } };
}
