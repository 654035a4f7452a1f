/** Go statements to the language-neutral form. */
import { lastNameOf } from "../../facts/expression-text";
import type { Expr, Stmt } from "../../facts/ir";
import { childInField, childrenInField, type SyntaxNode } from "../../syntax/syntax-node";
import { descend, otherAt, rangeOf, type Scope, sourceOf } from "../scope";
import { withErrorChecks } from "./error-checks";
import { lowerExpression, lowerList } from "./expressions";
import { zeroStruct } from "./tags";
import { lowerType } from "./types";

type Lower = (node: SyntaxNode, scope: Scope) => readonly Stmt[];

/** The statements of a block, a file, or a broken part of one. */
export function lowerBlock(nodes: readonly SyntaxNode[], scope: Scope): readonly Stmt[] {
  return withErrorChecks(nodes.filter((node) => node.isNamed).flatMap((node) => lowerStatement(node, scope)));
}

function lowerStatement(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const lower = HANDLERS.get(node.type) ?? lowerExpressionNode;
  return descend(scope, () => lower(node, scope), []);
}

const inside: Lower = (node, scope) => lowerBlock(node.children, scope);
const nothing: Lower = () => [];

const HANDLERS: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["block", inside],
  ["statement_list", inside],
  ["labeled_statement", inside],
  ["go_statement", inside],
  ["defer_statement", inside],
  ["expression_statement", inside],
  ["ERROR", inside],
  ["const_declaration", inside],
  ["var_declaration", inside],
  ["var_spec_list", inside],
  ["const_spec", lowerSpec],
  ["var_spec", lowerSpec],
  ["short_var_declaration", lowerAssignment],
  ["assignment_statement", lowerAssignment],
  ["inc_statement", (node, scope) => lowerStep(node, "+=", scope)],
  ["dec_statement", (node, scope) => lowerStep(node, "-=", scope)],
  ["receive_statement", lowerAssignment],
  ["return_statement", lowerReturn],
  ["if_statement", lowerIf],
  ["for_statement", lowerFor],
  ["expression_switch_statement", lowerSwitch],
  ["type_switch_statement", lowerSwitch],
  ["select_statement", lowerSwitch],
  ["break_statement", lowerBreak],
  ["continue_statement", (node, scope) => [{ kind: "continue", value: null, range: rangeOf(node, scope) }]],
  ["comment", nothing],
  ["package_clause", nothing],
  ["label_name", nothing],
  ["fallthrough_statement", nothing],
  ["goto_statement", nothing],
  ["empty_statement", nothing],
  // Declarations inside functions: types there have no methods, and nothing is read off them.
  ["type_declaration", nothing],
  ["import_declaration", nothing],
]);

function lowerExpressionNode(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const value = lowerExpression(node, scope);
  return [{ kind: "expression", value, range: rangeOf(node, scope) }];
}

/** `var a, b T = x, y`. A slice or map that is only declared is empty, a struct has its zero values. */
function lowerSpec(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const names = childrenInField(node, "name");
  const type = childInField(node, "type");
  const annotation = type ? lowerType(type, scope) : null;
  const values = lowerList(childInField(node, "value"), scope);
  const targets = names.map((name) => lowerExpression(name, scope));
  if (values.length > 0) return assign(node, targets, values, "=", annotation, scope);
  return targets.map((target): Stmt => {
    const value = type ? zeroOf(type, annotation, scope) : null;
    return { kind: "assign", target, operator: "=", value, annotation, range: rangeOf(node, scope) };
  });
}

/** What a variable of the type holds before anybody gives it something; null where that says nothing. */
export function zeroOf(type: SyntaxNode, annotation: Expr | null, scope: Scope): Expr | null {
  const range = rangeOf(type, scope);
  if (type.type === "slice_type") return { kind: "list", items: [], range };
  if (type.type === "map_type") return { kind: "dict", entries: [], range };
  if (type.type === "struct_type") return zeroStruct(type, scope);
  const isStruct = type.type === "qualified_type" && annotation !== null;
  return isStruct ? { kind: "call", callee: annotation, args: [], isNew: true, range } : null;
}

function lowerAssignment(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const added = addedBehindPointer(node, scope);
  if (added) return [added];
  const right = childInField(node, "right");
  const values =
    right?.type === "expression_list"
      ? lowerList(right, scope)
      : right
        ? [lowerExpression(right, scope)]
        : [];
  const operator = childInField(node, "operator");
  const sign = operator ? sourceOf(operator, scope) : "=";
  return assign(node, lowerList(childInField(node, "left"), scope), values, sign, null, scope);
}

