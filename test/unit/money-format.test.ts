import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatCount,
  formatMoney,
  formatPercent,
  formatRange,
  formatTokens,
} from "../../server/src/base/format";

function check(
  write: (...args: never[]) => string,
  cases: readonly (readonly [readonly unknown[], string])[],
) {
  for (const [args, expected] of cases)
    assert.equal(write(...(args as never[])), expected, JSON.stringify(args));
}

describe("money and figures", () => {
  it("keeps two significant digits of tiny sums", () => {
    check(formatMoney, [
      [[0.00012, "USD"], "$0.00012"],
      [[0.000123456, "USD"], "$0.00012"],
      [[0.0123, "USD"], "$0.012"],
      [[0.05, "USD"], "$0.05"],
      [[0.0999, "USD"], "$0.10"],
      [[0.00000001234, "USD"], "$0.000000012"],
      [[1e-12, "USD"], "<$0.00000001"],
    ]);
  });

  it("writes everyday and large sums", () => {
    check(formatMoney, [
      [[0, "USD"], "$0"],
      [[0.19, "USD"], "$0.19"],
      [[0.1, "EUR"], "€0.10"],
      [[4.1, "CNY"], "CN¥4.10"],
      [[12.5, "SGD"], "SGD 12.50"],
      [[999.994, "USD"], "$999.99"],
      [[999.996, "USD"], "$1,000"],
      [[1234.4, "USD"], "$1,234"],
      [[123_456, "USD"], "$123K"],
      [[999_600, "USD"], "$1M"],
      [[1_234_567, "USD"], "$1.2M"],
      [[-0.19, "USD"], "-$0.19"],
      [[Number.NaN, "USD"], "$?"],
    ]);
  });

  it("shortens token counts", () => {
    check(formatTokens, [
      [[0], "0"],
      [[870], "870"],
      [[999.4], "999"],
      [[999.6], "1K"],
      [[1234], "1.2K"],
      [[9960], "10K"],
      [[71_234], "71K"],
      [[999_600], "1M"],
      [[1_240_000], "1.2M"],
      [[2_000_000_000], "2B"],
    ]);
  });

  it("writes ranges, percentages and counts", () => {
    check(formatRange, [
      [[0.12, 0.31, "USD"], "$0.12–0.31"],
      [[0.12, 0.121, "USD"], "$0.12"],
      [[0.12, 0.31, "SGD"], "SGD 0.12–0.31"],
    ]);
    check(formatPercent, [
      [[12.4], "+12%"],
      [[-45], "-45%"],
      [[0.44], "+0.4%"],
      [[-0.01], "0%"],
      [[1200], "+1,200%"],
    ]);
    check(formatCount, [
      [[12], "12"],
      [[2.5], "2.5"],
      [[1200], "1,200"],
      [[15_000], "15K"],
    ]);
  });

  it("is never longer than the hint allows and reads back to within its digits", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 1e12, noNaN: true }), (amount) => {
        const text = formatMoney(amount, "USD");
        assert.ok(text.length <= 13, text);
        const scale = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 }[text.at(-1) ?? ""] ?? 1;
        const back = Number(text.replace(/[$,KMBT]/g, "")) * scale;
        assert.ok(Math.abs(back - amount) <= 0.051 * amount, `${amount} ${text}`);
      }),
    );
  });
});
