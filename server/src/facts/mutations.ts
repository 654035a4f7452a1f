/** Finds what the code does to a history: append, trim, summarise. */
import {
  addedParts,
  goesThrough,
  isAnswerTo,
  isChoice,
  isCount,
  isReshaped,
  isText,
  itemsOf,
} from "./added-parts";
import { clearingsIn } from "./clearings";
import { dropIn } from "./drops";
import { entryRead, withoutFallback } from "./entries";
import { lastNameOf, textOf } from "./expression-text";
import { framed, parameterRoot, withClosures } from "./helper-calls";
import {
  bringsSummary,
  creationsOf,
  entryNamed,
  type HistoryRoot,
  holdsLists,
  isCounted,
  isMadeOf,
  isNameOf,
  keyed,
  mentions,
  usesSummary,
} from "./history-roots";
import type { Expr, FileFacts, Stmt } from "./ir";
import { readNumber } from "./literals";
import type { Frame, Located } from "./located";
import type { Limit, Mutation } from "./mutation";
import type { Program } from "./program";
import { cutAmong, refillsIn } from "./refilled";
import { resolve } from "./resolve";
import { isAttributeOf, isRoot } from "./root-names";
import { enclosingClass, lookUp } from "./scope";
import { summariesIn } from "./summaries";
import { takenUp } from "./taken-up";
import { type CallExpression, callsIn, eachExpression, eachStatement } from "./walk";
import { isLength, partOf, queueWindow, trimWindow, type Window } from "./windows";

export type { Mutation };

const APPENDERS = new Set([
  ...["append", "appendleft", "extend", "push", "add", "insert", "unshift"],
  ...["add_message", "addMessage", "add_messages", "addMessages"],
]);
const MAX_HELPER_DEPTH = 3;
/** What the size of a history is counted by. */
const BUDGETS = /token|total|chars|size|length|count|budget|usage/i;
const UNSIZED = { size: null, unit: "messages" } as const;
const NO_NAMES: ReadonlySet<string> = new Set();
/** Keys under which what is kept of one person holds what was said. */
const CONVERSATIONS =
  /messages|msgs|histor(y|ies)|conversation|chat|context|memory|turns|transcript|dialog|recent/i;

/** Every mutation of the root in the function, and in helpers the root (or the object that holds it) is passed to. */
export function mutationsIn(
  program: Program,
  file: FileFacts,
  fn: number,
  root: HistoryRoot,
  depth = 0,
): readonly Mutation[] {
  let answers = known.get(program);
  if (!answers) {
    answers = new Map();
    known.set(program, answers);
  }
  const key = `${file.path}:${fn}:${depth}:${keyOf(root)}`;
  const answer = answers.get(key);
  if (answer) return answer;
  const found = new Finder(program, file, fn, root, depth).find();
  answers.set(key, found);
  return found;
}

/** Asked for once per call chain; a program never changes. */
const known = new WeakMap<Program, Map<string, readonly Mutation[]>>();

function keyOf(root: HistoryRoot): string {
  if (root.kind === "attribute") return `${root.cls.file.path}:${root.cls.fn}:${root.cls.name}.${root.name}`;
  const entry = keyed(root);
  const key = entry ? `[${entry.key}]` : "";
  return `${root.kind}:${root.file.path}:${root.fn}:${root.name}${key}`;
}

class Finder {
  private readonly found: Mutation[] = [];
  private aliases: ReadonlySet<string> = NO_NAMES;

  constructor(
    private readonly program: Program,
    private readonly file: FileFacts,
    private readonly fn: number,
    private readonly root: HistoryRoot,
    private readonly depth: number,
  ) {}

