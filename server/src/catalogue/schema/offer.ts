/** What one model costs at one host, as a user's catalogue states it: prices, length bands, tariff windows, dated terms. */
import type * as z from "zod/mini";
import { endMs, startMs } from "../load/terms";
import {
  about,
  currency,
  date,
  described,
  fields,
  form,
  holds,
  list,
  missing,
  named,
  number,
  optional,
  price,
  type Report,
  text,
  tokens,
  words,
} from "./fields";
import { selfHosted } from "./self-hosted";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
/** Larger factors are slips of percent and share. */
const MAX_MULTIPLIER = 100;
const LIFETIME = /^\d+(m|h|d)$|^[a-z_]+$/;

const STATE_PRICE = "state the price per 1,000,000 tokens";
const STATE_PRICES = "state input and output per 1,000,000 tokens";
const NAME_IT = "or extend an offer (extends: model@host/region)";

const priceFields = (next?: string) => ({
  input: described(price(next), "Uncached input, per 1,000,000 tokens.", 2.5),
  output: described(price(next), "Output, per 1,000,000 tokens.", 10),
  cacheRead: optional(
    described(
      price(),
      "Input read from the prompt cache, per 1,000,000 tokens; at most the input price.",
      0.25,
    ),
  ),
  cacheWrite: optional(
    described(
      named(price()).check(
        holds<Record<string, unknown>>((writes, report) => {
          for (const key of Object.keys(writes))
            if (!LIFETIME.test(key)) report([key], "is no lifetime; write one like 5m or 1h");
        }),
      ),
      "Input written to the prompt cache, per 1,000,000 tokens, by lifetime.",
      { "5m": 3.125 },
    ),
  ),
});

const cheapReads = holds<{ readonly input?: unknown; readonly cacheRead?: unknown }>(
  ({ input, cacheRead }, report) => {
    if (typeof input === "number" && typeof cacheRead === "number" && cacheRead > input)
      report(["cacheRead"], "is above input; a cache read costs at most the input price");
  },
);

const whole = about(fields(priceFields(STATE_PRICE), STATE_PRICES).check(cheapReads), {
  id: "wholePrices",
  description: "Prices per 1,000,000 tokens. What is left out is unknown, not free.",
});

/** Of an extended offer only what differs. */
const parts = priceFields();
const someFields = { ...parts, input: optional(parts.input), output: optional(parts.output) };
const some = about(fields(someFields).check(cheapReads), {
  id: "prices",
  description: "Prices that replace those of the extended offer.",
});

const band = about(
  fields({
    aboveInputTokens: described(
      tokens("state the prompt length above which these prices hold"),
      "Prompt length, cache included, strictly above which these prices hold.",
      200_000,
    ),
    prices: whole,
  }),
  { id: "lengthTier", description: "Prices for long prompts." },
);

const bands = described(
  list(band).check(
    holds<readonly { readonly aboveInputTokens?: unknown }[]>((all, report) => {
      if (new Set(all.map((each) => each?.aboveInputTokens)).size < all.length)
        report([], "state one length twice; keep one of them");
    }),
  ),
  "Prices of the whole request when the whole prompt is longer than a threshold.",
);

const WINDOW_NEEDS = "a window needs its zone, days and hours";
const time = (wanted: string) =>
  about(
    form((written) => TIME.test(written), `write ${wanted}`, WINDOW_NEEDS),
    { pattern: TIME.source },
  );

const window = about(
  fields({
    timeZone: described(
      form(isTimeZone, "write a time zone like Europe/Berlin", WINDOW_NEEDS),
      "IANA time zone of the hours.",
      "Europe/Berlin",
    ),
    weekdays: described(list(words(WEEKDAYS), WINDOW_NEEDS), "Days on which the window opens.", [
      "Mon",
      "Tue",
    ]),
    from: described(time("a time like 09:00"), "Opening time, inclusive.", "09:00"),
    to: described(time("a time like 18:00"), "Closing time, exclusive; may lie past midnight.", "18:00"),
    exceptCalendar: optional(
      described(text(), "Calendar whose days are outside the window.", "cn-public-holidays"),
    ),
    prices: optional(whole),
    lengthTiers: optional(bands),
    multiplier: optional(
      described(
        number(MAX_MULTIPLIER, "a factor like 0.5"),
        "Factor on the base prices, instead of prices.",
        0.5,
      ),
    ),
  }).check(
    holds<{ readonly prices?: unknown; readonly multiplier?: unknown }>(({ prices, multiplier }, report) => {
      if (prices === undefined && multiplier === undefined)
        report(["multiplier"], "is missing; a window needs prices or a multiplier");
    }),
  ),
  {
    id: "window",
    description: "Hours with other prices.",
    anyOf: [{ required: ["prices"] }, { required: ["multiplier"] }],
  },
);

/** What an offer and each of its periods may state alike. */
const terms = () => ({
  multiplier: optional(
    described(
      number(MAX_MULTIPLIER, "a factor like 0.8"),
      "Factor on every price of the extended offer, such as a negotiated discount.",
      0.8,
    ),
  ),
  prices: optional(some),
  lengthTiers: optional(bands),
  windows: optional(described(list(window), "Hours with other prices.")),
  from: optional(described(date(), "First day of the price (UTC).", "2026-11-24")),
  until: optional(described(date(), "First day on which it no longer holds (UTC).", "2026-11-24")),
  source: optional(described(text(), "Where the price comes from.", "contract 2026-17")),
  checked: optional(described(date(), "Day on which somebody last read it.", "2026-11-24")),
});

