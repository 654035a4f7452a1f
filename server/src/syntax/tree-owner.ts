/** Holds the one tree an open document keeps between edits. */
import type { Tree } from "@vscode/tree-sitter-wasm";
import type { Deadline, GrammarName, ParseResult, ParserRuntime, PreviousTree } from "./parser";

/** WASM memory is not garbage collected: whoever creates an owner disposes it. */
export class TreeOwner {
  private held: (PreviousTree & { readonly grammar: GrammarName }) | null = null;

  /** Parses the document's new text, from the kept tree where there is one. The result's tree belongs to the owner. */
  parse(runtime: ParserRuntime, grammar: GrammarName, text: string, deadline: Deadline): ParseResult {
    const previous = this.held?.grammar === grammar ? this.held : undefined;
    const old: Tree | undefined = this.held?.tree;
    this.held = null;
    try {
      const result = runtime.parse(grammar, text, { deadline, previous });
      if (result.tree) this.held = { tree: result.tree, text, grammar };
      return result;
    } finally {
      old?.delete();
    }
  }

  /** Frees the kept tree. The owner may be used again afterwards. */
  dispose(): void {
    this.held?.tree.delete();
    this.held = null;
  }
}
