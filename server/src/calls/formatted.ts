/** Texts filled in by `"…{}…".format(x)` and `"…%s…" % x`. */
import type { Argument, Expr } from "../facts/ir";

/** Text and filled places in order; undefined where the expression fills no text that can be read. */
export function formatted(
  expr: Expr,
  textOf: (format: Expr) => string | undefined,
): readonly (string | Expr)[] | undefined {
  if (expr.kind === "binary" && expr.operator === "%") {
    const text = textOf(expr.left);
    return text === undefined
      ? undefined
      : filled(text, /%(?:\((\w+)\))?[-\d.]*[sdr]/g, percentValues(expr.right));
  }
  if (expr.kind !== "call" || expr.callee.kind !== "member" || expr.callee.name !== "format")
    return undefined;
  const text = textOf(expr.callee.object);
  return text === undefined ? undefined : filled(text, /\{(\w*)(?:[!:][^{}]*)?\}/g, expr.args);
}

function percentValues(expr: Expr): readonly Argument[] {
  const plain = (value: Expr, name: string | null = null): Argument => ({ name, spread: false, value });
  if (expr.kind === "list") return expr.items.map((item) => plain(item));
  if (expr.kind !== "dict") return [plain(expr)];
  return expr.entries.map(({ key, value }) => plain(value, key?.kind === "string" ? key.value : null));
}

function filled(text: string, places: RegExp, args: readonly Argument[]): readonly (string | Expr)[] {
  const positional = args.filter(({ name }) => name === null);
  const parts: (string | Expr)[] = [];
  let end = 0;
  let next = 0;
  for (const match of text.matchAll(places)) {
    const [place, name = ""] = match;
    const index = /^\d+$/.test(name) ? Number(name) : name === "" ? next++ : -1;
    const given = index >= 0 ? positional[index] : args.find((arg) => arg.name === name);
    parts.push(text.slice(end, match.index), given?.value ?? place);
    end = match.index + place.length;
  }
  return [...parts, text.slice(end)];
}
