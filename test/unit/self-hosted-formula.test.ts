/** The arithmetic of machines of one's own: known sums, and laws that hold for any figures. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { breakEven } from "../../server/src/catalogue/self-hosted/break-even";
import {
  exact,
  HOURS_PER_MONTH,
  type SelfHostedCost,
  type SelfHostedFormula,
  type Span,
  selfHostedCost,
  tokensPerSecond,
} from "../../server/src/catalogue/self-hosted/formula";

const BASE: SelfHostedFormula = {
  gpu: "G",
  gpus: 8,
  currency: "USD",
  machine: { kind: "rent", perGpuHour: exact(2) },
  energy: null,
  utilisation: exact(0.5),
  throughput: { kind: "phases", prefill: exact(40_000), decode: exact(10_000) },
  benchmark: "invented",
  sources: [],
};

function costOf(formula: SelfHostedFormula): SelfHostedCost {
  const cost = selfHostedCost(formula);
  assert.ok(cost.known, cost.known ? "" : cost.reason);
  return cost.value;
}

function near(actual: number | undefined, expected: number): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );
}

const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
const span = (max: number): fc.Arbitrary<Span> =>
  fc.tuple(positive(max), positive(max), positive(max)).map((values) => {
    const [low = 0, typical = 0, high = 0] = values.sort((a, b) => a - b);
    return { low, typical, high };
  });
const formulas: fc.Arbitrary<SelfHostedFormula> = fc.record({
  gpu: fc.constant("G"),
  gpus: fc.integer({ min: 1, max: 1000 }),
  currency: fc.constant("USD"),
  machine: fc.oneof(
    span(100).map((perGpuHour) => ({ kind: "rent" as const, perGpuHour })),
    fc
      .tuple(span(100_000), positive(20))
      .map(([perGpu, writeOffYears]) => ({ kind: "purchase" as const, perGpu, writeOffYears })),
  ),
  energy: fc.option(
    fc.tuple(span(2000), span(1), span(2)).map(([wattsPerGpu, overhead, perKwh]) => ({
      wattsPerGpu,
      pue: { low: 1 + overhead.low, typical: 1 + overhead.typical, high: 1 + overhead.high },
      perKwh,
    })),
  ),
  utilisation: span(1),
  throughput: fc.oneof(
    fc.tuple(span(1e6), span(1e6)).map(([prefill, decode]) => ({ kind: "phases" as const, prefill, decode })),
    span(1e6).map((total) => ({ kind: "mixed" as const, total })),
  ),
  benchmark: fc.constant("invented"),
  sources: fc.constant([]),
});

describe("self-hosted: sums by hand", () => {
  it("spreads the rent of an hour over the tokens of that hour", () => {
    const { machinePerHour, energyPerHour, input, output, perMonth } = costOf(BASE);
    assert.deepEqual([machinePerHour.typical, energyPerHour.typical], [16, 0]);
    // 16 USD for 40,000 x 3,600 x 0.5 = 72 million prompt tokens, or 18 million answer tokens.
    near(input?.typical, 16 / 72);
    near(output.typical, 16 / 18);
    near(perMonth.typical, 16 * 730);
  });

  it("checks against what DeepSeek disclosed for a day", () => {
    const gpus = 1814;
    const { perHour } = costOf({ ...BASE, gpus });
    near(perHour.typical * 24, 87_072);
  });

  it("writes a purchase off, and adds power x PUE x price", () => {
    const { machinePerHour, energyPerHour } = costOf({
      ...BASE,
      machine: { kind: "purchase", perGpu: exact(35_040), writeOffYears: 4 },
      energy: { wattsPerGpu: exact(1000), pue: exact(1.25), perKwh: exact(0.2) },
    });
    near(machinePerHour.typical, 8);
    near(energyPerHour.typical, 8 * 1 * 1.25 * 0.2);
  });

  it("prices prompts and answers alike where they were measured together, and leaves prompts unknown where nobody measured them", () => {
    const mixed = costOf({ ...BASE, throughput: { kind: "mixed", total: exact(10_000) } });
    assert.deepEqual(mixed.input, mixed.output);
    const half = costOf({ ...BASE, throughput: { kind: "phases", prefill: null, decode: exact(10_000) } });
    assert.equal(half.input, null);
    assert.equal(tokensPerSecond({ kind: "phases", prefill: null, decode: exact(10) }, 0.5), undefined);
  });

  it("refuses figures that make no sense, by name", () => {
    const wrong: readonly (readonly [Partial<SelfHostedFormula>, RegExp])[] = [
      [{ gpus: 0 }, /number of GPUs/],
      [{ gpus: 1.5 }, /number of GPUs/],
      [{ utilisation: exact(0) }, /utilisation/],
      [{ utilisation: { low: 0.5, typical: 0.6, high: 1.1 } }, /utilisation/],
      [{ throughput: { kind: "mixed", total: exact(0) } }, /throughput/],
      [{ machine: { kind: "purchase", perGpu: exact(1), writeOffYears: 0 } }, /write-off/],
      [{ energy: { wattsPerGpu: exact(1), pue: exact(0.9), perKwh: exact(1) } }, /PUE/],
      [{ machine: { kind: "rent", perGpuHour: { low: 2, typical: 1, high: 3 } } }, /rise/],
      [{ machine: { kind: "rent", perGpuHour: exact(Number.NaN) } }, /rise/],
    ];
    for (const [change, words] of wrong) {
      const cost = selfHostedCost({ ...BASE, ...change });
      assert.ok(!cost.known);
      assert.match(cost.reason, words);
    }
  });
});

describe("self-hosted: laws", () => {
  it("keeps low <= typical <= high, finite and above 0", () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const { perHour, input, output } = costOf(formula);
        for (const { low, typical, high } of [perHour, output, ...(input === null ? [] : [input])])
          assert.ok(0 < low && low <= typical && typical <= high && Number.isFinite(high));
      }),
    );
  });

  it("bills exactly the month when the machines work their share of it, whatever the mixture", () => {
    fc.assert(
      fc.property(formulas, fc.double({ min: 0, max: 1, noNaN: true }), (formula, inputShare) => {
        const { perMonth, input, output } = costOf(formula);
        const speed = tokensPerSecond(formula.throughput, inputShare) ?? 0;
        const tokens = speed * 3600 * HOURS_PER_MONTH * formula.utilisation.typical;
        const billed =
          (tokens / 1e6) * ((input?.typical ?? 0) * inputShare + output.typical * (1 - inputShare));
        assert.ok(Math.abs(billed / perMonth.typical - 1) < 1e-9);
      }),
    );
  });

  it("halves with twice the throughput, doubles with twice the machine's and power's price", () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const double = (s: Span): Span => ({ low: s.low * 2, typical: s.typical * 2, high: s.high * 2 });
        const { throughput, machine, energy } = formula;
        const faster =
          throughput.kind === "mixed"
            ? { ...throughput, total: double(throughput.total) }
            : { ...throughput, decode: double(throughput.decode) };
        const dearer =
          machine.kind === "rent"
            ? { ...machine, perGpuHour: double(machine.perGpuHour) }
            : { ...machine, perGpu: double(machine.perGpu) };
        const { output } = costOf(formula);
        near(costOf({ ...formula, throughput: faster }).output.typical, output.typical / 2);
        const all = costOf({
          ...formula,
          machine: dearer,
          energy: energy === null ? null : { ...energy, perKwh: double(energy.perKwh) },
        });
        assert.ok(Math.abs(all.output.typical / output.typical - 2) < 1e-9);
      }),
    );
  });

  it("never gets cheaper with a higher PUE, nor dearer with more use", () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const { output } = costOf(formula);
        const used = costOf({ ...formula, utilisation: exact(1) });
        assert.ok(used.output.typical <= output.typical * (1 + 1e-12));
        if (formula.energy === null) return;
        const worse = costOf({
          ...formula,
          energy: { ...formula.energy, pue: exact(formula.energy.pue.high + 1) },
        });
        assert.ok(worse.output.typical >= output.typical);
      }),
    );
  });

  it("breaks even where both bills are the same", () => {
    const prices = fc.record({ input: positive(50), output: positive(100) });
    fc.assert(
      fc.property(formulas, prices, fc.double({ min: 0, max: 1, noNaN: true }), (formula, api, share) => {
        const cost = costOf(formula);
        const found = breakEven(formula, cost, api, share);
        assert.ok(found.known);
        const { tokensPerMonth, isReachable, utilisation } = found.value;
        const bill = (tokensPerMonth / 1e6) * (api.input * share + api.output * (1 - share));
        assert.ok(Math.abs(bill / cost.perMonth.typical - 1) < 1e-9);
        assert.equal(isReachable, utilisation <= 1);
        // Working that share of the month, a token costs what the API takes.
        if (!isReachable || utilisation <= 0) return;
        const own = costOf({ ...formula, utilisation: exact(utilisation) });
        const blended = (own.input?.typical ?? 0) * share + own.output.typical * (1 - share);
        assert.ok(Math.abs(blended / found.value.apiPerMillion - 1) < 1e-6);
      }),
    );
  });

  it("knows no break-even with what costs nothing or was not measured", () => {
    const cost = costOf(BASE);
    assert.equal(breakEven(BASE, cost, { input: 0, output: 0 }, 0.5).known, false);
    const half: SelfHostedFormula = {
      ...BASE,
      throughput: { kind: "phases", prefill: null, decode: exact(1) },
    };
    assert.equal(breakEven(half, cost, { input: 1, output: 1 }, 0.5).known, false);
  });
});
