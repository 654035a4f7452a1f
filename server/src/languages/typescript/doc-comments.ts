/** Which doc comment stands directly before a declaration. */
import type { SyntaxNode } from "../../syntax/syntax-node";
import { docText } from "./literals";
import { type Scope, sourceOf } from "./scope";

/**
 * Fed with the nodes of a block in order. Types are left out of the tree, so a comment counts only where nothing but blanks
 * and other comments stand between it and the declaration.
 */
export class DocComments {
  private doc: string | null = null;
  private end = -1;

  constructor(private readonly scope: Scope) {}

  meet(comment: SyntaxNode): void {
    const kept = this.adjoins(comment) ? this.doc : null;
    this.doc = docText(sourceOf(comment, this.scope)) ?? kept;
    this.end = comment.end;
  }

  /** A decorator: the comment before it belongs to what comes after. */
  pass(node: SyntaxNode): void {
    if (!this.adjoins(node)) this.doc = null;
    this.end = node.end;
  }

  /** The doc of the declaration; the next one needs a comment of its own. */
  before(declaration: SyntaxNode): string | null {
    const doc = this.adjoins(declaration) ? this.doc : null;
    this.doc = null;
    return doc;
  }

  private adjoins(node: SyntaxNode): boolean {
    if (this.doc === null) return false;
    return this.scope.file.text.slice(this.end, node.start).trim() === "";
  }
}
