/** Lists and texts that take up another one by way of other names: `messages = [...history, question]`, then `history = [...messages, reply]`. */
import { isReshaped, itemsOf } from "./added-parts";
import { filledWith } from "./copied-lists";
import { withoutFallback } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import { lookUp } from "./scope";

/** Names between a list and the longer one that takes its place. */
const MAX_NAMES = 3;
/** Methods that give the list again, or a part of it. */
const KEEPS = /^(slice|filter|copy|reverse|toReversed|concat|trim|strip)$/;
/** The same as functions: `Array.from(history)`, `structuredClone(history)`. */
const COPIES = /^(from|structuredClone|cloneDeep)$/;

/** What the value has beyond what `isOld` tells, whose items it takes up; undefined where it takes up none. */
export function takenUp(
  at: Located,
  isOld: (part: Expr) => boolean,
  names = MAX_NAMES,
): readonly Expr[] | undefined {
  const { expr } = at;
  const inner = (part: Expr): readonly Expr[] | undefined => takenUp({ ...at, expr: part }, isOld, names);
  if (isOld(expr)) return [];
  switch (expr.kind) {
    case "name":
      return names > 0 ? takenUpByName(at, expr.name, isOld, names - 1) : undefined;
    case "list":
      return joined(expr.items, (item) => (item.kind === "spread" ? inner(item.value) : undefined));
    case "template":
      return joined(
        expr.parts.filter((part): part is Expr => typeof part !== "string"),
        inner,
      );
    case "binary": {
      if (expr.operator === "+") return joined([expr.left, expr.right], inner);
      const kept = withoutFallback(expr);
      return kept === expr ? undefined : inner(kept);
    }
    case "slice":
      return inner(expr.object);
    case "await":
      return inner(expr.value);
    case "conditional":
      return inner(expr.then) ?? inner(expr.otherwise);
    case "call":
      return takenUpByCall(expr, inner);
    case "comprehension":
      return takenUpByFilter(expr, inner);
    default:
      return undefined;
  }
}

/** All parts but those that are old, where one of them is. */
function joined(
  parts: readonly Expr[],
  inner: (part: Expr) => readonly Expr[] | undefined,
): readonly Expr[] | undefined {
  const taken = parts.map(inner);
  if (taken.every((each) => each === undefined)) return undefined;
  return parts.flatMap((part, i) => taken[i] ?? itemsOf(part));
}

function takenUpByCall(
  expr: Extract<Expr, { kind: "call" }>,
  inner: (part: Expr) => readonly Expr[] | undefined,
): readonly Expr[] | undefined {
  const { callee, args } = expr;
  const name = lastNameOf(callee);
  const given = args.map(({ value }) => value);
  const own = callee.kind === "member" && KEEPS.test(name) ? inner(callee.object) : undefined;
  if (own) return name === "concat" ? [...own, ...given.flatMap(itemsOf)] : own;
  const [first] = given;
  return first && (isReshaped(expr) || COPIES.test(name)) ? inner(first) : undefined;
}

/** `[m for m in history if m["role"] != "system"]`: the items as they are. */
function takenUpByFilter(
  { element, clauses }: Extract<Expr, { kind: "comprehension" }>,
  inner: (part: Expr) => readonly Expr[] | undefined,
): readonly Expr[] | undefined {
  const [only, ...others] = clauses;
  const isItem = element.kind === "name" && only?.target.kind === "name" && element.name === only.target.name;
  return only && isItem && others.length === 0 ? inner(only.iterable) : undefined;
}

function takenUpByName(
  { file, fn, expr }: Located,
  name: string,
  isOld: (part: Expr) => boolean,
  names: number,
): readonly Expr[] | undefined {
  const found = lookUp(file, fn, name);
  if (found?.fn !== fn) return undefined;
  const values = found.bindings.flatMap((b) =>
    b.kind === "assign" && b.path.length === 0 && b.operator === "=" ? [b.value] : [],
  );
  const { copied, added } = filledWith(file.functions[fn]?.facts.body ?? [], name);
  for (const value of [...values, ...copied.map((list) => ({ file, fn, expr: list }))]) {
    const before = value.expr === expr ? undefined : takenUp(value, isOld, names);
    if (before) return [...before, ...added];
  }
  return undefined;
}
