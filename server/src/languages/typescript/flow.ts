/** Loops and switches. */
import type { Expr, Stmt } from "../../facts/ir";
import {
  childInField,
  childOfType,
  childrenInField,
  namedChildren,
  type SyntaxNode,
} from "../../syntax/syntax-node";
import { lowerTarget } from "./patterns";
import { declare, MAX_DEPTH, rangeOf, type Scope } from "./scope";

type LowerBody = (node: SyntaxNode | undefined, scope: Scope) => readonly Stmt[];

/** for-of, for-in and for-await. */
export function lowerForIn(node: SyntaxNode, scope: Scope, out: Stmt[], lowerBody: LowerBody): void {
  const left = childInField(node, "left");
  const right = childInField(node, "right");
  const target = left ? loopTarget(left, scope) : null;
  if (target) declare(target, scope);
  out.push({
    kind: "loop",
    form: "for-each",
    target,
    iterable: right ? scope.file.lower.expression(right, scope) : null,
    init: [],
    test: null,
    update: null,
    body: inLoop(scope, () => lowerBody(childInField(node, "body"), scope)),
    range: rangeOf(node, scope),
  });
}

/** The grammar reads `for await (let [a, b] of c)` as an index into a variable named `let`. */
function loopTarget(left: SyntaxNode, scope: Scope): Expr {
  const object = left.type === "subscript_expression" ? childInField(left, "object") : undefined;
  const isLet = object !== undefined && scope.file.text.slice(object.start, object.end) === "let";
  const index = isLet ? childInField(left, "index") : undefined;
  if (!index) return lowerTarget(left, scope);
  const parts = index.type === "sequence_expression" ? namedChildren(index) : [index];
  return { kind: "list", items: parts.map((part) => lowerTarget(part, scope)), range: rangeOf(index, scope) };
}

export function lowerFor(node: SyntaxNode, scope: Scope, out: Stmt[], lowerBody: LowerBody): void {
  const init = lowerBody(childInField(node, "initializer"), scope);
  const test = conditionOf(node, scope);
  const increment = childInField(node, "increment");
  const update = increment ? scope.file.lower.expression(increment, scope) : null;
  const body = inLoop(scope, () => lowerBody(childInField(node, "body"), scope));
  out.push({
    kind: "loop",
    form: "c-for",
    target: null,
    iterable: null,
    init,
    test,
    update,
    body,
    range: rangeOf(node, scope),
  });
}

export function lowerWhile(node: SyntaxNode, scope: Scope, out: Stmt[], lowerBody: LowerBody): void {
  const isDo = node.type === "do_statement";
  const body = (): readonly Stmt[] => inLoop(scope, () => lowerBody(childInField(node, "body"), scope));
  // In source order, so that functions inside keep theirs.
  const early = isDo ? body() : null;
  const test = conditionOf(node, scope);
  out.push({
    kind: "loop",
    form: isDo ? "do" : "while",
    target: null,
    iterable: null,
    init: [],
    test,
    update: null,
    body: early ?? body(),
    range: rangeOf(node, scope),
  });
}

function conditionOf(node: SyntaxNode, scope: Scope): Expr | null {
  const condition = childInField(node, "condition");
  if (!condition || condition.type === "empty_statement") return null;
  const inner = condition.type === "expression_statement" ? namedChildren(condition)[0] : condition;
  return inner ? scope.file.lower.expression(inner, scope) : null;
}

function inLoop<T>(scope: Scope, lower: () => T): T {
  return withSwitch(scope, false, lower);
}

function withSwitch<T>(scope: Scope, isInSwitch: boolean, lower: () => T): T {
  const outer = scope.isInSwitch;
  scope.isInSwitch = isInSwitch;
  const lowered = lower();
  scope.isInSwitch = outer;
  return lowered;
}

interface Branch {
  readonly tests: Expr[];
  readonly isDefault: boolean;
  readonly body: readonly Stmt[];
  readonly node: SyntaxNode;
}

/**
 * A switch is a chain of ifs over `value === case`; cases without a body share the next one's, and `default` comes last.
 * A body that falls through is not repeated in the next branch.
 */
export function lowerSwitch(
  node: SyntaxNode,
  scope: Scope,
  out: Stmt[],
  lowerBlock: (nodes: readonly SyntaxNode[], scope: Scope) => readonly Stmt[],
): void {
  const value = childInField(node, "value");
  const subject: Expr = value
    ? scope.file.lower.expression(value, scope)
    : { kind: "other", operands: [], range: rangeOf(node, scope) };
  const body = childInField(node, "body") ?? childOfType(node, "switch_body");
  const branches = withSwitch(scope, true, () => branchesOf(body, subject, scope, lowerBlock));
  const fallback = branches.find((branch) => branch.isDefault);
  const tested = branches.filter((branch) => !branch.isDefault);
  // A switch of no end is no reason for a chain that overflows the stack of whoever walks it.
  const chained = tested.slice(0, MAX_DEPTH / 2);
  let rest: readonly Stmt[] = [
    ...tested.slice(chained.length).map((branch) => branchIf(branch, [], scope)),
    ...(fallback?.body ?? []),
  ];
  for (const branch of chained.reverse()) rest = [branchIf(branch, rest, scope)];
  const needsSubject = chained.length === 0 && subject.kind !== "name" && subject.kind !== "member";
  if (needsSubject) out.push({ kind: "expression", value: subject, range: subject.range });
  out.push(...rest);
}

function branchesOf(
  body: SyntaxNode | undefined,
  subject: Expr,
  scope: Scope,
  lowerBlock: (nodes: readonly SyntaxNode[], scope: Scope) => readonly Stmt[],
): readonly Branch[] {
  const branches: Branch[] = [];
  let tests: Expr[] = [];
  let isDefault = false;
  for (const part of body ? namedChildren(body) : []) {
    const value = childInField(part, "value");
    if (value) tests.push(caseTest(value, subject, branches.length === 0 && tests.length === 0, scope));
    if (part.type === "switch_default") isDefault = true;
    const statements = childrenInField(part, "body");
    if (statements.length === 0 && part.type !== "ERROR") continue;
    branches.push({ tests, isDefault, body: lowerBlock(statements, scope), node: part });
    tests = [];
    isDefault = false;
  }
  return branches;
}

/** Calls in the subject run once: only the first test holds the subject itself, later ones only name it. */
function caseTest(value: SyntaxNode, subject: Expr, isFirst: boolean, scope: Scope): Expr {
  const range = rangeOf(value, scope);
  const right = scope.file.lower.expression(value, scope);
  const isPlain = subject.kind === "name" || subject.kind === "member";
  const left: Expr = isFirst || isPlain ? subject : { kind: "other", operands: [], range: subject.range };
  return { kind: "binary", operator: "===", left, right, range };
}

function branchIf(branch: Branch, otherwise: readonly Stmt[], scope: Scope): Stmt {
  const range = rangeOf(branch.node, scope);
  const [first, ...more] = branch.tests;
  const test = more.reduce<Expr>(
    (left, right) => ({ kind: "binary", operator: "||", left, right, range }),
    first ?? { kind: "other", operands: [], range },
  );
  return { kind: "if", test, then: branch.body, otherwise, range };
}
