/** What an expression adds to a history that it is made from. */
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";

/** Items of a list that is added whole; anything else is one addition. */
export function itemsOf(expr: Expr): readonly Expr[] {
  return expr.kind === "list" ? expr.items : [expr.kind === "spread" ? expr.value : expr];
}

/** Calls that give the same in another form; what else they are given is no part of it. */
const RESHAPES =
  /^(list|tuple|sorted|reversed|sort|reverse|copy|deepcopy|str|String|join|replace|replaceAll|sub|strip|lstrip|rstrip|trim|split|splitlines|lower|upper|encode|decode|dumps|loads|stringify|dedent)$/;

/** Whether the call gives what it is given in another form. */
export function isReshaped(expr: Expr): boolean {
  return expr.kind === "call" && RESHAPES.test(lastNameOf(expr.callee));
}

/** `[fix(m) for m in root]`, `root.map(fix).filter(isKept)`: the same items, or fewer. */
export function goesThrough(expr: Expr): boolean {
  if (expr.kind === "comprehension") return expr.clauses.length === 1;
  return expr.kind === "call" && expr.callee.kind === "member" && /^(map|filter)$/.test(expr.callee.name);
}

/** Whether the expression puts a text together. */
export function isText(expr: Expr): boolean {
  if (expr.kind === "binary") return isText(expr.left) || isText(expr.right);
  return expr.kind === "string" || expr.kind === "template";
}

/** What the SDKs name the answer's text, or what it lies in. */
const ANSWERS = /^(choices|content|text|output_text|outputText|completion|generations)$/;
const REQUESTS = /^a?(create|complete|completion|invoke|predict|generate\w*|send_?message|chat)$/i;

/** `client.create(prompt=f"Better than {draft}?").choices[0].text`: what the model makes of the root, which takes its place. */
export function isAnswerTo(expr: Expr, reads: (part: Expr) => boolean, isText = false): boolean {
  switch (expr.kind) {
    case "await":
      return isAnswerTo(expr.value, reads, isText);
    case "member":
      return isAnswerTo(expr.object, reads, isText || ANSWERS.test(expr.name));
    case "index":
      return isAnswerTo(expr.object, reads, isText);
    case "call": {
      const { callee } = expr;
      if (callee.kind === "member" && isReshaped(expr)) return isAnswerTo(callee.object, reads, isText);
      return isText && REQUESTS.test(lastNameOf(callee)) && !reads(callee);
    }
    default:
      return false;
  }
}

/** `1`, `turn + 1`. */
export function isCount(value: Expr): boolean {
  if (value.kind === "binary")
    return /^[-+*]$/.test(value.operator) && [value.left, value.right].some(isCount);
  return value.kind === "number";
}

/** `given or kept`, `given ?? kept`. */
export function isChoice(expr: Expr): boolean {
  return expr.kind === "binary" && /^(or|and|\|\||&&|\?\?)$/.test(expr.operator);
}

/** Parts of `[...root, a, b]`, `root + [a]`, `root.concat(a)` that are not the root; `reads`: whether an expression reads the root. */
export function addedParts(expr: Expr, reads: (part: Expr) => boolean): readonly Expr[] {
  switch (expr.kind) {
    case "list":
      return expr.items.filter((item) => !reads(item));
    case "binary": {
      // `found or title or url`: one of them, and nothing that is added.
      if (isChoice(expr))
        return [expr.left, expr.right].flatMap((side) => (reads(side) ? addedParts(side, reads) : []));
      // `story + ask(story)`: what is asked of the root is no part of it.
      const isBeside = [expr.left, expr.right].some(({ kind }) => kind === "name");
      return [expr.left, expr.right].flatMap((side) => {
        if (side.kind === "binary" || side.kind === "list") return addedParts(side, reads);
        return !reads(side) || (isBeside && isAnswerTo(side, reads)) ? [side] : [];
      });
    }
    case "call": {
      const own = expr.callee.kind === "member" ? addedParts(expr.callee.object, reads) : [];
      const isOwn = expr.callee.kind === "member" && reads(expr.callee.object);
      const given = expr.args.map((arg) => arg.value);
      if (isReshaped(expr) && !isOwn)
        return given.flatMap((arg) => (reads(arg) ? addedParts(arg, reads) : []));
      const cuts = /^(slice|filter|map|list|format)$/.test(lastNameOf(expr.callee)) || isReshaped(expr);
      const args = given.filter((arg) => !reads(arg));
      return cuts ? own : [...own, ...args.filter((arg) => arg.kind !== "function" && arg.kind !== "number")];
    }
    case "slice":
      return addedParts(expr.object, reads);
    case "comprehension":
      return expr.clauses.flatMap(({ iterable }) => (reads(iterable) ? addedParts(iterable, reads) : []));
    case "template":
      return expr.parts.filter((p): p is Expr => typeof p !== "string" && !reads(p));
    default:
      return [];
  }
}
