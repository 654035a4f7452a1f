/** Stores in which an interface keeps what a person said until the code runs again: Streamlit, Chainlit, web sessions, chat bots. */

import { type EntryRead, entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import { PAGE, pageEntry } from "./page-state";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { STORED } from "./stored-history";

export interface StoreEntry {
  /** Last name of the store: "session_state". */
  readonly name: string;
  readonly key: string;
}

/** By last name, the modules that export the store. */
const EXPORTED: Readonly<Record<string, readonly string[]>> = {
  session_state: ["streamlit"],
  user_session: ["chainlit"],
  session: ["flask", "quart"],
  chat_context: ["chainlit"],
};

/** Stores that the interface fills by itself with what is said. */
const FILLED: ReadonlySet<string> = new Set(["chat_context", STORED, PAGE]);

export function isFilledByInterface(storeName: string): boolean {
  return FILLED.has(storeName);
}

/** By last name, what the store is a member of: Django and Starlette, grammY and Telegraf, python-telegram-bot. */
const MEMBERS: Readonly<Record<string, RegExp>> = {
  session: /^(request|req|ctx)$/,
  user_data: /^(context|ctx)$/,
  chat_data: /^(context|ctx)$/,
};

/** The entry of a store that the expression reads: `st.session_state.messages`, `cl.user_session.get("history")`. */
export function storeEntry(program: Program, at: Located): StoreEntry | undefined {
  const page = pageEntry(at);
  if (page !== undefined) return { name: PAGE, key: page };
  const found = entryRead(at.expr) ?? copied(at.expr);
  if (typeof found?.key !== "string") return undefined;
  const name = lastNameOf(found.object);
  if (!Object.hasOwn(EXPORTED, name) && !Object.hasOwn(MEMBERS, name)) return undefined;
  return isStore(program, { ...at, expr: found.object }, name) ? { name, key: found.key } : undefined;
}

/** `chat_context.to_openai()`. */
function copied(expr: Expr): EntryRead | undefined {
  if (expr.kind !== "call" || expr.callee.kind !== "member") return undefined;
  return expr.callee.name === "to_openai" ? { object: expr.callee.object, key: "to_openai" } : undefined;
}

function isStore(program: Program, at: Located, name: string): boolean {
  const { expr } = at;
  if (expr.kind === "member" && MEMBERS[name]?.test(lastNameOf(expr.object))) return true;
  const value = resolve(program, at);
  if (value.kind !== "external") return false;
  const { module, path } = value.name;
  return path.length === 1 && path[0] === name && EXPORTED[name]?.includes(module) === true;
}
