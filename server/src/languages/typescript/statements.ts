/** JavaScript and TypeScript statements to the language-neutral ones; blocks are flattened. */
import type { Expr, Stmt } from "../../facts/ir";
import {
  childInField,
  childOfType,
  childrenInField,
  namedChildren,
  type SyntaxNode,
} from "../../syntax/syntax-node";
import { lowerClass, lowerEnum } from "./classes";
import {
  isAssignment,
  lowerAssignmentStatement,
  lowerDeclarations,
  lowerUpdateStatement,
} from "./declarations";
import { declaredName } from "./declared-names";
import { DocComments } from "./doc-comments";
import { LAMBDA, stripTypes } from "./expressions";
import { lowerFor, lowerForIn, lowerSwitch, lowerWhile } from "./flow";
import { lowerExport, lowerImport } from "./modules-syntax";
import { lowerBrokenRow, lowerRecovered } from "./recovery";
import { MAX_DEPTH, rangeOf, type Scope } from "./scope";
import { lowerInterface, lowerTypeAlias } from "./shapes";

/** What stands before a declaration. */
export interface Leading {
  readonly doc: string | null;
  readonly decorators: readonly SyntaxNode[];
}

const NOTHING_LEADING: Leading = { doc: null, decorators: [] };

/** Statements in order; a doc comment belongs to the statement behind it. */
export function lowerBlock(nodes: readonly SyntaxNode[], scope: Scope): readonly Stmt[] {
  const out: Stmt[] = [];
  const docs = new DocComments(scope);
  for (const node of nodes) {
    if (node.type === "comment") docs.meet(node);
    else if (node.isNamed) lowerStatement(node, scope, { doc: docs.before(node), decorators: [] }, out);
  }
  return out;
}

/** Statements of a body that may be a block or a single statement. */
export function lowerBody(node: SyntaxNode | undefined, scope: Scope): readonly Stmt[] {
  return node ? lowerBlock([node], scope) : [];
}

/** Adds what the statement becomes to `out`: nothing for types of plain data, several for `const a = 1, b = 2`. */
export function lowerStatement(node: SyntaxNode, scope: Scope, leading: Leading, out: Stmt[]): void {
  const { file } = scope;
  if (file.depth >= MAX_DEPTH) return;
  file.depth++;
  const lower = BY_TYPE.get(node.type);
  if (lower) lower(node, scope, out, leading);
  else lowerBare(node, scope, out);
  file.depth--;
}

type LowerStatement = (node: SyntaxNode, scope: Scope, out: Stmt[], leading: Leading) => void;

/** Anything else is an expression where a statement was expected: broken code, or the expression of a statement. */
function lowerBare(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const inner = stripTypes(node);
  if (isAssignment(inner)) {
    lowerAssignmentStatement(inner, scope, out);
    return;
  }
  if (inner.type === "update_expression") {
    lowerUpdateStatement(inner, scope, out);
    return;
  }
  if (inner.type === "sequence_expression") {
    for (const part of namedChildren(inner)) lowerStatement(part, scope, NOTHING_LEADING, out);
    return;
  }
  out.push({
    kind: "expression",
    value: scope.file.lower.expression(inner, scope),
    range: rangeOf(node, scope),
  });
}

function lowerExpressionStatement(node: SyntaxNode, scope: Scope, out: Stmt[], leading: Leading): void {
  const parts = namedChildren(node);
  if (parts.some((part) => part.type === "ERROR")) {
    lowerError(node, scope, out);
    return;
  }
  for (const inner of parts) {
    const at = out.length;
    lowerStatement(inner, scope, leading, out);
    const only = out.length === at + 1 ? out[at] : undefined;
    // The statement's own range ends behind its semicolon.
    if (only?.kind === "expression") out[at] = { ...only, range: rangeOf(node, scope) };
  }
}

function lowerError(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  lowerBrokenRow(namedChildren(node), scope, out, (part, _, pieces) => {
    lowerStatement(part, scope, NOTHING_LEADING, pieces);
  });
}

function lowerFunctionDeclaration(node: SyntaxNode, scope: Scope, out: Stmt[], leading: Leading): void {
  const declared = declaredName(node, scope);
  const name = declared?.name ?? "default";
  const nameRange = declared?.range ?? null;
  const child = scope.file.lower.nestedFunction(node, scope, {
    ...LAMBDA,
    name,
    nameRange,
    doc: leading.doc,
  });
  out.push({ kind: "function", name, child, range: rangeOf(node, scope) });
}

interface IfLink {
  readonly node: SyntaxNode;
  readonly test: Expr;
  readonly body: readonly Stmt[];
}

/** An else-if chain is read in a loop. Past any sensible length its links stand side by side instead of inside each other. */
function lowerIf(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const chain: IfLink[] = [];
  let rest: Stmt[] = [];
  for (let at: SyntaxNode | undefined = node; at; ) {
    const condition = childInField(at, "condition");
    const test: Expr = condition
      ? scope.file.lower.expression(condition, scope)
      : { kind: "other", operands: [], range: rangeOf(at, scope) };
    chain.push({ node: at, test, body: lowerBody(childInField(at, "consequence"), scope) });
    const alternative: SyntaxNode | undefined = childInField(at, "alternative");
    const inner = alternative && namedChildren(alternative)[0];
    at = inner?.type === "if_statement" ? inner : undefined;
    if (!at && alternative) rest = [...lowerBlock(alternative.children, scope)];
  }
  for (let i = chain.length - 1; i >= 0; i--) {
    const link = chain[i];
    if (!link) continue;
    const isNested = i < MAX_DEPTH / 2;
    const { test, body } = link;
    const range = rangeOf(link.node, scope);
    if (isNested) rest = [{ kind: "if", test, then: body, otherwise: rest, range }];
    else rest.unshift({ kind: "if", test, then: body, otherwise: [], range });
  }
  out.push(...rest);
}

