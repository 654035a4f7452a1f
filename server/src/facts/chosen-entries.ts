/**
 * Entries that are read under a key, or found by a test, which the code itself decides: `MODELS[os.getenv("TIER", "fast")]`,
 * `MODELS.find((m) => m.isDefault)`, and the parts of what a function gives back, `provider, model = split(name)`.
 */
import { entryOf } from "./arguments";
import { assignedValue, parameterBinding } from "./bound-values";
import { resultsOf } from "./branches";
import { entryRead, isGet } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import { itemsIn } from "./iterated";
import type { Located } from "./located";
import type { Program } from "./program";
import type { ReadText } from "./reading";
import { resolve, resolveAll } from "./resolve";
import { selfAttribute } from "./self-attributes";
import { settledByText } from "./settled-by-text";
import { namedEntry } from "./table-entries";
import { takenOut } from "./taken-apart";
import { withFrame } from "./values";

type ReadKey = (at: Located) => ReadText | null;

/** Names, calls and entries on the way to a table. */
const MAX_HOPS = 10;

export interface ChosenEntry {
  readonly at: Located;
  /** What decided on it, where that is a text: it may be a setting. */
  readonly key: ReadText | null;
}

/** The entry as it is written; undefined where no key was read on the way, which other readers know better. */
export function chosenEntry(program: Program, at: Located, readKey: ReadKey): ChosenEntry | undefined {
  const way = new Way(program, readKey);
  const entry = way.follow(at, 0);
  return entry && way.isChosen && entry.expr !== at.expr ? { at: entry, key: way.key } : undefined;
}

class Way {
  isChosen = false;
  key: ReadText | null = null;

  constructor(
    private readonly program: Program,
    private readonly readKey: ReadKey,
  ) {}

  /** What the expression stands for, as far as it is one thing. */
  follow(at: Located, depth: number): Located | undefined {
    if (depth > MAX_HOPS) return undefined;
    const { expr } = at;
    const next = (value: Located | undefined): Located | undefined =>
      value && (value.expr === expr ? value : this.follow(value, depth + 1));
    switch (expr.kind) {
      case "await":
        return next({ ...at, expr: expr.value });
      case "name":
        return this.named(at, next);
      case "member":
      case "index":
        return this.entry(at, depth);
      case "call":
        return isGet(expr) ? this.entry(at, depth) : this.called(at, expr, depth);
      default:
        return at;
    }
  }

  private named(at: Located, next: (value: Located | undefined) => Located | undefined): Located | undefined {
    const settled = settledByText(this.program, at, this.readKey);
    if (settled && settled.at.expr.kind !== "name") return next(settled.at);
    return next(assignedValue(at) ?? takenOut(at)) ?? this.resolved(at);
  }

  private resolved(at: Located): Located | undefined {
    const value = resolve(this.program, at);
    return value.kind === "expression" ? value.at : undefined;
  }

  private entry(at: Located, depth: number): Located | undefined {
    const attribute = selfAttribute(this.program, at);
    if (attribute) return this.follow(attribute, depth + 1);
    const read = entryRead(at.expr) ?? this.readUnderName(at);
    const holder = read && this.follow({ ...at, expr: read.object }, depth + 1);
    const held =
      holder &&
      (entryOf(holder.expr, read.key) ??
        namedEntry(holder, read.key, (key) => resolveAll(this.program, key)));
    // What cannot be followed further is still the entry.
    const entry = held && { ...holder, expr: held };
    if (entry) return this.follow(entry, depth + 1) ?? entry;
    const fallback = isGet(at.expr) && holder?.expr.kind === "dict" ? at.expr.args[1]?.value : undefined;
    return fallback && this.follow({ ...at, expr: fallback }, depth + 1);
  }

  /** `TABLE[name]`, `TABLE.get(name)`, where the name holds a text that can be read. */
  private readUnderName(at: Located): { readonly object: Expr; readonly key: string } | undefined {
    const { expr } = at;
    const object = expr.kind === "index" ? expr.object : isGet(expr) ? expr.callee.object : undefined;
    const index = expr.kind === "index" ? expr.index : isGet(expr) ? expr.args[0]?.value : undefined;
    const key = index && this.readKey({ ...at, expr: index });
    if (!object || !key) return undefined;
    this.isChosen = true;
    this.key ??= key;
    return { object, key: key.value };
  }

