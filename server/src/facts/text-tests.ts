/**
 * What the tests around a use say of a text: `if "claude" in model:` before a request with that model, and
 * `elif provider == "openai":` before a look-up under the provider's name.
 */

import { textOf } from "./expression-text";
import type { Expr, FunctionFacts } from "./ir";
import type { Located } from "./located";
import { assignmentsIn } from "./outline";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { type BranchTest, testsAround } from "./tests-around";
import { type Held, truthWith } from "./text-conditions";
import { eachExpression, eachStatement } from "./walk";

/** Whether the use of a name may be reached while the name holds the text: false where a test around it rules that out. */
export function mayHold(program: Program, use: Located, text: string): boolean {
  const written = textOf(use.expr);
  return testsBefore(use, written).every(
    ({ test, holds }) =>
      !(text === "" && holds && asksForAny(test, written)) &&
      truthFor(program, { ...use, expr: test }, { written, text }) !== !holds,
  );
}

/** `if model:`, alone or with more: nothing passes it. */
function asksForAny(test: Expr, written: string): boolean {
  if (test.kind === "binary" && /^(and|&&)$/.test(test.operator))
    return asksForAny(test.left, written) || asksForAny(test.right, written);
  return (test.kind === "name" || test.kind === "member") && textOf(test) === written;
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

/** true or false where the text that a name holds decides the test: `name.startswith("gpt")` with "gpt-5". */
export function saidOfText(
  program: Program,
  test: Located,
  textHeld: (name: Located) => string | undefined,
): boolean | undefined {
  const names = eachExpression(test.expr).filter(({ kind }) => kind === "name" || kind === "member");
  for (const [written, expr] of new Map(names.map((name) => [textOf(name), name]))) {
    const text = textHeld({ ...test, expr });
    const truth = text === undefined ? undefined : truthFor(program, test, { written, text });
    if (truth !== undefined) return truth;
  }
  return undefined;
}

/** true or false where the text decides the test. */
function truthFor(program: Program, { expr, ...at }: Located, held: Held): boolean | undefined {
  return truthWith(expr, held, (list) => {
    const value = resolve(program, { ...at, expr: list });
    return value.kind === "expression" ? value.at.expr : undefined;
  });
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
