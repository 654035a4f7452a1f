/** Python statements to the language-neutral form. */
import type { Expr, Stmt } from "../../facts/ir";
import { childInField, childrenInField, type SyntaxNode } from "../../syntax/syntax-node";
import { descend, otherAt, rangeOf, type Scope, sourceOf } from "../scope";
import { lowerChildren, lowerExpression, lowerField, lowerSeveral } from "./expressions";
import { lowerImport, lowerImportFrom } from "./imports";
import { lowerCaseTest } from "./match";
import { lowerBroken } from "./recovery";
import { docstringOf } from "./strings";

type Lower = (node: SyntaxNode, scope: Scope) => readonly Stmt[];

/** The statements of a block, a module, or a broken part of one. */
export function lowerBlock(nodes: readonly SyntaxNode[], scope: Scope): readonly Stmt[] {
  return nodes.filter((node) => node.isNamed).flatMap((node) => lowerStatement(node, scope));
}

/**
 * The body of a compound statement. Where the code is broken, what belongs in the body may stand beside it, under ERROR
 * nodes of the statement itself.
 */
export function lowerBody(owner: SyntaxNode, scope: Scope): readonly Stmt[] {
  return owner.children.flatMap((child) => {
    if (child.type === "ERROR") return lowerStatement(child, scope);
    return child.type === "block" ? lowerBlock(child.children, scope) : [];
  });
}

/** The docstring of a body and the body without it. */
export function splitDocstring(
  nodes: readonly SyntaxNode[],
  scope: Scope,
): { readonly doc: string | null; readonly rest: readonly SyntaxNode[] } {
  const named = nodes.filter((node) => node.isNamed);
  const [first] = named;
  const [text, ...more] = first?.type === "expression_statement" ? first.children : [];
  const doc = text && more.length === 0 ? docstringOf(text, scope) : null;
  return doc === null ? { doc, rest: named } : { doc, rest: named.slice(1) };
}

function lowerStatement(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const lower = HANDLERS.get(node.type) ?? lowerExpressionNode;
  return descend(scope, () => lower(node, scope), []);
}

const HANDLERS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["expression_statement", lowerExpressionStatement],
  ["assignment", lowerAssignment],
  ["augmented_assignment", lowerAugmented],
  ["type_alias_statement", lowerTypeAlias],
  ["return_statement", lowerReturn],
  ["if_statement", lowerIf],
  ["for_statement", lowerFor],
  ["while_statement", lowerWhile],
  ["try_statement", lowerTry],
  ["with_statement", lowerWith],
  ["match_statement", lowerMatch],
  ["function_definition", lowerFunctionStatement],
  ["decorated_definition", lowerDecorated],
  ["class_definition", (node, scope) => [lowerClass(node, node, scope)]],
  ["import_statement", lowerImport],
  ["import_from_statement", (node, scope) => [lowerImportFrom(node, scope)]],
  ["future_import_statement", (node, scope) => [lowerImportFrom(node, scope)]],
  ["raise_statement", lowerRaise],
  ["break_statement", (node, scope) => [{ kind: "break", value: null, range: rangeOf(node, scope) }]],
  ["continue_statement", (node, scope) => [{ kind: "continue", value: null, range: rangeOf(node, scope) }]],
  ["assert_statement", lowerOperands],
  ["delete_statement", lowerOperands],
  ["print_statement", lowerOperands],
  ["exec_statement", lowerOperands],
  ["pass_statement", () => []],
  ["global_statement", noteOuterNames],
  ["nonlocal_statement", noteOuterNames],
  ["block", (node, scope) => lowerBlock(node.children, scope)],
  ["ERROR", (node, scope) => lowerBroken(node.children, scope, lowerStatement)],
]);

/** `global history`: no statement of its own. */
function noteOuterNames(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const names = node.children.filter((child) => child.type === "identifier");
  scope.outerNames?.push(...names.map((name) => sourceOf(name, scope)));
  return [];
}

/** An expression in statement position, as broken code has them. */
function lowerExpressionNode(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const value = lowerExpression(node, scope);
  return [{ kind: "expression", value, range: rangeOf(node, scope) }];
}

function lowerOperands(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const value = otherAt(node, scope, lowerChildren(node, scope));
  return [{ kind: "expression", value, range: rangeOf(node, scope) }];
}

function lowerExpressionStatement(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const named = node.children.filter((child) => child.isNamed);
  const [only] = named;
  if (only && named.length === 1 && HANDLERS.has(only.type)) return lowerStatement(only, scope);
  const value = lowerSeveral(named, node, scope);
  return value ? [{ kind: "expression", value, range: rangeOf(node, scope) }] : [];
}

