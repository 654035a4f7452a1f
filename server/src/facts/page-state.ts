/** What a page keeps between two calls of its functions: state of components, stores, references, signals. */
import { entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import { type Expr, isScript } from "./ir";
import type { Located } from "./located";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { namesConversation } from "./stored-history";

/** Store name of roots that are read from such a store. */
export const PAGE = "state of a page";

/** React and what speaks like it, Vue, Svelte, Solid, Angular, Jotai: calls that make a value live on. */
const HOOKS =
  /^(use[A-Z]\w*|ref|shallowRef|reactive|toRefs?|storeToRefs|signal|createSignal|createStore|writable|\$state|atom)$/;
/** Zustand and Redux (`useChat.getState().messages`, `get().messages`), Pinia (`useChatStore().messages`). */
const READS_STATE = /^(getState|get|use[A-Z]\w*)$/;

/** `useState([])`, `ref([])`, `useChatStore((s) => s.messages)`. */
export function isPageState({ file, expr }: Located): boolean {
  return expr.kind === "call" && isScript(file.language) && HOOKS.test(lastNameOf(expr.callee));
}

/** The conversation in a store that the expression reads: `store.getState().messages`, `this.messages` of a store that is no class. */
export function pageEntry(at: Located): string | undefined {
  const { file, fn, expr } = at;
  if (expr.kind !== "member" || !isScript(file.language)) return undefined;
  const { object, key } = entryRead(expr) ?? {};
  if (!object || typeof key !== "string" || !namesConversation(key)) return undefined;
  const holder = { file, fn, expr: object };
  const isOfStore =
    readsState(holder) || isNameOfState(holder) || (isOwn(object) && enclosingClass(file, fn) === undefined);
  return isOfStore ? key : undefined;
}

/** `get()`, `useChat.getState()`, `useChatStore()`, `this.$store.state.chat`, and one of many: `$rooms.get().find((room) => …)`. */
function readsState(at: Located, steps = MAX_STEPS): boolean {
  const { expr } = at;
  if (expr.kind === "call") {
    const { callee, args } = expr;
    if (callee.kind === "member" && /^find(Last)?$/.test(callee.name) && steps > 0) {
      const many = { ...at, expr: callee.object };
      return (
        args[0]?.value.kind === "function" && (readsState(many, steps - 1) || isNameOfState(many, steps - 1))
      );
    }
    return READS_STATE.test(lastNameOf(callee)) && !args.some(isKey);
  }
  if (expr.kind !== "member") return false;
  return expr.name === "state"
    ? /store$/i.test(lastNameOf(expr.object))
    : readsState({ ...at, expr: expr.object }, steps);
}

/** Names and picks between a conversation and the state that holds it. */
const MAX_STEPS = 3;

/** A name of state as a whole: `const state = reactive({messages: []})`, `const chat = useChatStore()`, `const { state } = useGame()`. */
function isNameOfState({ file, fn, expr }: Located, steps = MAX_STEPS): boolean {
  const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
  return (
    found?.bindings.some(
      (b) =>
        b.kind === "assign" && b.path.length <= 1 && (isPageState(b.value) || readsWhole(b.value, steps)),
    ) === true
  );
}

/** `get()` of a store, `useChat.getState()`, `rooms.find((room) => room.id === id)`. */
function readsWhole(value: Located, steps: number): boolean {
  const { expr } = value;
  return (
    expr.kind === "call" &&
    expr.args.every((arg) => arg.value.kind === "function") &&
    readsState(value, steps)
  );
}

/** `cache.get("key")` reads one entry, and no whole state. */
function isKey({ value }: { readonly value: Expr }): boolean {
  return value.kind !== "function" && value.kind !== "name";
}

function isOwn(object: Expr): boolean {
  return object.kind === "name" && isSelf(object.name);
}