/** `*history = append(*history, x)` adds to the caller's list, as `history.append(x)` does elsewhere; without the star it makes a list of its own. */
function addedBehindPointer(node: SyntaxNode, scope: Scope): Stmt | undefined {
  const [left, right] = [childInField(node, "left"), childInField(node, "right")];
  const target = left && lowerList(left, scope)[0];
  if (target?.kind !== "name" || !sourceOf(left as SyntaxNode, scope).startsWith("*")) return undefined;
  const list = right && lowerList(right, scope)[0];
  const [whole, ...items] = list?.kind === "list" ? list.items : [];
  if (whole?.kind !== "spread" || whole.value.kind !== "name" || whole.value.name !== target.name)
    return undefined;
  const range = rangeOf(node, scope);
  const callee: Expr = { kind: "member", object: target, name: "append", nameRange: target.range, range };
  const args = items.map((value) => ({ name: null, spread: false, value }));
  return { kind: "expression", value: { kind: "call", callee, args, isNew: false, range }, range };
}

/**
 * One statement per pair. A call that returns several values gives the first name its result; the others (`err`, `ok`) come out of the
 * same call, whose result is not theirs.
 */
function assign(
  node: SyntaxNode,
  targets: readonly Expr[],
  values: readonly Expr[],
  operator: string,
  annotation: Expr | null,
  scope: Scope,
): readonly Stmt[] {
  const range = rangeOf(node, scope);
  const [only] = values;
  const spreads = only !== undefined && values.length === 1 && targets.length > 1;
  return targets.flatMap((target, index): readonly Stmt[] => {
    const shared = spreads && index > 0 ? otherAt(node, scope) : undefined;
    const value = shared ?? values[index] ?? null;
    if (target.kind === "name" && target.name === "_") {
      return value && !shared ? [{ kind: "expression", value, range }] : [];
    }
    return [{ kind: "assign", target, operator, value, annotation, range }];
  });
}

/** `i++`. */
function lowerStep(node: SyntaxNode, operator: string, scope: Scope): readonly Stmt[] {
  const [counted] = node.children.filter((child) => child.isNamed);
  if (!counted) return [];
  const range = rangeOf(node, scope);
  const value: Expr = { kind: "number", value: 1, range };
  return [
    { kind: "assign", target: lowerExpression(counted, scope), operator, value, annotation: null, range },
  ];
}

/** The first result; errors and flags come last, and calls in them are kept. */
function lowerReturn(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const list = node.children.find((child) => child.isNamed && child.type !== "comment");
  const [first, ...rest] = list?.type === "expression_list" ? lowerList(list, scope) : [];
  const range = rangeOf(node, scope);
  const others = rest.filter(
    (value) => value.kind !== "null" && value.kind !== "name" && value.kind !== "boolean",
  );
  const named: Expr | null =
    scope.resultName === null ? null : { kind: "name", name: scope.resultName, range };
  return [
    ...others.map((value): Stmt => ({ kind: "expression", value, range: value.range })),
    { kind: "return", value: first ?? named, range },
  ];
}

/** What an `if` or `switch` does first stands before it. */
function initializerOf(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const first = childInField(node, "initializer");
  return first ? lowerStatement(first, scope) : [];
}

function lowerIf(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const before = initializerOf(node, scope);
  const condition = childInField(node, "condition");
  const test = condition ? lowerExpression(condition, scope) : otherAt(node, scope);
  const [then, otherwise] = ["consequence", "alternative"].map((field) => {
    const branch = childInField(node, field);
    return branch ? lowerStatement(branch, scope) : [];
  });
  const range = rangeOf(node, scope);
  return withErrorChecks([
    ...before,
    { kind: "if", test, then: then ?? [], otherwise: otherwise ?? [], range },
  ]);
}

function lowerFor(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const body = lowerBlock(childrenInField(node, "body"), scope);
  const range = rangeOf(node, scope);
  const head = node.children.find(
    (child) => child.isNamed && child.field !== "body" && child.type !== "comment",
  );
  const loop = {
    kind: "loop",
    target: null,
    iterable: null,
    init: [],
    test: null,
    update: null,
    body,
    range,
  } as const;
  if (head?.type === "range_clause") return [{ ...loop, form: "for-each", ...rangeClause(head, scope) }];
  if (head?.type !== "for_clause") {
    const test: Expr = head ? lowerExpression(head, scope) : { kind: "boolean", value: true, range };
    return [{ ...loop, form: "while", test }];
  }
  const [first, condition, last] = ["initializer", "condition", "update"].map((field) =>
    childInField(head, field),
  );
  const [step] = last ? lowerStatement(last, scope) : [];
  return [
    {
      ...loop,
      form: "c-for",
      init: first ? lowerStatement(first, scope) : [],
      test: condition ? lowerExpression(condition, scope) : null,
      update: step?.kind === "assign" ? updateOf(step) : step?.kind === "expression" ? step.value : null,
    },
  ];
}

