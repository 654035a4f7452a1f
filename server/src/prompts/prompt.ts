/** Prompt text as far as the source tells it: text with holes. */
import type { Quantity } from "../base/quantity";
import type { FileFacts, Stmt } from "../facts/ir";
import type { Located, Place } from "../facts/located";
import type { PromptImage } from "./images";

export type PromptPart =
  | { readonly kind: "text"; readonly text: string; readonly place: Place }
  /** A value that exists only at run time. `size` is in o200k tokens. */
  | {
      readonly kind: "hole";
      readonly name: string;
      readonly size: Quantity;
      readonly place: Place;
      /** Set where the hole is an image of the workspace. */
      readonly image?: PromptImage;
    };

export interface PromptText {
  readonly parts: readonly PromptPart[];
  /** Expressions in the text that give something else whenever they are evaluated (clock, uuid, random). */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly place: Place;
  /** What is evaluated on the way to it, outermost first: a value set before a loop stays the same in it. */
  readonly within: readonly Located[];
}

export interface ToolDefinition {
  readonly name: string;
  /** Serialised as the provider sees it (JSON), or our fair reconstruction. */
  readonly json: string;
  /** How it was had: a literal, or rebuilt from a decorator / zod / pydantic / signature. */
  readonly origin: "literal" | "signature" | "zod" | "pydantic" | "unknown";
  readonly place: Place;
  /** What runs when the model calls it; absent where it was not found. */
  readonly body?: ToolBody;
}

/** A function, or the branch of one that tells tools apart by their names. */
export interface ToolBody {
  readonly file: FileFacts;
  readonly fn: number;
  readonly statements: readonly Stmt[];
}

/** What one call site sends on its first turn. */
export interface Prompt {
  readonly system: PromptText;
  readonly firstUser: PromptText;
  /** Further messages the code writes before the first request (few-shot turns). */
  readonly history: PromptText;
  readonly messageCount: number;
  readonly tools: readonly ToolDefinition[];
  /** Tools are given but could not be read: their number and size are assumed. */
  readonly unreadTools: boolean;
  /** What the code calls them; absent where it names none. */
  readonly unreadToolNames?: readonly string[];
  /** Sets of the workspace, one of which the unread tools may be. */
  readonly toolCandidates?: readonly (readonly ToolDefinition[])[];
}
