/** Reads how often a loop can run: range(n), i < n, counters that break, list literals. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr, Stmt } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve, resolveAll } from "../facts/resolve";
import { blocksOf, eachExpression, eachStatement, type LoopContext, type LoopStatement } from "../facts/walk";
import { isLength } from "../facts/windows";
import { type Counter, counterIn, type LoopHome } from "./counters";
import { type Count, countOf } from "./counts";
import { setByHeir } from "./running-class";

export interface LoopBound {
  /** Most repeats; null = the code states none. */
  readonly bound: number | null;
  /** What is bounded: requests, or messages in the history (`while len(messages) < 20`). */
  readonly unit: "turns" | "messages";
  /** Where the number stands. */
  readonly at: Located | null;
  /** Nothing in the body leaves the loop early: the bound is the number of repeats. */
  readonly fixed: boolean;
  /** What is iterated or tested, as written. */
  readonly over: Expr | null;
}

/** The bound of one loop around the call. */
export function boundOf(program: Program, home: LoopHome, context: LoopContext): LoopBound {
  const { file, fn } = home;
  if (context.kind === "comprehension") {
    const count = countOf(program, { file, fn, expr: context.iterable });
    const over = context.iterable;
    return { bound: count?.count ?? null, unit: "turns", at: count?.at ?? null, fixed: true, over };
  }
  const reader = new BoundReader(program, home, context.loop);
  const { loop } = context;
  const fixed = !leavesEarly(loop.body);
  const listed =
    loop.form === "for-each" && loop.iterable
      ? (countOfHeir(program, home, loop.iterable) ?? countOf(program, { file, fn, expr: loop.iterable }))
      : null;
  const tested = listed === null && loop.test ? reader.test(loop.test) : null;
  const guard = listed === null && tested === null ? reader.guard() : null;
  const found = listed ?? tested ?? guard;
  const unit = found ? "turns" : "messages";
  const length = found ?? (loop.test ? reader.lengthOfHistory(loop.test) : null);
  const counts = listed !== null || (loop.form === "c-for" && tested !== null);
  return {
    bound: length?.count ?? null,
    unit: length ? unit : "turns",
    at: length?.at ?? null,
    fixed: counts && fixed,
    over: loop.iterable ?? loop.test,
  };
}

/** `range(self.max_steps)`, where the class that runs sets the number. */
function countOfHeir(program: Program, home: LoopHome, iterable: Expr): Count | null {
  if (iterable.kind !== "call" || lastNameOf(iterable.callee) !== "range" || iterable.args.length !== 1)
    return null;
  const [only] = iterable.args;
  const set = only && setByHeir(program, { file: home.file, fn: home.fn, expr: only.value }, home.running);
  const count = set && readNumber(program, set);
  return set && count ? { count, at: set } : null;
}

/** The bound that tests leaving the loop state; null where they state none. */
export function guardBound(program: Program, home: LoopHome, loop: LoopStatement): Count | null {
  return new BoundReader(program, home, loop).guard();
}

/** What holds where the test does not. */
export function negated(test: Expr): Expr {
  if (test.kind === "unary" && /^(not|!)$/.test(test.operator)) return test.operand;
  const joined = test.kind === "binary" ? JOINED[test.operator] : undefined;
  if (test.kind === "binary" && joined !== undefined)
    return { ...test, operator: joined, left: negated(test.left), right: negated(test.right) };
  const opposite = test.kind === "binary" ? OPPOSITE[test.operator] : undefined;
  if (test.kind === "binary" && opposite !== undefined) return { ...test, operator: opposite };
  return { kind: "unary", operator: "!", operand: test, range: test.range };
}

class BoundReader {
  constructor(
    private readonly program: Program,
    private readonly home: LoopHome,
    private readonly loop: LoopStatement,
    /** Methods that conditions may still be followed into. */
    private readonly budget = { calls: MOST_CALLS },
  ) {}

  private at(expr: Expr): Located {
    return { file: this.home.file, fn: this.home.fn, expr };
  }

  /** `i < n`, `turns <= n`, `n > i`, also as one side of `and`: the loop goes on while it holds. */
  test(test: Expr): Count | null {
    if (test.kind === "unary" && /^(not|!)$/.test(test.operator)) return this.halts(test.operand);
    if (test.kind !== "binary") return null;
    const { operator, left, right } = test;
    if (operator === "and" || operator === "&&") return this.test(left) ?? this.test(right);
    const compared = comparison(operator, left, right);
    if (!compared) return null;
    return this.rounds(compared, null);
  }

