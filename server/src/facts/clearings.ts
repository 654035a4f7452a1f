/**
 * Results that the code takes out of messages it goes on sending: `for m in messages[:-4]: m["content"] = "[cleared]"`, the same in a
 * comprehension or in `map`. The messages stay, what they held is gone.
 */

import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts, Stmt } from "./ir";
import { readNumber } from "./literals";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { lookUp } from "./scope";
import { testsAround } from "./tests-around";
import { readString } from "./texts";
import { eachExpression, eachStatement, expressionsOf, functionIn } from "./walk";
import { distanceFromEnd } from "./windows";

export interface Clearing {
  /** The newest messages, or the newest results, that keep what they hold. */
  readonly size: number;
  readonly unit: "messages" | "results";
  /** Characters that stand in the place of a result. */
  readonly leftChars: number;
  readonly at: Located;
}

/** Where a message keeps what it says. */
const CONTENT = /^(content|text|output|result|observation|parts)$/;
/** Longer texts are messages of their own. */
const LONGEST_MARK = 200;
/** A mark with holes in it: `f"[{n} characters cleared]"`. A judgement. */
const FORMATTED_MARK = 40;
/** Tests by which code finds the messages that hold results. */
const RESULTS = /tool|observation|function_call_output|function_response/i;

/** Every clearing in the function; `isHistory` says which expressions are the list of messages. */
export function clearingsIn(
  program: Program,
  file: FileFacts,
  fn: number,
  isHistory: (expr: Expr) => boolean,
): readonly Clearing[] {
  const facts = file.functions[fn]?.facts;
  if (!facts) return [];
  const finder = new ClearingFinder(program, file, fn, isHistory);
  return candidatesIn(facts).flatMap(({ stmt, rebuilds }) => [
    ...finder.assigned(stmt),
    ...rebuilds.flatMap((expr) => finder.rebuilt(expr)),
  ]);
}

interface Candidate {
  readonly stmt: Stmt;
  /** Its expressions that make a list from a list. */
  readonly rebuilds: readonly Expr[];
}

/** Every history asks each function on its way, and nearly none clears anything. */
const candidates = new WeakMap<FunctionFacts, readonly Candidate[]>();

function candidatesIn(facts: FunctionFacts): readonly Candidate[] {
  const known = candidates.get(facts);
  if (known) return known;
  const found = eachStatement(facts.body).flatMap((stmt): readonly Candidate[] => {
    const rebuilds = expressionsOf(stmt)
      .flatMap(eachExpression)
      .filter(
        (expr) =>
          expr.kind === "comprehension" || (expr.kind === "call" && lastNameOf(expr.callee) === "map"),
      );
    const isAssigned = stmt.kind === "assign" && holderOf(stmt.target) !== undefined;
    return isAssigned || rebuilds.length > 0 ? [{ stmt, rebuilds }] : [];
  });
  candidates.set(facts, found);
  return found;
}

/** What is known of a list on its way to the request, with what the expression itself clears. */
export function withClearing<C extends { readonly cleared: Clearing | null }>(
  program: Program,
  at: Located,
  carry: C,
): C {
  const cleared = carry.cleared ?? clearedBy(program, at);
  return cleared ? { ...carry, cleared } : carry;
}

/** `[… for m in messages]` that empties some, or a call of a function of the workspace that does so to its argument. */
function clearedBy(program: Program, { file, fn, expr }: Located): Clearing | undefined {
  const [own] = new ClearingFinder(program, file, fn, isPlain).rebuilt(expr);
  if (own || expr.kind !== "call") return own;
  const target = resolve(program, { file, fn, expr: expr.callee });
  const facts = target.kind === "function" ? target.file.functions[target.fn]?.facts : undefined;
  if (target.kind !== "function" || !facts) return undefined;
  const isParameter = (part: Expr): boolean =>
    part.kind === "name" && facts.params.some((param) => param.name === part.name);
  return clearingsIn(program, target.file, target.fn, isParameter)[0];
}

function isPlain(expr: Expr): boolean {
  return expr.kind === "name" || expr.kind === "member";
}

interface Source {
  /** The list that is walked, without what picks a part of it. */
  readonly list: Expr;
  /** Newest items left out; null where the walk itself leaves out none. */
  readonly kept: number | null;
  /** Where the walk stands. */
  readonly around: readonly Expr[];
}

class ClearingFinder {
  readonly body: readonly Stmt[];

  constructor(
    private readonly program: Program,
    private readonly file: FileFacts,
    private readonly fn: number,
    private readonly isHistory: (expr: Expr) => boolean,
  ) {
    this.body = file.functions[fn]?.facts.body ?? [];
  }

