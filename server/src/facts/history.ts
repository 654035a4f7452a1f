/** Follows the messages argument of a call to the variables that hold the run's history. */
import { declaringClass } from "./classes";
import { withClearing } from "./clearings";
import { copiedInto, putInto } from "./copied-lists";
import { isGet } from "./entries";
import { partsOf } from "./entry-names";
import { lastNameOf } from "./expression-text";
import { isGraphState } from "./graph-states";
import {
  entryNamed,
  type HistoryRoot,
  holderOf,
  isFetched,
  isHandedIn,
  isTakenOut,
  mentions,
  sameRoot,
  stateRoot,
} from "./history-roots";
import { importedList } from "./imported-lists";
import type { Expr, FileFacts, FunctionFacts, Stmt } from "./ir";
import { readNumber } from "./literals";
import type { Located } from "./located";
import { givesOneMessage, picksOne } from "./one-message";
import type { Binding, ClassInfo, Program } from "./program";
import { assignsReaching } from "./reaching";
import { argumentForParameter, resolve, resolveAll } from "./resolve";
import { returnedParts } from "./returned-parts";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { storeEntry } from "./session-stores";
import { asksStore, isWrittenBack, limitsRows, readsConversation, readsRows, STORED } from "./stored-history";
import { readsTable, rowLimit } from "./stored-rows";
import { makesSummary } from "./summaries";
import { answersAnew, asksModel, isMadeText, makesText } from "./text-makers";
import { type Carry, START, type Trace } from "./trace";
import { type CallExpression, callsIn, eachStatement } from "./walk";
import {
  isLast,
  lastMessages,
  MESSAGES,
  measures,
  partOf,
  queueWindow,
  trimWindow,
  type Window,
} from "./windows";

export type { Trace };

const MAX_DEPTH = 10;
/** Steps within which a function that reads a kept conversation names the place it is kept in. */
const STEPS_TO_STORE = 6;

/** Every root the expression is built from, nearest first; `inText`: where it becomes a part of a message's text. */
export function tracesOf(program: Program, at: Located, inText = false): readonly Trace[] {
  if (at.frame) return traced(program, at, inText);
  const known = inText ? knownInText : knownLists;
  const answers = known.get(program) ?? new WeakMap<Expr, Answer>();
  known.set(program, answers);
  const answer = answers.get(at.expr);
  if (answer && answer.file === at.file && answer.fn === at.fn) return answer.traces;
  const traces = traced(program, at, inText);
  answers.set(at.expr, { file: at.file, fn: at.fn, traces });
  return traces;
}

type Answer = Pick<Located, "file" | "fn"> & { readonly traces: readonly Trace[] };

/** Asked for by the loops and by the prompt; a program never changes. */
const knownLists = new WeakMap<Program, WeakMap<Expr, Answer>>();
const knownInText = new WeakMap<Program, WeakMap<Expr, Answer>>();

function traced(program: Program, at: Located, inText: boolean): readonly Trace[] {
  const start = { ...START, inText };
  const tracer = new Tracer(program);
  tracer.follow(at, start, 0);
  const holder = holderOf(at);
  return holder ? [{ root: holder, ...start }, ...tracer.traces] : tracer.traces;
}

class Tracer {
  readonly traces: Trace[] = [];
  /** Above 0 on the way to what a list is filled with: only what lives longer than the function counts, what was said before. */
  private copying = 0;
  /** The function that fills the list. */
  private copier = 0;
  private readonly copied: HistoryRoot[] = [];

  constructor(
    private readonly program: Program,
    /** Functions whose answer is being looked into: one that calls itself tells nothing more. */
    private readonly within: ReadonlySet<FunctionFacts> = new Set(),
  ) {}

