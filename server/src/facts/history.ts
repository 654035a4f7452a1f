/** Follows the messages argument of a call to the variables that hold the run's history. */
import type { Expr, FileFacts } from "./ir";
import { readNumber } from "./literals";
import type { Located } from "./located";
import type { ClassInfo, Program } from "./program";
import { resolve } from "./resolve";
import { bindingsOf, enclosingClass, isSelf, lookUp } from "./scope";
import { eachStatement } from "./walk";

/** Where a history lives: a variable, an attribute of an object, or a key of a state object a framework passes in. */
export type HistoryRoot =
  | { readonly kind: "variable"; readonly file: FileFacts; readonly fn: number; readonly name: string }
  | { readonly kind: "parameter"; readonly file: FileFacts; readonly fn: number; readonly name: string }
  | { readonly kind: "attribute"; readonly cls: ClassInfo; readonly name: string }
  | {
      readonly kind: "state";
      readonly file: FileFacts;
      readonly fn: number;
      readonly name: string;
      readonly key: string;
    };

export interface Window {
  readonly size: number;
  readonly unit: "messages" | "tokens";
  readonly dropsPrefix: boolean;
  readonly at: Located;
}

export interface Trace {
  readonly root: HistoryRoot;
  readonly window: Window | null;
  /** A call named like a summariser stands on the way. */
  readonly summarised: Located | null;
  /** The root is part of a message's text rather than of the list of messages. */
  readonly inText: boolean;
}

const MAX_DEPTH = 10;
const TRIMMERS = /^(trim|truncate|window|last_?n|recent|prune)/i;
const SUMMARISERS = /(summar|compact|compress|condense)/i;

type Carry = Omit<Trace, "root">;
const START: Carry = { window: null, summarised: null, inText: false };

/** Every root the expression is built from, nearest first. */
export function tracesOf(program: Program, at: Located): readonly Trace[] {
  const tracer = new Tracer(program);
  tracer.follow(at, START, 0);
  return tracer.traces;
}

export function sameRoot(a: HistoryRoot, b: HistoryRoot): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "attribute" || b.kind === "attribute") {
    return a.kind === "attribute" && b.kind === "attribute" && a.cls === b.cls && a.name === b.name;
  }
  return a.file === b.file && a.fn === b.fn && a.name === b.name;
}

class Tracer {
  readonly traces: Trace[] = [];

  constructor(private readonly program: Program) {}

  follow(at: Located, carry: Carry, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const { expr } = at;
    const onward = (inner: Expr, next: Carry = carry): void =>
      this.follow({ ...at, expr: inner }, next, depth + 1);
    switch (expr.kind) {
      case "name":
        this.name(at, expr.name, carry, depth);
        break;
      case "member":
        this.member(at, expr, carry, depth);
        break;
      case "index":
        this.index(at, expr, carry, depth);
        break;
      case "slice":
        onward(expr.object, this.windowed(at, expr, carry));
        break;
      case "list":
        for (const item of expr.items) onward(item.kind === "spread" ? item.value : item);
        break;
      case "dict":
        for (const entry of expr.entries) onward(entry.value, { ...carry, inText: true });
        break;
      case "template":
        for (const part of expr.parts) if (typeof part !== "string") onward(part, { ...carry, inText: true });
        break;
      case "binary":
        onward(expr.left);
        onward(expr.right);
        break;
      case "conditional":
        onward(expr.then);
        onward(expr.otherwise);
        break;
      case "await":
      case "spread":
        onward(expr.value);
        break;
      case "comprehension":
        for (const clause of expr.clauses) onward(clause.iterable);
        break;
      case "call":
        this.call(at, expr, carry, depth);
        break;
      default:
        break;
    }
  }

  private add(root: HistoryRoot, carry: Carry): boolean {
    if (this.traces.some((t) => sameRoot(t.root, root))) return false;
    this.traces.push({ root, ...carry });
    return true;
  }

  private name(at: Located, name: string, carry: Carry, depth: number): void {
    if (isSelf(name)) return;
    const found = lookUp(at.file, at.fn, name);
    if (!found) return;
    const assigns = found.bindings.filter((b) => b.kind === "assign");
    if (found.bindings.some((b) => b.kind === "parameter") && assigns.length === 0) {
      this.add({ kind: "parameter", file: at.file, fn: found.fn, name }, carry);
      return;
    }
    if (found.bindings.some((b) => b.kind === "import" || b.kind === "function" || b.kind === "class"))
      return;
    const kind = found.bindings.some((b) => b.kind === "parameter") ? "parameter" : "variable";
    if (!this.add({ kind, file: at.file, fn: found.fn, name }, carry)) return;
    for (const binding of assigns) {
      if (binding.kind === "assign") this.follow(binding.value, carry, depth + 1);
    }
  }

  private member(at: Located, expr: Extract<Expr, { kind: "member" }>, carry: Carry, depth: number): void {
    const cls = this.classOf({ ...at, expr: expr.object });
    if (cls) {
      this.attribute(cls, expr.name, carry, depth);
      return;
    }
    if (expr.object.kind === "name" && isStateParameter(at, expr.object.name)) {
      const fn = lookUp(at.file, at.fn, expr.object.name)?.fn ?? at.fn;
      this.add({ kind: "state", file: at.file, fn, name: expr.object.name, key: expr.name }, carry);
      return;
    }
    this.follow({ ...at, expr: expr.object }, carry, depth + 1);
  }

  private attribute(cls: ClassInfo, name: string, carry: Carry, depth: number): void {
    const getter = cls.methods.get(name);
    if (getter !== undefined) {
      this.returns(cls.file, getter, carry, depth);
      return;
    }
    if (!this.add({ kind: "attribute", cls, name }, carry)) return;
    for (const binding of cls.attributes.get(name) ?? []) {
      if (binding.kind === "assign" && binding.value.expr.kind !== "call")
        this.follow(binding.value, carry, depth + 1);
    }
  }