  /** `m["content"] = "[cleared]"`, `messages[-5].content = ""`. */
  assigned(stmt: Stmt): readonly Clearing[] {
    if (stmt.kind !== "assign" || stmt.operator !== "=" || !stmt.value) return [];
    const item = holderOf(stmt.target);
    const leftChars = item && this.markLength(stmt.value);
    if (!item || leftChars === undefined) return [];
    const at = this.at(stmt.value);
    if (item.kind === "index" && this.isHistory(item.object)) {
      const index = readNumber(this.program, this.at(item.index));
      if (index !== undefined)
        return index < -1 ? [{ size: -index - 1, unit: "messages", leftChars, at }] : [];
    }
    const name = item.kind === "index" ? lastNameOf(item.index) : lastNameOf(item);
    const source = this.sourceOf(name, stmt.range.start);
    const tests = testsAround(this.body, stmt.range.start).map(({ test }) => test);
    return source ? this.clearing(source, tests, leftChars, at) : [];
  }

  /** `[{**m, "content": "[cleared]"} if i < len(messages) - 5 else m for i, m in enumerate(messages)]`. */
  rebuilt(expr: Expr): readonly Clearing[] {
    const made = this.elementsOf(expr);
    if (!made) return [];
    for (const part of made.elements.flatMap(eachExpression)) {
      if (part.kind !== "dict" || !part.entries.some(({ key }) => key === null)) continue;
      const entry = part.entries.find(({ key }) => key?.kind === "string" && CONTENT.test(key.value));
      const leftChars = entry && this.markLength(entry.value);
      if (leftChars === undefined) continue;
      return this.clearing(partOfList(this, made.list), made.elements, leftChars, this.at(part));
    }
    return [];
  }

  private elementsOf(expr: Expr): { readonly list: Expr; readonly elements: readonly Expr[] } | undefined {
    if (expr.kind === "comprehension") {
      const list = expr.clauses[0]?.iterable;
      return list && { list, elements: [expr.element, ...(expr.conditions ?? [])] };
    }
    if (expr.kind !== "call" || expr.callee.kind !== "member" || expr.callee.name !== "map") return undefined;
    const handed = expr.args[0]?.value;
    const child =
      handed?.kind === "function" ? this.file.functions[this.fn]?.children[handed.child] : undefined;
    if (child === undefined) return undefined;
    const elements = eachStatement(this.file.functions[child]?.facts.body ?? []).flatMap(expressionsOf);
    return { list: expr.callee.object, elements };
  }

  private clearing(
    { list, kept, around }: Source,
    tests: readonly Expr[],
    leftChars: number,
    at: Located,
  ): readonly Clearing[] {
    const ofResults = this.isPicked(list);
    if (!ofResults && !this.isHistory(list)) return [];
    const parts = [...around, ...tests].flatMap(eachExpression);
    const size = kept ?? this.keptBy(parts);
    const unit = ofResults ? "results" : "messages";
    if (size !== undefined) return [{ size, unit, leftChars, at }];
    // All results at once: those of the last turn come after it.
    const asksForResults = parts.some((part) => part.kind === "string" && RESULTS.test(part.value));
    return ofResults || asksForResults ? [{ size: 1, unit: "results", leftChars, at }] : [];
  }

  /** `i < len(messages) - 5`, `range(len(messages) - 5)`. */
  private keptBy(parts: readonly Expr[]): number | undefined {
    for (const part of parts) {
      const size = distanceFromEnd(this.program, this.at(part));
      if (size !== undefined) return size;
    }
    return undefined;
  }

  /** `results = [m for m in messages if m["role"] == "tool"]`: what is picked from the history. */
  private isPicked(list: Expr): boolean {
    if (list.kind === "comprehension") return list.clauses.some(({ iterable }) => this.isHistory(iterable));
    if (list.kind === "call" && lastNameOf(list.callee) === "filter")
      return [
        list.callee.kind === "member" ? list.callee.object : list,
        ...list.args.map((a) => a.value),
      ].some((part) => this.isHistory(part));
    if (list.kind !== "name" || this.isHistory(list)) return false;
    const bindings = lookUp(this.file, this.fn, list.name)?.bindings ?? [];
    return bindings.some((b) => b.kind === "assign" && b.value.expr !== list && this.isPicked(b.value.expr));
  }

  /** The walk over the history in which the name is a message, or a copy of one: `copy = message.copy()`. */
  private sourceOf(name: string, offset: number): Source | undefined {
    const direct = this.walkOf(name, offset, 0) ?? this.handedTo(name);
    if (direct) return direct;
    for (const binding of lookUp(this.file, this.fn, name)?.bindings ?? []) {
      if (binding.kind !== "assign") continue;
      for (const part of eachExpression(binding.value.expr)) {
        const source = part.kind === "name" ? this.walkOf(part.name, offset, 0) : undefined;
        if (source) return source;
      }
    }
    return undefined;
  }

