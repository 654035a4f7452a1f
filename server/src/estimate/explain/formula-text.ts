/** A run's formula in symbols and in its own numbers, plain text. */
import { formatWhole } from "../../base/format";
import type { Formula } from "../../cost/formula";

export interface FormulaText {
  /** "N(S+T+U) + g·N(N−1)/2". */
  readonly symbols: string;
  /** "12·(1,200+850+310) + 640·66 = 70,560"; for runs without a closed form "sum over 12 turns = 70,560". */
  readonly numbers: string;
}

export function inputText(formula: Formula): FormulaText {
  const { turns, growth, input } = formula;
  const parts = [
    ["S", formula.system],
    ["T", formula.tools],
    ["U", formula.firstUser],
  ] as const;
  const used = parts.filter(([name, tokens]) => tokens > 0 || name === "U");
  const names = used.map(([name]) => name).join("+");
  const sizes = used.map(([, tokens]) => formatWhole(tokens)).join("+");
  const n = formatWhole(turns);
  const equals = `= ${formatWhole(input)}`;
  const g = formatWhole(growth);
  switch (formula.kind) {
    case "once":
      return { symbols: names, numbers: used.length > 1 ? `${sizes} ${equals}` : sizes };
    case "linear":
      return { symbols: `N(${names})`, numbers: `${n}·(${sizes}) ${equals}` };
    case "quadratic":
      return {
        symbols: `N(${names}) + g·N(N−1)/2`,
        numbers: `${n}·(${sizes}) + ${g}·${formatWhole((turns * (turns - 1)) / 2)} ${equals}`,
      };
    case "windowed": {
      const w = formula.window ?? turns;
      const times = (w * (w + 1)) / 2 + (turns - 1 - w) * w;
      return {
        symbols: `N(${names}) + g·(w(w+1)/2 + (N−1−w)·w), w = ${formatWhole(w)}`,
        numbers: `${n}·(${sizes}) + ${g}·${formatWhole(times)} ${equals}`,
      };
    }
    case "walked":
      return { symbols: "I(1) + … + I(N), turn by turn", numbers: `sum over ${n} turns ${equals}` };
  }
}