  find(): readonly Mutation[] {
    const body = this.file.functions[this.fn]?.facts.body ?? [];
    this.aliases = this.aliasesIn(body);
    for (const stmt of eachStatement(body)) {
      if (stmt.kind === "assign" && stmt.value && this.isTarget(stmt.target, stmt.value))
        this.assignment(stmt, stmt.value);
      const renewed = stmt.kind === "assign" ? this.renewed(stmt) : undefined;
      if (stmt.kind === "assign" && renewed) this.assignment(stmt, renewed);
      if (stmt.kind === "assign" && stmt.value && this.isEntry(stmt.target))
        this.store(stmt.value, stmt.value);
      if (stmt.kind === "assign" && stmt.value && this.isHeldList(stmt.target))
        this.rewritten(stmt.target, stmt.value);
      if (stmt.kind === "loop" && stmt.test) this.drops(stmt.test, stmt.body);
      if (stmt.kind === "if") this.drops(stmt.test, stmt.then);
    }
    const refills = refillsIn(body, (expr) => this.isRoot(expr));
    for (const { call } of callsIn(this.file, this.fn)) {
      const { callee, args } = call;
      const refill = refills.get(call);
      if (refill && this.refilled(refill)) continue;
      if (callee.kind === "member" && APPENDERS.has(callee.name) && this.holdsTurns(callee.object)) {
        this.append(
          call,
          args.slice(callee.name === "insert" ? 1 : 0).map((arg) => arg.value),
        );
      } else if (this.isStored(call)) this.store(call, call.args[1]?.value ?? call);
      else if (this.depth < MAX_HELPER_DEPTH) this.helper(call);
    }
    this.summaries(body);
    for (const clearing of clearingsIn(this.program, this.file, this.fn, (expr) => this.isRoot(expr))) {
      const { at } = clearing;
      this.found.push({ kind: "clear", at, origin: at.expr, clearing, limit: this.limitAround(at.expr) });
    }
    return this.found;
  }

  private at(expr: Expr): Located {
    return { file: this.file, fn: this.fn, expr };
  }

  private isRoot(expr: Expr): boolean {
    return isRoot(this.program, this.at(expr), this.root);
  }

  /** The root itself, all of its items (`messages[:] = …`), or one of several names (`messages, done = step(messages)`). */
  private isTarget(target: Expr, value: Expr): boolean {
    if (target.kind === "list")
      return (
        /^(call|await)$/.test(value.kind) &&
        target.items.some((item) => this.isRoot(item)) &&
        this.reads(value)
      );
    return this.isRoot(target.kind === "slice" ? target.object : target);
  }

  /** The list of `params = { ...params, messages: [...params.messages, x] }`, where the entry of the table is the root. */
  private renewed({ target, value }: Extract<Stmt, { kind: "assign" }>): Expr | undefined {
    const entry = this.root.kind === "variable" ? keyed(this.root) : undefined;
    if (!entry || !value || target.kind !== "name" || target.name !== entry.name) return undefined;
    const held = entryNamed(value, entry.key);
    return held && this.reads(held) ? held : undefined;
  }

  /** The root, or one of the histories it holds: `histories[id].append(…)`, `histories[id]["messages"].append(…)`. */
  private holdsTurns(expr: Expr): boolean {
    if (this.isRoot(expr) || this.isHeld(expr) || this.isListOfRequest(expr)) return true;
    return this.isField(expr) || this.isHeldList(expr);
  }

  /** `histories[id].messages`. */
  private isHeldList(expr: Expr): boolean {
    const part = this.isGiven() ? undefined : entryRead(expr);
    return part !== undefined && CONVERSATIONS.test(String(part.key)) && this.isHeld(part.object);
  }

  /** `payload["messages"]` of a request that is sent whole. */
  private isListOfRequest(expr: Expr): boolean {
    if (this.root.kind !== "variable" && this.root.kind !== "parameter") return false;
    const part = keyed(this.root) ? undefined : entryRead(expr);
    return part !== undefined && /^(messages|contents)$/.test(String(part.key)) && this.isRoot(part.object);
  }

  /** `this.state.steps` of an object that is quoted whole. */
  private isField(expr: Expr): boolean {
    return expr.kind === "member" && !keyed(this.root) && this.isRoot(expr.object);
  }

  /** What the root holds under a key, or a name for it. */
  private isHeld(expr: Expr): boolean {
    if (this.isEntry(expr) || this.isAlias(expr)) return true;
    if (expr.kind !== "call" || expr.callee.kind !== "member" || this.isGiven()) return false;
    return /^(get|setdefault)$/.test(expr.callee.name) && this.isRoot(expr.callee.object);
  }

  /** A parameter of the function itself: what it holds is the caller's. */
  private isGiven(): boolean {
    return this.root.kind === "parameter" && this.root.fn === this.fn;
  }

  /** A variable of the module, or a name of the function around: `(sessions) => async (ctx) => { sessions[ctx.id].push(…) }`. */
  private isOutside(): boolean {
    if (this.root.kind !== "parameter" && this.root.kind !== "variable") return false;
    return isOfModule(this.root) || (this.root.file === this.file && this.root.fn !== this.fn);
  }

  private isAlias(expr: Expr): boolean {
    return expr.kind === "name" && this.aliases.has(expr.name);
  }

