/** What a name holds where tests ask for the text it held before: `if ":" not in model: model = f"openai:{model}"`. */
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Binding, Program } from "./program";
import type { ReadText } from "./reading";
import { lookUp } from "./scope";
import { type BranchTest, testsAround } from "./tests-around";
import { saidOfText } from "./text-tests";
import { holdsUse, withFrame } from "./values";
import { eachExpression } from "./walk";

/** Assignments of one name that are weighed. */
const MAX_BINDINGS = 8;
/** A place before all assignments. */
const NOWHERE = { start: -1, end: -1 };

export interface Settled {
  /** What the name holds: the value of the assignment that ran last, or the parameter it is. */
  readonly at: Located;
  /** The text that decided. */
  readonly asked: ReadText;
}

/** Undefined where no test asks for the name, or one cannot be decided. */
export function settledByText(
  program: Program,
  at: Located,
  textHeld: (name: Located) => ReadText | null,
): Settled | undefined {
  const { expr, file, fn } = at;
  const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
  if (expr.kind !== "name" || found?.fn !== fn) return undefined;
  const before = found.bindings.filter((b) => b.start <= expr.range.start && !holdsUse(b, at));
  if (before.length < 2 || before.length > MAX_BINDINGS || !before.every(isPlain)) return undefined;
  const body = file.functions[fn]?.facts.body ?? [];
  const around = testsAround(body, expr.range.start);
  let asked: ReadText | undefined;
  for (const binding of before.reverse()) {
    if (binding.kind === "parameter")
      return asked && { at: { ...at, expr: { ...expr, range: NOWHERE } }, asked };
    const tests = testsAround(body, binding.start);
    if (tests.some((test) => around.some((known) => known.test === test.test && known.holds !== test.holds)))
      continue;
    const truths = tests
      .filter(({ test }) => !around.some((known) => known.test === test))
      .map((test) =>
        truthOf(program, at, test, (name) => {
          const text = textHeld(name);
          asked ??= text ?? undefined;
          return text?.value;
        }),
      );
    if (truths.includes(false)) continue;
    if (truths.includes(undefined)) return undefined;
    return asked && binding.kind === "assign" ? { at: withFrame(binding.value, at.frame), asked } : undefined;
  }
  return undefined;
}

/** What gives the name a whole value. */
function isPlain(binding: Binding): boolean {
  if (binding.kind === "parameter") return true;
  return binding.kind === "assign" && binding.operator === "=" && binding.path.length === 0;
}

/** Whether the way that a test leads to is taken, as far as the name's own text tells. */
function truthOf(
  program: Program,
  use: Located,
  { test, holds }: BranchTest,
  textHeld: (name: Located) => string | undefined,
): boolean | undefined {
  const isOwn = (part: Expr): boolean =>
    part.kind === "name" && use.expr.kind === "name" && part.name === use.expr.name;
  const name = eachExpression(test).find(isOwn);
  if (!name) return undefined;
  const said = saidOfText(program, { ...use, expr: test }, ({ expr }) =>
    isOwn(expr) ? textHeld({ ...use, expr: name }) : undefined,
  );
  return said === undefined ? undefined : said === holds;
}
