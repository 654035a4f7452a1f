/** Reads of a person's answer that only let the program go on, or do not: `if input("Run it? ") != "y": break`. The model is told nothing. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts, FunctionFacts, Stmt } from "../facts/ir";
import { eachStatement, expressionsOf, operandsOf } from "../facts/walk";

type Is = (expr: Expr) => boolean;

/** Whether what the statement reads of a person, by calls that `asks` tells, is compared and no more. In Go it is read into an argument. */
export function isConfirmation(
  { language, functions }: FileFacts,
  fn: number,
  stmt: Stmt,
  asks: Is,
): boolean {
  const facts = functions[fn]?.facts;
  if (language === "go" || !facts) return false;
  const isAsked: Is = (expr) => expr.kind === "call" && asks(expr) && !operandsOf(expr).some(asks);
  const isWaited: Is = (expr) => isAsked(expr) || (expr.kind === "await" && isAsked(expr.value));
  switch (stmt.kind) {
    case "if":
    case "loop":
      return stmt.test !== null && asks(stmt.test) && !exposes(stmt.test, isWaited, true);
    case "expression":
      // `input("Press Enter to go on")`.
      return isAsked(stmt.value) && stmt.value.kind === "call" && lastNameOf(stmt.value.callee) === "input";
    case "assign":
      return (
        stmt.target.kind === "name" &&
        stmt.value !== null &&
        isPartOf(stmt.value, isWaited) &&
        isOnlyCompared(facts, stmt.target.name)
      );
    default:
      return false;
  }
}

function isOnlyCompared({ body }: FunctionFacts, name: string): boolean {
  const isIt: Is = (expr) => expr.kind === "name" && expr.name === name;
  return eachStatement(body).every((stmt) => {
    // `answer = answer.lower()`.
    if (stmt.kind === "assign" && isIt(stmt.target))
      return stmt.value === null || isPartOf(stmt.value, isIt) || !exposes(stmt.value, isIt, false);
    return !expressionsOf(stmt).some((expr) =>
      exposes(expr, isIt, (stmt.kind === "if" || stmt.kind === "loop") && expr === stmt.test),
    );
  });
}

const COMPARES = /^([!=]==?|[<>]=?|(not )?in|is( not)?)$/;
/** Questions about a text. */
const TESTS = /^(starts_?with|ends_?with|includes|isdigit|isnumeric|match|test)$/i;

/** Whether the expression makes more of it than a yes or no. */
function exposes(expr: Expr, isIt: Is, inTest: boolean): boolean {
  if (isPartOf(expr, isIt)) return !inTest;
  if (expr.kind === "unary" && /^(not|!)$/.test(expr.operator)) return exposes(expr.operand, isIt, true);
  if (expr.kind === "binary") {
    const isTest = COMPARES.test(expr.operator) || (inTest && /^(and|or|&&|\|\|)$/.test(expr.operator));
    return exposes(expr.left, isIt, isTest) || exposes(expr.right, isIt, isTest);
  }
  if (expr.kind === "call" && expr.callee.kind === "member" && TESTS.test(expr.callee.name))
    return [expr.callee.object, ...expr.args.map(({ value }) => value)].some((part) =>
      exposes(part, isIt, true),
    );
  return operandsOf(expr).some((part) => exposes(part, isIt, false));
}

/** `answer`, `answer.strip().lower()`, `answer[0]`, `len(answer)`. */
function isPartOf(expr: Expr, isIt: Is): boolean {
  if (isIt(expr)) return true;
  if (expr.kind === "index" || expr.kind === "slice") return isPartOf(expr.object, isIt);
  if (expr.kind === "member") return expr.name === "length" && isPartOf(expr.object, isIt);
  if (expr.kind !== "call") return false;
  const { callee, args } = expr;
  if (callee.kind === "member") return FORMS.test(callee.name) && isPartOf(callee.object, isIt);
  const [only, ...others] = args;
  return /^(len|str|String)$/.test(lastNameOf(callee)) && others.length === 0 && isGiven(only?.value, isIt);
}

function isGiven(value: Expr | undefined, isIt: Is): boolean {
  return value !== undefined && isPartOf(value, isIt);
}

/** Another form of the same text. */
const FORMS = /^([lr]?strip|lower|upper|casefold|trim|toLowerCase|toUpperCase|charAt|toString)$/;