  /**
   * `while not self.is_halted()`, `while (!this.done())`: the comparison in what the method returns. Of several conditions one that counts is
   * taken: beside it stand flags of the work being done, which end the loop no later.
   */
  private halts(condition: Expr, guard: Stmt | null = null): Count | null {
    if (condition.kind === "binary" && /^(or|and|\|\||&&)$/.test(condition.operator))
      return this.halts(condition.left, guard) ?? this.halts(condition.right, guard);
    if (condition.kind === "binary") {
      const opposite = OPPOSITE[condition.operator];
      const compared = opposite ? comparison(opposite, condition.left, condition.right) : null;
      return compared ? this.rounds(compared, guard) : null;
    }
    if (condition.kind !== "call" || this.budget.calls-- <= 0) return null;
    const target = resolve(this.program, this.at(condition.callee));
    if (target.kind !== "function") return null;
    const inside = new BoundReader(
      this.program,
      { ...this.home, file: target.file, fn: target.fn },
      this.loop,
      this.budget,
    );
    for (const value of conditionsOf(target.file.functions[target.fn]?.facts.body ?? [])) {
      const found = inside.halts(value, guard);
      if (found) return found;
    }
    return null;
  }

  /** `if turn >= MAX: break` (or return / raise) inside the loop. */
  guard(): Count | null {
    const tried = this.loop.form === "for-each" ? contingent(this.loop.body) : NONE;
    for (const stmt of guardsIn(this.loop.body, false)) {
      if (tried.has(stmt)) continue;
      const found = this.guardTest(stmt.test, stmt);
      if (found) return found;
    }
    return null;
  }

  private guardTest(test: Expr, guard: Stmt): Count | null {
    if (test.kind === "call") return this.halts(test, guard);
    if (test.kind !== "binary") return null;
    const { operator, left, right } = test;
    if (operator === "or" || operator === "||")
      return this.guardTest(left, guard) ?? this.guardTest(right, guard);
    const opposite = OPPOSITE[operator];
    const compared = opposite ? comparison(opposite, left, right) : null;
    return compared ? this.rounds(compared, guard) : null;
  }

  /**
   * Requests until the comparison fails. Counted up, the counter has the value start + (k - 1) x step at the k-th test, one step
   * more where the change stands before the test; a guard behind the call lets one more request pass.
   */
  private rounds(compared: Comparison, guard: Stmt | null): Count | null {
    const counter = counterIn(this.program, this.home, this.loop, compared.left);
    if (counter) return this.countTo(counter, compared, guard, compared.right);
    const mirrored = MIRROR[compared.operator];
    const other = mirrored ? counterIn(this.program, this.home, this.loop, compared.right) : null;
    if (!other || !mirrored) return null;
    return this.countTo(
      other,
      { operator: mirrored, left: compared.right, right: compared.left },
      guard,
      compared.left,
    );
  }

  private countTo(counter: Counter, compared: Comparison, guard: Stmt | null, limitExpr: Expr): Count | null {
    const { step } = counter;
    const set = setByHeir(this.program, this.at(limitExpr), this.home.running) ?? this.at(limitExpr);
    const limit = (step > 0 ? this.largest(set) : null) ?? readNumber(this.program, set);
    if (limit === undefined) return null;
    const ahead = counter.changesInTest || (guard && counter.changesAt < guard.range.start) ? step : 0;
    const first = counter.start + ahead;
    const distance = step > 0 ? limit - first : first - limit;
    const upward = step > 0 ? /^(<|<=|!=|!==)$/ : /^(>|>=|!=|!==)$/;
    if (!upward.test(compared.operator)) return null;
    const inclusive = compared.operator.endsWith("=") && !compared.operator.startsWith("!");
    const size = Math.abs(step);
    const passed = inclusive ? Math.floor(distance / size) + 1 : Math.ceil(distance / size);
    const late = guard !== null && guard.range.start > this.home.call.range.start ? 1 : 0;
    const count = Math.max(0, passed) + late;
    // Of no round at all, some part was not read right.
    if (count < 1) return null;
    const at = step > 0 ? set : counter.at;
    return { count, at };
  }

