/** Responses of OpenAI's Chat Completions and Responses API, and of everybody who answers in that form. Cached tokens count inside the prompt. */
import { field, tokens } from "../json";
import { type Adapter, NO_RECORD } from "../record";
import { envelopeOf, surroundings } from "./envelope";

export const openai: Adapter = {
  id: "openai",
  read(value, at) {
    const envelope = envelopeOf(value);
    if (!envelope) return undefined;
    const { response } = envelope;
    const usage = response["usage"];
    const isChat = field(usage, "prompt_tokens") !== undefined;
    const isResponse =
      response["object"] === "response" || field(usage, "input_tokens_details") !== undefined;
    if (!isChat && !isResponse) return undefined;
    const [prompt, completion] = isChat ? ["prompt", "completion"] : ["input", "output"];
    const input = tokens(field(usage, `${prompt}_tokens`));
    const output = tokens(field(usage, `${completion}_tokens`));
    if (input === null || output === null)
      return [{ at: at(0), problem: "usage holds no whole numbers of tokens" }];
    return [
      {
        ...NO_RECORD,
        ...surroundings(value, envelope),
        at: at(0),
        input,
        output,
        reasoning: tokens(field(usage, `${completion}_tokens_details`, "reasoning_tokens")),
        // DeepSeek states hits beside the prompt's total.
        cacheRead:
          tokens(field(usage, `${prompt}_tokens_details`, "cached_tokens")) ??
          tokens(field(usage, "prompt_cache_hit_tokens")),
      },
    ];
  },
};
