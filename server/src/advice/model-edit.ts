/** The edit that puts another offer's model into the source of a call. */
import type { Catalogue, Offer } from "../catalogue/types";
import type { CallEstimate } from "../estimate/estimate-call";
import { modelArgument } from "./model-argument";
import type { TextEdit } from "./rule";

/** A name that an SDK exports for an id: `openai.ChatModelGPT4o`. */
const CONSTANT = /^\w+(\.\w+)+$/;

export type ModelEdit = { readonly edits: readonly TextEdit[] } | { readonly problem: string };

/** A whole string literal: prefix letters, opening quote, text, the same quote. */
const LITERAL = /^([A-Za-z]*)("""|'''|"|'|`)([\s\S]*)\2$/;

/** Replaces the model's literal, with its quotes kept, or says why that cannot be done. */
export function useModelEdit(
  estimate: CallEstimate,
  offer: Offer,
  catalogue: Catalogue,
  textOf: (path: string) => string | undefined,
): ModelEdit {
  const { model } = estimate.call.site;
  const argument = modelArgument(estimate, offer, catalogue);
  if (!argument.known) return { problem: `${argument.reason}.` };
  if (model.literal === null)
    return {
      problem: `The model of this call is not written as a literal (${model.text || "no argument"}): change it where it is set.`,
    };
  const { path, range } = model.literal;
  const text = textOf(path)?.slice(range.start, range.end);
  if (text === undefined) return { problem: `${path} is not read yet. Try again in a moment.` };
  if (CONSTANT.test(text) && !/[\s"\\]/.test(argument.value))
    return { edits: [{ path, range, newText: JSON.stringify(argument.value) }] };
  const literal = LITERAL.exec(text);
  const quote = literal?.[2] ?? "";
  const inner = literal?.[3] ?? text;
  const isPlain = !/["'`\\\r\n]|\$\{/.test(inner) && !/[\s"'`\\]|\$\{/.test(argument.value);
  if (!isPlain || (literal === null && inner !== model.id))
    return { problem: `The model in ${path} is put together from parts: change it there by hand.` };
  const prefix = literal?.[1] ?? "";
  if (/f/i.test(prefix) && /[{}]/.test(inner + argument.value))
    return { problem: `The model in ${path} is put together from parts: change it there by hand.` };
  const start = range.start + prefix.length + quote.length;
  return { edits: [{ path, range: { start, end: start + inner.length }, newText: argument.value }] };
}
