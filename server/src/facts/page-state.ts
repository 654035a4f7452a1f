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
  const isOfStore =
    readsState(object) ||
    isNameOfState({ file, fn, expr: object }) ||
    (isOwn(object) && enclosingClass(file, fn) === undefined);
  return isOfStore ? key : undefined;
}

/** `get()`, `useChat.getState()`, `useChatStore()`, `this.$store.state.chat`. */
function readsState(object: Expr): boolean {
  if (object.kind === "call") return READS_STATE.test(lastNameOf(object.callee)) && !object.args.some(isKey);
  if (object.kind !== "member") return false;
  return object.name === "state" ? /store$/i.test(lastNameOf(object.object)) : readsState(object.object);
}

/** A name of state as a whole: `const state = reactive({messages: []})`, `const chat = useChatStore()`, `const { state } = useGame()`. */
function isNameOfState({ file, fn, expr }: Located): boolean {
  const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
  return (
    found?.bindings.some(
      (b) => b.kind === "assign" && b.path.length <= 1 && (isPageState(b.value) || readsWhole(b.value.expr)),
    ) === true
  );
}

/** `get()` of a store, `useChat.getState()`. */
function readsWhole(value: Expr): boolean {
  return value.kind === "call" && value.args.length === 0 && readsState(value);
}

/** `cache.get("key")` reads one entry, and no whole state. */
function isKey({ value }: { readonly value: Expr }): boolean {
  return value.kind !== "function" && value.kind !== "name";
}

function isOwn(object: Expr): boolean {
  return object.kind === "name" && isSelf(object.name);
}
