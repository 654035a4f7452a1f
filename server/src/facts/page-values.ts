/** Texts that a page keeps or lets a person choose: what it sends before anybody touches it. */
import { argumentOf } from "./arguments";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolve } from "./resolve";
import { type StoreEntry, storeEntry } from "./session-stores";
import { eachStatement } from "./walk";

/** Streamlit's inputs with options: https://docs.streamlit.io/develop/api-reference/widgets/st.selectbox */
const CHOICES = /^(selectbox|radio|pills|segmented_control|select_slider)$/;

/** The option of `st.selectbox("Model", ["a", "b"], index=1)` that is chosen at the start: the first unless the code names another. */
export function firstOption(program: Program, at: Located): Located | undefined {
  const { expr } = at;
  if (expr.kind !== "call" || !CHOICES.test(lastNameOf(expr.callee))) return undefined;
  const options = argumentOf(expr.args, { name: "options", index: 1 })?.value;
  const list = options ? resolve(program, { ...at, expr: options }) : undefined;
  if (list?.kind !== "expression") return undefined;
  const index = argumentOf(expr.args, { name: "index", index: 2 })?.value;
  if (index && index.kind !== "number") return undefined;
  const items = optionsIn(list.at.expr);
  const chosen = items[index?.kind === "number" ? index.value : 0];
  return chosen && { ...list.at, expr: chosen };
}

/** Of a dict the keys are the options. */
function optionsIn(expr: Expr): readonly Expr[] {
  if (expr.kind === "list") return expr.items;
  return expr.kind === "dict" ? expr.entries.flatMap(({ key }) => key ?? []) : [];
}

/** What the file puts under an entry of a store: `st.session_state["model"] = "gpt-5"`. */
export function storedValues(program: Program, at: Located): readonly Located[] {
  const entry = storeEntry(program, at);
  if (!entry) return [];
  const { file } = at;
  return file.functions.flatMap(({ facts }, fn) =>
    eachStatement(facts.body).flatMap((stmt) => {
      if (stmt.kind !== "assign" || stmt.operator !== "=" || !stmt.value) return [];
      return isSame(storeEntry(program, { file, fn, expr: stmt.target }), entry)
        ? [{ file, fn, expr: stmt.value }]
        : [];
    }),
  );
}

function isSame(a: StoreEntry | undefined, b: StoreEntry): boolean {
  return a?.name === b.name && a.key === b.key;
}
