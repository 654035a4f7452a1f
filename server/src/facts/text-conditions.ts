/** What a text says of a test: `"claude" in model`, `model.startswith("gpt")`, `provider == "openai"`. */
import { lastNameOf, textOf } from "./expression-text";
import type { Expr } from "./ir";

/** Tests in tests. */
const MAX_DEPTH = 8;

export interface Held {
  /** The name as written, and the text it is taken to hold. */
  readonly written: string;
  readonly text: string;
}

/** What stands behind the name of a list or of a text. */
export type Behind = (expr: Expr) => Expr | undefined;

/** true or false where the text decides the test. */
export function truthWith(expr: Expr, held: Held, behind: Behind, depth = 0): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const inner = (part: Expr): boolean | undefined => truthWith(part, held, behind, depth + 1);
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
    const [a, b] = [left, right].map((side) => textIn(side, held) ?? constantIn(side, behind));
    return a === undefined || b === undefined ? undefined : (a === b) === operator.startsWith("=");
  }
  if (operator !== "in" && operator !== "not in") return undefined;
  const isIn = holdsIn(left, right, held, behind);
  return isIn === undefined ? undefined : isIn === (operator === "in");
}

/** `model in ["a", "b"]`, `"claude" in model`. */
function holdsIn(item: Expr, whole: Expr, held: Held, behind: Behind): boolean | undefined {
  const part = textIn(item, held);
  if (part === undefined) return undefined;
  const text = textIn(whole, held);
  if (text !== undefined) return text.includes(part);
  const list = behind(whole);
  // Names in a list of another place mean something there, and not here.
  const own = (each: Expr): string | undefined =>
    list === whole ? constantIn(each, behind) : writtenIn(each);
  const texts = list?.kind === "list" ? list.items.map(own) : [undefined];
  return texts.includes(undefined) ? undefined : texts.includes(part);
}

/** A text that is written, or one that a name of its own holds: `Model.FAST`. */
function constantIn(expr: Expr, behind: Behind): string | undefined {
  return writtenIn(expr.kind === "member" ? behind(expr) : expr);
}

function writtenIn(expr: Expr | undefined): string | undefined {
  return expr?.kind === "string" ? expr.value : undefined;
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
