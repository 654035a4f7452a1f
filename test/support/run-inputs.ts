/** Inputs and draws for tests of the cost layer. */
import fc from "fast-check";
import { exactly, type Quantity } from "../../server/src/base/quantity";
import type { CachePlan, GrowthModel, RunDraw, RunInputs } from "../../server/src/cost/run-model";

export const fixed = (value: number): Quantity => exactly(value, "counted", "test");

export function spread(low: number, typical: number, high: number, mean: number): Quantity {
  return { low, typical, high, mean, basis: "assumed", source: "prior" };
}

export function cachePlan(changes: Partial<CachePlan> = {}): CachePlan {
  return {
    mode: "none",
    lifetime: "5m",
    lifetimeSeconds: 300,
    minTokens: 0,
    granularity: 1,
    billsWrites: changes.mode === "explicit-fixed" || changes.mode === "explicit-moving",
    hitShare: fixed(1),
    prefixBroken: false,
    ...changes,
  };
}

export function runInputs(changes: Partial<RunInputs> = {}): RunInputs {
  return {
    turns: fixed(10),
    turnBound: null,
    system: fixed(1000),
    tools: fixed(500),
    firstUser: fixed(200),
    output: fixed(100),
    reasoning: fixed(0),
    reasoningResent: false,
    result: fixed(300),
    choices: 1,
    growth: { kind: "accumulates" },
    cache: cachePlan(),
    limits: { contextWindow: null, maxInput: null, outputCap: null },
    secondsBetweenTurns: fixed(5),
    secondsBetweenRuns: null,
    chargesPerTurn: 0,
    ...changes,
  };
}

export function runDraw(changes: Partial<RunDraw> = {}): RunDraw {
  return {
    turns: 10,
    system: 1000,
    tools: 500,
    firstUser: 200,
    output: 100,
    reasoning: 0,
    result: 300,
    hitShare: 1,
    gaps: [5],
    secondsBetweenRuns: null,
    ...changes,
  };
}

const size = (max: number) => fc.nat({ max });

export const anyGrowth: fc.Arbitrary<GrowthModel> = fc.oneof(
  fc.constantFrom<GrowthModel>({ kind: "accumulates" }, { kind: "constant" }),
  fc.record({
    kind: fc.constant("windowed" as const),
    turns: size(12),
    dropsPrefix: fc.boolean(),
    dropsSystem: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("windowed-tokens" as const), tokens: size(9000) }),
  fc.record({
    kind: fc.constant("cleared" as const),
    turns: fc.integer({ min: 1, max: 12 }),
    leftTokens: size(50),
    beyondTokens: fc.option(size(9000)),
  }),
  fc.record({
    kind: fc.constant("summarised" as const),
    triggerTokens: fc.integer({ min: 1, max: 9000 }),
    afterTokens: size(3000),
  }),
);

export const anyPlan: fc.Arbitrary<CachePlan> = fc.record({
  mode: fc.constantFrom("none", "automatic", "explicit-moving", "explicit-fixed"),
  lifetime: fc.constantFrom("5m", "1h"),
  lifetimeSeconds: fc.constantFrom(null, 300, 3600),
  minTokens: fc.constantFrom(0, 1024, 4096),
  granularity: fc.constantFrom(0, 1, 64, 128),
  billsWrites: fc.boolean(),
  hitShare: fc.constant(fixed(1)),
  prefixBroken: fc.boolean(),
});

export const anyInputs: fc.Arbitrary<RunInputs> = fc
  .record({
    growth: anyGrowth,
    cache: anyPlan,
    reasoningResent: fc.boolean(),
    choices: fc.integer({ min: 1, max: 3 }),
    window: fc.option(fc.integer({ min: 1, max: 60_000 })),
    maxInput: fc.option(fc.integer({ min: 1, max: 60_000 })),
    cap: fc.option(fc.integer({ min: 1, max: 8000 })),
  })
  .map(({ window, maxInput, cap, ...rest }) =>
    runInputs({ ...rest, limits: { contextWindow: window, maxInput, outputCap: cap } }),
  );

export const anyDraw: fc.Arbitrary<RunDraw> = fc.record({
  turns: fc.integer({ min: 1, max: 60 }),
  system: size(5000),
  tools: size(3000),
  firstUser: size(3000),
  output: size(2000),
  reasoning: size(2000),
  result: size(4000),
  hitShare: fc.double({ min: 0, max: 1, noNaN: true }),
  gaps: fc.array(size(5000), { minLength: 1, maxLength: 6 }),
  secondsBetweenRuns: fc.option(size(5000)),
});
