/**
 * OpenTelemetry spans with `gen_ai.*` attributes, as OTLP JSON (resourceSpans / scopeSpans / spans) or one span per line as SDKs' file and
 * console exporters write them. Names of the semantic conventions from 1.27 to 1.38, of OpenLLMetry before them (`prompt_tokens`), and of
 * OpenInference (`llm.token_count.*`).
 */
import { field, first, instant, isObject, list, text, tokens } from "../json";
import { type Adapter, type Found, NO_RECORD, SYSTEM_HEAD } from "../record";

type Attributes = ReadonlyMap<string, unknown>;

/** Spans per document; a larger one is cut into lines by whoever exports it. */
const MOST_SPANS = 500_000;

const INPUT = [
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.prompt_tokens",
  "llm.usage.prompt_tokens",
  "llm.token_count.prompt",
];
const OUTPUT = [
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.completion_tokens",
  "llm.usage.completion_tokens",
  "llm.token_count.completion",
];
const CACHE_READ = [
  "gen_ai.usage.cache_read.input_tokens",
  "gen_ai.usage.cache_read_input_tokens",
  "gen_ai.usage.input_tokens.cached",
  "llm.token_count.prompt_details.cache_read",
];
const CACHE_WRITE = [
  "gen_ai.usage.cache_creation.input_tokens",
  "gen_ai.usage.cache_creation_input_tokens",
  "llm.token_count.prompt_details.cache_write",
];
const REASONING = [
  "gen_ai.usage.reasoning.output_tokens",
  "gen_ai.usage.reasoning_tokens",
  "gen_ai.usage.output_tokens.reasoning",
  "llm.token_count.completion_details.reasoning",
];

export const otel: Adapter = {
  id: "otel",
  read(value, at) {
    const resources = field(value, "resourceSpans");
    const nested = list(resources).flatMap((resource) =>
      list(field(resource, "scopeSpans") ?? field(resource, "instrumentationLibrarySpans")).flatMap((scope) =>
        list(field(scope, "spans")),
      ),
    );
    const isSpan = isObject(field(value, "attributes")) && field(value, "name") !== undefined;
    if (!Array.isArray(resources) && !isSpan) return undefined;
    const spans = (isSpan ? [value] : nested).slice(0, MOST_SPANS);
    const names = new Map(spans.flatMap((span) => nameById(span)));
    return spans.flatMap((span, i) => readSpan(span, at(i), names) ?? []);
  },
};

interface Named {
  readonly name: string;
  readonly parent: string | null;
}

function idOf(span: unknown): string | null {
  return text(field(span, "spanId") ?? field(span, "context", "span_id"));
}

function parentOf(span: unknown): string | null {
  return text(field(span, "parentSpanId") ?? field(span, "parent_id"));
}

function nameById(span: unknown): readonly (readonly [string, Named])[] {
  const [id, name] = [idOf(span), text(field(span, "name"))];
  return id === null || name === null ? [] : [[id, { name, parent: parentOf(span) }]];
}

/** OTLP writes a list of key and typed value, SDKs an object. */
function attributesOf(span: unknown): Attributes {
  const raw = field(span, "attributes");
  if (isObject(raw)) return new Map(Object.entries(raw));
  return new Map(
    list(raw).flatMap((entry) => {
      const key = text(field(entry, "key"));
      const value = field(entry, "value");
      const plain = isObject(value) ? Object.values(value)[0] : undefined;
      return key === null ? [] : [[key, plain] as const];
    }),
  );
}

/** Spans of whole agents and of tools may repeat the tokens of the requests inside them. */
const OTHER_OPERATIONS = new Set([
  "invoke_agent",
  "create_agent",
  "execute_tool",
  "embeddings",
  "invoke_workflow",
]);

function readSpan(span: unknown, at: string, names: ReadonlyMap<string, Named>): Found | undefined {
  const attributes = attributesOf(span);
  const get = (...keys: readonly string[]): unknown =>
    keys.map((key) => attributes.get(key)).find((value) => value !== undefined && value !== null);
  const count = (keys: readonly string[]): number | null => tokens(get(...keys));
  const model = text(get("gen_ai.request.model", "llm.model_name", "llm.request.model"));
  if (OTHER_OPERATIONS.has(String(get("gen_ai.operation.name") ?? ""))) return undefined;
  if (get(...INPUT) === undefined && get(...OUTPUT) === undefined) return undefined;
  const [input, output] = [count(INPUT), count(OUTPUT)];
  if (input === null || output === null)
    return { at, problem: "the span's token counts are no whole numbers" };
  const [cacheRead, cacheWrite] = [count(CACHE_READ), count(CACHE_WRITE)];
  // The conventions count cached tokens inside; what is larger than the whole was left out by its instrumentation.
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  return {
    ...NO_RECORD,
    at,
    run: text(
      get("gen_ai.conversation.id", "session.id") ??
        field(span, "traceId") ??
        field(span, "context", "trace_id"),
    ),
    start: instant(field(span, "startTimeUnixNano") ?? field(span, "start_time")),
    end: instant(field(span, "endTimeUnixNano") ?? field(span, "end_time")),
    models: [model, text(get("gen_ai.response.model"))].flatMap((id) => id ?? []),
    input: cached > input ? input + cached : input,
    output,
    reasoning: count(REASONING),
    cacheRead,
    cacheWrite,
    agent: text(get("gen_ai.agent.name")),
    names: [
      text(get("code.function.name", "code.function")),
      text(get("gen_ai.agent.name")),
      ...parentNames(parentOf(span), names),
    ].flatMap((name) => name ?? []),
    file: text(get("code.file.path", "code.filepath")),
    line: tokens(get("code.line.number", "code.lineno")),
    system: systemOf(get),
  };
}

/** Names of the spans around one, innermost first; a ring of parents ends. */
function parentNames(id: string | null, names: ReadonlyMap<string, Named>): readonly string[] {
  const found: string[] = [];
  let at = id;
  while (at !== null && found.length < 20) {
    const span = names.get(at);
    if (!span) break;
    found.push(span.name);
    at = span.parent;
  }
  return found;
}

function systemOf(get: (...keys: readonly string[]) => unknown): string | null {
  const role = get("gen_ai.prompt.0.role", "llm.input_messages.0.message.role");
  if (role === "system")
    return text(get("gen_ai.prompt.0.content", "llm.input_messages.0.message.content"), SYSTEM_HEAD);
  const instructions = get("gen_ai.system_instructions");
  if (typeof instructions !== "string") return null;
  try {
    const parts = list(JSON.parse(instructions));
    return first(...parts.map((part) => text(field(part, "content"), SYSTEM_HEAD)));
  } catch {
    return text(instructions, SYSTEM_HEAD);
  }
}
