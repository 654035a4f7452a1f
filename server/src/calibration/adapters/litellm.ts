/** LiteLLM's standard logging payload, and rows of its spend log. Counts are normalised by LiteLLM: cached tokens lie inside the prompt. */
import { field, first, instant, text, tokens } from "../json";
import { type Adapter, NO_RECORD } from "../record";

export const litellm: Adapter = {
  id: "litellm",
  read(value, at) {
    const count = field(value, "prompt_tokens");
    const isOurs = field(value, "call_type") !== undefined || field(value, "startTime") !== undefined;
    if (count === undefined || !isOurs) return undefined;
    const [input, output] = [tokens(count), tokens(field(value, "completion_tokens"))];
    if (input === null || output === null)
      return [{ at: at(0), problem: "token counts are no whole numbers" }];
    const metadata = field(value, "metadata");
    const usage = field(metadata, "usage_object") ?? field(metadata, "additional_usage_values");
    return [
      {
        ...NO_RECORD,
        at: at(0),
        run: first(text(field(value, "session_id")), text(field(value, "trace_id"))),
        id: text(field(value, "id") ?? field(value, "request_id")),
        start: instant(field(value, "startTime")),
        end: instant(field(value, "endTime")),
        models: [text(field(value, "model")), text(field(value, "model_group"))].flatMap((id) => id ?? []),
        input,
        output,
        reasoning: tokens(field(usage, "completion_tokens_details", "reasoning_tokens")),
        cacheRead: first(
          tokens(field(usage, "prompt_tokens_details", "cached_tokens")),
          tokens(field(usage, "cache_read_input_tokens")),
        ),
        names: [text(field(metadata, "agent")), text(field(metadata, "function"))].flatMap(
          (name) => name ?? [],
        ),
      },
    ];
  },
};