/** `a = b = v` with a plain name `b` is `b = v` and then `a = b`, which keeps the value's way visible. */
function lowerAssignment(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const left = childInField(node, "left");
  const right = childInField(node, "right");
  if (!left) return lowerOperands(node, scope);
  const range = rangeOf(node, scope);
  const annotation = lowerField(node, "type", scope);
  const inner = right?.type === "assignment" ? childInField(right, "left") : undefined;
  const isShared = right !== undefined && inner?.type === "identifier";
  const before = isShared ? lowerStatement(right, scope) : [];
  const target = lowerExpression(left, scope);
  const source = isShared ? inner : right;
  const value = source ? lowerExpression(source, scope) : null;
  return [...before, { kind: "assign", target, operator: "=", value, annotation, range }];
}

function lowerAugmented(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const left = childInField(node, "left");
  const sign = childInField(node, "operator");
  if (!left || !sign) return lowerOperands(node, scope);
  const target = lowerExpression(left, scope);
  const value = lowerField(node, "right", scope);
  const operator = sourceOf(sign, scope);
  return [{ kind: "assign", target, operator, value, annotation: null, range: rangeOf(node, scope) }];
}

/** `type X = T` binds like an assignment. */
function lowerTypeAlias(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const left = childInField(node, "left");
  if (!left) return lowerOperands(node, scope);
  const target = lowerExpression(left, scope);
  const value = lowerField(node, "right", scope);
  return [{ kind: "assign", target, operator: "=", value, annotation: null, range: rangeOf(node, scope) }];
}

function lowerReturn(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const values = node.children.filter((child) => child.isNamed);
  return [{ kind: "return", value: lowerSeveral(values, node, scope), range: rangeOf(node, scope) }];
}

function lowerRaise(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const raised = node.children.filter((child) => child.isNamed && child.field !== "cause");
  return [{ kind: "raise", value: lowerSeveral(raised, node, scope), range: rangeOf(node, scope) }];
}

interface Branch {
  readonly node: SyntaxNode;
  readonly test: Expr;
  readonly body: readonly Stmt[];
}

/** Longer `elif` chains continue beside the first part, not inside it, so that the facts stay shallow. */
const LONGEST_BRANCH_CHAIN = 50;

function lowerIf(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const clauses = childrenInField(node, "alternative");
  const tested = [node, ...clauses.filter((clause) => clause.type === "elif_clause")];
  const branches = tested.map((clause): Branch => {
    const test = lowerField(clause, "condition", scope) ?? otherAt(clause, scope);
    return { node: clause, test, body: lowerBody(clause, scope) };
  });
  const otherwise = clauses
    .filter((clause) => clause.type !== "elif_clause")
    .flatMap((clause) => lowerBody(clause, scope));
  return chainBranches(branches, otherwise, rangeOf(node, scope).end, scope);
}

/** `if`, `elif` … nested into each other from the last one; all end where the whole statement ends. */
function chainBranches(
  branches: readonly Branch[],
  otherwise: readonly Stmt[],
  end: number,
  scope: Scope,
): readonly Stmt[] {
  const out: Stmt[] = [];
  for (let first = 0; first < branches.length; first += LONGEST_BRANCH_CHAIN) {
    const group = branches.slice(first, first + LONGEST_BRANCH_CHAIN);
    const isLast = first + LONGEST_BRANCH_CHAIN >= branches.length;
    const chained = group.reduceRight<readonly Stmt[]>(
      (rest, { node, test, body: then }) => {
        const range = { start: rangeOf(node, scope).start, end };
        return [{ kind: "if", test, then, otherwise: rest, range }];
      },
      isLast ? otherwise : [],
    );
    out.push(...chained);
  }
  return out;
}

/** What stands in the `else` of a loop runs after it. */
function lowerLoopElse(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  return childrenInField(node, "alternative").flatMap((clause) => lowerBody(clause, scope));
}

function lowerFor(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const target = lowerField(node, "left", scope);
  const iterable = lowerField(node, "right", scope);
  const body = lowerBody(node, scope);
  const range = rangeOf(node, scope);
  return [
    { kind: "loop", form: "for-each", target, iterable, init: [], test: null, update: null, body, range },
    ...lowerLoopElse(node, scope),
  ];
}

function lowerWhile(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const test = lowerField(node, "condition", scope);
  const body = lowerBody(node, scope);
  const range = rangeOf(node, scope);
  return [
    { kind: "loop", form: "while", target: null, iterable: null, init: [], test, update: null, body, range },
    ...lowerLoopElse(node, scope),
  ];
}

