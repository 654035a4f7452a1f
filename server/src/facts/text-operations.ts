/** Calls that hand a text on as it is, and those that cut a part off it: `model.split("/")[-1]`. */
import { textOf } from "./expression-text";
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
  if (expr.kind === "slice" && expr.from && !expr.to) return cutOff(expr.object, expr.from);
  if (expr.kind !== "call" || expr.callee.kind !== "member") return undefined;
  const { callee, args } = expr;
  const [first] = args;
  if (/^(slice|substring|substr)$/.test(callee.name) && first && args.length === 1)
    return cutOff(callee.object, first.value);
  if (callee.name === "join") return joinedRest(callee.object, first?.value);
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
  if (/^r?partition$/.test(name) && separator?.kind === "string" && split.args.length === 1)
    return { from: object, make: (text) => parted(text, separator.value, name === "rpartition").at(index) };
  if (!/^r?split$/.test(name) || separator?.kind !== "string" || separator.value === "") return undefined;
  if (most && most.kind !== "number") return undefined;
  const cuts = most?.kind === "number" ? most.value : undefined;
  return {
    from: object,
    make: (text) => cutAt(text, separator.value, cuts, name === "rsplit").at(index),
  };
}

/** What Python's `partition` makes of a text: before, separator, behind. */
function parted(text: string, separator: string, fromEnd: boolean): string[] {
  const place = fromEnd ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (place < 0) return fromEnd ? ["", "", text] : [text, "", ""];
  return [text.slice(0, place), separator, text.slice(place + separator.length)];
}

/** `text.split("/").slice(1).join("/")`, `"/".join(text.split("/")[1:])`: all behind the first so many parts. */
function joinedRest(object: Expr, argument: Expr | undefined): Derived | undefined {
  const [parts, separator] = object.kind === "string" ? [argument, object] : [object, argument];
  const rest = parts && restOf(parts);
  const split = rest?.object;
  if (separator?.kind !== "string" || split?.kind !== "call" || split.callee.kind !== "member")
    return undefined;
  const [by] = split.args;
  if (split.callee.name !== "split" || split.args.length !== 1 || by?.value.kind !== "string")
    return undefined;
  if (by.value.value !== separator.value || separator.value === "") return undefined;
  return {
    from: split.callee.object,
    make: (text) => text.split(separator.value).slice(rest?.from).join(separator.value) || undefined,
  };
}

/** `parts[1:]`, `parts.slice(1)`. */
function restOf(expr: Expr): { readonly object: Expr; readonly from: number } | undefined {
  if (expr.kind === "slice" && expr.from?.kind === "number" && !expr.to)
    return { object: expr.object, from: expr.from.value };
  if (expr.kind !== "call" || expr.callee.kind !== "member" || expr.callee.name !== "slice") return undefined;
  const [from, to] = expr.args;
  return from?.value.kind === "number" && !to
    ? { object: expr.callee.object, from: from.value.value }
    : undefined;
}

/**
 * What is left behind a beginning: `text.slice("x/".length)`, `text[len("x/"):]`, `text.slice(text.indexOf("/") + 1)`, `text[2:]`. A bare
 * number is taken where it ends a name of a provider; otherwise it may be meant for another text.
 */
function cutOff(from: Expr, start: Expr): Derived | undefined {
  const beginning = measured(start);
  if (beginning?.kind === "string") return withoutPrefix(from, beginning.value);
  if (start.kind === "number") {
    const { value } = start;
    return { from, make: (text) => (/[/:]/.test(text[value - 1] ?? "") ? text.slice(value) : undefined) };
  }
  if (start.kind !== "binary" || start.operator !== "+" || start.right.kind !== "number") return undefined;
  const { left, right } = start;
  const [sought] = left.kind === "call" ? left.args : [];
  if (left.kind !== "call" || left.callee.kind !== "member" || sought?.value.kind !== "string")
    return undefined;
  const { value } = sought.value;
  if (!/^(indexOf|lastIndexOf|find|rfind|index)$/.test(left.callee.name) || value.length !== right.value)
    return undefined;
  const isLast = /^(last|r)/.test(left.callee.name);
  return { from, make: (text) => behind(text, value, isLast) };
}

/** The text whose length an expression is: `"x/".length`, `len("x/")`. */
function measured(expr: Expr): Expr | undefined {
  if (expr.kind === "member" && expr.name === "length") return expr.object;
  if (expr.kind !== "call" || expr.callee.kind !== "name" || expr.callee.name !== "len") return undefined;
  return expr.args[0]?.value;
}

/** A text without what is sought is whole, as the place -1 has it. */
function behind(text: string, sought: string, isLast: boolean): string {
  const place = isLast ? text.lastIndexOf(sought) : text.indexOf(sought);
  return place < 0 ? text : text.slice(place + sought.length);
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

/** `model if model else "gpt-5"`, `model != null ? model : "gpt-5"`: what `model or "gpt-5"` says; undefined for other choices. */
export function asAlternative({
  test,
  then,
  otherwise,
  range,
}: Extract<Expr, { kind: "conditional" }>): Extract<Expr, { kind: "binary" }> | undefined {
  const isForNull =
    test.kind === "binary" && /^(is not|!==?)$/.test(test.operator) && test.right.kind === "null";
  const asked = isForNull ? test.left : test;
  if (!/^(name|member)$/.test(then.kind) || textOf(asked) !== textOf(then)) return undefined;
  return { kind: "binary", operator: isForNull ? "??" : "or", left: then, right: otherwise, range };
}
