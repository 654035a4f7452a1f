/** JSON Schema of the report contract "farebox-report/1", strict: a field nobody wrote down here fails the tests. */

type Schema = Readonly<Record<string, unknown>>;

const number: Schema = { type: "number", minimum: 0 };
const share: Schema = { type: "number", minimum: 0, maximum: 1 };
const count: Schema = { type: "integer", minimum: 0 };
const position: Schema = { type: "integer", minimum: 1 };
const text: Schema = { type: "string" };
const sentence: Schema = { type: "string", minLength: 1 };
const day: Schema = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" };
const flag: Schema = { type: "boolean" };
const path: Schema = { type: "string", pattern: "^(?![A-Za-z]:)[^/\\\\][^\\\\]*$" };
const entry: Schema = { type: "string", pattern: "^[^/\\\\][^\\\\]*#.+$" };

function record(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: "array", items };
}

function oneOf(...values: readonly string[]): Schema {
  return { enum: values };
}

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: "null" }] };
}

/** The field is null exactly where its reason stands beside it. */
function reasoned(schema: Schema, field: string, reason: string): Schema {
  return {
    ...schema,
    if: { properties: { [field]: { type: "null" } } },
    then: { required: [reason] },
    else: { not: { required: [reason] } },
  };
}

const quantity = record({
  low: number,
  typical: number,
  high: number,
  mean: number,
  basis: oneOf("counted", "declared", "configured", "calibrated", "assumed"),
  source: text,
});

const cost = record({
  currency: { type: "string", pattern: "^[A-Z]{3}$" },
  low: number,
  typical: number,
  high: number,
  mean: number,
});

const offer = record({
  model: sentence,
  host: sentence,
  region: sentence,
  serviceTier: sentence,
  currency: sentence,
});
const price = record({ checked: day, source: sentence, billedAs: orNull(text), conversion: orNull(text) });

const loop = record({
  kind: oneOf("none", "agent", "chat", "map", "framework"),
  bound: orNull(number),
  boundUnit: oneOf("turns", "supersteps", "messages"),
  boundSource: orNull(sentence),
  turns: quantity,
  outer: quantity,
});

const perTurn = record({
  system: quantity,
  tools: quantity,
  firstUser: quantity,
  output: quantity,
  reasoning: quantity,
  result: quantity,
});

const perRun = record(
  {
    turns: quantity,
    input: quantity,
    cacheRead: quantity,
    cacheWrite: { type: "object", additionalProperties: quantity },
    output: quantity,
    reasoning: quantity,
    charges: quantity,
    cost: orNull(cost),
    costReason: sentence,
  },
  ["costReason"],
);

const assumption = record({
  id: sentence,
  text: sentence,
  value: orNull({ type: "number" }),
  setting: orNull({ type: "string", pattern: "^farebox\\." }),
  directive: orNull(sentence),
});

const MODEL_SOURCES = oneOf(
  "literal",
  "constant",
  "default-parameter",
  "environment-default",
  "configuration",
  "parameter",
  "directive",
  "unknown",
);

const call = record(
  {
    file: path,
    line: position,
    column: position,
    endLine: position,
    cell: orNull(count),
    sdk: sentence,
    api: sentence,
    confidence: oneOf("certain", "likely", "possible"),
    entry,
    callers: list(record({ file: path, line: position, entry })),
    model: record({ id: orNull(sentence), source: MODEL_SOURCES, text }),
    offer: orNull(offer),
    unpricedReason: sentence,
    price: orNull(price),
    ignored: flag,
    loop,
    growth: oneOf("accumulates", "constant", "windowed", "summarised", "unknown"),
    maxOutputTokens: orNull(count),
    hasTools: flag,
    caching: oneOf("automatic", "explicit", "none", "unknown"),
    perTurn,
    perRun: reasoned(perRun, "cost", "costReason"),
    overflowTurn: orNull(position),
    archetype: record({
      id: oneOf(
        "tool-chat",
        "tool-task",
        "coding",
        "react",
        "web-research",
        "rag",
        "chat",
        "team",
        "map",
        "single",
      ),
      reason: sentence,
    }),
    chances: orNull(record({ bound: share, overflow: share })),
    calibration: orNull(record({ source: sentence, runs: count, days: count, drift: list(sentence) })),
    assumptions: list(assumption),
  },
  ["unpricedReason"],
);

const run = record(
  {
    entry,
    calls: list(count),
    replaced: list(count),
    times: orNull(quantity),
    timesReason: sentence,
    cost: orNull(cost),
    costReason: sentence,
  },
  ["timesReason", "costReason"],
);

const totals = record(
  {
    perRun: orNull(cost),
    perRunReason: sentence,
    perMonth: orNull(cost),
    perMonthReason: sentence,
    unpriced: count,
  },
  ["perRunReason", "perMonthReason"],
);

const promptFile = record(
  {
    file: path,
    kind: sentence,
    readBy: oneOf("coding tools", "the application"),
    model: orNull(sentence),
    offer: orNull(offer),
    unpricedReason: sentence,
    chosenBy: orNull(sentence),
    parts: list(
      reasoned(
        record(
          {
            part: sentence,
            sent: sentence,
            tokens: quantity,
            holes: list(sentence),
            costPer100Turns: orNull(cost),
            costReason: sentence,
          },
          ["costReason"],
        ),
        "costPer100Turns",
        "costReason",
      ),
    ),
  },
  ["unpricedReason"],
);

export const REPORT_JSON_SCHEMA: Schema = record({
  schema: { const: "farebox-report/1" },
  catalogue: record({
    version: sentence,
    checkedOldest: day,
    checkedNewest: day,
    when: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$" },
    whenIs: oneOf("day", "instant"),
  }),
  files: record({
    scanned: count,
    withCalls: count,
    skipped: list(record({ file: path, reason: sentence })),
    skippedMore: count,
  }),
  calls: list(reasoned(call, "offer", "unpricedReason")),
  runs: list({ allOf: [reasoned(run, "cost", "costReason"), reasoned(run, "times", "timesReason")] }),
  promptFiles: list(reasoned(promptFile, "offer", "unpricedReason")),
  totals: {
    allOf: [reasoned(totals, "perRun", "perRunReason"), reasoned(totals, "perMonth", "perMonthReason")],
  },
});