  /** `history = self.history`, `history = histories[id]`, `history = self.histories.get(id, [])`: names that stand for the root or for one of many. */
  private aliasesIn(body: readonly Stmt[]): ReadonlySet<string> {
    if (!/^(attribute|session)$/.test(this.root.kind) && !this.isOutside()) return NO_NAMES;
    const found = new Set<string>();
    const others = new Set<string>();
    for (const stmt of eachStatement(body)) {
      if (stmt.kind !== "assign" || stmt.target.kind !== "name" || !stmt.value) continue;
      const value = withoutFallback(stmt.value);
      const isOne = /^(index|call)$/.test(value.kind) && this.isHeld(value);
      if (isOne || (value.kind !== "name" && this.isRoot(value))) found.add(stmt.target.name);
      else others.add(stmt.target.name);
    }
    // What else the name stands for may be a list of its own.
    return new Set([...found].filter((name) => !others.has(name)));
  }

  /** `self.conversations[id] = …`: a store of an object or of the module, by a key that is known only at run time. */
  private isEntry(target: Expr): boolean {
    if (target.kind !== "index" || target.index.kind === "number" || !this.isRoot(target.object))
      return false;
    if (this.root.kind === "attribute" || (this.isOutside() && target.index.kind !== "string")) return true;
    return this.root.kind === "variable" && creationsOf(this.root).some(({ at }) => holdsLists(at.expr));
  }

  /** `histories.set(id, messages)`: a store of many histories. */
  private isStored({ callee, args }: CallExpression): boolean {
    return (
      callee.kind === "member" && callee.name === "set" && args.length === 2 && this.isRoot(callee.object)
    );
  }

  /** One of the histories it holds is put back: `histories.set(id, messages)`, cut or longer than before. */
  private store(at: Expr, value: Expr): void {
    const window = this.cutOf(value, 0) ?? queueWindow(this.program, this.at(value));
    if (window) this.found.push({ kind: "window", at: this.at(at), origin: at, window });
    // What was added to the one that is put back is seen where it was.
    if (!this.isHeld(partOf(this.program, this.at(value))?.of ?? value)) this.append(at, [value]);
  }

  /** `chat.messages = [chat.messages[0], ...chat.messages.slice(-10)]`, where `chat` is one of those kept. */
  private rewritten(target: Expr, value: Expr): void {
    const name = textOf(target);
    const reads = (part: Expr): boolean => eachExpression(part).some((inner) => textOf(inner) === name);
    if (!reads(value)) return;
    const window = this.cutOf(value, 0);
    if (window) this.found.push({ kind: "window", at: this.at(value), origin: value, window });
    const added = addedParts(value, reads);
    if (added.length > 0) this.append(value, added);
  }

  /** A window in what is stored, also by way of a name. */
  private cutOf(value: Expr, depth: number): Window | null {
    for (const expr of eachExpression(value)) {
      const window = partOf(this.program, this.at(expr))?.window;
      if (window) return window;
    }
    if (value.kind !== "name" || depth > 0) return null;
    const bindings = lookUp(this.file, this.fn, value.name)?.bindings ?? [];
    for (const binding of bindings) {
      const isList = binding.kind === "assign" && /^(list|call|slice)$/.test(binding.value.expr.kind);
      const window = isList ? this.cutOf(binding.value.expr, depth + 1) : null;
      if (window) return window;
    }
    return null;
  }

  private append(at: Expr, parts: readonly Expr[], rebinds = false): void {
    const added = parts.flatMap(itemsOf).map((expr) => this.at(expr));
    this.found.push({
      kind: "append",
      at: this.at(at),
      origin: at,
      added,
      ...(rebinds && this.root.kind === "parameter" ? { rebinds } : {}),
    });
  }

  private assignment(stmt: Extract<Stmt, { kind: "assign" }>, value: Expr): void {
    const at = this.at(value);
    // `budget -= cost`: a number.
    if (/^[-*/%&^<>]/.test(stmt.operator)) return;
    // `turn += 1`, `turn = turn + step`, where `turn = 0` before: a number, too.
    if (isCount(value) || isCounted(this.root)) return;
    if (stmt.operator !== "=") {
      // A text that is added to is another text: the caller keeps its own.
      this.append(value, [value], isText(value));
      return;
    }
    const target = textOf(stmt.target);
    const reads = (part: Expr): boolean =>
      this.reads(part) ||
      eachExpression(part).some((inner) => inner.kind === "member" && textOf(inner) === target);
    if (!reads(value)) {
      this.replacement(value);
      return;
    }
    if (usesSummary(value)) {
      this.summarise(value);
      return;
    }
    if (isAnswerTo(value, reads)) return;
    const window = this.windowOf(value);
    if (window) this.found.push({ kind: "window", at, origin: value, window });
    const added = addedParts(value, reads);
    // `messages = messages[1:]` takes the system text off and adds nothing.
    const isCut =
      partOf(this.program, at) !== undefined || isReshaped(value) || goesThrough(value) || isChoice(value);
    if (added.length > 0 || (!window && !isCut)) this.append(value, added, true);
  }

