/** What each command takes when a lens, a hover link or another command calls it. One object per command. */
import type { CompareParams } from "./protocol";
import type { ViewRange } from "./view-models";

/** A place in a document: 0-based line, UTF-16 column. */
export interface PlaceArguments {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

export interface PinArguments {
  readonly callId: string;
  /** An assumption id, e.g. `turns`. */
  readonly name: string;
  readonly value: number;
}

export interface UseModelArguments {
  readonly callId: string;
  readonly offerId: string;
}

export interface OpenLocationArguments {
  readonly uri: string;
  readonly range: ViewRange;
}

/** Keyed by the names in COMMANDS; a command that is not listed takes nothing. All may be run without an argument. */
export interface CommandArguments {
  readonly compareModels: CompareParams;
  readonly compareRegions: CompareParams;
  readonly showCost: CompareParams;
  readonly whyNoHint: PlaceArguments;
  readonly pinAssumption: PinArguments;
  readonly useModel: UseModelArguments;
  readonly openLocation: OpenLocationArguments;
}
