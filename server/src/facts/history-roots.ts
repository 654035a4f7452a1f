/** Where the history of a run lives, and where the code begins it. */
import { argumentForParameter, entryOf } from "./arguments";
import { addedTo, copiedInto } from "./copied-lists";
import { entryRead, nameRead, withoutFallback } from "./entries";
import { keyOfEntry } from "./entry-names";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { ClassInfo } from "./program";
import { bindingsOf, isSelf, lookUp } from "./scope";
import { namesConversation } from "./stored-history";
import { takenUp } from "./taken-up";
import { eachExpression, eachStatement } from "./walk";
import { namesSummary } from "./windows";

/** Where a history lives: a variable, an attribute of an object, a key of a state object a framework passes in, or of a session. */
export type HistoryRoot =
  /** `key`: the entry of the variable's literal that holds the list, where requests get the variable whole (`params.Messages`). */
  | {
      readonly kind: "variable";
      readonly file: FileFacts;
      readonly fn: number;
      readonly name: string;
      readonly key?: string;
    }
  | { readonly kind: "parameter"; readonly file: FileFacts; readonly fn: number; readonly name: string }
  | { readonly kind: "attribute"; readonly cls: ClassInfo; readonly name: string }
  | {
      readonly kind: "state";
      readonly file: FileFacts;
      readonly fn: number;
      readonly name: string;
      readonly key: string;
    }
  /** An entry of a store that an interface keeps between two runs of the code; `name` is the store's last name. */
  | {
      readonly kind: "session";
      readonly file: FileFacts;
      readonly fn: number;
      readonly name: string;
      readonly key: string;
    };

/** Whether the expression is the entry a keyed root stands for. */
export function isKeyedRoot(expr: Expr, root: { readonly name: string; readonly key: string }): boolean {
  const read = entryRead(expr);
  return read !== undefined && read.key === root.key && lastNameOf(read.object) === root.name;
}

/** The name and key of a root that is an entry of a variable. */
export function keyed(root: HistoryRoot): { readonly name: string; readonly key: string } | undefined {
  const key = root.kind === "attribute" || root.kind === "parameter" ? undefined : root.key;
  return root.kind !== "attribute" && key !== undefined ? { name: root.name, key } : undefined;
}

export function sameRoot(a: HistoryRoot, b: HistoryRoot): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "attribute" || b.kind === "attribute") {
    return a.kind === "attribute" && b.kind === "attribute" && a.cls === b.cls && a.name === b.name;
  }
  if (keyed(a)?.key !== keyed(b)?.key) return false;
  if (a.kind === "session") return a.name === b.name;
  return a.file === b.file && a.fn === b.fn && a.name === b.name;
}

/** Bindings that create the root's value, in source order: assignments that do not build on the root itself. */
export function creationsOf(root: HistoryRoot): readonly { readonly at: Located; readonly start: number }[] {
  if (root.kind === "session") return sessionBeginnings(root);
  const bindings =
    root.kind === "attribute"
      ? (root.cls.attributes.get(root.name) ?? [])
      : root.kind === "variable" || root.kind === "parameter"
        ? (bindingsOf(root.file, root.fn).get(root.name) ?? [])
        : [];
  const entry = root.kind === "variable" ? root.key : undefined;
  const fresh = bindings.flatMap((b) => {
    if (b.kind !== "assign" || b.operator !== "=" || mentions(b.value.expr, root)) return [];
    if (takenUp(b.value, (part) => isNameOf(part, root)) !== undefined) return [];
    const held = entry === undefined ? b.value.expr : entryNamed(b.value.expr, entry);
    return held ? [{ at: { ...b.value, expr: held }, start: b.start }] : [];
  });
  // A summary takes the history's place; only where there is another beginning it is none itself.
  const plain = fresh.filter((creation) => !bringsSummary(creation.at));
  return plain.length > 0 ? plain : fresh;
}

