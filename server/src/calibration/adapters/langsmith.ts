/** LangSmith runs (export or API): requests are those of `run_type` llm. Cached tokens lie inside the prompt, as LangChain's `usage_metadata` has them. */
import { field, first, instant, list, text, tokens } from "../json";
import { type Adapter, NO_RECORD } from "../record";

export const langsmith: Adapter = {
  id: "langsmith",
  read(value, at) {
    const kind = text(field(value, "run_type"));
    if (kind === null) return undefined;
    if (kind !== "llm") return [];
    const usage = usageOf(field(value, "outputs"));
    const input = first(tokens(field(value, "prompt_tokens")), tokens(field(usage, "input_tokens")));
    const output = first(tokens(field(value, "completion_tokens")), tokens(field(usage, "output_tokens")));
    if (input === null || output === null) return [{ at: at(0), problem: "the run states no token counts" }];
    const extra = field(value, "extra");
    const metadata = field(extra, "metadata");
    const prompt = field(value, "prompt_token_details") ?? field(usage, "input_token_details");
    const completion = field(value, "completion_token_details") ?? field(usage, "output_token_details");
    const models = [field(metadata, "ls_model_name"), field(extra, "invocation_params", "model")].map((id) =>
      text(id),
    );
    const names = [field(metadata, "langgraph_node"), field(value, "name")].map((name) => text(name));
    const thread = ["thread_id", "session_id", "conversation_id"].map((key) => text(field(metadata, key)));
    return [
      {
        ...NO_RECORD,
        at: at(0),
        run: first(...thread, text(field(value, "trace_id"))),
        id: text(field(value, "id")),
        start: instant(field(value, "start_time")),
        end: instant(field(value, "end_time")),
        models: [...new Set(models.flatMap((id) => id ?? []))],
        input,
        output,
        reasoning: tokens(field(completion, "reasoning")),
        cacheRead: tokens(field(prompt, "cache_read")),
        cacheWrite: tokens(field(prompt, "cache_creation")),
        agent: text(field(metadata, "lc_agent_name")),
        names: names.flatMap((name) => name ?? []),
      },
    ];
  },
};

/** LangChain's usage stands at the top of what wrappers report, and in the first message of what chat models do. */
function usageOf(outputs: unknown): unknown {
  const generation = list(list(field(outputs, "generations"))[0])[0];
  const message = field(generation, "message");
  return (
    field(outputs, "usage_metadata") ??
    field(message, "kwargs", "usage_metadata") ??
    field(message, "usage_metadata")
  );
}
