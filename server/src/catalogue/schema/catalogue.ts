/**
 * The one definition of a user's farebox.catalogue.yaml: its types, its checks with their messages, and (by `npm run manifest`) the JSON
 * Schema that editors read.
 */
import type * as z from "zod/mini";
import {
  about,
  country,
  currency,
  date,
  described,
  fields,
  flag,
  form,
  holds,
  list,
  named,
  number,
  optional,
  text,
  texts,
  tokens,
  words,
} from "./fields";
import { offer } from "./offer";

const id = (of: string, description: string, example: string) =>
  described(text(`give the ${of} an id`), description, example);
const name = (description: string, ...examples: string[]) =>
  optional(described(text(), description, ...examples));

const model = about(
  fields({
    id: id("model", "Id of the model; an existing id overrides that model.", "our-model"),
    extends: name("Model whose facts hold where this entry is silent.", "gpt-5"),
    name: name("Display name."),
    lab: name("Who makes it.", "custom"),
    aliases: optional(described(texts(), "Other ids that mean this model.", ["our-model-v1"])),
    released: optional(described(date(), "Release day.", "2026-11-24")),
    contextWindow: optional(described(tokens(), "Context window in tokens.", 128_000)),
    maxInput: optional(
      described(tokens(), "Largest input in tokens, where it is smaller than the window.", 120_000),
    ),
    maxOutput: optional(described(tokens(), "Largest output in tokens.", 8_192)),
    inputModalities: optional(described(texts(), "What it reads.", ["text", "image"])),
    outputModalities: optional(described(texts(), "What it writes.", ["text"])),
    openWeights: optional(described(flag(), "Whether the weights are public.")),
    tokenizerFamily: name("Tokenizer family, for token counts.", "o200k_base"),
    tools: optional(described(flag(), "Whether it calls tools.")),
    reasoning: optional(
      about(
        fields({
          supported: described(flag("write true or false"), "Whether the model can think."),
          defaultOn: optional(described(flag(), "Whether it thinks when the code says nothing.")),
          resent: optional(described(flag(), "Whether its thinking is sent back with the history.")),
        }),
        { id: "reasoning", description: "How it thinks." },
      ),
    ),
  }).check(
    holds<{ contextWindow?: unknown; maxInput?: unknown; maxOutput?: unknown }>((entry, report) => {
      const { contextWindow, maxInput, maxOutput } = entry;
      if (typeof contextWindow !== "number") return;
      if (typeof maxInput === "number" && maxInput > contextWindow)
        report(["maxInput"], "is above contextWindow; the input is part of the window");
      if (typeof maxOutput === "number" && maxOutput > contextWindow)
        report(["maxOutput"], "is above contextWindow; the output is part of the window");
    }),
  ),
  { id: "model", description: "A model of your own, or changed facts of one in the catalogue." },
);

const URL_FORM = /^https?:\/\/[^/\s]+/;
const WRITE_URL = "write the base URL, like https://llm.example.com/v1";

const endpoint = about(
  fields({
    url: described(
      about(
        form((written) => URL_FORM.test(written), "write a URL like https://llm.example.com/v1", WRITE_URL),
        {
          pattern: URL_FORM.source,
        },
      ),
      "Base URL; * stands for part of one label of the host name.",
      "https://llm.example.com/v1",
    ),
    region: name("Region this address names.", "eu"),
  }),
  { id: "endpoint", description: "An address that code names." },
);

const host = about(
  fields({
    id: id("host", "Id of the host; an existing id overrides that host.", "our-gateway"),
    extends: name("Host whose facts hold where this entry is silent.", "openai"),
    name: name("Display name."),
    country: optional(described(country(), "Country of the company.", "DE")),
    currency: optional(described(currency(), "Default currency of its prices.", "USD")),
    defaultRegion: name("Region of calls that name none.", "eu"),
    endpoints: optional(described(list(endpoint), "Base URLs by which code is recognised.")),
    residencyPromise: optional(
      described(
        words(["stated", "option", "none", "unknown"]),
        "What the host publishes about where inference runs.",
      ),
    ),
    residencyNote: name("The promise in words."),
    parentCountry: optional(described(country(), "Country of the parent company, where it differs.", "DE")),
  }),
  {
    id: "host",
    description: "A host of your own, such as a gateway, or changed facts of one in the catalogue.",
  },
);

const region = about(
  fields({
    id: id("region", "Id of the region.", "our-dc"),
    name: name("Display name."),
    shortName: name("A word or two for tables and hints.", "Our DC"),
    country: optional(
      described(country(), "Country inference runs in; leave it out where none is stated.", "DE"),
    ),
    jurisdiction: name("Set of countries where no single one is stated.", "EU"),
    note: name("Remark."),
  }),
  { id: "region", description: "A place offers run in." },
);

const wordsOf = (description: string, example: Readonly<Record<string, string>>) =>
  optional(
    described(
      named(text()).check(
        holds<Record<string, unknown>>((entries, report) => {
          if ("" in entries) report([""], "has no name; write one before the colon");
        }),
      ),
      description,
      example,
    ),
  );

export const catalogue = about(
  fields({
    $schema: name("This schema."),
    version: optional(
      described(
        about(number(1, "1, the version of this format"), { type: "integer" }),
        "Version of this format.",
        1,
      ),
    ),
    models: optional(described(list(model), "Models to add or change.")),
    hosts: optional(described(list(host), "Hosts to add or change.")),
    regions: optional(described(list(region), "Regions to add.")),
    offers: optional(described(list(offer), "Prices of your own; each replaces the offer of the same id.")),
    hide: optional(
      described(texts(), "Model ids, host ids or offer ids to leave out; * matches anything.", [
        "openrouter",
        "*@azure/*",
      ]),
    ),
    aliases: wordsOf(
      "Names in your code -> model ids, or offer ids where the name also says where it runs: deployments on Azure, names of your gateway.",
      { fast: "gpt-5-mini", "prod-model": "deepseek-v4-pro@together/global" },
    ),
    prefixes: wordsOf(
      'Prefixes of model ids in your code -> the host behind them, or "*" where any may serve them.',
      { "llm-gateway/": "*" },
    ),
    defaults: wordsOf("Model ids -> the offer that is meant where the code names no host.", {
      "deepseek-v4-pro": "deepseek-v4-pro@together/global",
    }),
    favourites: optional(
      described(texts(), "Offer ids that comparisons show first.", ["gpt-5@openai/global"]),
    ),
  }),
  {
    title: "Farebox catalogue",
    description: "Models, hosts and prices of your own, over the shipped catalogue.",
  },
);

/** Entries of the file's lists, one by one: a mistake in one leaves the others. */
export const ENTRIES = { models: model, hosts: host, regions: region, offers: offer } as const;

export type ModelEntry = z.infer<typeof model>;
export type HostEntry = z.infer<typeof host>;
export type RegionEntry = z.infer<typeof region>;
export type OfferEntry = z.infer<typeof offer>;
