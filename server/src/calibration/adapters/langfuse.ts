/** Langfuse observations (export or API), one per line or a list. Its kinds of usage exclude each other: those of the prompt add up to it. */
import { field, first, instant, isObject, text, tokens } from "../json";
import { type Adapter, NO_RECORD } from "../record";

export const langfuse: Adapter = {
  id: "langfuse",
  read(value, at) {
    const trace = text(field(value, "traceId") ?? field(value, "trace_id"));
    if (field(value, "type") === undefined || trace === null) return undefined;
    if (String(field(value, "type")).toUpperCase() !== "GENERATION") return [];
    const details = field(value, "usageDetails") ?? field(value, "usage_details");
    const plain = field(value, "usage");
    const sums = isObject(details) ? sumsOf(details) : undefined;
    const input = sums?.input ?? tokens(field(plain, "input") ?? field(plain, "promptTokens"));
    const output = sums?.output ?? tokens(field(plain, "output") ?? field(plain, "completionTokens"));
    if (input === null || output === null)
      return [{ at: at(0), problem: "the generation states no token counts" }];
    return [
      {
        ...NO_RECORD,
        at: at(0),
        run: first(text(field(value, "sessionId")), trace),
        id: text(field(value, "id")),
        start: instant(field(value, "startTime") ?? field(value, "start_time")),
        end: instant(field(value, "endTime") ?? field(value, "end_time")),
        models: [text(field(value, "model"))].flatMap((id) => id ?? []),
        input,
        output,
        reasoning: sums?.reasoning ?? null,
        cacheRead: sums?.cacheRead ?? null,
        names: [text(field(value, "name"))].flatMap((name) => name ?? []),
      },
    ];
  },
};

interface Sums {
  readonly input: number | null;
  readonly output: number | null;
  readonly reasoning: number | null;
  readonly cacheRead: number | null;
}

function sumsOf(details: Readonly<Record<string, unknown>>): Sums {
  const sum = (isOf: (key: string) => boolean): number | null => {
    const counts = Object.entries(details).flatMap(([key, value]) =>
      isOf(key) ? (tokens(value) ?? []) : [],
    );
    return counts.length === 0 ? null : counts.reduce((total, count) => total + count, 0);
  };
  return {
    input: sum((key) => key.startsWith("input") || key.startsWith("cache_") || key === "prompt_tokens"),
    output: sum((key) => key.startsWith("output") || key === "completion_tokens"),
    reasoning: sum((key) => key.includes("reasoning")),
    cacheRead: sum((key) => key === "input_cached_tokens" || key === "cache_read_input_tokens"),
  };
}