  /** `mode === "fast" ? 2 : 25`: of several limits the code chooses one, and may choose the largest. */
  private largest(limit: Located): number | null {
    const values = resolveAll(this.program, limit);
    const numbers = values.flatMap((value) =>
      value.kind === "expression" && value.at.expr.kind === "number" ? [value.at.expr.value] : [],
    );
    return numbers.length > 1 && numbers.length === values.length ? Math.max(...numbers) : null;
  }

  /** `while len(messages) < 20`, `while (messages.length < 20)`. */
  lengthOfHistory(test: Expr): Count | null {
    if (test.kind !== "binary") return null;
    if (test.operator === "and" || test.operator === "&&")
      return this.lengthOfHistory(test.left) ?? this.lengthOfHistory(test.right);
    if (!/^<=?$/.test(test.operator) || !isHistoryLength(test.left)) return null;
    const at = this.at(test.right);
    const count = readNumber(this.program, at);
    return count === undefined ? null : { count, at };
  }
}

/** When a function says yes: `return self.n >= MAX`, `if self.n >= MAX: return True`. */
function conditionsOf(body: readonly Stmt[]): readonly Expr[] {
  return body.flatMap((stmt) => {
    if (stmt.kind === "return") return stmt.value ? [stmt.value] : [];
    const [only] = stmt.kind === "if" ? stmt.then.filter(({ kind }) => kind === "return") : [];
    const isYes = only?.kind === "return" && only.value?.kind === "boolean" && only.value.value;
    return stmt.kind === "if" && isYes ? [stmt.test] : [];
  });
}

/** Methods a loop's condition leads through, `is_done` asking `is_halted`: code that asks more is generated. */
const MOST_CALLS = 12;

interface Comparison {
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
}

const OPPOSITE: Readonly<Record<string, string>> = {
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
  "==": "!=",
  "===": "!=",
};
const JOINED: Readonly<Record<string, string>> = { and: "or", or: "and", "&&": "||", "||": "&&" };
const MIRROR: Readonly<Record<string, string>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "!=": "!=",
  "!==": "!==",
};

function comparison(operator: string, left: Expr, right: Expr): Comparison | null {
  return /^(<|<=|>|>=|!=|!==)$/.test(operator) ? { operator, left, right } : null;
}

function isHistoryLength(expr: Expr): boolean {
  const messages = (list: Expr | undefined): boolean =>
    list !== undefined &&
    eachExpression(list).some(
      (e) => (e.kind === "name" || e.kind === "member") && /messages|history|conversation|chat/i.test(e.name),
    );
  if (!isLength(expr)) return false;
  return messages(
    expr.kind === "member" ? expr.object : expr.kind === "call" ? expr.args[0]?.value : undefined,
  );
}

/** A break, return or raise that belongs to this loop. */
export function leavesEarly(body: readonly Stmt[]): boolean {
  return leaves(body);
}

/** Every `if` that leaves this loop; out of one inside it only a return does. */
function guardsIn(body: readonly Stmt[], isNested: boolean): readonly Extract<Stmt, { kind: "if" }>[] {
  return body.flatMap((stmt) => {
    const isGuard = stmt.kind === "if" && (isNested ? returnsInside(stmt.then) : leaves(stmt.then));
    const inner = blocksOf(stmt).flatMap((block) => guardsIn(block, isNested || stmt.kind === "loop"));
    return isGuard ? [stmt, ...inner] : inner;
  });
}

const NONE: ReadonlySet<Stmt> = new Set();

/** Tests behind what may fail, where a failure goes on with the loop: `try: run(sql); if i > 0: break` leaves what went well alone. */
function contingent(body: readonly Stmt[]): ReadonlySet<Stmt> {
  const tries = eachStatement(body).filter((stmt) => stmt.kind === "try");
  return new Set(
    tries.flatMap((stmt) => (stmt.handlers.some(leaves) ? [] : eachStatement(stmt.body.slice(1)))),
  );
}

function leaves(body: readonly Stmt[]): boolean {
  return body.some((stmt) => {
    switch (stmt.kind) {
      case "break":
      case "return":
      case "raise":
        return true;
      case "if":
        return leaves(stmt.then) || leaves(stmt.otherwise);
      case "try":
        return leaves(stmt.body) || stmt.handlers.some(leaves);
      case "with":
        return leaves(stmt.body);
      case "loop":
        return returnsInside(stmt.body);
      default:
        return false;
    }
  });
}

function returnsInside(body: readonly Stmt[]): boolean {
  for (const stmt of eachStatement(body)) if (stmt.kind === "return") return true;
  return false;
}