/** The `else` of a `try` runs where the body went through, so it continues the body. */
function lowerTry(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const body = [...lowerBody(node, scope)];
  const handlers: (readonly Stmt[])[] = [];
  const last: Stmt[] = [];
  for (const clause of node.children) {
    if (clause.type === "else_clause") body.push(...lowerBody(clause, scope));
    else if (clause.type === "finally_clause") last.push(...lowerBody(clause, scope));
    else if (clause.type.startsWith("except")) handlers.push(lowerBody(clause, scope));
  }
  return [{ kind: "try", body, handlers, finally: last, range: rangeOf(node, scope) }];
}

function lowerWith(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const clause = node.children.find((child) => child.type === "with_clause");
  const items = (clause?.children ?? [])
    .filter((child) => child.type === "with_item")
    .map((item) => lowerWithItem(item, scope));
  return [{ kind: "with", items, body: lowerBody(node, scope), range: rangeOf(node, scope) }];
}

function lowerWithItem(item: SyntaxNode, scope: Scope): { value: Expr; target: Expr | null } {
  const node = childInField(item, "value");
  if (!node) return { value: otherAt(item, scope, lowerChildren(item, scope)), target: null };
  if (node.type !== "as_pattern") return { value: lowerExpression(node, scope), target: null };
  const value = node.children.find((child) => child.isNamed && child.field !== "alias");
  return {
    value: value ? lowerExpression(value, scope) : otherAt(node, scope),
    target: lowerField(node, "alias", scope),
  };
}

/** `match` as a chain of tests on its subject; a `case _` is the `else`. */
function lowerMatch(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const subject = lowerSeveral(childrenInField(node, "subject"), node, scope) ?? otherAt(node, scope);
  const block = node.children.find((child) => child.type === "block");
  const clauses = block?.children.filter((child) => child.type === "case_clause") ?? [];
  const branches: Branch[] = [];
  let otherwise: readonly Stmt[] = [];
  for (const clause of clauses) {
    // The subject is evaluated once: where it holds a call, only the first test may show it.
    const seen = branches.length === 0 || subject.kind === "name" || subject.kind === "member";
    const test = lowerCaseTest(clause, seen ? subject : otherAt(clause, scope), scope);
    const body = lowerBody(clause, scope);
    if (test) branches.push({ node: clause, test, body });
    else otherwise = [...otherwise, ...body];
  }
  const broken = block?.children.filter((child) => child.type === "ERROR") ?? [];
  const rest = [...lowerBlock(broken, scope), ...lowerErrors(node, scope)];
  if (branches.length === 0) {
    const range = rangeOf(node, scope);
    return [{ kind: "expression", value: subject, range }, ...otherwise, ...rest];
  }
  return [...chainBranches(branches, otherwise, rangeOf(node, scope).end, scope), ...rest];
}

function lowerErrors(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  return node.children
    .filter((child) => child.type === "ERROR")
    .flatMap((child) => lowerStatement(child, scope));
}

function lowerFunctionStatement(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const child = scope.nest(node, scope);
  const name = scope.nested[child]?.lowered.facts.name ?? "";
  return [{ kind: "function", name, child, range: rangeOf(node, scope) }];
}

/** A decorated function is nested as a whole, so that its text includes its decorators. */
function lowerDecorated(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const definition = childInField(node, "definition");
  if (definition?.type === "class_definition") return [lowerClass(definition, node, scope)];
  if (isOverload(node, scope)) return [];
  return definition ? lowerFunctionStatement(node, scope) : lowerOperands(node, scope);
}

/** `@overload`, `@typing.overload`: one of several signatures of the function that follows; it never runs. */
function isOverload(whole: SyntaxNode, scope: Scope): boolean {
  return whole.children.some(
    (child) => child.type === "decorator" && /^@\s*(\w+\.)?overload$/.test(sourceOf(child, scope).trim()),
  );
}

/** `whole` includes the decorators. */
function lowerClass(node: SyntaxNode, whole: SyntaxNode, scope: Scope): Stmt {
  const nameNode = childInField(node, "name");
  const name = nameNode ? sourceOf(nameNode, scope) : "";
  const superclasses = childInField(node, "superclasses")?.children ?? [];
  const bases = superclasses
    .filter((child) => child.isNamed && child.type !== "keyword_argument")
    .map((base) => lowerExpression(base, scope));
  const inside: Scope = { ...scope, className: name };
  const block = node.children.find((child) => child.type === "block");
  const { doc, rest } = splitDocstring(block?.children ?? [], scope);
  return {
    kind: "class",
    name,
    bases,
    decorators: lowerDecorators(whole, scope),
    doc,
    body: [...lowerErrors(node, inside), ...lowerBlock(rest, inside)],
    range: rangeOf(whole, scope),
  };
}

/** The expressions behind the `@` of a decorated definition. */
export function lowerDecorators(whole: SyntaxNode, scope: Scope): readonly Expr[] {
  return whole.children
    .filter((child) => child.type === "decorator")
    .flatMap((decorator) => lowerChildren(decorator, scope));
}
