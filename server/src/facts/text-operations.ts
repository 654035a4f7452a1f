/** Calls that hand a text on as it is, and those that cut a part off it: `model.split("/")[-1]`. */
import { type Argument, type Expr, isScript, type LanguageId } from "./ir";

/** Functions that hand their text on, Go's conversion among them. */
const HAND_ON = /^(str|String|string|dedent|encodeURIComponent)$/;

/** Calls that hand their text on: `str(x)`, `x.strip()`, `dedent(x)`. */
export function unwrapped(expr: Extract<Expr, { kind: "call" }>): Expr | undefined {
  const { callee, args } = expr;
  const first = args[0]?.value;
  if (callee.kind === "name" && HAND_ON.test(callee.name)) return first;
  if (callee.kind !== "member") return undefined;
  if (callee.name === "dedent") return first;
  return /^(strip|trim|toString)$/.test(callee.name) && args.length === 0 ? callee.object : undefined;
}

/** A text made of another one. */
export interface Derived {
  readonly from: Expr;
  /** Undefined where the other text has no such part. */
  readonly make: (text: string) => string | undefined;
}

/** What an expression makes of a text, where it is a part of it or the same in small letters; undefined for anything else. */
export function derivedFrom(expr: Expr, language: LanguageId): Derived | undefined {
  if (expr.kind === "index" && expr.index.kind === "number") return partOf(expr.object, expr.index.value);
  if (expr.kind === "index" && isMinusOne(expr.index)) return partOf(expr.object, -1);
  if (expr.kind !== "call" || expr.callee.kind !== "member") return undefined;
  const { callee, args } = expr;
  if (callee.name === "pop" && args.length === 0) return partOf(callee.object, -1);
  if (callee.name === "at") {
    const index = args[0]?.value;
    return index && isMinusOne(index) ? partOf(callee.object, -1) : undefined;
  }
  if (/^(lower|toLowerCase)$/.test(callee.name))
    return { from: callee.object, make: (text) => text.toLowerCase() };
  return replacedIn(callee.object, callee.name, args, language) ?? trimmed(callee.object, callee.name, args);
}

function isMinusOne(expr: Expr): boolean {
  return (
    (expr.kind === "number" && expr.value === -1) ||
    (expr.kind === "unary" &&
      expr.operator === "-" &&
      expr.operand.kind === "number" &&
      expr.operand.value === 1)
  );
}

/** `text.split("/")[index]`, in Python also with the most cuts that are made. */
function partOf(split: Expr, index: number): Derived | undefined {
  if (split.kind !== "call" || split.callee.kind !== "member") return undefined;
  const { name, object } = split.callee;
  const [separator, most] = split.args.map(({ value }) => value);
  if (!/^r?split$/.test(name) || separator?.kind !== "string" || separator.value === "") return undefined;
  if (most && most.kind !== "number") return undefined;
  const cuts = most?.kind === "number" ? most.value : undefined;
  return {
    from: object,
    make: (text) => cutAt(text, separator.value, cuts, name === "rsplit").at(index),
  };
}

function cutAt(text: string, separator: string, most: number | undefined, fromEnd: boolean): string[] {
  const parts = text.split(separator);
  if (most === undefined || parts.length <= most + 1) return parts;
  return fromEnd
    ? [parts.slice(0, -most).join(separator), ...parts.slice(-most)]
    : [...parts.slice(0, most), parts.slice(most).join(separator)];
}

/** `text.removeprefix("x/")`, Go's `strings.TrimPrefix(text, "x/")`. */
function trimmed(object: Expr, name: string, args: readonly Argument[]): Derived | undefined {
  const [first, second] = args.map(({ value }) => value);
  if (name === "TrimPrefix" && first && second?.kind === "string") return withoutPrefix(first, second.value);
  return name === "removeprefix" && first?.kind === "string" ? withoutPrefix(object, first.value) : undefined;
}

/**
 * `text.replace("x/", "")`: all matches, of which JavaScript takes the first only. Go's `strings.Replace`, lowered to the same, says with -1
 * that it means all.
 */
function replacedIn(
  from: Expr,
  name: string,
  args: readonly Argument[],
  language: LanguageId,
): Derived | undefined {
  const [old, by, count] = args.map(({ value }) => value);
  if (!/^replace(All)?$/.test(name) || old?.kind !== "string" || by?.kind !== "string") return undefined;
  const isCounted = language === "go" && name === "replace" ? !count || !isMinusOne(count) : count;
  if (isCounted) return undefined;
  const isFirst = name === "replace" && isScript(language);
  return {
    from,
    make: (text) =>
      isFirst ? text.replace(old.value, () => by.value) : text.replaceAll(old.value, () => by.value),
  };
}

function withoutPrefix(from: Expr, prefix: string): Derived {
  return { from, make: (text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text) };
}
