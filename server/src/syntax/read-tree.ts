/** Copies a syntax tree out of WASM memory, iteratively, so that nesting of any depth is safe. */
import type { Node, Tree, TreeCursor } from "@vscode/tree-sitter-wasm";
import type { SyntaxNode } from "./syntax-node";

export interface ReadOptions {
  /** Node types whose inside is read only on demand: the language's functions. */
  readonly boundaries: ReadonlySet<string>;
  /** Tokens left out of `children`, because nothing looks at them (brackets, commas). */
  readonly ignoredTokens: ReadonlySet<string>;
  /** Named nodes left out for the same reason (comments). */
  readonly ignoredNodes?: ReadonlySet<string>;
}

/** The tree from its root. Boundaries read from it later, so the tree must outlive the walk over the result. */
export function readTree(tree: Tree, options: ReadOptions): SyntaxNode {
  const reader = createReader(tree, options);
  const root = new TreeNode(tree.rootNode.type, true, null, tree.rootNode.startIndex, tree.rootNode.endIndex);
  const cursor = tree.walk();
  readChildren(cursor, root, reader);
  cursor.delete();
  return root;
}

/** A node type as the grammar numbers it. */
interface NodeType {
  readonly name: string;
  readonly isNamed: boolean;
  readonly isBoundary: boolean;
  readonly isIgnored: boolean;
}

interface Reader {
  typeOf(id: number): NodeType;
  readonly fields: readonly (string | null)[];
}

function createReader(tree: Tree, options: ReadOptions): Reader {
  const { language } = tree;
  const types = new Map<number, NodeType>();
  const describe = (id: number): NodeType => {
    const name = language.types[id] ?? "ERROR";
    const isNamed = name === "ERROR" || language.nodeTypeIsNamed(id);
    return {
      name,
      isNamed,
      isBoundary: isNamed && options.boundaries.has(name),
      isIgnored: isNamed ? options.ignoredNodes?.has(name) === true : options.ignoredTokens.has(name),
    };
  };
  return {
    fields: language.fields,
    typeOf(id) {
      const known = types.get(id) ?? describe(id);
      types.set(id, known);
      return known;
    },
  };
}

class TreeNode implements SyntaxNode {
  readonly children: SyntaxNode[] = [];
  isMissing = false;
  readonly isIntact = false;

  constructor(
    readonly type: string,
    readonly isNamed: boolean,
    readonly field: string | null,
    readonly start: number,
    readonly end: number,
  ) {}
}

class BoundaryNode implements SyntaxNode {
  readonly isNamed = true;
  readonly isMissing = false;
  readonly isIntact: boolean;
  private inside: TreeNode | null = null;

  constructor(
    readonly type: string,
    readonly field: string | null,
    private readonly node: Node,
    private readonly reader: Reader,
  ) {
    this.isIntact = !node.hasError;
  }

  get start(): number {
    return this.node.startIndex;
  }

  get end(): number {
    return this.node.endIndex;
  }

  get children(): readonly SyntaxNode[] {
    if (this.inside) return this.inside.children;
    this.inside = new TreeNode(this.type, true, this.field, this.start, this.end);
    const cursor = this.node.walk();
    readChildren(cursor, this.inside, this.reader);
    cursor.delete();
    return this.inside.children;
  }
}

/** Reads everything below the cursor's node into `top`. The cursor ends where it began. */
function readChildren(cursor: TreeCursor, top: TreeNode, reader: Reader): void {
  if (!cursor.gotoFirstChild()) return;
  const open: TreeNode[] = [top];
  for (let parent: TreeNode | undefined = top; parent; ) {
    const node = readNode(cursor, parent, reader);
    if (node && cursor.gotoFirstChild()) {
      open.push(node);
      parent = node;
      continue;
    }
    while (parent && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      open.pop();
      parent = open.at(-1);
    }
  }
}

/** Adds the cursor's node to its parent; returns it where its children must be read too. */
function readNode(cursor: TreeCursor, parent: TreeNode, reader: Reader): TreeNode | null {
  const type = reader.typeOf(cursor.nodeTypeId);
  if (type.isIgnored) return null;
  const field = reader.fields[cursor.currentFieldId] ?? null;
  if (type.isBoundary) {
    parent.children.push(new BoundaryNode(type.name, field, cursor.currentNode, reader));
    return null;
  }
  const node = new TreeNode(type.name, type.isNamed, field, cursor.startIndex, cursor.endIndex);
  if (node.start === node.end) node.isMissing = cursor.nodeIsMissing;
  parent.children.push(node);
  return type.isNamed ? node : null;
}
