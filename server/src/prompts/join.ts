/** Texts that follow each other as one. */
import type { PromptPart, PromptText } from "./prompt";

export const EMPTY: PromptText = { parts: [], changes: [] };

export function joinTexts(texts: readonly PromptText[]): PromptText {
  return {
    parts: merge(texts.flatMap((t) => t.parts)),
    changes: texts.flatMap((t) => t.changes),
  };
}

/** Neighbouring texts become one, so token boundaries are counted right. */
export function merge(parts: readonly PromptPart[]): readonly PromptPart[] {
  const merged: PromptPart[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (part.kind === "text" && part.text === "") continue;
    if (part.kind === "text" && last?.kind === "text") {
      merged[merged.length - 1] = { ...last, text: last.text + part.text };
    } else merged.push(part);
  }
  return merged;
}
