/** What people wrap around a logged response: the request, a time, an id of the run. */
import { field, first, instant, isObject, list, text } from "../json";
import { SYSTEM_HEAD, type UsageRecord } from "../record";

export interface Envelope {
  readonly response: Readonly<Record<string, unknown>>;
  readonly request: unknown;
}

const INNER: readonly (readonly string[])[] = [
  [],
  ["response"],
  ["response", "body"],
  ["body"],
  ["result"],
  ["result", "message"],
];

/** The first object inside that bears a `usage`. */
export function envelopeOf(value: unknown): Envelope | undefined {
  for (const path of INNER) {
    const inner = field({ value }, "value", ...path);
    if (!isObject(inner) || !isObject(field(inner, "usage"))) continue;
    const request =
      field(value, "request", "body") ?? field(value, "request") ?? field(value, "params") ?? value;
    return { response: inner, request };
  }
  return undefined;
}

const RUN_KEYS = ["run_id", "runId", "trace_id", "traceId", "conversation_id", "session_id", "thread_id"];

/** What does not depend on how a maker counts tokens. */
export function surroundings(
  value: unknown,
  { response, request }: Envelope,
): Pick<
  UsageRecord,
  | "run"
  | "id"
  | "previous"
  | "start"
  | "end"
  | "models"
  | "agent"
  | "names"
  | "file"
  | "line"
  | "call"
  | "system"
  | "toolNames"
  | "toolsOffered"
> {
  const places = [value, field(value, "metadata"), field(request, "metadata"), response["metadata"]];
  const named = (...keys: readonly string[]): string | null =>
    first(...places.flatMap((place) => keys.map((key) => text(field(place, key)))));
  const conversation = response["conversation"];
  const start = first(
    ...["start", "start_time", "startTime", "timestamp", "time"].map((key) => instant(field(value, key))),
  );
  const created = instant(response["created"] ?? response["created_at"]);
  const models = [text(field(request, "model")), text(response["model"])];
  const line = field(value, "line");
  return {
    run: first(...RUN_KEYS.map((key) => named(key)), text(conversation), text(field(conversation, "id"))),
    id: text(response["id"]),
    previous: text(response["previous_response_id"]),
    start: first(start, created),
    end: first(...["end", "end_time", "endTime"].map((key) => instant(field(value, key)))),
    models: [...new Set(models.flatMap((model) => model ?? []))],
    agent: named("agent", "agent_name"),
    names: ["function", "agent", "agent_name", "name"].flatMap((key) => named(key) ?? []),
    file: text(field(value, "file")),
    line: typeof line === "number" ? line : null,
    call: text(field(value, "call")),
    system: systemOf(request) ?? text(response["instructions"], SYSTEM_HEAD),
    toolNames: toolNamesOf(response),
    toolsOffered: namesOfTools(field(request, "tools") ?? response["tools"]),
  };
}

function systemOf(request: unknown): string | null {
  const direct = field(request, "system") ?? field(request, "instructions");
  if (direct !== undefined) return contentOf(direct);
  const messages = list(field(request, "messages") ?? field(request, "input"));
  const opening = messages[0];
  const role = field(opening, "role");
  return role === "system" || role === "developer" ? contentOf(field(opening, "content")) : null;
}

/** A text, or the first of a list of text blocks. */
function contentOf(value: unknown): string | null {
  return text(value, SYSTEM_HEAD) ?? text(field(list(value)[0], "text"), SYSTEM_HEAD);
}

/** More tools than this are compared no further. */
const MOST_TOOLS = 100;

/** Names of definitions: OpenAI's `{function: {name}}`, everybody else's `{name}`. */
export function namesOfTools(tools: unknown): readonly string[] {
  return list(tools)
    .flatMap((tool) => text(field(tool, "function", "name")) ?? text(field(tool, "name")) ?? [])
    .slice(0, MOST_TOOLS);
}

/** Tools the answer calls, in any of the makers' forms. */
function toolNamesOf(response: Readonly<Record<string, unknown>>): readonly string[] {
  const calls = list(field(list(response["choices"])[0], "message", "tool_calls"));
  const blocks = [...list(response["content"]), ...list(response["output"])];
  const named = blocks.filter((block) =>
    ["tool_use", "function_call"].includes(String(field(block, "type"))),
  );
  const names = [
    ...calls.map((call) => field(call, "function", "name")),
    ...named.map((block) => field(block, "name")),
  ];
  return [...new Set(names.flatMap((name) => text(name) ?? []))].slice(0, MOST_TOOLS);
}