  /** `summary = summarise(self.messages)`, or `old = messages[:-4]` of them, which then is added to what was emptied. */
  private summaries(body: readonly Stmt[]): void {
    const names = summariesIn(body).flatMap(({ name, call }) =>
      this.mentionsRoot(call) || isMadeOf(this.at(call), this.root, 1) ? [name] : [],
    );
    if (names.length === 0) return;
    const holds = (expr: Expr): boolean =>
      eachExpression(expr).some((part) => part.kind === "name" && names.includes(part.name));
    const added = this.found.find(({ kind, at }) => kind === "append" && holds(at.expr));
    if (added) this.summarise(added.at.expr);
  }

  /** `history = [...messages, reply]`, `history = messages[-20:]`, where the function made `messages` of the history. */
  private replacement(value: Expr): void {
    const at = this.at(value);
    const begins = creationsOf(this.root).some((creation) => creation.at.expr === value);
    if (!begins && bringsSummary(at)) {
      this.summarise(value);
      return;
    }
    const added = this.takesUp(value);
    if (!added) return;
    const window =
      this.cutIn(value) ?? cutAmong(this.program, at, (part) => this.takesUp(part) !== undefined);
    if (window) this.found.push({ kind: "window", at, origin: value, window });
    if (added.length > 0) this.append(value, added, true);
  }

  /** What takes the place of an emptied history, where it takes up what it held. */
  private refilled(values: readonly Expr[]): boolean {
    const known = values.filter((value) => this.takesUp(value));
    for (const value of known) this.replacement(value);
    return known.length > 0;
  }

  private takesUp(value: Expr): readonly Expr[] | undefined {
    return takenUp(this.at(value), (part) => isNameOf(part, this.root) || this.isAlias(part));
  }

  private cutIn(value: Expr): Window | undefined {
    for (const expr of eachExpression(value)) {
      const part = partOf(this.program, this.at(expr));
      if (part?.window && this.takesUp(part.of)) return part.window;
    }
    return undefined;
  }

  private summarise(value: Expr): void {
    this.found.push({ kind: "summarise", at: this.at(value), origin: value, limit: this.limitAround(value) });
  }

  /** The size of the root that an `if` around the expression asks for. */
  private limitAround(value: Expr): Limit | null {
    let found: Limit | null = null;
    for (const stmt of eachStatement(this.file.functions[this.fn]?.facts.body ?? [])) {
      if (stmt.kind !== "if" || value.range.start < stmt.range.start || stmt.range.end < value.range.end)
        continue;
      found = this.lengthLimit(stmt.test) ?? found;
    }
    return found;
  }

  /** `root[-10:]`, `root[:1] + root[-10:]`, `[root[0], ...root.slice(-10)]`, `[...root, x].slice(-10)`, `trim(root, 10)`. */
  private windowOf(value: Expr): Window | null {
    let keepsHead = false;
    let found: Window | null = null;
    for (const expr of eachExpression(value)) {
      const part = partOf(this.program, this.at(expr));
      if (part && this.mentionsRoot(part.of)) {
        found = part.window ?? found;
        keepsHead ||= part.isHead;
      }
      found ??= trimWindow(this.program, this.at(expr));
    }
    return found && keepsHead ? { ...found, dropsPrefix: false } : found;
  }

  /** `while len(messages) > 20: messages.pop(1)`, `if (messages.length > 20) messages.shift()`, `while self.tokens() > limit: messages.pop(0)`. */
  private drops(test: Expr, body: readonly Stmt[]): void {
    const length = this.lengthLimit(test);
    const limit = this.budgetIn(test) ?? length ?? (this.comparesLength(test) ? UNSIZED : undefined);
    // `while len(queue) > 0: queue.pop(0)` takes all of it.
    if (!limit || (limit.size !== null && limit.size < 1)) return;
    const drop = dropIn(body, (expr) => this.holdsTurns(expr));
    // A size that nobody can tell may be that of before, and what is dropped the newest.
    if (!drop || (limit.size === null && !drop.isOldest)) return;
    const at = this.at(drop.expr);
    const window: Window = { ...limit, dropsPrefix: drop.first, at };
    this.found.push({ kind: "window", at, origin: drop.expr, window });
  }

