/**
 * Entries that are read under a key, or found by a test, which the code itself decides: `MODELS[os.getenv("TIER", "fast")]`,
 * `MODELS.find((m) => m.isDefault)`, and the parts of what a function gives back, `provider, model = split(name)`.
 */
import { entryOf } from "./arguments";
import { assignedValue } from "./bound-values";
import { resultsOf } from "./branches";
import { entryRead, isGet } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import { itemsIn } from "./iterated";
import type { Located } from "./located";
import type { Program } from "./program";
import type { ReadText } from "./reading";
import { resolve } from "./resolve";
import { selfAttribute } from "./self-attributes";
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
        return next(assignedValue(at) ?? takenOut(at)) ?? this.resolved(at);
      case "member":
      case "index":
        return this.entry(at, depth);
      case "call":
        return isGet(expr) ? this.entry(at, depth) : this.called(at, expr, depth);
      default:
        return at;
    }
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
    const held = holder && entryOf(holder.expr, read.key);
    if (held) return this.follow({ ...holder, expr: held }, depth + 1);
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
    const [result, ...others] = resultsOf(this.program, at, (_, name) => this.readKey(name)?.value);
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
    const test = args[0]?.value;
    if (callee.kind !== "member" || test?.kind !== "function") return undefined;
    const child = at.file.functions[at.fn]?.children[test.child];
    const facts = child === undefined ? undefined : at.file.functions[child]?.facts;
    const [param] = facts?.params ?? [];
    const [returned] = facts?.body ?? [];
    const list =
      this.follow({ ...at, expr: callee.object }, depth + 1) ?? this.resolved({ ...at, expr: callee.object });
    if (child === undefined || !param || returned?.kind !== "return" || !returned.value || !list)
      return undefined;
    const asked = this.asked({ ...withFrame(at, at.frame), fn: child, expr: returned.value }, param.name);
    const item =
      asked && itemsIn(list.expr, "items").find((each) => fits(entryOf(each, asked.key), asked.text));
    if (!item) return undefined;
    this.isChosen = true;
    return this.follow({ ...list, expr: item }, depth + 1);
  }

  /** Which entry of an item a test asks for, and the text it must hold; null where it must hold at all. */
  private asked(
    test: Located,
    item: string,
  ): { readonly key: string | number; readonly text: string | null } | undefined {
    const { expr } = test;
    const own = (part: Expr): string | number | undefined => {
      const read = entryRead(part);
      return read?.object.kind === "name" && read.object.name === item ? read.key : undefined;
    };
    const flag = own(expr);
    if (flag !== undefined) return { key: flag, text: null };
    if (expr.kind !== "binary" || !/^={2,3}$/.test(expr.operator)) return undefined;
    const key = own(expr.left) ?? own(expr.right);
    const side = own(expr.left) === undefined ? expr.left : expr.right;
    const text = key === undefined || side.kind === "boolean" ? null : this.readKey({ ...test, expr: side });
    if (text) this.key ??= text;
    return key === undefined || (!text && side.kind !== "boolean")
      ? undefined
      : { key, text: text?.value ?? null };
  }
}

function fits(held: Expr | undefined, text: string | null): boolean {
  if (text === null) return held?.kind === "boolean" && held.value;
  return held?.kind === "string" && held.value === text;
}
