/** The range over a few cases, one of which it will be. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { weightedRange } from "../../server/src/base/weighted-range";

describe("weighted range", () => {
  it("leaves out at its ends what hardly weighs", () => {
    const cases = [
      { size: 70, weight: 70 },
      { size: 1250, weight: 1250 },
      { size: 1690, weight: 1690 },
      { size: 1780, weight: 1780 },
    ];
    assert.deepEqual(weightedRange(cases).slice(0, 3), [1250, 1690, 1780]);
    assert.deepEqual(weightedRange([{ size: 5, weight: 1 }]), [5, 5, 5, 5]);
    assert.deepEqual(weightedRange([]), [0, 0, 0, 0]);
  });

  it("is ordered and within the cases", () => {
    const one = fc.record({ size: fc.nat(9000), weight: fc.integer({ min: 1, max: 99 }) });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1 }), (cases) => {
        const sizes = cases.map(({ size }) => size);
        const [low, typical, high, mean] = weightedRange(cases);
        assert.ok(Math.min(...sizes) <= low && low <= typical && typical <= high);
        assert.ok(high <= Math.max(...sizes));
        assert.ok(mean >= Math.min(...sizes) - 1e-6 && mean <= Math.max(...sizes) + 1e-6);
      }),
    );
  });
});
