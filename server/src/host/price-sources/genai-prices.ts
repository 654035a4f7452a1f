/** The published data of pydantic/genai-prices (MIT). */
import { mapGenaiPrices } from "../../catalogue/broad/genai-prices";
import { parseJson } from "./parse-json";
import type { PriceSource } from "./source";

const URL = "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json";

export const genaiPrices: PriceSource = {
  id: "genai-prices",
  addressOf: (word) => (word === "genai-prices" ? URL : undefined),
  read: (text, _word, { curated, day }) => {
    const parsed = parseJson(text);
    if ("problem" in parsed) return parsed;
    const { file } = mapGenaiPrices(providersOf(parsed.value), curated, {
      version: `of ${day}`,
      checked: day,
    });
    if (file.groups.length === 0)
      return { problem: "the data has no price that can be read; its shape may have changed" };
    return { kind: "collection", file };
  },
};

/** Editions wrap the list of providers in an object. */
function providersOf(value: unknown): unknown {
  const isWrapped = typeof value === "object" && value !== null && "providers" in value;
  return isWrapped ? value.providers : value;
}
