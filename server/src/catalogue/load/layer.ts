/** What a user's file says once it is read, and what layers are applied to. */
import type { Range } from "../../base/range";
import type { OfferEntry } from "../schema/catalogue";
import type { PendingOffer } from "../self-hosted/offers";
import type { Host, Lab, Model, Offer, Region } from "../types";

/** Where in the user's file something stands, so that a problem can point at it. */
export interface Placed {
  readonly range: Range;
}

export interface UserModel extends Placed {
  readonly id: string;
  /** Model whose facts are taken over where this entry is silent. */
  readonly extends?: string;
  readonly facts: Partial<Omit<Model, "id">>;
}

export interface UserHost extends Placed {
  readonly id: string;
  readonly extends?: string;
  readonly facts: Partial<Omit<Host, "id">>;
}

export type { UserTerms } from "../schema/offer";

/** What one model costs at one host; where an offer is extended, only what differs. */
export type UserOffer = OfferEntry & Placed;

export interface UserLayer {
  /** Shown as the offers' origin. */
  readonly path: string;
  /** Left out: a folder's file. */
  readonly level?: "team" | "user" | "workspace" | "folder";
  readonly models: readonly UserModel[];
  readonly hosts: readonly UserHost[];
  readonly regions: readonly Region[];
  readonly offers: readonly UserOffer[];
  /** Model ids, host ids or offer ids; `*` matches anything. */
  readonly hide: readonly string[];
  /** Name in the code -> model id, or offer id where the name also says where it runs. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Prefix of ids in the code (`llm-gateway/`) -> host, or "*" where it says nothing about the host. */
  readonly prefixes?: ReadonlyMap<string, string>;
  /** Model id -> the offer meant where the code names no host. */
  readonly defaults?: ReadonlyMap<string, string>;
  readonly favourites: readonly string[];
  /** Where entries of lists and maps stand: `aliases.fast` -> range. */
  readonly places?: ReadonlyMap<string, Range>;
  /** An older state of a file that has mistakes now: told of already. */
  readonly isStale?: boolean;
}

/** Something in a user's file that could not be used; the rest of the file still counts. */
export interface LayerProblem {
  readonly path: string;
  readonly message: string;
  readonly range: Range;
}

/** What layers change. Filled from the shipped data, then by one layer after the other. */
export interface LayerTarget {
  readonly models: Map<string, Model>;
  readonly labs: Map<string, Lab>;
  readonly hosts: Map<string, Host>;
  readonly regions: Map<string, Region>;
  readonly offers: Map<string, Offer>;
  readonly problems: LayerProblem[];
  /** Offers whose price is computed when all layers are known. */
  readonly pending: PendingOffer[];
  readonly calendars: ReadonlySet<string>;
  readonly countrySets: ReadonlySet<string>;
}
