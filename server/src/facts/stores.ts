/** The state that stores of web pages begin with: zustand's `create(() => ({ model: "gpt-5" }))`, pinia's `defineStore`. */
import { entryOf } from "./arguments";
import { entryExpression, entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program, Value } from "./program";
import { resolve } from "./resolve";
import { type CallExpression, eachStatement } from "./walk";

/** Middleware around middleware. */
const MAX_WRAPS = 5;
const MAX_KEYS = 6;

/** The state behind `useStore()`, `useStore((s) => s.model)`, `useStore.getState()` and, in the store itself, `get()`. */
export function stateOfStore(program: Program, at: Located<CallExpression>): Located | undefined {
  const { callee, args } = at.expr;
  const own = args.length === 0 && callee.kind === "name" ? ownState(at, callee.name) : undefined;
  if (own) return own;
  const isReading = callee.kind === "member" && callee.name === "getState";
  const store = resolve(program, { ...at, expr: isReading ? callee.object : callee });
  const state = store.kind === "external-object" ? firstState(store) : undefined;
  const [selector] = args;
  return state && selector ? selected(at, selector.value, state) : state;
}

function firstState({
  origin,
  call,
  steps,
}: Extract<Value, { kind: "external-object" }>): Located | undefined {
  const made = steps.findLast((step) => step.name === "()" && step.call)?.call ?? call;
  if (made?.expr.kind !== "call") return undefined;
  const maker = origin.path[origin.path.length - 1] ?? "";
  const [first, second] = made.expr.args.map(({ value }) => value);
  if (origin.module.startsWith("zustand") && /^(create\w*|default)$/.test(maker))
    return first && stateIn({ ...made, expr: first });
  if (origin.module !== "pinia" || maker !== "defineStore") return undefined;
  const options = second ?? first;
  const state = options && entryOf(options, "state");
  return state && stateIn({ ...made, expr: state });
}

/** The object, or the one that the function behind all middleware returns. */
function stateIn(at: Located): Located | undefined {
  let { expr } = at;
  for (let depth = 0; expr.kind === "call" && depth < MAX_WRAPS; depth++) {
    const [first] = expr.args;
    if (!first) return undefined;
    expr = first.value;
  }
  if (expr.kind === "dict") return { ...at, expr };
  const child = expr.kind === "function" ? at.file.functions[at.fn]?.children[expr.child] : undefined;
  return child === undefined ? undefined : returnedObject(at.file, child);
}

function returnedObject(file: FileFacts, fn: number): Located | undefined {
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? []))
    if (stmt.kind === "return" && stmt.value?.kind === "dict") return { file, fn, expr: stmt.value };
  return undefined;
}

/** `(set, get) => ({ model: "gpt-5", ask: () => send(get().model) })`: the store's own function calls its second parameter. */
function ownState({ file, fn }: Located, name: string): Located | undefined {
  for (let scope = fn; scope > 0; scope = file.functions[scope]?.parent ?? -1) {
    const params = file.functions[scope]?.facts.params ?? [];
    if (params.some((param) => param.name === name))
      return params[1]?.name === name && /^set/.test(params[0]?.name ?? "")
        ? returnedObject(file, scope)
        : undefined;
  }
  return undefined;
}

/** What a selector picks from the state. */
function selected({ file, fn }: Located, selector: Expr, state: Located): Located | undefined {
  const child = selector.kind === "function" ? file.functions[fn]?.children[selector.child] : undefined;
  const facts = child === undefined ? undefined : file.functions[child]?.facts;
  const returned = facts?.body.find((stmt) => stmt.kind === "return");
  let expr: Expr | null = returned?.kind === "return" ? returned.value : null;
  const keys: (string | number)[] = [];
  for (let read = expr && entryRead(expr); read && keys.length < MAX_KEYS; read = entryRead(read.object)) {
    keys.unshift(read.key);
    expr = read.object;
  }
  const isState = expr !== null && lastNameOf(expr) !== "" && lastNameOf(expr) === facts?.params[0]?.name;
  return isState ? { ...state, expr: keys.reduce(entryExpression, state.expr) } : undefined;
}