/** Lists the file's functions put under the session's key: `st.session_state.messages = [{…}]`. */
function sessionBeginnings(root: Extract<HistoryRoot, { kind: "session" }>): ReturnType<typeof creationsOf> {
  const { file } = root;
  return file.functions.flatMap(({ facts }, fn) =>
    eachStatement(facts.body).flatMap((stmt) => {
      if (stmt.kind !== "assign" || stmt.value?.kind !== "list" || !isKeyedRoot(stmt.target, root)) return [];
      return mentions(stmt.value, root)
        ? []
        : [{ at: { file, fn, expr: stmt.value }, start: stmt.range.start }];
    }),
  );
}

/** What a literal holds under the name. */
export function entryNamed(holder: Expr, key: string): Expr | undefined {
  if (holder.kind === "call") return holder.args.find((arg) => arg.name === key)?.value;
  return entryOf(holder, key);
}

/** `[[…], […]]`, `[[] for _ in agents]`, `[[]] * 3`: a list of lists, one history each. */
export function holdsLists(expr: Expr): boolean {
  if (expr.kind === "comprehension") return expr.element.kind === "list";
  if (expr.kind === "binary") return expr.operator === "*" && holdsLists(expr.left);
  return expr.kind === "list" && expr.items.length > 0 && expr.items.every((item) => item.kind === "list");
}

/** Whether the expression is made from a summary, by the names it uses (`[{"role": "user", "content": summary}]`). */
export function holdsSummary(expr: Expr): boolean {
  for (const part of eachExpression(expr)) {
    if (
      (part.kind === "name" || part.kind === "member") &&
      namesSummary(part.name) &&
      !isPromptName(part.name)
    )
      return true;
  }
  return false;
}

/** The same also by way of a list that the function makes: `kept.append(summary)`, `messages = kept`. */
export function bringsSummary({ file, fn, expr }: Located): boolean {
  if (holdsSummary(expr)) return true;
  if (expr.kind !== "name") return false;
  const body = file.functions[fn]?.facts.body ?? [];
  const made = eachStatement(body).flatMap((stmt) =>
    stmt.kind === "assign" && stmt.value && isNamed(stmt.target, expr.name) ? [stmt.value] : [],
  );
  return [...made, ...addedTo(body, expr.name).map((added) => added.expr)].some(holdsSummary);
}

function isNamed(expr: Expr, name: string): boolean {
  return expr.kind === "name" && expr.name === name;
}

/** `SUMMARY_PROMPT`, `summarizer`: who asks for a summary, not the summary. */
function isPromptName(name: string): boolean {
  return /prompt|template|system|instruction|model|agent|client|r$/i.test(name);
}

/** Whether the expression reads the root itself (`messages = messages + [x]`). */
export function mentions(expr: Expr, root: HistoryRoot): boolean {
  return eachExpression(expr).some((part) => isNameOf(part, root));
}

/** The same also by way of names and of lists that the function fills from it. */
export function isMadeOf(at: Located, root: HistoryRoot, names: number): boolean {
  const { file, fn, expr } = at;
  if (mentions(expr, root)) return true;
  if (names === 0) return false;
  return eachExpression(expr).some((part) => {
    if (part.kind !== "name") return false;
    const bindings = lookUp(file, fn, part.name)?.bindings ?? [];
    const made = bindings.flatMap((b) => (b.kind === "assign" && b.value.fn === fn ? [b.value] : []));
    const sources = [...made, ...copiedInto(file, fn, part.name)];
    return sources.some((source) => source.expr !== expr && isMadeOf(source, root, names - 1));
  });
}

/** Whether the expression is what code calls the root by. */
export function isNameOf(part: Expr, root: HistoryRoot): boolean {
  const entry = root.kind === "variable" || root.kind === "session" ? keyed(root) : undefined;
  if (entry) return isKeyedRoot(part, entry);
  if (root.kind !== "attribute") return part.kind === "name" && part.name === root.name;
  if (part.kind !== "member" || part.name !== root.name) return false;
  return (part.object.kind === "name" && isSelf(part.object.name)) || isHolder(part.object, root.cls);
}