  /** `self.count_tokens() > self.budget`, `total > 3000`: a size that is counted aside; what stands beside it keeps the list from getting empty. */
  private budgetIn(test: Expr): Pick<Window, "size" | "unit"> | undefined {
    if (test.kind !== "binary") return undefined;
    const { operator, left, right } = test;
    if (/^(and|&&)$/.test(operator)) return this.budgetIn(left) ?? this.budgetIn(right);
    const counts = left.kind === "call" ? lastNameOf(left.callee) : lastNameOf(left);
    if (!/^(>|>=)$/.test(operator) || isLength(left) || !BUDGETS.test(counts)) return undefined;
    if (!/token/i.test(counts)) return UNSIZED;
    return { size: readNumber(this.program, this.at(right)) ?? null, unit: "tokens" };
  }

  private mentionsRoot(expr: Expr): boolean {
    return this.reads(expr) || eachExpression(expr).some((part) => this.isAlias(part));
  }

  /** Whether a part of the expression is the root, also as `session.messages` of an object that is not the function's own. */
  private reads(expr: Expr): boolean {
    const { root } = this;
    if (mentions(expr, root)) return true;
    return (
      root.kind === "attribute" &&
      eachExpression(expr).some((part) => isAttributeOf(this.program, this.at(part), root))
    );
  }

  /** The number in `len(root) > n`, `root.length >= n`, `count_tokens(root) > n`, alone or beside other conditions. */
  private lengthLimit(test: Expr): Limit | null {
    if (test.kind !== "binary") return null;
    if (/^(and|&&|or|\|\|)$/.test(test.operator))
      return this.lengthLimit(test.left) ?? this.lengthLimit(test.right);
    if (!/^(>|>=)$/.test(test.operator) || !this.mentionsRoot(test.left)) return null;
    const size = readNumber(this.program, this.at(test.right));
    if (size === undefined) return null;
    const counts = test.left.kind === "call" ? lastNameOf(test.left.callee) : "";
    return { size, unit: /token/i.test(counts) ? "tokens" : "messages" };
  }

  /** `history.length > this.limit`: the number is known only at run time. */
  private comparesLength(test: Expr): boolean {
    if (test.kind !== "binary") return false;
    if (/^(and|&&|or|\|\|)$/.test(test.operator))
      return this.comparesLength(test.left) || this.comparesLength(test.right);
    return /^(>|>=)$/.test(test.operator) && isLength(test.left) && this.mentionsRoot(test.left);
  }

  /** A workspace function that receives the root (`add_turn(messages, reply)`), or a method of the object that holds it. */
  private helper(call: Extract<Expr, { kind: "call" }>): void {
    const passed = call.args.findIndex((arg) => this.isRoot(arg.value) || this.isAlias(arg.value));
    const method = this.root.kind === "attribute" && call.callee.kind === "member";
    if (passed < 0 && !method) return;
    if (passed < 0 && call.callee.kind === "member" && !this.mayHold(call.callee.name)) return;
    const target = resolve(this.program, this.at(call.callee));
    if (target.kind !== "function" || (target.file === this.file && target.fn === this.fn)) return;
    const inner = passed < 0 ? this.root : parameterRoot(call, passed, target.file, target.fn);
    if (!inner) return;
    const frame: Frame = { file: target.file, fn: target.fn, call: this.at(call) };
    const inside = withClosures(target.file, target.fn).flatMap((fn) =>
      mutationsIn(this.program, target.file, fn, inner, this.depth + 1),
    );
    for (const mutation of inside) {
      if (mutation.rebinds) continue;
      const at = this.at(call);
      if (mutation.kind === "clear")
        this.found.push({ ...mutation, at, limit: mutation.limit ?? this.limitAround(call) });
      else if (mutation.kind !== "append") this.found.push({ ...mutation, at });
      else
        this.found.push({ ...mutation, at, added: mutation.added.flatMap((added) => framed(added, frame)) });
    }
  }

  /** Methods whose name no class along the root's own has need not be resolved. */
  private mayHold(name: string): boolean {
    if (this.root.kind !== "attribute") return false;
    const own = enclosingClass(this.file, this.fn);
    return this.root.cls.methods.has(name) || own?.methods.has(name) === true;
  }
}

/** Whether the root is a variable of the module: any function of the file may add to it. */
export function isOfModule(root: HistoryRoot): boolean {
  return root.kind === "variable" && root.fn === 0;
}
