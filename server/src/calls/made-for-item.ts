/** Objects that a loop makes one by one of the items of a list: which item `models[2]` was made of. */
import { entryExpression } from "../facts/entries";
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { iterated } from "../facts/iterated";
import type { Located } from "../facts/located";
import { lookUp } from "../facts/scope";
import { contextOf, eachStatement } from "../facts/walk";

/** Deepest part of a call that is looked into. */
const MAX_DEPTH = 6;

/** Calls whose items come in another order than those they are given. */
const REORDERS = /^(sorted|reversed|set|shuffled?|cycle|sample)$/;

/** One answer per call and item, so that what is known of it is found again. */
const known = new WeakMap<Expr, Map<number, Expr>>();

/** What is gone through, and the names that an item gets where they are no variables of the function: those of a comprehension. */
interface Through {
  readonly over: Expr;
  readonly target: Expr | null;
}

/**
 * The call as the loop or the comprehension around it runs it for the item at the index: `ChatOpenAI(model=names[2])` of
 * `for name in names: models.append(ChatOpenAI(model=name))`. The call itself where items may be left out or come in another order.
 */
export function madeForItem(made: Located, index: number, comprehension: Expr | null): Located {
  const through = comprehension ? clauseOf(comprehension) : loopAround(made);
  if (!through || (through.over.kind === "call" && REORDERS.test(lastNameOf(through.over.callee))))
    return made;
  let answers = known.get(made.expr);
  if (!answers) {
    answers = new Map();
    known.set(made.expr, answers);
  }
  const written = answers.get(index) ?? withItem(made, through, index, 0);
  answers.set(index, written);
  return { ...made, expr: written };
}

function loopAround({ file, fn, expr }: Located): Through | undefined {
  const context = contextOf(file, fn, expr);
  const [loop, ...more] = context?.loops ?? [];
  if (loop?.kind !== "statement" || more.length > 0 || context?.conditional) return undefined;
  const { iterable: over, body } = loop.loop;
  const leavesOut = [...eachStatement(body)].some((stmt) => /^(break|continue)$/.test(stmt.kind));
  return over && !leavesOut ? { over, target: null } : undefined;
}

function clauseOf(expr: Expr): Through | undefined {
  if (expr.kind !== "comprehension" || expr.conditions || expr.clauses.length !== 1) return undefined;
  const [clause] = expr.clauses;
  return clause && { over: clause.iterable, target: clause.target };
}

/** The expression with the item in the place of the loop's names. */
function withItem(at: Located, through: Through, index: number, depth: number): Expr {
  const { expr } = at;
  const inner = (part: Expr): Expr => withItem({ ...at, expr: part }, through, index, depth + 1);
  if (depth > MAX_DEPTH) return expr;
  switch (expr.kind) {
    case "name":
      return itemNamed(at, expr.name, through, index) ?? expr;
    case "member":
      return { ...expr, object: inner(expr.object) };
    case "index":
      return { ...expr, object: inner(expr.object) };
    case "call":
      return { ...expr, args: expr.args.map((arg) => ({ ...arg, value: inner(arg.value) })) };
    case "dict":
      return { ...expr, entries: expr.entries.map((entry) => ({ ...entry, value: inner(entry.value) })) };
    case "template":
      return { ...expr, parts: expr.parts.map((part) => (typeof part === "string" ? part : inner(part))) };
    default:
      return expr;
  }
}

/** `names[2]` for `name` of `for name, url in zip(names, urls)`. */
function itemNamed(at: Located, name: string, { over, target }: Through, index: number): Expr | undefined {
  const path = target ? pathIn(target, name) : boundPath(at, name, over);
  const part = path && iterated(over, path);
  if (part?.of !== "items") return undefined;
  return part.path.reduce(entryExpression, entryExpression(part.over, index));
}

type Path = readonly (string | number)[];

function boundPath({ file, fn }: Located, name: string, over: Expr): Path | undefined {
  const bindings = lookUp(file, fn, name)?.bindings ?? [];
  const loop = bindings.find((binding) => binding.kind === "loop" && binding.iterable.expr === over);
  return loop?.kind === "loop" ? loop.path : undefined;
}

function pathIn(target: Expr, name: string): Path | undefined {
  if (target.kind === "name") return target.name === name ? [] : undefined;
  const at = target.kind === "list" ? target.items.findIndex((item) => isName(item, name)) : -1;
  return at < 0 ? undefined : [at];
}

function isName(expr: Expr, name: string): boolean {
  return expr.kind === "name" && expr.name === name;
}
