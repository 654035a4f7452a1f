/**
 * What a page, a plugin or a store of settings holds before anybody changes it: React's and Svelte's state, Vue's references, zustand and
 * pinia, the storage of browser extensions, Electron's stores, and schemas with defaults.
 */
import { argumentOf, entryOf } from "./arguments";
import { entryExpression, entryRead, isGet } from "./entries";
import { lastNameOf, textOf } from "./expression-text";
import { type Expr, isScript } from "./ir";
import type { Located } from "./located";
import type { Program, Value } from "./program";
import { resolve } from "./resolve";
import { schemaDefault } from "./schema-defaults";
import { lookUp } from "./scope";
import { stateOfStore } from "./stores";
import { type CallExpression, eachStatement, writtenIn } from "./walk";

/** State in state: real code stays below five. */
const MAX_DEPTH = 8;

/** Hooks that give a pair of value and setter: `useState(x)`, `useReducer(f, x)`, `useLocalStorage("key", x)`, Solid's `createSignal(x)`. */
const PAIRS = /^(use\w*(State|Reducer|Storage|Setting|Signal|Atom)|createSignal)$/;
/** Objects with one member for their content, by that member. */
const BOXES: Readonly<Record<string, RegExp>> = {
  value: /^(ref|shallowRef|customRef|signal|useSignal|useState|use\w*Storage|cookieRef)$/,
  current: /^useRef$/,
};
/** Svelte's stores: `get(model)`, `$model`. */
const WRITABLE = /^(writable|readable|persisted|localStorageStore)$/;
const STORAGE = /^(chrome|browser)\.storage\.(sync|local|session|managed)\.get$/;
const SETTINGS_FILES = /^(electron-store|conf)$/;

/** The expression that stands at first where the given one reads state; undefined for anything else. */
export function heldAtFirst(program: Program, at: Located, depth = 0): Located | undefined {
  if (depth > MAX_DEPTH || !isScript(at.file.language)) return undefined;
  const { expr } = at;
  switch (expr.kind) {
    case "await":
      return heldAtFirst(program, { ...at, expr: expr.value }, depth + 1);
    case "name":
      return ofName(program, at, expr.name, depth);
    case "member":
    case "index":
      return ofEntry(program, at, depth);
    case "call":
      return ofCall(program, at, expr, depth);
    default:
      return undefined;
  }
}

function ofName(program: Program, at: Located, name: string, depth: number): Located | undefined {
  const found = lookUp(at.file, at.fn, name);
  if (!found && name.startsWith("$")) return contentOf(madeBy(at, name.slice(1)), WRITABLE);
  const [binding, ...others] = found?.bindings ?? [];
  if (!found || !binding || others.length > 0) return undefined;
  if (binding.kind === "parameter")
    return handedToCallback(program, { ...at, fn: found.fn }, binding.name, name);
  if (binding.kind !== "assign" || binding.value.expr === at.expr) return undefined;
  const { path, value } = binding;
  const call = callOf(value);
  const isPair = path[0] === 0 && call !== undefined && PAIRS.test(lastNameOf(call.expr.callee));
  const state = isPair ? firstState(program, call) : heldAtFirst(program, value, depth + 1);
  const rest = isPair ? path.slice(1) : path;
  return state && { ...state, expr: rest.reduce(entryExpression, state.expr) };
}

function callOf(at: Located): Located<CallExpression> | undefined {
  const { expr } = at;
  const inner = expr.kind === "await" ? expr.value : expr;
  return inner.kind === "call" ? { ...at, expr: inner } : undefined;
}

/** The call that a name is assigned. */
function madeBy(at: Located, name: string): Located<CallExpression> | undefined {
  const [binding, ...others] = lookUp(at.file, at.fn, name)?.bindings ?? [];
  const isMade = binding?.kind === "assign" && binding.path.length === 0 && others.length === 0;
  return isMade ? callOf(binding.value) : undefined;
}

/** What the hook is given for the start: behind the key, or the function that changes it. */
function firstState(program: Program, call: Located<CallExpression>): Located | undefined {
  const { args, callee } = call.expr;
  const [first, second] = args.map(({ value }) => value);
  const isSecond = first?.kind === "string" && second !== undefined;
  const given = isSecond || lastNameOf(callee) === "useReducer" ? second : first;
  if (!given) return undefined;
  const at = { ...call, expr: given };
  if (!/Atom$/.test(lastNameOf(callee))) return returnedBy(at) ?? at;
  const atom = resolve(program, at);
  const made = atom.kind === "external-object" ? atom.call : null;
  return made?.expr.kind === "call" && made.expr.args[0]
    ? { ...made, expr: made.expr.args[0].value }
    : undefined;
}

