/** What a source of prices is: one adapter file in this folder, one line in index.ts. */
import type { BroadFile } from "../../catalogue/broad/broad-data";
import type { UserLayer } from "../../catalogue/load/user-layer";
import type { Catalogue } from "../../catalogue/types";

/** What a download becomes. Collections lie between the shipped collection and the curated data, a team's file over the curated data. */
export type SourceContent =
  | { readonly kind: "collection"; readonly file: BroadFile }
  | { readonly kind: "team"; readonly layer: UserLayer };

export interface ReadContext {
  /** The shipped catalogue without collections: names are matched against it. */
  readonly curated: Catalogue;
  /** Day of the download, YYYY-MM-DD: collections bear no date of their own. */
  readonly day: string;
}

export interface PriceSource {
  /** The file's name; also the word in `farebox.catalogue.sources`, except for `team-url`, which is a URL there. */
  readonly id: string;
  /** Address to ask for the word in the settings; undefined where the word is not this source's. */
  readonly addressOf: (word: string) => string | undefined;
  /** Content of a text that was downloaded, or why it is none. Never throws. */
  readonly read: (
    text: string,
    word: string,
    ctx: ReadContext,
  ) => SourceContent | { readonly problem: string };
}