const periodFields = fields(terms());
/** Terms as stated for a time; where an offer is extended, only what differs. */
export type UserTerms = z.infer<typeof periodFields>;

const period = about(periodFields.check(holds<UserTerms>(endsLater)), {
  id: "period",
  description: "Terms that hold for a time.",
});

const WHOLE_PRICES = { prices: { required: ["input", "output"] } };

const offerFields = fields({
  extends: optional(
    described(text(), "Id of the offer whose terms hold where this entry is silent.", "gpt-5@openai/global"),
  ),
  model: optional(described(text(), "Model id.", "gpt-5")),
  host: optional(described(text(), "Host id.", "our-gateway")),
  region: optional(described(text(), "Region id; the host's default when left out.", "eu")),
  serviceTier: optional(described(text(), "Service level; standard when left out.", "batch")),
  currency: optional(
    described(currency(), "Currency code of the prices. The host's own when left out.", "USD"),
  ),
  hostModelId: optional(described(text(), "What the host wants as the model argument.")),
  ...terms(),
  periods: optional(
    described(
      list(period),
      "Dated terms of one offer, one after the other, in place of prices, from and until here. Over an extended offer its own price holds before, between and after them.",
    ),
  ),
  selfHosted: optional(selfHosted),
});
type OfferFields = z.infer<typeof offerFields>;

export const offer = about(
  offerFields.check(
    holds<OfferFields>(isWholeOffer),
    holds<OfferFields>(endsLater),
    holds<OfferFields>(periodsFollow),
  ),
  {
    id: "offer",
    description: "What one model costs at one host.",
    anyOf: [
      { required: ["extends"] },
      { required: ["model", "host", "prices"], properties: WHOLE_PRICES },
      { required: ["model", "host", "selfHosted"] },
      {
        required: ["model", "host", "periods"],
        properties: { periods: { items: { required: ["prices"], properties: WHOLE_PRICES } } },
      },
    ],
    dependencies: { multiplier: ["extends"] },
  },
);

/** An offer that extends none states where it runs and what it costs; a discount needs something to discount. */
function isWholeOffer(entry: OfferFields, report: Report): void {
  const { model, host, prices, multiplier, periods, selfHosted: block } = entry;
  const isWhole = entry.extends === undefined;
  if (isWhole) {
    if (model === undefined) report(["model"], missing(`name a model, ${NAME_IT}`));
    if (host === undefined) report(["host"], missing(`name a host, ${NAME_IT}`));
    const isPriced = prices !== undefined || periods !== undefined || block !== undefined;
    if (!isPriced) report(["prices"], missing(STATE_PRICES));
    wholeTerms(entry, [], report);
    for (const [at, terms] of listed(periods).entries()) {
      if (terms.prices === undefined) report(["periods", at, "prices"], missing(STATE_PRICES));
      wholeTerms(terms, ["periods", at], report);
    }
  }
  if (block !== undefined && (prices !== undefined || multiplier !== undefined))
    report(["selfHosted"], "computes the price; remove prices and multiplier");
}

function wholeTerms(terms: UserTerms, path: readonly (string | number)[], report: Report): void {
  if (terms.multiplier !== undefined)
    report([...path, "multiplier"], "needs an offer to scale; add extends: model@host/region");
  if (typeof terms.prices !== "object") return;
  for (const key of ["input", "output"] as const)
    if (terms.prices[key] === undefined) report([...path, "prices", key], missing(STATE_PRICE));
}

function endsLater(terms: Pick<UserTerms, "from" | "until">, report: Report): void {
  if (endMs(terms) <= startMs(terms)) report(["until"], "must be later than from");
}

/** Periods of one offer follow each other. An extended offer's own price holds between them, a new one has none to fall back to. */
function periodsFollow(entry: OfferFields, report: Report): void {
  if (entry.periods === undefined) return;
  const stated = (["prices", "multiplier", "lengthTiers", "windows", "from", "until"] as const).find(
    (key) => entry[key] !== undefined,
  );
  if (stated !== undefined) report([stated], "stands beside periods; move it into one of them");
  const sorted = [...listed(entry.periods)].sort((a, b) => startMs(a) - startMs(b));
  for (const [i, each] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next === undefined) return;
    const end = endMs(each);
    const from = next.from ?? "the beginning";
    if (end > startMs(next)) {
      report(["periods"], `overlap: one still holds when the next begins on ${from}; close it with until`);
    } else if (entry.extends === undefined && end < startMs(next)) {
      report(["periods"], `leave a gap: no price from ${each.until ?? ""} to ${from}`);
    }
  }
}

/** Entries of a list that are sets of fields at all. */
function listed(periods: readonly UserTerms[] | undefined): readonly UserTerms[] {
  return Array.isArray(periods) ? periods.filter((each) => typeof each === "object" && each !== null) : [];
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    // RangeError: the only way the platform says that it does not know a zone.
    return false;
  }
}
