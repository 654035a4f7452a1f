/**
 * What the tests around a use say of a text: `if "claude" in model:` before a request with that model, and
 * `elif provider == "openai":` before a look-up under the provider's name.
 */

import { lastNameOf, textOf } from "./expression-text";
import type { Expr, FunctionFacts } from "./ir";
import type { Located } from "./located";
import { assignmentsIn } from "./outline";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { type BranchTest, testsAround } from "./tests-around";
import { eachExpression, eachStatement } from "./walk";

/** Tests in tests. */
const MAX_DEPTH = 8;

/** Whether the use of a name may be reached while the name holds the text: false where a test around it rules that out. */
export function mayHold(program: Program, use: Located, text: string): boolean {
  const written = textOf(use.expr);
  return testsBefore(use, written).every(
    ({ test, holds }) => truthWith(program, { ...use, expr: test }, { written, text }, 0) !== !holds,
  );
}

/** The text that a name or a member must hold where it is used, since a test around it compares it with that text. */
export function saidByTest(use: Located): Expr | undefined {
  const { kind } = use.expr;
  if (kind !== "name" && kind !== "member" && kind !== "index") return undefined;
  const written = textOf(use.expr);
  for (const { test, holds } of testsBefore(use, written)) {
    const said = equalTo(test, holds, written);
    if (said) return said;
  }
  return undefined;
}

/** What was assigned before the use, with the names in it that tests around the use compare with a text: `model = MODELS[provider]`. */
export function asTested(assigned: Located, use: Located): Located {
  if (assigned.file !== use.file || assigned.fn !== use.fn) return assigned;
  let { expr } = assigned;
  for (const part of new Set(eachExpression(expr).filter(({ kind }) => kind === "name"))) {
    const said = saidByTest({ ...use, expr: { ...part, range: use.expr.range } });
    if (said) expr = replaced(expr, part, said);
  }
  return expr === assigned.expr ? assigned : { ...assigned, expr };
}

/** Tests around the use that ask for the name, which is not assigned between them and the use. */
function testsBefore({ file, fn, expr }: Located, written: string): readonly BranchTest[] {
  const facts = file.functions[fn]?.facts;
  if (!facts) return [];
  const use = expr.range.start;
  const tests = testsAround(facts.body, use).filter(({ test }) =>
    eachExpression(test).some((part) => part.kind === expr.kind && textOf(part) === written),
  );
  if (tests.length === 0) return tests;
  // What `options.model` says changes with `options` too.
  const parts = new Set(eachExpression(expr).map(textOf));
  const assigned = targetsIn(facts).flatMap((target) =>
    parts.has(textOf(target)) ? [target.range.start] : [],
  );
  return tests.filter(({ test }) => !assigned.some((start) => test.range.start < start && start < use));
}

/** All that the function assigns, in patterns, loops and `with` as well. */
function targetsIn(facts: FunctionFacts): readonly Expr[] {
  return eachStatement(facts.body).flatMap((stmt) => {
    const inner = assignmentsIn(facts, stmt).map(({ target }) => target);
    const items = stmt.kind === "with" ? stmt.items.map(({ target }) => target) : [];
    const own = stmt.kind === "assign" || stmt.kind === "loop" ? [stmt.target] : items;
    return [...own, ...inner].flatMap((target) => (target ? partsOfTarget(target) : []));
  });
}

function partsOfTarget(target: Expr): readonly Expr[] {
  switch (target.kind) {
    case "list":
      return target.items.flatMap(partsOfTarget);
    case "dict":
      return target.entries.flatMap(({ value }) => partsOfTarget(value));
    case "spread":
      return partsOfTarget(target.value);
    case "assignment":
      return partsOfTarget(target.target);
    default:
      return [target];
  }
}

function equalTo(test: Expr, holds: boolean, written: string): Expr | undefined {
  if (test.kind === "unary")
    return /^(not|!)$/.test(test.operator) ? equalTo(test.operand, !holds, written) : undefined;
  if (test.kind !== "binary") return undefined;
  const isAnd = /^(and|&&)$/.test(test.operator);
  if (isAnd && holds) return equalTo(test.left, true, written) ?? equalTo(test.right, true, written);
  if (!/^[=!]==?$/.test(test.operator) || test.operator.startsWith("=") !== holds) return undefined;
  const [side, other] = textOf(test.left) === written ? [test.left, test.right] : [test.right, test.left];
  return textOf(side) === written && other.kind === "string" && other.value !== "" ? other : undefined;
}

