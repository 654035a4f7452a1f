/**
 * A syntax tree as plain objects, read out of WASM memory in one pass.
 *
 * Asking a WASM tree node by node costs several calls per question; this copy is made once and then walked at the speed of
 * plain objects. Functions are boundaries: what is inside them is read only when `children` is first asked for, so a
 * function that is reused from the last analysis costs nothing.
 */
export interface SyntaxNode {
  /** The grammar's name of the node; tokens without a name carry their text ("async", "+"). "ERROR" for broken code. */
  readonly type: string;
  readonly isNamed: boolean;
  /** Field of the parent this node stands in. */
  readonly field: string | null;
  /** UTF-16 offsets in the parsed text. */
  readonly start: number;
  readonly end: number;
  /** The parser invented this node to repair broken code; it has no text. */
  readonly isMissing: boolean;
  /**
   * Only for nodes whose type is a boundary: the parser met no broken code inside, so equal text means an equal subtree.
   * False for every other node.
   */
  readonly isIntact: boolean;
  /** In source order, comments and tokens included, except the tokens the language ignores. */
  readonly children: readonly SyntaxNode[];
}

/** The first child in the field. */
export function childInField(node: SyntaxNode, field: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** Every named child in the field, in source order. */
export function childrenInField(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === field && child.isNamed);
}

/** Named children without comments: `comment` in every grammar Farebox reads. */
export function namedChildren(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => child.isNamed && child.type !== "comment");
}

/** The first child of the type. */
export function childOfType(node: SyntaxNode, type: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}

/** The source text of a node. */
export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.start, node.end);
}
