/** What reading a text out of the code yields. */
import type { Located } from "./located";

export type LiteralSource =
  | "literal"
  | "constant"
  | "default-parameter"
  | "environment-default"
  | "configuration";

export interface ReadText {
  readonly value: string;
  readonly source: LiteralSource;
  /** The literal itself, where an edit would go. */
  readonly at: Located;
}

/**
 * `callerDecides`: the trail ends at a parameter for which no one text is passed; "always" where no call leaves it to its default.
 * `isUnset`: it ends at a variable of the environment that no file of the workspace sets.
 */
export type Reading =
  | { readonly found: ReadText }
  | {
      readonly found: null;
      readonly reason: string;
      readonly callerDecides?: true | "always";
      readonly isUnset?: true;
    };

/** A text that is reached through a name. */
export function constant(found: ReadText): Reading {
  return { found: { ...found, source: found.source === "literal" ? "constant" : found.source } };
}
