/** Responses of Anthropic's Messages API: `input_tokens` leaves out what the cache read and wrote, so the three add up to the prompt. */
import { field, tokens } from "../json";
import { type Adapter, NO_RECORD } from "../record";
import { envelopeOf, surroundings } from "./envelope";

export const anthropic: Adapter = {
  id: "anthropic",
  read(value, at) {
    const envelope = envelopeOf(value);
    if (!envelope) return undefined;
    const { response } = envelope;
    const usage = response["usage"];
    const isOurs = response["type"] === "message" || field(usage, "cache_read_input_tokens") !== undefined;
    if (!isOurs || field(usage, "input_tokens") === undefined) return undefined;
    const [fresh, output] = [tokens(field(usage, "input_tokens")), tokens(field(usage, "output_tokens"))];
    if (fresh === null || output === null)
      return [{ at: at(0), problem: "usage holds no whole numbers of tokens" }];
    const cacheRead = tokens(field(usage, "cache_read_input_tokens"));
    const written = tokens(field(usage, "cache_creation_input_tokens"));
    return [
      {
        ...NO_RECORD,
        ...surroundings(value, envelope),
        at: at(0),
        input: fresh + (cacheRead ?? 0) + (written ?? 0),
        output,
        cacheRead,
        cacheWrite: written,
      },
    ];
  },
};