  /** The workspace class of an object expression: `self`, or anything that resolves to an instance. */
  private classOf(at: Located): ClassInfo | undefined {
    if (at.expr.kind === "name" && isSelf(at.expr.name)) return enclosingClass(at.file, at.fn);
    const value = resolve(this.program, at);
    return value.kind === "instance" ? value.cls : undefined;
  }

  private index(at: Located, expr: Extract<Expr, { kind: "index" }>, carry: Carry, depth: number): void {
    const { object, index } = expr;
    if (object.kind === "name" && index.kind === "string" && isStateParameter(at, object.name)) {
      const fn = lookUp(at.file, at.fn, object.name)?.fn ?? at.fn;
      this.add({ kind: "state", file: at.file, fn, name: object.name, key: index.value }, carry);
      return;
    }
    this.follow({ ...at, expr: object }, carry, depth + 1);
  }

  private call(at: Located, expr: Extract<Expr, { kind: "call" }>, carry: Carry, depth: number): void {
    const { callee, args } = expr;
    const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
    let next = carry;
    if (SUMMARISERS.test(name)) next = { ...next, summarised: at };
    else if (TRIMMERS.test(name)) next = { ...next, window: this.trimmed(at, expr) ?? next.window };
    else if (name === "slice" && callee.kind === "member") next = this.sliceCall(at, expr, next);
    const target = resolve(this.program, { ...at, expr: callee });
    if (target.kind === "function" && next === carry) {
      this.returns(target.file, target.fn, carry, depth);
    }
    if (callee.kind === "member") this.follow({ ...at, expr: callee.object }, next, depth + 1);
    for (const arg of args) {
      if (arg.value.kind !== "function") this.follow({ ...at, expr: arg.value }, next, depth + 1);
    }
  }

  private returns(file: FileFacts, fn: number, carry: Carry, depth: number): void {
    for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
      if (stmt.kind === "return" && stmt.value) this.follow({ file, fn, expr: stmt.value }, carry, depth + 2);
    }
  }

  private windowed(at: Located, expr: Extract<Expr, { kind: "slice" }>, carry: Carry): Carry {
    if (!expr.from || expr.to) return carry;
    const from = readNumber(this.program, { ...at, expr: expr.from });
    return from !== undefined && from < 0 ? this.keepLast(at, -from, carry) : carry;
  }

  private sliceCall(at: Located, expr: Extract<Expr, { kind: "call" }>, carry: Carry): Carry {
    const first = expr.args[0]?.value;
    const from = first ? readNumber(this.program, { ...at, expr: first }) : undefined;
    return from !== undefined && from < 0 && expr.args.length === 1 ? this.keepLast(at, -from, carry) : carry;
  }

  private keepLast(at: Located, size: number, carry: Carry): Carry {
    return { ...carry, window: { size, unit: "messages", dropsPrefix: true, at } };
  }

  /** `trim_messages(messages, max_tokens=4000)`, `trimHistory(messages, 10)`. */
  private trimmed(at: Located, expr: Extract<Expr, { kind: "call" }>): Window | null {
    for (const arg of expr.args) {
      const number = readNumber(this.program, { ...at, expr: arg.value });
      if (number === undefined || number < 1) continue;
      const unit = /token/i.test(arg.name ?? "") || number > 500 ? "tokens" : "messages";
      return { size: number, unit, dropsPrefix: false, at };
    }
    return null;
  }
}

/** A parameter through which a graph hands its state to a node. */
function isStateParameter(at: Located, name: string): boolean {
  if (!/^(state|_state|input_state)$/.test(name)) return false;
  const found = lookUp(at.file, at.fn, name);
  return found?.bindings.some((b) => b.kind === "parameter") ?? false;
}

/** Bindings that create the root's value, in source order: assignments that do not build on the root itself. */
export function creationsOf(root: HistoryRoot): readonly { readonly at: Located; readonly start: number }[] {
  const bindings =
    root.kind === "attribute"
      ? (root.cls.attributes.get(root.name) ?? [])
      : root.kind === "variable" || root.kind === "parameter"
        ? (bindingsOf(root.file, root.fn).get(root.name) ?? [])
        : [];
  return bindings.flatMap((b) => {
    if (b.kind !== "assign" || b.operator !== "=" || mentions(b.value.expr, root)) return [];
    return [{ at: b.value, start: b.start }];
  });
}

/** Whether the expression reads the root itself (`messages = messages + [x]`). */
export function mentions(expr: Expr, root: HistoryRoot): boolean {
  if (root.kind !== "attribute" && expr.kind === "name") return expr.name === root.name;
  if (root.kind === "attribute" && expr.kind === "member") {
    if (expr.name === root.name && expr.object.kind === "name" && isSelf(expr.object.name)) return true;
  }
  return childrenOf(expr).some((child) => mentions(child, root));
}

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "call":
      return [expr.callee, ...expr.args.map((a) => a.value)];
    case "list":
      return expr.items;
    case "binary":
      return [expr.left, expr.right];
    case "template":
      return expr.parts.filter((p): p is Expr => typeof p !== "string");
    case "spread":
    case "await":
      return [expr.value];
    case "member":
    case "slice":
      return [expr.object];
    case "index":
      return [expr.object];
    case "conditional":
      return [expr.then, expr.otherwise];
    case "comprehension":
      return [expr.element, ...expr.clauses.map((c) => c.iterable)];
    case "dict":
      return expr.entries.map((e) => e.value);
    default:
      return [];
  }
}