  private called(at: Located, expr: Extract<Expr, { kind: "call" }>, depth: number): Located | undefined {
    if (lastNameOf(expr.callee) === "find") return this.found(at, expr, depth);
    const [result, ...others] = resultsOf(this.program, at, (_, name) =>
      // Other names that tests ask for lead far away, and hardly to a text.
      parameterBinding(name) ? this.readKey(name)?.value : undefined,
    );
    if (!result || others.length > 0) return undefined;
    this.isChosen = true;
    return this.follow(result, depth + 1);
  }

  /** `MODELS.find((m) => m.id === "gpt-5")`: the first item that fits. */
  private found(
    at: Located,
    { callee, args }: Extract<Expr, { kind: "call" }>,
    depth: number,
  ): Located | undefined {
    const passes = args[0]?.value;
    if (callee.kind !== "member" || passes?.kind !== "function") return undefined;
    const child = at.file.functions[at.fn]?.children[passes.child];
    const facts = child === undefined ? undefined : at.file.functions[child]?.facts;
    const [param] = facts?.params ?? [];
    const [returned] = facts?.body ?? [];
    const list =
      this.follow({ ...at, expr: callee.object }, depth + 1) ?? this.resolved({ ...at, expr: callee.object });
    if (child === undefined || !param || returned?.kind !== "return" || !returned.value || !list)
      return undefined;
    const test = { ...withFrame(at, at.frame), fn: child, expr: returned.value };
    for (const item of itemsIn(list.expr, "items")) {
      const fits = this.fits(test, param.name, item);
      if (fits === undefined) return undefined;
      if (!fits) continue;
      this.isChosen = true;
      return this.follow({ ...list, expr: item }, depth + 1);
    }
    return undefined;
  }

  /** Whether an item passes the test; undefined where that is not all written out. */
  private fits(test: Located, name: string, item: Expr): boolean | undefined {
    const { expr } = test;
    const inner = (part: Expr): boolean | undefined => this.fits({ ...test, expr: part }, name, item);
    const own = this.ownEntry(expr, name, item);
    if (own) return isSomething(own.held);
    if (
      expr.kind === "call" &&
      /^(includes|has)$/.test(lastNameOf(expr.callee)) &&
      expr.callee.kind === "member"
    )
      return this.holds(test, name, item, expr.callee.object, expr.args[0]?.value);
    if (expr.kind !== "binary") return undefined;
    const { operator, left, right } = expr;
    if (/^(\|\||or|&&|and)$/.test(operator)) {
      const isAnd = /^(&&|and)$/.test(operator);
      const sides = [inner(left), inner(right)];
      if (sides.includes(!isAnd)) return !isAnd;
      return sides.includes(undefined) ? undefined : isAnd;
    }
    if (!/^={2,3}$/.test(operator)) return undefined;
    const [a, b] = [left, right].map((side) => this.plain({ ...test, expr: side }, name, item));
    return a === undefined || b === undefined ? undefined : a === b;
  }

  /** `m.aliases?.includes(name)`; an item without the list has nothing in it. */
  private holds(
    test: Located,
    name: string,
    item: Expr,
    list: Expr,
    sought: Expr | undefined,
  ): boolean | undefined {
    const own = this.ownEntry(list, name, item);
    const text = sought && this.plain({ ...test, expr: sought }, name, item);
    if (!own || text === undefined) return undefined;
    const items = own.held?.kind === "list" ? own.held.items : [];
    return items.some((each) => each.kind === "string" && each.value === text);
  }

  private ownEntry(part: Expr, name: string, item: Expr): { readonly held: Expr | undefined } | undefined {
    const read = entryRead(part);
    const isOwn = read?.object.kind === "name" && read.object.name === name;
    return isOwn ? { held: entryOf(item, read.key) } : undefined;
  }

  /** The text or flag of one side; null where the item has no such entry. */
  private plain(side: Located, name: string, item: Expr): string | boolean | null | undefined {
    const own = this.ownEntry(side.expr, name, item);
    const held = own ? own.held : side.expr;
    if (own && !held) return null;
    if (held?.kind === "string" || held?.kind === "boolean") return held.value;
    if (own) return undefined;
    const text = this.readKey(side);
    if (text) this.key ??= text;
    return text?.value;
  }
}

function isSomething(held: Expr | undefined): boolean | undefined {
  if (held === undefined || held.kind === "null") return false;
  return held.kind === "boolean" ? held.value : held.kind === "string" ? held.value !== "" : undefined;
}