/** `self.memory` of `self.memory.messages`, where the class of the messages has no such attribute itself. */
function isHolder(object: Expr, cls: ClassInfo): boolean {
  if (object.kind !== "member" || object.object.kind !== "name" || !isSelf(object.object.name)) return false;
  return !cls.attributes.has(object.name);
}

/** Whether a function asks somebody for it, by what it is given: it is nothing it writes down itself, and nothing an object keeps. */
export function isFetched(root: HistoryRoot, inText: boolean): boolean {
  if (root.kind === "session") return true;
  if (root.kind === "parameter") return !inText;
  if (root.kind === "state" || (root.kind === "variable" && root.fn === 0)) return false;
  const creations = creationsOf(root);
  // Go's objects begin with empty lists.
  if (root.kind === "attribute" && creations.length === 0 && namesConversation(root.name)) return false;
  return creations.every(({ at: { expr } }) => {
    const makes = expr.kind === "call" ? lastNameOf(expr.callee) : expr.kind;
    return !/^(list|dict|string|template|null|deque|defaultdict|Map)$/.test(makes);
  });
}

/** A conversation that is a part of something else: `{ history } = body`, `data["history"]`, `data.get("messages", [])`. */
export function isTakenOut({ file, fn, name }: Extract<HistoryRoot, { kind: "variable" }>): boolean {
  const bindings = namesConversation(name) ? (bindingsOf(file, fn).get(name) ?? []) : [];
  return (
    bindings.length > 0 &&
    bindings.every(
      (b) =>
        b.kind === "assign" &&
        b.operator === "=" &&
        (b.path.length > 0 || entryRead(withoutFallback(b.value.expr)) !== undefined),
    )
  );
}

/** `params = {messages: [...]}`, `params["messages"] = [...]`: a list that code reaches by its holder's name, and where it does so to build on it. */
export function holderOf({ file, fn, expr }: Located): HistoryRoot | undefined {
  if (expr.kind !== "list") return undefined;
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind !== "assign" || !stmt.value) continue;
    const entry = stmt.value === expr ? entryRead(stmt.target) : undefined;
    const holder = entry ? entry.object : stmt.target;
    const key = entry ? entry.key : keyOfEntry(stmt.value, expr);
    if (holder.kind === "name" && typeof key === "string")
      return { kind: "variable", file, fn, name: holder.name, key };
  }
  return undefined;
}

/** Whether a function is given a conversation for the parameter, and so need not look for one: `recent_history(state["messages"])`. */
export function isHandedIn(
  root: HistoryRoot,
  frame: { readonly file: FileFacts; readonly fn: number; readonly call: Located },
): boolean {
  if (root.kind !== "parameter" || root.file !== frame.file || root.fn !== frame.fn) return false;
  const given = argumentForParameter(frame, root.name)?.expr;
  return given !== undefined && namesConversation(nameRead(given));
}

/** The entry of a state that a graph hands to its node: `state["messages"]`, where `state` is a parameter. */
export function stateRoot(at: Located, object: Expr, key: string): HistoryRoot | undefined {
  if (object.kind !== "name" || !/^(state|_state|input_state)$/.test(object.name)) return undefined;
  const found = lookUp(at.file, at.fn, object.name);
  return found?.bindings.some((b) => b.kind === "parameter")
    ? { kind: "state", file: at.file, fn: found.fn, name: object.name, key }
    : undefined;
}

/** Whether all that the code begins it with are numbers. */
export function isCounted(root: HistoryRoot): boolean {
  if (root.kind === "state") return false;
  const begun = creationsOf(root);
  return begun.length > 0 && begun.every(({ at: { expr } }) => expr.kind === "number");
}

/** Whether a call in it promises a summary, or a name holds one. */
export function usesSummary(value: Expr): boolean {
  for (const part of eachExpression(value)) {
    if (part.kind === "call" && namesSummary(lastNameOf(part.callee))) return true;
  }
  return holdsSummary(value);
}