  follow(given: Located, carry: Carry, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const at = importedList(this.program, given) ?? given;
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
        this.index(at, carry, depth);
        break;
      case "slice":
        onward(expr.object, this.cut(at, carry));
        break;
      case "list":
        // An item is one message; only what is spread are messages.
        for (const item of expr.items) {
          if (item.kind === "spread") onward(item.value);
          else onward(item, { ...carry, inText: true });
        }
        break;
      case "dict":
        // A request holds its messages; a message holds texts.
        for (const { value, isSent } of partsOf(expr))
          onward(value, isSent ? carry : { ...carry, inText: true });
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
        if (carry.inText && expr.value.kind === "call")
          this.waited({ ...at, expr: expr.value }, carry, depth);
        else onward(expr.value);
        break;
      case "spread":
        onward(expr.value);
        break;
      case "comprehension":
        for (const { iterable } of expr.clauses) onward(iterable, withClearing(this.program, at, carry));
        break;
      case "call":
        this.call(at, expr, withClearing(this.program, at, carry), depth);
        break;
      default:
        break;
    }
  }

  /** False where the root was met before: then only a window met on the second way is noted. */
  private add(root: HistoryRoot, carry: Carry): boolean {
    const isOwn = root.kind === "variable" && !this.outlives(root);
    if (this.copying > 0 && isOwn) {
      const isNew = !this.copied.some((other) => sameRoot(other, root));
      if (isNew) this.copied.push(root);
      return isNew;
    }
    const index = this.traces.findIndex((t) => sameRoot(t.root, root));
    const known = this.traces[index];
    if (!known) {
      this.traces.push({ root, ...carry });
      return true;
    }
    const window = known.window ?? carry.window;
    const keepsHead = window !== null && (known.headOnly || carry.headOnly);
    this.traces[index] = {
      ...known,
      cleared: known.cleared ?? carry.cleared,
      window: keepsHead ? { ...window, dropsPrefix: false } : window,
      headOnly: known.headOnly && carry.headOnly,
      inText: known.inText && carry.inText,
      fixedAt: known.fixedAt?.expr === carry.fixedAt?.expr ? known.fixedAt : null,
    };
    // Quoted in one place and sent as messages in another: what it is made of is followed as messages, too.
    return known.inText && !carry.inText;
  }

  /** A variable of the module, copied into a list that a function makes, or what comes with a request: `const { history } = req.body`. */
  private outlives(root: Extract<HistoryRoot, { kind: "variable" }>): boolean {
    return (root.fn === 0 && this.copier > 0) || isTakenOut(root);
  }

  private name(at: Located, name: string, carry: Carry, depth: number): void {
    if (isSelf(name)) return;
    const found = lookUp(at.file, at.fn, name);
    if (!found) return;
    const assigns = assignsReaching(at, found.fn, found.bindings);
    if (found.bindings.some((b) => b.kind === "parameter") && assigns.length === 0) {
      const { frame } = at;
      const isEntered = frame !== undefined && frame.file === at.file && frame.fn === found.fn;
      const given = isEntered ? argumentForParameter(frame, name) : undefined;
      if (given) {
        this.follow(given, carry, depth + 1);
        return;
      }
      this.add({ kind: "parameter", file: at.file, fn: found.fn, name }, carry);
      return;
    }
    if (found.bindings.some((b) => b.kind === "import" || b.kind === "function" || b.kind === "class"))
      return;
    if (assigns.some((b) => b.kind === "assign" && b.value.expr.kind === "function")) return;
    const kind = found.bindings.some((b) => b.kind === "parameter") ? "parameter" : "variable";
    const queue = this.queueIn(found.bindings);
    const next = queue && !carry.window ? { ...carry, window: queue } : carry;
    const root: HistoryRoot = { kind, file: at.file, fn: found.fn, name };
    if (!this.add(root, next)) return;
    const isKept = assigns.some((b) => b.kind === "assign" && isWrittenBack(at.file, b.value, name));
    if (isKept) this.add({ kind: "session", file: at.file, fn: at.fn, name: STORED, key: name }, carry);
    for (const binding of assigns) {
      // What is built from the list itself is a mutation of it.
      if (binding.kind !== "assign" || mentions(binding.value.expr, root)) continue;
      const fixedAt = carry.fixedAt ?? (isMadeText(binding.value.expr) ? binding.value : null);
      this.given(binding, { ...carry, fixedAt }, depth);
    }
    if (assigns.some((b) => b.kind === "assign" && b.value.expr.kind === "list" && b.value.fn === found.fn))
      for (const message of putInto(at.file, found.fn, name))
        this.follow(message, { ...carry, inText: true }, depth + 1);
    const around = this.copier;
    this.copier = found.fn;
    for (const source of copiedInto(at.file, found.fn, name)) {
      this.copying++;
      this.follow(source, carry, depth + 1);
      this.copying--;
    }
    this.copier = around;
  }

  /** What a name is given: of what a function returns in parts, its own and what the call is given. */
  private given(binding: Extract<Binding, { kind: "assign" }>, carry: Carry, depth: number): void {
    const [key, ...deeper] = binding.path;
    const object = binding.value.expr;
    // `const { messages } = state`.
    if (typeof key === "string" && deeper.length === 0 && this.ofState(binding.value, object, key, carry))
      return;
    const returned = carry.inText ? undefined : returnedParts(this.program, binding);
    if (!returned) {
      this.follow(binding.value, carry, depth + 1);
      return;
    }
    for (const part of returned.parts) this.follow(part, carry, depth + 2);
    for (const { value } of returned.call.expr.args)
      if (value.kind !== "function") this.follow({ ...returned.call, expr: value }, carry, depth + 1);
  }

  private queueIn(bindings: readonly Binding[]): Window | null {
    for (const binding of bindings) {
      if (binding.kind !== "assign") continue;
      // `({ messages } = trimMessages(messages, 10))`.
      const trimmed = binding.path.length > 0 ? trimWindow(this.program, binding.value) : null;
      const window = trimmed ?? queueWindow(this.program, binding.value);
      if (window) return window;
    }
    return null;
  }

  /** Whether the expression reads a session: then that is the root. */
  private session(at: Located, carry: Carry): boolean {
    const entry = storeEntry(this.program, at);
    if (entry) this.add({ kind: "session", file: at.file, fn: at.fn, ...entry }, carry);
    return entry !== undefined;
  }

  private member(at: Located, expr: Extract<Expr, { kind: "member" }>, carry: Carry, depth: number): void {
    if (this.session(at, carry)) return;
    const holder: Located = { ...at, expr: expr.object };
    const cls = this.classOf(holder) ?? this.keptByClass(holder, expr.name);
    if ((!cls || isGraphState(this.program, cls)) && this.ofState(at, expr.object, expr.name, carry)) return;
    if (cls) this.attribute(cls, expr.name, carry, depth);
    else if (!this.entry(at, expr.object, expr.name, carry, depth))
      this.follow({ ...at, expr: expr.object }, carry, depth + 1);
  }

  /** An entry of the state that a graph hands to the function. False for anything else. */
  private ofState(at: Located, object: Expr, key: string, carry: Carry): boolean {
    const root = stateRoot(at, object, key);
    if (root) this.add(root, carry);
    return root !== undefined;
  }

  /** `params.messages`, where `params = {messages: […]}`: the entry of the variable's literal is the root. False for anything else. */
  private entry(at: Located, object: Expr, key: string, carry: Carry, depth: number): boolean {
    const found = object.kind === "name" ? lookUp(at.file, at.fn, object.name) : undefined;
    if (object.kind !== "name" || !found) return false;
    const values = found.bindings.flatMap((b) =>
      b.kind === "assign" && b.path.length === 0 ? [b.value] : [],
    );
    const held = values.flatMap((value) => {
      const isLiteral = value.expr.kind === "dict" || (value.expr.kind === "call" && value.expr.isNew);
      const entry = isLiteral ? entryNamed(value.expr, key) : undefined;
      return entry ? [{ ...value, expr: entry }] : [];
    });
    if (held.length === 0) return false;
    const root: HistoryRoot = { kind: "variable", file: at.file, fn: found.fn, name: object.name, key };
    if (!this.add(root, carry)) return true;
    for (const value of held) if (!mentions(value.expr, root)) this.follow(value, carry, depth + 1);
    return true;
  }

  private attribute(cls: ClassInfo, name: string, carry: Carry, depth: number): void {
    const getter = cls.methods.get(name);
    if (getter !== undefined) {
      this.returns(cls.file, getter, carry, depth);
      return;
    }
    const home = declaringClass(this.program, cls, name);
    const bindings = home.attributes.get(name) ?? [];
    const queue = this.queueIn(bindings);
    const next = queue && !carry.window ? { ...carry, window: queue } : carry;
    const root: HistoryRoot = { kind: "attribute", cls: home, name };
    if (!this.add(root, next)) return;
    for (const binding of bindings) {
      if (binding.kind !== "assign") continue;
      const { expr } = binding.value;
      // What makes an object or a list tells nothing more; `{messages: a.getMessages()}` reads what is kept.
      if (expr.kind === "call" && !readsConversation(expr, !carry.inText)) continue;
      // What is built from the list itself is a mutation of it.
      if (!mentions(expr, root)) this.follow(binding.value, carry, depth + 1);
    }
  }

  /** The workspace class of an object expression: `self`, or anything that resolves to an instance. */
  private classOf(at: Located): ClassInfo | undefined {
    if (at.expr.kind === "name" && isSelf(at.expr.name)) return enclosingClass(at.file, at.fn);
    const value = resolve(this.program, at);
    return value.kind === "instance" ? value.cls : undefined;
  }

  /** `Sessions.all`: what a class keeps for all its objects. */
  private keptByClass(at: Located, name: string): ClassInfo | undefined {
    if (at.expr.kind !== "name" || !/^_?[A-Z]/.test(at.expr.name)) return undefined;
    const value = resolve(this.program, at);
    return value.kind === "class" && value.cls.attributes.has(name) ? value.cls : undefined;
  }

  private index(at: Located, carry: Carry, depth: number): void {
    if (at.expr.kind !== "index" || this.session(at, carry)) return;
    const { object, index } = at.expr;
    if ((carry.inText || MESSAGES.test(lastNameOf(object))) && isLast(object, index)) return;
    if (index.kind === "string" && this.ofState(at, object, index.value, carry)) return;
    if (index.kind === "string" && this.entry(at, object, index.value, carry, depth)) return;
    this.follow({ ...at, expr: object }, this.cut(at, carry), depth + 1);
  }

  /** What is known once a list was cut: a window, or that only its head is read. */
  private cut(at: Located, carry: Carry): Carry {
    const part = partOf(this.program, at);
    if (part?.window) return { ...carry, window: part.window };
    return part?.isHead ? { ...carry, headOnly: true } : carry;
  }

  private call(at: Located, expr: Extract<Expr, { kind: "call" }>, carry: Carry, depth: number): void {
    const { callee, args } = expr;
    const name = lastNameOf(callee);
    if (this.session(at, carry)) return;
    if (measures(expr) || answersAnew(callee) || this.stored(at, expr, carry)) return;
    // What a model answers is a text of its own, and no longer what it was asked with.
    const isAnswer = asksModel(callee);
    if (picksOne(expr, carry.inText) || (isAnswer && (carry.inText || this.copying > 0))) return;
    if (carry.inText && this.answers({ ...at, expr: callee })) return;
    // `state.get("messages", [])`.
    const key = isGet(expr) ? expr.args[0]?.value : undefined;
    if (isGet(expr) && key?.kind === "string") {
      const { object, range } = expr.callee;
      this.index({ ...at, expr: { kind: "index", object, index: key, range } }, carry, depth);
      return;
    }
    let next = carry;
    let cuts: ReadonlyMap<Expr, Window> = new Map();
    if (makesSummary(this.program, { ...at, expr })) next = { ...next, summarised: at };
    else if (name === "slice") next = this.cut(at, next);
    else next = { ...next, window: trimWindow(this.program, at) ?? next.window };
    // A function that trims the list may say itself to what size.
    const isOpen = next.window === carry.window || next.window?.size === null;
    if (isOpen && next.summarised === carry.summarised) {
      const target = resolve(this.program, { ...at, expr: callee });
      if (target.kind === "function") {
        this.returns(target.file, target.fn, next, depth);
        cuts = this.cutsIn(at, target.file, target.fn);
      }
    }
    const passed = makesText(name) ? { ...next, inText: true } : next;
    if (callee.kind === "member") this.follow({ ...at, expr: callee.object }, passed, depth + 1);
    for (const { value } of args) {
      if (value.kind === "function") continue;
      const cut = cuts.get(value) ?? null;
      const window = passed.window?.size == null ? (cut ?? passed.window) : passed.window;
      this.follow({ ...at, expr: value }, { ...passed, window }, depth + 1);
    }
  }

  /** Whether what is called gives a text of its own: one message of a list, or the answer of an object of the workspace, as modules give it. */
  private answers(callee: Located): boolean {
    if (!/^(name|member)$/.test(callee.expr.kind)) return false;
    const value = resolve(this.program, callee);
    if (value.kind === "function") return givesOneMessage(value.file, value.fn);
    return value.kind === "instance" && ["forward", "__call__"].some((name) => value.cls.methods.has(name));
  }

  /** `messages = await loadHistory(chatId)`: false where the code shows where the list comes from. */
  private stored(at: Located, expr: Extract<Expr, { kind: "call" }>, carry: Carry): boolean {
    const asksTable = !carry.inText && readsTable(expr, bodyOf(at));
    const isNamed = asksTable || readsConversation(expr, !carry.inText);
    if (!isNamed && (carry.inText || expr.callee.kind !== "member")) return false;
    const targets = resolveAll(this.program, { ...at, expr: expr.callee }).filter(
      (value) => value.kind === "function",
    );
    // `repository.recent(chat)`, which selects messages.
    if (!isNamed && !targets.some(({ file, fn }) => callsIn(file, fn).some((c) => readsRows(c.call))))
      return false;
    if (targets.length > 0 && !targets.some(({ file, fn }) => this.fetches(file, fn, { ...at, expr })))
      return false;
    const isCut =
      limitsRows(expr) || targets.some(({ file, fn }) => callsIn(file, fn).some((c) => limitsRows(c.call)));
    const window = carry.window ?? this.rowWindow(at, expr) ?? (isCut ? lastMessages(null, at) : null);
    this.add(
      { kind: "session", file: at.file, fn: at.fn, name: STORED, key: lastNameOf(expr.callee) },
      { ...carry, window },
    );
    return true;
  }

  /** The query asks for some rows only. */
  private rowWindow(at: Located, call: CallExpression): Window | null {
    const limit = rowLimit(call, bodyOf(at));
    if (limit === undefined) return null;
    const size = typeof limit === "number" ? limit : readNumber(this.program, { ...at, expr: limit });
    return { size: size || null, unit: "messages", dropsPrefix: true, at };
  }

  /** A text that is waited for is an answer of its own, as a rule the model's, and no longer what the call was given. */
  private waited(at: Located, carry: Carry, depth: number): void {
    const { expr } = at;
    if (expr.kind !== "call") return;
    const name = lastNameOf(expr.callee);
    if (makesText(name) || /^(all|allSettled|gather|get)$/.test(name) || this.isRead(at, expr, carry)) {
      this.follow(at, carry, depth + 1);
      return;
    }
    const target = resolve(this.program, { ...at, expr: expr.callee });
    if (target.kind === "function") this.returns(target.file, target.fn, carry, depth);
  }

  private isRead(at: Located, expr: Extract<Expr, { kind: "call" }>, carry: Carry): boolean {
    return readsConversation(expr, !carry.inText) || storeEntry(this.program, at) !== undefined;
  }

  /** What the called function cuts of the lists it is given: `limitHistory(history, limit)`. */
  private cutsIn(call: Located, file: FileFacts, fn: number): ReadonlyMap<Expr, Window> {
    const cuts = new Map<Expr, Window>();
    for (const { root, window } of this.traces) {
      if (!window || root.kind !== "parameter" || root.file !== file || root.fn !== fn) continue;
      const given = argumentForParameter({ file, fn, call }, root.name);
      if (given) cuts.set(given.expr, window);
    }
    return cuts;
  }

  private fetches(file: FileFacts, fn: number, call: Located<CallExpression>): boolean {
    const facts = file.functions[fn]?.facts;
    if (!facts || this.within.has(facts)) return true;
    if (callsIn(file, fn).some(({ call }) => asksStore(call))) return true;
    const inner = new Tracer(this.program, new Set([...this.within, facts]));
    inner.returns(file, fn, START, MAX_DEPTH - STEPS_TO_STORE);
    return inner.traces.every(
      ({ root, inText }) => isFetched(root, inText) && !isHandedIn(root, { file, fn, call }),
    );
  }

  private returns(file: FileFacts, fn: number, carry: Carry, depth: number): void {
    for (const stmt of eachStatement(bodyOf({ file, fn }))) {
      if (stmt.kind === "return" && stmt.value) this.follow({ file, fn, expr: stmt.value }, carry, depth + 2);
    }
  }
}

function bodyOf({ file, fn }: Pick<Located, "file" | "fn">): readonly Stmt[] {
  return file.functions[fn]?.facts.body ?? [];
}
