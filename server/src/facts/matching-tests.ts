/**
 * Assignments that fit the tests around a use: of `if kind == "a": self.llm = A() else: self.llm = B()` the first, where the use stands behind
 * `if self.kind == "a":` as well.
 */
import { textOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Binding, ClassInfo } from "./program";
import { enclosingClass } from "./scope";
import { type BranchTest, testsAround } from "./tests-around";
import { truthWith } from "./text-conditions";

/** What a test compares with texts: it holds (or does not) for these alone. */
interface Compared {
  readonly subject: Expr;
  readonly texts: readonly string[];
  readonly holds: boolean;
}

/** Assignments of one attribute, and tests around one place, that are looked at: more of them choose nothing that a reader would see. */
const MAX_BINDINGS = 24;
const MAX_TESTS = 8;

/** The bindings that the tests around the use leave; all of them where none or every one would go. */
export function fittingBindings(bindings: readonly Binding[], use: Located): readonly Binding[] {
  const compared = bindings.length > 1 && bindings.length <= MAX_BINDINGS ? comparedAround(use) : [];
  if (compared.length === 0) return bindings;
  const cls = enclosingClass(use.file, use.fn);
  const fitting = bindings.filter(
    (binding) =>
      binding.kind !== "assign" ||
      binding.value.file !== use.file ||
      !compared.some((known) => isExcluded(binding.value, known, cls)),
  );
  return fitting.length > 0 ? fitting : bindings;
}

function comparedAround({ file, fn, expr }: Located): readonly Compared[] {
  const body = file.functions[fn]?.facts.body ?? [];
  const tests = testsAround(body, expr.range.start).slice(-MAX_TESTS);
  return tests.flatMap((test) => comparison(test) ?? []);
}

/** `kind == "a"`, `kind in ("a", "b")`, also where it does not hold. */
function comparison({ test, holds }: BranchTest): Compared | undefined {
  if (test.kind === "unary" && /^(not|!)$/.test(test.operator))
    return comparison({ test: test.operand, holds: !holds });
  if (test.kind !== "binary") return undefined;
  const { operator, left, right } = test;
  if (/^[=!]==?$/.test(operator)) {
    const [subject, text] = right.kind === "string" ? [left, right] : [right, left];
    if (text.kind !== "string" || !isHeld(subject)) return undefined;
    return { subject, texts: [text.value], holds: operator.startsWith("=") === holds };
  }
  if (!/^(not )?in$/.test(operator) || right.kind !== "list" || !isHeld(left)) return undefined;
  const texts = right.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  if (texts.length === 0 || texts.length < right.items.length) return undefined;
  return { subject: left, texts, holds: (operator === "in") === holds };
}

function isHeld({ kind }: Expr): boolean {
  return kind === "name" || kind === "member";
}

/** Whether the assignment stands behind a test that is not met where the use is. */
function isExcluded(
  value: Located,
  { subject, texts, holds }: Compared,
  cls: ClassInfo | undefined,
): boolean {
  const body = value.file.functions[value.fn]?.facts.body ?? [];
  const names = namesOf(subject, value, cls);
  return testsAround(body, value.expr.range.start)
    .slice(-MAX_TESTS)
    .some((test) =>
      names.some((written) => {
        const truths = texts.map((text) => truthWith(test.test, { written, text }, (list) => list));
        if (holds) return truths.every((truth) => truth === !test.holds);
        // What is known not to hold is no help, unless the assignment needs just that.
        const own = comparison(test);
        return own?.holds === true && textOf(own.subject) === written && isWithin(own.texts, texts);
      }),
    );
}

function isWithin(texts: readonly string[], others: readonly string[]): boolean {
  return texts.every((text) => others.includes(text));
}

/** The subject as the function of the assignment writes it: `self.kind`, and the parameter `kind` that the class keeps there. */
function namesOf(subject: Expr, { fn }: Located, cls: ClassInfo | undefined): readonly string[] {
  const kept = subject.kind === "member" ? (cls?.attributes.get(subject.name) ?? []) : [];
  const [only, ...others] = kept.filter((binding) => binding.kind === "assign");
  const isName = only?.kind === "assign" && others.length === 0 && only.value.expr.kind === "name";
  return [textOf(subject), ...(isName && only.value.fn === fn ? [textOf(only.value.expr)] : [])];
}
