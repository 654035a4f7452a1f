/** Ids that a host answers with another model: dated catalogue data, shown to the user, never a match. */

export interface Redirect {
  readonly host: string;
  /** Model whose id is written. */
  readonly model: string;
  /** Model that is billed instead, at its own price. */
  readonly billedAs: string;
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
  readonly checked: string;
}

const DEEPSEEK_PRICING = "https://api-docs.deepseek.com/quick_start/pricing";

export const REDIRECTS: readonly Redirect[] = [
  {
    host: "deepseek",
    model: "deepseek-v4-flash",
    billedAs: "deepseek-v4.1-flash",
    from: "2026-09-09T16:00:00Z",
    until: null,
    source: DEEPSEEK_PRICING,
    checked: "2026-10-01",
  },
  {
    host: "deepseek",
    model: "deepseek-v4-pro",
    billedAs: "deepseek-v4-pro-0813",
    from: "2026-08-16T16:00:00Z",
    until: null,
    source: DEEPSEEK_PRICING,
    checked: "2026-10-01",
  },
  // deepseek-chat and deepseek-reasoner were names of V3.2, then of V4 Flash until they were switched off.
  {
    host: "deepseek",
    model: "deepseek-v3.2",
    billedAs: "deepseek-v4-flash",
    from: "2026-04-23T16:00:00Z",
    until: "2026-07-24T15:59:00Z",
    source: "https://developersdigest.tech/blog/deepseek-chat-to-v4-migration-guide",
    checked: "2026-06-11",
  },
];

/** Aliases that follow from redirects and no price row carries. */
export const EXTRA_ALIASES: Readonly<Record<string, readonly string[]>> = {
  "deepseek-v3.2": ["deepseek-reasoner"],
};

/** Snapshots that cost something else than their model: OpenAI's price page lists them apart. */
export const SEPARATE_SNAPSHOTS: Readonly<Record<string, readonly string[]>> = {
  "gpt-4o": ["gpt-4o-2024-05-13"],
};
