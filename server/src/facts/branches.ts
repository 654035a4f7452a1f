/**
 * Which branch runs, where a setting decides: `if solo: path = A else: path = B` with `solo=True` passed, or with the default of the
 * parameter where the call that is followed passes nothing.
 */
import { argumentForParameter } from "./arguments";
import { fallbackOf, isEnvironment, isLeftOut, variableOf } from "./environment";
import { lastNameOf } from "./expression-text";
import { fixedValue, type Plain } from "./fixed-values";
import { type Expr, isScript, type Stmt } from "./ir";
import type { Frame, Located } from "./located";
import { onlyAssigned } from "./only-assigned";
import type { Binding, Program, Value } from "./program";
import { resolve } from "./resolve";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { type BranchTest, testsAround, testsUpTo } from "./tests-around";
import { saidOfText } from "./text-tests";
import { holdsUse, withFrame } from "./values";
import { eachStatement } from "./walk";

/** Tests in tests, names that lead to names. */
const MAX_DEPTH = 8;

/** true or false where the code and what is passed decide it; else undefined. */
export function truthOf(program: Program, at: Located, depth = 0): boolean | undefined {
  const { expr } = at;
  if (depth > MAX_DEPTH) return undefined;
  const inner = (value: Expr): boolean | undefined => truthOf(program, { ...at, expr: value }, depth + 1);
  switch (expr.kind) {
    case "boolean":
      return expr.value;
    case "null":
      return false;
    case "unary": {
      const operand = /^(not|!)$/.test(expr.operator) ? inner(expr.operand) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case "binary":
      return binaryTruth(program, at, expr, inner);
    case "name": {
      const value = settingOf(program, at);
      if (value) return value.expr !== expr ? truthOf(program, value, depth + 1) : undefined;
      const fixed = fixedValue(program, at);
      if (typeof fixed === "boolean") return fixed;
      const only = choiceOf(at);
      return only && truthOf(program, only, depth + 1);
    }
    case "conditional": {
      const test = inner(expr.test);
      return test === undefined ? undefined : inner(test ? expr.then : expr.otherwise);
    }
    case "member":
    case "index":
    case "call":
      return isUnset(program, at) ? false : undefined;
    default:
      return undefined;
  }
}

/** `process.env.AZURE_ENDPOINT`, which the program's example files do not name. */
function isUnset(program: Program, { file, expr }: Located): boolean {
  if (!isEnvironment(expr) || (expr.kind === "call" && fallbackOf(expr))) return false;
  const variable = variableOf(expr);
  return variable !== undefined && isLeftOut(program, file.path, variable);
}

/** The choice behind a name that is given nothing else: `const custom = process.env.CUSTOM ? openai(…) : undefined`. */
function choiceOf({ file, fn, expr, frame }: Located): Located | undefined {
  const [only, ...others] = expr.kind === "name" ? (lookUp(file, fn, expr.name)?.bindings ?? []) : [];
  if (only?.kind !== "assign" || only.operator !== "=" || only.path.length > 0 || others.length > 0)
    return undefined;
  const { value } = only;
  return value.expr.kind === "conditional" || isEnvironment(value.expr) ? withFrame(value, frame) : undefined;
}

function binaryTruth(
  program: Program,
  at: Located,
  expr: Extract<Expr, { kind: "binary" }>,
  inner: (value: Expr) => boolean | undefined,
): boolean | undefined {
  const { operator, left, right } = expr;
  const equal = /^(==|===|!=|!==|is|is not)$/.test(operator);
  if (equal) {
    const given = right.kind === "null" ? isGiven(program, { ...at, expr: left }) : undefined;
    if (given !== undefined) return given === /!|not/.test(operator);
    const [a, b] = [left, right].map((side) => plainValue(program, { ...at, expr: side }));
    if (a === undefined || b === undefined) return undefined;
    return (a === b) === !/!|not/.test(operator);
  }
  if (operator === "in" || operator === "not in") {
    const isMember = isAmong(program, at, left, right);
    return isMember === undefined ? undefined : isMember === (operator === "in");
  }
  const isAnd = operator === "and" || operator === "&&";
  if (!isAnd && operator !== "or" && operator !== "||") return undefined;
  const sides = [inner(left), inner(right)];
  if (sides.includes(!isAnd)) return !isAnd;
  return sides.includes(undefined) ? undefined : isAnd;
}

/**
 * Whether the call that is followed hands the parameter something, for tests like `format == null`: nothing where it stops before it, in a
 * language in which that is no error; something where it passes what can be seen to be there.
 */
function isGiven(program: Program, at: Located): boolean | undefined {
  const { expr, frame } = at;
  const found = expr.kind === "name" ? lookUp(at.file, at.fn, expr.name) : undefined;
  const [only, ...others] = found?.bindings ?? [];
  if (only?.kind !== "parameter" || others.length > 0 || frame?.fn !== found?.fn || frame?.file !== at.file)
    return undefined;
  const passed = frame && argumentForParameter(frame, only.name);
  if (passed) return isSomething(resolve(program, passed)) || undefined;
  const own = at.file.functions[frame?.fn ?? 0]?.facts;
  const isOwn = own?.params.some(({ name, kind }) => name === only.name && kind === "positional") === true;
  const args = frame?.call.expr.kind === "call" ? frame.call.expr.args : [];
  // A function that is handed to another one is called with what does not show.
  const isCall = frame?.call.expr.kind === "call" && lastNameOf(frame.call.expr.callee) === own?.name;
  if (!isScript(at.file.language) || !isOwn || !isCall || args.some(({ spread }) => spread)) return undefined;
  return only.defaultValue ? undefined : false;
}

/** A literal, a function, a class, an object of one, or what helpers make to describe an answer (`zodTextFormat(Plan, "plan")`). */
function isSomething(value: Value): boolean {
  if (value.kind === "expression")
    return /^(string|template|number|list|dict|function)$/.test(value.at.expr.kind);
  if (value.kind !== "external-object") return /^(instance|function|class)$/.test(value.kind);
  const call = value.call?.expr;
  return call?.kind === "call" && (call.isNew || /(format|schema)$/i.test(lastNameOf(call.callee)));
}

/** `provider in ("a", "b")`, where all of it is known. */
function isAmong(program: Program, at: Located, item: Expr, list: Expr): boolean | undefined {
  if (list.kind !== "list") return undefined;
  const wanted = plainValue(program, { ...at, expr: item });
  const items = list.items.map((expr) => plainValue(program, { ...at, expr }));
  if (wanted === undefined) return undefined;
  if (items.includes(wanted)) return true;
  return items.includes(undefined) ? undefined : false;
}

/** A text, number, flag or null as written, behind a parameter, or fixed for the whole run. */
function plainValue(program: Program, at: Located): Plain | undefined {
  const value = at.expr.kind === "name" ? (settingOf(program, at) ?? at) : at;
  const { expr } = value;
  if (expr.kind === "number") return expr.value;
  return expr.kind === "null" ? null : fixedValue(program, value);
}

/** What a parameter holds: the argument of the call that is followed, else its default; undefined for other names. */
function settingOf(program: Program, at: Located): Located | undefined {
  if (at.expr.kind !== "name") return undefined;
  const found = lookUp(at.file, at.fn, at.expr.name);
  const [only, ...others] = found?.bindings ?? [];
  if (!found || only?.kind !== "parameter" || others.length > 0) return undefined;
  const { frame } = at;
  const isEntered = frame !== undefined && frame.file === at.file && frame.fn === found.fn;
  const passed = isEntered ? argumentForParameter(frame, only.name) : undefined;
  if (!passed) return only.defaultValue ?? undefined;
  const value = resolve(program, passed);
  return value.kind === "expression" ? value.at : passed;
}

function isDead(
  program: Program,
  at: Located,
  tests: readonly BranchTest[],
  textHeld: TextHeld = textOfSetting,
): boolean {
  return tests.some(({ test, holds }) => testTruth(program, { ...at, expr: test }, textHeld) === !holds);
}

/** The text that a name or a member in a test holds. */
type TextHeld = (program: Program, name: Located) => string | undefined;

function testTruth(program: Program, test: Located, textHeld: TextHeld): boolean | undefined {
  return truthOf(program, test) ?? saidOfText(program, test, (name) => textHeld(program, name));
}

function textOfSetting(program: Program, name: Located): string | undefined {
  const expr = settingOf(program, name)?.expr;
  return expr?.kind === "string" ? expr.value : undefined;
}

/** Whether what the call passes, or the defaults of what it leaves out, keeps the function from coming to the offset. */
export function isRuledOut(program: Program, frame: Frame, offset: number): boolean {
  const { file, fn } = frame;
  const tests = testsUpTo(file.functions[fn]?.facts.body ?? [], offset);
  return tests.length > 0 && isDead(program, { file, fn, expr: ANYTHING, frame }, tests);
}

/**
 * The last assignment of a name before its use that may have run, where tests rule out another one; undefined where none decides, so that
 * every assignment stays possible.
 */
export function livingAssignment(program: Program, at: Located): Located | undefined {
  const { expr, file, fn } = at;
  if (expr.kind !== "name") return undefined;
  const found = lookUp(file, fn, expr.name);
  if (!found || found.bindings.length < 2) return undefined;
  const body = file.functions[found.fn]?.facts.body ?? [];
  const around = found.fn === fn ? testsAround(body, expr.range.start).map(({ test }) => test) : [];
  const inScope = { ...at, fn: found.fn };
  const alive: Binding[] = [];
  for (const binding of found.bindings) {
    if (found.fn === fn && (binding.start > expr.range.start || holdsUse(binding, at))) continue;
    const tests = testsAround(body, binding.start).filter(({ test }) => !around.includes(test));
    if (!isDead(program, inScope, tests)) alive.push(binding);
    else if (binding.kind !== "assign") return undefined;
  }
  const last = alive[alive.length - 1];
  const isDecided = alive.length < found.bindings.length && last?.kind === "assign";
  if (!isDecided || last.operator !== "=" || last.path.length > 0) return undefined;
  return withFrame(last.value, at.frame);
}

/** What the function may return, without branches that what is passed rules out. */
export function livingReturns(
  program: Program,
  frame: Frame,
  textHeld: TextHeld = textOfSetting,
): readonly Located[] {
  const { file, fn } = frame;
  const body = file.functions[fn]?.facts.body ?? [];
  const living: Located[] = [];
  for (const stmt of eachStatement(body)) {
    if (stmt.kind !== "return") continue;
    const at: Located = { file, fn, expr: stmt.value ?? ANYTHING, frame };
    const tests = testsAround(body, stmt.range.start);
    if (isDead(program, at, tests, textHeld)) continue;
    if (stmt.value) living.push(at);
    const isCertain = tests.every(
      ({ test, holds }) => testTruth(program, { ...at, expr: test }, textHeld) === holds,
    );
    if (isCertain && isBehindTestsAlone(body, stmt)) break;
  }
  return living;
}

/** Whether nothing but `if` statements stands around a statement: what follows it is not reached where they hold. */
function isBehindTestsAlone(block: readonly Stmt[], stmt: Stmt): boolean {
  if (block.includes(stmt)) return true;
  return block.some(
    (around) =>
      around.kind === "if" &&
      (isBehindTestsAlone(around.then, stmt) || isBehindTestsAlone(around.otherwise, stmt)),
  );
}

/** What the expression stands for, where tests decide between assignments or between what a function of the workspace gives back; else none. */
export function decidedValues(program: Program, at: Located): readonly Located[] {
  if (at.expr.kind === "call") return livingResults(program, at);
  if (/^(conditional|binary)$/.test(at.expr.kind)) return chosenBranch(program, at);
  const living = livingAssignment(program, at);
  if (living) return [living];
  const value = onlyAssigned(program, at);
  if (!value) return [];
  if (value.expr.kind === "call") return livingResults(program, value);
  // What a constructor is given decides for its attributes, and it is not seen here.
  return at.expr.kind === "name" ? chosenBranch(program, value) : [];
}

/** The side of `a if alone else b`, `custom ?? usual` that is taken, where it is known whether. */
function chosenBranch(program: Program, at: Located): readonly Located[] {
  const { expr } = at;
  if (expr.kind === "binary" && /^(\?\?|\|\||or)$/.test(expr.operator))
    return truthOf(program, { ...at, expr: expr.left }) === false ? [{ ...at, expr: expr.right }] : [];
  const truth = expr.kind === "conditional" ? truthOf(program, { ...at, expr: expr.test }) : undefined;
  if (expr.kind !== "conditional" || truth === undefined) return [];
  return [{ ...at, expr: truth ? expr.then : expr.otherwise }];
}

/** What a call of a function of the workspace gives back, where it has one result, or where tests decide. */
export function resultsOf(program: Program, call: Located, textHeld?: TextHeld): readonly Located[] {
  const frame = frameOf(program, call);
  const living = frame ? livingReturns(program, frame) : [];
  if (living.length === 1) return living;
  const results = livingResults(program, call);
  if (results.length > 0 || !frame || !textHeld) return results;
  const left = oneLeft(program, frame, textHeld);
  return left ? [left] : [];
}

/** What a call of a function of the workspace gives back, where texts that settings hold decide between several results; else undefined. */
export function settledResult(program: Program, call: Located, textHeld: TextHeld): Located | undefined {
  const frame = frameOf(program, call);
  return frame && countReturns(frame) > 1 ? oneLeft(program, frame, textHeld) : undefined;
}

/** What the function returns, where tests leave one return of it. */
function oneLeft(program: Program, frame: Frame, textHeld: TextHeld): Located | undefined {
  const [only, ...others] = livingReturns(program, frame, textHeld);
  return others.length === 0 ? only : undefined;
}

function countReturns({ file, fn }: Frame): number {
  return eachStatement(file.functions[fn]?.facts.body ?? []).filter(
    (stmt) => stmt.kind === "return" && stmt.value,
  ).length;
}

/** What texts that settings hold leave of an attribute's values: `if PROVIDER == "a": self.llm = A() else: self.llm = B()`; else undefined. */
export function settledAttribute(program: Program, at: Located, textHeld: TextHeld): Located | undefined {
  const { expr, file, fn } = at;
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return undefined;
  const given = enclosingClass(file, fn)?.attributes.get(expr.name) ?? [];
  if (given.length < 2) return undefined;
  const living = given.filter((binding) => {
    if (binding.kind !== "assign") return true;
    const body = binding.value.file.functions[binding.value.fn]?.facts.body ?? [];
    return !isDead(program, binding.value, testsAround(body, binding.start), textHeld);
  });
  const [only, ...others] = living;
  return only?.kind === "assign" && only.path.length === 0 && others.length === 0 ? only.value : undefined;
}

/** What a function of the workspace gives back where none of its tests holds: what a test guards is an exception of it. */
export function usualResult(program: Program, call: Located): Located | undefined {
  const frame = frameOf(program, call);
  const last = frame?.file.functions[frame.fn]?.facts.body.findLast((stmt) => stmt.kind === "return");
  return frame && last?.kind === "return" && last.value
    ? { file: frame.file, fn: frame.fn, expr: last.value, frame }
    : undefined;
}

/** Whether the text is one of several that a function of the workspace gives back, each behind a test: `if (kind === "a") return "gpt-5"`. */
export function isOneOfSeveral(program: Program, call: Located, text: Located): boolean {
  if (text.expr.kind !== "string" || usualResult(program, call)?.expr === text.expr) return false;
  const frame = frameOf(program, call);
  const texts = eachStatement(frame?.file.functions[frame.fn]?.facts.body ?? []).flatMap((stmt) =>
    stmt.kind === "return" && stmt.value?.kind === "string" ? [stmt.value.value] : [],
  );
  return texts.includes(text.expr.value) && new Set(texts).size > 1;
}

function frameOf(program: Program, call: Located): Frame | undefined {
  if (call.expr.kind !== "call") return undefined;
  const callee = resolve(program, { ...call, expr: call.expr.callee });
  return callee.kind === "function" ? { file: callee.file, fn: callee.fn, call } : undefined;
}

function livingResults(program: Program, call: Located): readonly Located[] {
  const frame = frameOf(program, call);
  if (!frame) return [];
  const living = livingReturns(program, frame);
  const held = living.map((result) => livingAssignment(program, result) ?? result);
  const isDecided = living.length < countReturns(frame) || held.some((value, i) => value !== living[i]);
  return isDecided ? held : [];
}

/** Whether what is passed makes the function fail: `if solo: raise …`. */
export function failsWith(program: Program, frame: Frame): boolean {
  const { file, fn } = frame;
  const body = file.functions[fn]?.facts.body ?? [];
  return eachStatement(body).some((stmt) => {
    if (stmt.kind !== "raise") return false;
    const tests = testsAround(body, stmt.range.start);
    const at: Located = { file, fn, expr: ANYTHING, frame };
    const decided = tests.map(({ test, holds }) => truthOf(program, { ...at, expr: test }) === holds);
    return decided.length > 0 && decided.every((is) => is);
  });
}

const ANYTHING: Expr = { kind: "null", range: { start: 0, end: 0 } };

/** `a if alone else b`, where it is known whether. */
export function isDecided(program: Program, { expr, ...at }: Located): boolean {
  return expr.kind === "conditional" && truthOf(program, { ...at, expr: expr.test }) !== undefined;
}
