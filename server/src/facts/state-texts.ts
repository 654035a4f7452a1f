/** Texts that pages keep: in their state, between two runs, or as what a person may choose. */
import { entryRead } from "./entries";
import { heldAtFirst } from "./held-state";
import type { Located } from "./located";
import { firstOption, storedValues } from "./page-values";
import type { Program } from "./program";
import type { Reading } from "./reading";
import { resolveAll } from "./resolve";
import { parsesEnvironment } from "./schema-defaults";

type Read = (at: Located) => Reading;

export function stateText(program: Program, at: Located, read: Read): Reading | undefined {
  return fromPage(program, at, read) ?? fromState(program, at, read);
}

/** What state of a page or a store of settings begins with. */
function fromState(program: Program, at: Located, read: Read): Reading | undefined {
  const held = heldAtFirst(program, at);
  const found = held && held.expr !== at.expr ? read(held).found : null;
  if (!found) return undefined;
  const source = isOfEnvironment(program, at) ? "environment-default" : "default-parameter";
  return { found: { ...found, source } };
}

/** `env.MODEL` of `env = schema.parse(process.env)`. */
function isOfEnvironment(program: Program, { expr, ...at }: Located): boolean {
  const read = entryRead(expr);
  return (
    read !== undefined &&
    resolveAll(program, { ...at, expr: read.object }).some(
      (value) => value.kind === "external-object" && parsesEnvironment(value),
    )
  );
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