/** `i++` as the expression `i = i + 1`. */
function updateOf({ target, operator, value, range }: Extract<Stmt, { kind: "assign" }>): Expr | null {
  if (!value) return null;
  const next: Expr =
    operator === "="
      ? value
      : { kind: "binary", operator: operator.slice(0, -1), left: target, right: value, range };
  return { kind: "assignment", target, value: next, range };
}

/** `for i, x := range xs` walks over x; `for i := range 10` counts. */
function rangeClause(node: SyntaxNode, scope: Scope): { target: Expr | null; iterable: Expr | null } {
  const names = lowerList(childInField(node, "left"), scope);
  const right = childInField(node, "right");
  const over = right ? lowerExpression(right, scope) : null;
  const target = names.at(-1) ?? null;
  const isCount = over !== null && names.length <= 1 && (over.kind === "number" || isCounter(over));
  if (!isCount) return { target: names.length === 1 ? null : target, iterable: over };
  const callee: Expr = { kind: "name", name: "range", range: over.range };
  const args = [{ name: null, spread: false, value: over }];
  return { target, iterable: { kind: "call", callee, args, isNew: false, range: over.range } };
}

/** Names of numbers: `for i := range maxTurns`. */
function isCounter(expr: Expr): boolean {
  const name = lastNameOf(expr);
  return /^(n|max|num|count|limit|steps|turns|iterations|attempts|retries)/i.test(name);
}

/** `break outer` leaves the loop of that label, whatever switch it stands in. */
function lowerBreak(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const label = node.children.find((child) => child.type === "label_name");
  const range = rangeOf(node, scope);
  const value: Expr | null = label ? { kind: "name", name: sourceOf(label, scope), range } : null;
  return [{ kind: "break", value, range }];
}

/** Cases as a chain of `if`; a plain `break` in one ends the switch and is left out. */
function lowerSwitch(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const before = initializerOf(node, scope);
  const subject = childInField(node, "value");
  const value = subject ? lowerExpression(subject, scope) : null;
  const clauses = node.children.filter((child) => /_case$/.test(child.type));
  const isDefault = (clause: SyntaxNode): boolean => clause.type === "default_case";
  const last = clauses.find(isDefault);
  const tested = clauses.filter((clause) => !isDefault(clause));
  const chain = tested.reduceRight<readonly Stmt[]>(
    (otherwise, clause) => {
      const [test, then] = [caseTest(clause, value, scope), caseBody(clause, scope)];
      return [{ kind: "if", test, then, otherwise, range: rangeOf(clause, scope) }];
    },
    last ? caseBody(last, scope) : [],
  );
  return [...before, ...chain];
}

function caseBody(clause: SyntaxNode, scope: Scope): readonly Stmt[] {
  const sent = childInField(clause, "communication");
  const held = clause.children.filter((child) => child.type === "statement_list");
  return withoutBreaks([...(sent ? lowerStatement(sent, scope) : []), ...lowerBlock(held, scope)]);
}

function caseTest(clause: SyntaxNode, subject: Expr | null, scope: Scope): Expr {
  const range = rangeOf(clause, scope);
  const values = lowerList(childInField(clause, "value"), scope);
  const tests = values.map(
    (value): Expr =>
      subject ? { kind: "binary", operator: "==", left: subject, right: value, range: value.range } : value,
  );
  const [first, ...rest] = tests;
  if (!first) return otherAt(clause, scope);
  return rest.reduce<Expr>((left, right) => ({ kind: "binary", operator: "||", left, right, range }), first);
}

function withoutBreaks(body: readonly Stmt[]): readonly Stmt[] {
  return body.flatMap((stmt): readonly Stmt[] => {
    if (stmt.kind === "break") return stmt.value ? [stmt] : [];
    if (stmt.kind !== "if") return [stmt];
    return [{ ...stmt, then: withoutBreaks(stmt.then), otherwise: withoutBreaks(stmt.otherwise) }];
  });
}