/** `() => "gpt-5"` in place of the value itself. */
function returnedBy({ file, fn, expr }: Located): Located | undefined {
  const child = expr.kind === "function" ? file.functions[fn]?.children[expr.child] : undefined;
  if (child === undefined) return undefined;
  const returned = eachStatement(file.functions[child]?.facts.body ?? []).findLast(
    (stmt) => stmt.kind === "return" && stmt.value !== null,
  );
  return returned?.kind === "return" && returned.value
    ? { file, fn: child, expr: returned.value }
    : undefined;
}

function contentOf(call: Located<CallExpression> | undefined, makers: RegExp): Located | undefined {
  if (!call || !makers.test(lastNameOf(call.expr.callee))) return undefined;
  const [first, second] = call.expr.args.map(({ value }) => value);
  const given = first?.kind === "string" && second ? second : first;
  const at = given && { ...call, expr: given };
  return at && (returnedBy(at) ?? at);
}

function ofEntry(program: Program, at: Located, depth: number): Located | undefined {
  const read = entryRead(at.expr);
  if (!read) return undefined;
  const holder: Located = { ...at, expr: read.object };
  const makers = typeof read.key === "string" && Object.hasOwn(BOXES, read.key) ? BOXES[read.key] : undefined;
  const box = makers && read.object.kind === "name" ? madeBy(at, read.object.name) : undefined;
  const content = makers && contentOf(box, makers);
  if (content) return content;
  const state = heldAtFirst(program, holder, depth + 1);
  if (state) return { ...state, expr: entryExpression(state.expr, read.key) };
  const value = resolve(program, holder);
  return value.kind === "external-object" ? schemaDefault(value, read.key) : undefined;
}

function ofCall(program: Program, at: Located, expr: CallExpression, depth: number): Located | undefined {
  const stored = storageDefaults(program, at, expr);
  if (stored) return stored;
  const [first] = expr.args.map(({ value }) => value);
  const name = lastNameOf(expr.callee);
  if (name === "get" && expr.callee.kind === "name" && first?.kind === "name") {
    const content = contentOf(madeBy(at, first.name), WRITABLE);
    if (content) return content;
  }
  // Solid reads a signal by calling it.
  if (expr.args.length === 0 && expr.callee.kind === "name") {
    const signal = ofName(program, { ...at, expr: expr.callee }, name, depth + 1);
    if (signal) return signal;
  }
  return isGet(expr) ? ofSettingsFile(program, at, expr) : stateOfStore(program, { ...at, expr });
}

/** `chrome.storage.sync.get({ model: "gpt-5" })`: defaults of what is not stored. */
function storageDefaults(program: Program, at: Located, expr: CallExpression): Located | undefined {
  const [first] = expr.args;
  if (!first || !STORAGE.test(textOf(expr.callee))) return undefined;
  const given = resolve(program, { ...at, expr: first.value });
  return given.kind === "expression" && given.at.expr.kind === "dict" ? given.at : undefined;
}

/** `chrome.storage.sync.get({ model: "gpt-5" }, (items) => …)`. */
function handedToCallback(
  program: Program,
  { file, fn }: Located,
  property: string,
  name: string,
): Located | undefined {
  const node = file.functions[fn];
  const written = writtenIn(file, fn);
  const call = written?.receiver;
  const around = node && call ? { file, fn: node.parent, expr: call } : undefined;
  const defaults = around && storageDefaults(program, around, around.expr);
  if (!defaults) return undefined;
  const isWhole = node?.facts.params[0]?.name === name;
  return isWhole ? defaults : { ...defaults, expr: entryExpression(defaults.expr, property) };
}

/** `new Store({ defaults: { model: "gpt-5" } })`, then `store.get("model")`. */
function ofSettingsFile(program: Program, at: Located, expr: CallExpression): Located | undefined {
  const [first, second] = expr.args.map(({ value }) => value);
  if (expr.callee.kind !== "member" || first?.kind !== "string" || second) return undefined;
  const store: Value = resolve(program, { ...at, expr: expr.callee.object });
  if (store.kind !== "external-object" || !SETTINGS_FILES.test(store.origin.module)) return undefined;
  const options =
    store.call?.expr.kind === "call" ? argumentOf(store.call.expr.args, { index: 0 }) : undefined;
  const defaults = options && entryOf(options.value, "defaults");
  const keys = first.value.split(".");
  return store.call && defaults
    ? { ...store.call, expr: keys.reduce<Expr>(entryExpression, defaults) }
    : undefined;
}
