/** A change of a history: what is added, cut, summarised or cleared. */
import type { Clearing } from "./clearings";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Window } from "./windows";

export type Mutation = {
  /** Where it stands in the function that was asked for; for helpers the call of the helper. */
  readonly at: Located;
  /** The expression that does it, in whichever function. */
  readonly origin: Expr;
  /** `messages = [system] + messages` of a parameter: a list of its own for each call, and none of the caller's. */
  readonly rebinds?: true;
} & (
  | { readonly kind: "append"; readonly added: readonly Located[] }
  | { readonly kind: "window"; readonly window: Window }
  /** `limit`: the size of the history at which the code does it; null where it names none. */
  | { readonly kind: "summarise"; readonly limit: Limit | null }
  | { readonly kind: "clear"; readonly clearing: Clearing; readonly limit: Limit | null }
);

export type Limit = { readonly size: number; readonly unit: Window["unit"] };