  /** What the loop around the offset that gives the name its items walks over; through loops over parts of a message. */
  private walkOf(name: string, offset: number, depth: number): Source | undefined {
    const loop = eachStatement(this.body).findLast(
      (stmt) =>
        stmt.kind === "loop" &&
        stmt.range.start <= offset &&
        offset < stmt.range.end &&
        [...(stmt.target ? eachExpression(stmt.target) : [])].some(
          (part) => part.kind === "name" && part.name === name,
        ),
    );
    if (loop?.kind !== "loop" || !loop.iterable || depth > 2) return undefined;
    const source = partOfList(this, loop.iterable);
    const inner = eachStatement(loop.body).flatMap((stmt) => (stmt.kind === "if" ? [stmt.test] : []));
    const around = [loop.iterable, ...inner];
    const message = this.messageIn(source.list);
    const outer = message === null ? undefined : this.walkOf(message, loop.range.start, depth + 1);
    return outer ? { ...outer, around: [...outer.around, ...around] } : { ...source, around };
  }

  /** The name by which a part of a message tells which: `m["content"]` -> m, `messages[i]["content"]` -> i. */
  private messageIn(list: Expr): string | null {
    if (list.kind === "name") return null;
    const parts = [...eachExpression(list)];
    const item = parts.find((part) => part.kind === "index" && this.isHistory(part.object));
    if (item?.kind === "index") return lastNameOf(item.index);
    return lastNameOf(parts.find((part) => part.kind === "name") ?? null) || null;
  }

  /** `messages.slice(0, -4).forEach((m) => { m.content = ""; })`, seen from inside. */
  private handedTo(name: string): Source | undefined {
    const node = this.file.functions[this.fn];
    if (!node || node.parent < 0 || !node.facts.params.some((param) => param.name === name)) return undefined;
    const child = this.file.functions[node.parent]?.children.indexOf(this.fn) ?? -1;
    const receiver = functionIn(this.file, node.parent, child)?.receiver;
    if (receiver?.callee.kind !== "member" || receiver.callee.name !== "forEach") return undefined;
    return partOfList(this, receiver.callee.object);
  }

  /** Characters of a text that says nothing but that something is gone; undefined for anything else. */
  private markLength(value: Expr): number | undefined {
    if (value.kind === "null") return 0;
    if (value.kind === "template") return FORMATTED_MARK;
    // What a function makes says something; only texts that are written once for all are read.
    if (value.kind !== "string" && !CONSTANT.test(lastNameOf(value))) return undefined;
    const text = readString(this.program, this.at(value))?.value;
    return text !== undefined && text.length <= LONGEST_MARK ? text.length : undefined;
  }

  at(expr: Expr): Located {
    return { file: this.file, fn: this.fn, expr };
  }

  number(expr: Expr | null): number | undefined {
    return expr ? readNumber(this.program, this.at(expr)) : undefined;
  }
}

/** Names of constants: `PLACEHOLDER`, `settings.CLEARED`. */
const CONSTANT = /^_?[A-Z][A-Z0-9_]*$/;

/** `m["content"]`, `m.content` -> m. */
function holderOf(target: Expr): Expr | undefined {
  if (target.kind === "member") return CONTENT.test(target.name) ? target.object : undefined;
  if (target.kind !== "index" || target.index.kind !== "string") return undefined;
  return CONTENT.test(target.index.value) ? target.object : undefined;
}

/** `messages[:-4]`, `messages.slice(0, -4)`, `enumerate(messages)`, `range(len(messages) - 4)`: the list, and how many of its last items stay. */
function partOfList(finder: ClearingFinder, expr: Expr): Source {
  const whole = { list: expr, kept: null, around: [expr] };
  const kept = (end: Expr | null): number | null => {
    const size = finder.number(end);
    return size !== undefined && size < 0 ? -size : null;
  };
  if (expr.kind === "slice") return { ...partOfList(finder, expr.object), kept: kept(expr.to) };
  if (expr.kind !== "call") return whole;
  const [first, second] = expr.args.map((arg) => arg.value);
  const name = lastNameOf(expr.callee);
  if (expr.callee.kind === "member" && name === "slice")
    return { ...partOfList(finder, expr.callee.object), kept: kept(second ?? null) };
  if (/^(enumerate|reversed|list)$/.test(name) && first) return partOfList(finder, first);
  const measured = name === "range" ? eachExpression(expr).find(isLengthCall) : undefined;
  const list = measured?.kind === "call" ? measured.args[0]?.value : undefined;
  return list ? { list, kept: null, around: [expr] } : whole;
}

function isLengthCall(expr: Expr): boolean {
  return expr.kind === "call" && lastNameOf(expr.callee) === "len";
}
