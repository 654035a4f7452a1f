/** From a JavaScript or TypeScript tree to the facts of its module. */
import type { SyntaxNode } from "../../syntax/syntax-node";
import type { FunctionReuse, LoweredFunction } from "../language";
import { lowerClassBody } from "./classes";
import { lowerExpression } from "./expressions";
import { lowerNestedFunction } from "./functions";
import { type FileContext, newScope } from "./scope";
import { lowerBlock } from "./statements";

/** The module as a function of its own. Never throws, whatever the tree. */
export function lowerScript(root: SyntaxNode, text: string, reuse: FunctionReuse): LoweredFunction {
  const file: FileContext = {
    text,
    reuse,
    depth: 0,
    lower: {
      expression: lowerExpression,
      block: lowerBlock,
      nestedFunction: lowerNestedFunction,
      classBody: lowerClassBody,
    },
  };
  const scope = newScope(file, 0);
  const body = lowerBlock(root.type === "ERROR" ? [root] : root.children, scope);
  const facts = {
    name: "<module>",
    nameRange: { start: 0, end: 0 },
    range: { start: 0, end: text.length },
    params: [],
    decorators: [],
    doc: null,
    isAsync: false,
    returns: null,
    body,
  };
  return { facts, nested: scope.nested, key: null };
}
