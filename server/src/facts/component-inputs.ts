/** What components of a page hand to a function at the start: Gradio's `additional_inputs=[gr.Dropdown(["gpt-5"], value="gpt-5")]`. */
import { argumentOf } from "./arguments";
import { edgesOf } from "./call-index";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import { onlyAssigned } from "./only-assigned";
import { importsIn } from "./outline";
import type { Binding, Program } from "./program";
import { resolve } from "./resolve";
import type { CallExpression } from "./walk";

/**
 * Calls that hand components' values to a function, and what the function is given before them:
 * https://www.gradio.app/docs/gradio/chatinterface, https://www.gradio.app/docs/gradio/interface
 */
const HANDING: Readonly<
  Record<string, { readonly inputs: string; readonly index?: number; readonly before: number }>
> = {
  ChatInterface: { inputs: "additional_inputs", before: 2 },
  Interface: { inputs: "inputs", index: 1, before: 0 },
  click: { inputs: "inputs", index: 1, before: 0 },
  submit: { inputs: "inputs", index: 1, before: 0 },
};

/** Components by the place of their value among their arguments. */
const VALUE_INDEX: Readonly<Record<string, number>> = { Dropdown: 1, Radio: 1, Textbox: 0, State: 0 };

/** What the component holds at first whose value a function gets for its parameter; undefined for functions that no page calls. */
export function componentValue(
  program: Program,
  { file }: Located,
  fn: number,
  binding: Extract<Binding, { kind: "parameter" }>,
): Located | undefined {
  if (!importsIn(file).some(({ module }) => module === "gradio")) return undefined;
  const place = file.functions[fn]?.facts.params.findIndex(({ name }) => name === binding.name) ?? -1;
  for (const [name, { inputs, index, before }] of Object.entries(HANDING)) {
    for (const { call } of edgesOf(file, name)) {
      if (!handsOver(program, call, fn)) continue;
      const list = argumentOf(call.expr.args, {
        name: inputs,
        ...(index === undefined ? {} : { index }),
      })?.value;
      const item = list?.kind === "list" ? list.items[place - before] : undefined;
      const value = item && initialValue(program, { ...call, expr: item });
      if (value) return value;
    }
  }
  return undefined;
}

function handsOver(program: Program, call: Located<CallExpression>, fn: number): boolean {
  const given = argumentOf(call.expr.args, { name: "fn", index: 0 })?.value;
  if (given?.kind !== "name") return false;
  const value = resolve(program, { ...call, expr: given });
  return value.kind === "function" && value.file === call.file && value.fn === fn;
}

/** `gr.Dropdown(choices, value="gpt-5")`, or a name that is given one. */
function initialValue(program: Program, item: Located): Located | undefined {
  const made = item.expr.kind === "name" ? onlyAssigned(program, item) : item;
  const call: Expr | undefined = made?.expr;
  const index = call?.kind === "call" ? VALUE_INDEX[lastNameOf(call.callee)] : undefined;
  if (!made || call?.kind !== "call" || index === undefined) return undefined;
  const value = argumentOf(call.args, { name: "value", index })?.value;
  return value && { ...made, expr: value };
}
