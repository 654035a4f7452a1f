/** `x, err := f()` and then `if err != nil {…}`, or `if err == nil {…}`, is what other languages write as a `try` with its handler. */
import type { Expr, Stmt } from "../../facts/ir";

type If = Extract<Stmt, { kind: "if" }>;

/** The statements with each checked call in a `try`; what follows the check stays behind it. */
export function withErrorChecks(body: readonly Stmt[]): readonly Stmt[] {
  const out: Stmt[] = [];
  for (const stmt of body) {
    const error = stmt.kind === "if" ? checkedError(stmt.test) : undefined;
    const tried = error === undefined ? [] : triedBefore(out, error);
    if (stmt.kind !== "if" || tried.length === 0) {
      out.push(stmt);
      continue;
    }
    out.length -= tried.length;
    out.push(tryOf(tried, stmt));
  }
  return out;
}

function tryOf(tried: readonly Stmt[], check: If): Stmt {
  const start = tried[0]?.range.start ?? check.range.start;
  const isFailure = check.test.kind === "binary" && check.test.operator === "!=";
  const [failed, passed] = isFailure ? [check.then, check.otherwise] : [check.otherwise, check.then];
  return {
    kind: "try",
    body: [...tried, ...passed],
    handlers: [failed],
    finally: [],
    range: { start, end: check.range.end },
  };
}

/** Name of the error that a condition finds to be there, or not. */
function checkedError(test: Expr): string | undefined {
  if (test.kind !== "binary" || !/^[!=]=$/.test(test.operator) || test.right.kind !== "null")
    return undefined;
  return test.left.kind === "name" && /(^e|E)rr(or)?$/.test(test.left.name) ? test.left.name : undefined;
}

/** The statements one assignment to the error became, at the end of what stands before the check. */
function triedBefore(before: readonly Stmt[], error: string): readonly Stmt[] {
  const last = before.at(-1);
  if (last?.kind !== "assign") return [];
  const tried: Stmt[] = [];
  for (const stmt of before.toReversed()) {
    if (stmt.kind !== "assign" || stmt.range.start !== last.range.start) break;
    tried.unshift(stmt);
  }
  const assigns = tried.some(
    (s) => s.kind === "assign" && s.target.kind === "name" && s.target.name === error,
  );
  return assigns ? tried : [];
}