function lowerTry(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const body = lowerBody(childInField(node, "body"), scope);
  const handler = childInField(node, "handler");
  const handlers = handler ? [lowerBody(childInField(handler, "body"), scope)] : [];
  const finalizer = childInField(node, "finalizer");
  const last = finalizer ? lowerBody(childInField(finalizer, "body"), scope) : [];
  out.push({ kind: "try", body, handlers, finally: last, range: rangeOf(node, scope) });
}

function lowerJump(kind: "return" | "raise"): LowerStatement {
  return (node, scope, out) => {
    const [inner, ...behind] = namedChildren(node);
    const value = inner ? lowerRecovered(inner, behind, scope) : null;
    out.push({ kind, value, range: rangeOf(node, scope) });
  };
}

function lowerBreak(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const isLabelled = childInField(node, "label") !== undefined;
  if (scope.isInSwitch && !isLabelled) return;
  out.push({ kind: "break", value: null, range: rangeOf(node, scope) });
}

/** JS `using x = open()`: bound like an assignment, for the rest of the block. */
function lowerUsing(node: SyntaxNode, scope: Scope, out: Stmt[]): void {
  const items = namedChildren(node)
    .filter((part) => part.type === "variable_declarator")
    .flatMap((part) => {
      const [name, value] = [childInField(part, "name"), childInField(part, "value")];
      const { lower } = scope.file;
      if (!value) return [];
      return [{ value: lower.expression(value, scope), target: name ? lower.expression(name, scope) : null }];
    });
  out.push({ kind: "with", items, body: [], range: rangeOf(node, scope) });
}

const inline: LowerStatement = (node, scope, out) => {
  out.push(...lowerBlock(node.children, scope));
};

/** Statements whose `body` field is all that matters: labels, namespaces, `with`. */
const inlineBody: LowerStatement = (node, scope, out) => {
  const bodies = childrenInField(node, "body");
  const object = node.type === "with_statement" ? childInField(node, "object") : undefined;
  if (object) lowerBare(object, scope, out);
  out.push(...lowerBlock(bodies, scope));
};

const skip: LowerStatement = () => undefined;

/** `declare const x: T` binds a typed name; a declared module or function has no code. */
const lowerAmbient: LowerStatement = (node, scope, out, leading) => {
  const declared = childOfType(node, "lexical_declaration") ?? childOfType(node, "variable_declaration");
  if (declared) lowerDeclarations(declared, scope, out, leading.doc);
};

const BY_TYPE: ReadonlyMap<string, LowerStatement> = new Map<string, LowerStatement>([
  ["expression_statement", lowerExpressionStatement],
  ["lexical_declaration", (node, scope, out, { doc }) => lowerDeclarations(node, scope, out, doc)],
  ["variable_declaration", (node, scope, out, { doc }) => lowerDeclarations(node, scope, out, doc)],
  ["using_declaration", lowerUsing],
  ["function_declaration", lowerFunctionDeclaration],
  ["generator_function_declaration", lowerFunctionDeclaration],
  ["class_declaration", (node, scope, out, leading) => lowerClass(node, scope, out, leading)],
  ["abstract_class_declaration", (node, scope, out, leading) => lowerClass(node, scope, out, leading)],
  ["enum_declaration", (node, scope, out, { doc }) => lowerEnum(node, scope, out, doc)],
  ["import_statement", (node, scope, out) => lowerImport(node, scope, out)],
  ["import_alias", (node, scope, out) => lowerImport(node, scope, out)],
  ["export_statement", (node, scope, out, leading) => lowerExport(node, scope, out, leading, lowerStatement)],
  ["if_statement", lowerIf],
  ["for_statement", (node, scope, out) => lowerFor(node, scope, out, lowerBody)],
  ["for_in_statement", (node, scope, out) => lowerForIn(node, scope, out, lowerBody)],
  ["while_statement", (node, scope, out) => lowerWhile(node, scope, out, lowerBody)],
  ["do_statement", (node, scope, out) => lowerWhile(node, scope, out, lowerBody)],
  ["switch_statement", (node, scope, out) => lowerSwitch(node, scope, out, lowerBlock)],
  ["try_statement", lowerTry],
  ["return_statement", lowerJump("return")],
  ["throw_statement", lowerJump("raise")],
  ["break_statement", lowerBreak],
  [
    "continue_statement",
    (node, scope, out) => out.push({ kind: "continue", value: null, range: rangeOf(node, scope) }),
  ],
  ["statement_block", inline],
  ["else_clause", inline],
  ["labeled_statement", inlineBody],
  ["with_statement", inlineBody],
  ["internal_module", inlineBody],
  ["module", inlineBody],
  ["ambient_declaration", lowerAmbient],
  ["ERROR", lowerError],
  ["type_alias_declaration", (node, scope, out) => lowerTypeAlias(node, scope, out)],
  ["interface_declaration", (node, scope, out) => lowerInterface(node, scope, out)],
  ["function_signature", skip],
  ["empty_statement", skip],
  ["debugger_statement", skip],
  ["hash_bang_line", skip],
  ["type_annotation", skip],
  ["statement_identifier", skip],
]);