interface Held {
  /** The name as written, and the text it is taken to hold. */
  readonly written: string;
  readonly text: string;
}

/** true or false where the text decides the test. */
function truthWith(program: Program, at: Located, held: Held, depth: number): boolean | undefined {
  const { expr } = at;
  if (depth > MAX_DEPTH) return undefined;
  const inner = (part: Expr): boolean | undefined =>
    truthWith(program, { ...at, expr: part }, held, depth + 1);
  if (expr.kind === "unary") {
    const operand = /^(not|!)$/.test(expr.operator) ? inner(expr.operand) : undefined;
    return operand === undefined ? undefined : !operand;
  }
  if (expr.kind === "call") return asked(expr, held);
  if (expr.kind !== "binary") return undefined;
  const { operator, left, right } = expr;
  if (/^(and|&&|or|\|\|)$/.test(operator)) {
    const isAnd = /^(and|&&)$/.test(operator);
    const sides = [inner(left), inner(right)];
    if (sides.includes(!isAnd)) return !isAnd;
    return sides.includes(undefined) ? undefined : isAnd;
  }
  if (/^[=!]==?$/.test(operator)) {
    const [a, b] = [textIn(left, held), textIn(right, held)];
    return a === undefined || b === undefined ? undefined : (a === b) === operator.startsWith("=");
  }
  if (operator !== "in" && operator !== "not in") return undefined;
  const isIn = holdsIn(program, at, left, right, held);
  return isIn === undefined ? undefined : isIn === (operator === "in");
}

/** `model in ["a", "b"]`, `"claude" in model`. */
function holdsIn(program: Program, at: Located, item: Expr, whole: Expr, held: Held): boolean | undefined {
  const part = textIn(item, held);
  if (part === undefined) return undefined;
  const text = textIn(whole, held);
  if (text !== undefined) return text.includes(part);
  const value = resolve(program, { ...at, expr: whole });
  const list = value.kind === "expression" ? value.at.expr : undefined;
  if (list?.kind !== "list" || !list.items.every(({ kind }) => kind === "string")) return undefined;
  return list.items.some((each) => each.kind === "string" && each.value === part);
}

/** `model.startswith("gpt")`, `model.includes("claude")`, Go's `strings.HasPrefix(model, "gpt")`. */
function asked({ callee, args }: Extract<Expr, { kind: "call" }>, held: Held): boolean | undefined {
  if (callee.kind !== "member") return undefined;
  const given = args.map(({ value }) => value);
  const isGo = /^(HasPrefix|HasSuffix|Contains)$/.test(callee.name);
  const [whole, part] = isGo ? given : [callee.object, given[0]];
  const text = whole && textIn(whole, held);
  if (text === undefined || part === undefined) return undefined;
  const parts = (part.kind === "list" ? part.items : [part]).map((each) => textIn(each, held));
  const test = TESTS.find(([names]) => names.test(callee.name))?.[1];
  if (!test || parts.includes(undefined)) return undefined;
  return parts.some((each) => each !== undefined && test(text, each));
}

const TESTS: readonly (readonly [RegExp, (text: string, part: string) => boolean])[] = [
  [/^(startswith|startsWith|HasPrefix)$/, (text, part) => text.startsWith(part)],
  [/^(endswith|endsWith|HasSuffix)$/, (text, part) => text.endsWith(part)],
  [/^(includes|Contains)$/, (text, part) => text.includes(part)],
];

function textIn(expr: Expr, held: Held): string | undefined {
  if (expr.kind === "string") return expr.value;
  if (expr.kind === "call") {
    const isLowered = /^(lower|toLowerCase)$/.test(lastNameOf(expr.callee)) && expr.callee.kind === "member";
    const text = isLowered && expr.callee.kind === "member" ? textIn(expr.callee.object, held) : undefined;
    return text?.toLowerCase();
  }
  return textOf(expr) === held.written ? held.text : undefined;
}

/** The expression with one name in it replaced, as far as look-ups and fallbacks go. */
function replaced(expr: Expr, name: Expr, by: Expr): Expr {
  const inner = (part: Expr): Expr => replaced(part, name, by);
  if (expr === name) return by;
  switch (expr.kind) {
    case "binary":
      return { ...expr, left: inner(expr.left), right: inner(expr.right) };
    case "index":
      return { ...expr, index: inner(expr.index) };
    case "conditional":
      return { ...expr, then: inner(expr.then), otherwise: inner(expr.otherwise) };
    case "call":
      return { ...expr, args: expr.args.map((arg) => ({ ...arg, value: inner(arg.value) })) };
    default:
      return expr;
  }
}
