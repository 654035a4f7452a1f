/** Line comments that stand directly above a declaration document it. */
import type { SyntaxNode } from "../../syntax/syntax-node";
import { type Scope, sourceOf } from "../scope";

/** Fed with the nodes of a file in order. */
export class DocComments {
  private lines: string[] = [];
  private end = -1;

  constructor(private readonly scope: Scope) {}

  meet(comment: SyntaxNode): void {
    if (!this.adjoins(comment)) this.lines = [];
    this.lines.push(plainText(sourceOf(comment, this.scope)));
    this.end = comment.end;
  }

  /** The doc of the declaration; null where none stands directly above. */
  before(declaration: SyntaxNode): string | null {
    const doc = this.adjoins(declaration) ? this.lines.join("\n").trim() : "";
    this.lines = [];
    return doc === "" ? null : doc;
  }

  /** An empty line ends a doc comment. */
  private adjoins(node: SyntaxNode): boolean {
    return /^[^\S\n]*\r?\n?[^\S\n]*$/.test(this.scope.text.slice(this.end, node.start)) && this.end >= 0;
  }
}

function plainText(comment: string): string {
  if (comment.startsWith("//")) return comment.replace(/^\/\/ ?/, "").trimEnd();
  return comment
    .replace(/^\/\*+/, "")
    .replace(/\*+\/$/, "")
    .trim();
}
