/** Texts that pages keep: in their state, between two runs, or as what a person may choose. */
import { heldAtFirst } from "./held-state";
import type { Located } from "./located";
import { firstOption, storedValues } from "./page-values";
import type { Program } from "./program";
import type { Reading } from "./reading";

type Read = (at: Located) => Reading;

export function stateText(program: Program, at: Located, read: Read): Reading | undefined {
  return fromPage(program, at, read) ?? fromState(program, at, read);
}

/** What state of a page or a store of settings begins with. */
function fromState(program: Program, at: Located, read: Read): Reading | undefined {
  const held = heldAtFirst(program, at);
  const found = held && held.expr !== at.expr ? read(held).found : null;
  return found ? { found: { ...found, source: "default-parameter" } } : undefined;
}

/** What a page keeps between two runs, or lets a person choose. */
function fromPage(program: Program, at: Located, read: Read): Reading | undefined {
  const option = firstOption(program, at);
  const chosen = option ? read(option).found : null;
  if (chosen) return { found: { ...chosen, source: "default-parameter" } };
  for (const value of storedValues(program, at)) {
    const { found } = read(value);
    if (found) return { found: { ...found, source: found.source === "literal" ? "constant" : found.source } };
  }
  return undefined;
}
