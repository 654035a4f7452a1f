/** The numbers a run is built from, one row each: size, basis and where it was read. */
import { formatTokens } from "../base/format";
import { escapeMarkdown } from "../base/markdown";
import { addQuantities, type Quantity } from "../base/quantity";
import type { CallEstimate } from "../estimate/estimate-call";
import { basisLabel, quantityText, turnsText } from "./labels";
import { table } from "./markdown";
import type { SourceText } from "./sources";

type Row = readonly [name: string, size: string, basis: string, source: string];

/** A table of prompt parts, growth, turns, answer and cache; parts of size 0 are left out. */
export function quantitiesTable(estimate: CallEstimate, source: SourceText): string {
  const { system, tools, firstUser, output, reasoning, turns, times } = estimate.measured;
  const row = (name: string, quantity: Quantity, text = quantityText(quantity)): Row => [
    name,
    escapeMarkdown(text),
    basisLabel(quantity.basis),
    source(quantity.source),
  ];
  const present = (name: string, quantity: Quantity): Row[] =>
    quantity.high > 0 ? [row(name, quantity)] : [];
  const rows: Row[] = [
    ...present("System prompt", system),
    ...present("Tool definitions", tools),
    row("First message", firstUser),
    ...growthRows(estimate, row),
    row("Turns", turns, turnsText(turns)),
    row("Answer per turn", output),
    ...present("Reasoning per turn", reasoning),
    ...(times.typical === 1 && times.basis === "counted" ? [] : [row("Runs per start", times)]),
    ...cacheRows(estimate, row),
  ];
  return table(["Tokens", "", "Basis", "From"], rows);
}

/** Answer kept plus results: what each turn adds to the next prompt. */
function growthRows(estimate: CallEstimate, row: (name: string, quantity: Quantity) => Row): Row[] {
  const { measured, call } = estimate;
  if (call.shape.growth.kind === "constant" || measured.turns.high <= 1) return [];
  const { output, reasoning, result } = measured;
  const resent = estimate.model.known && estimate.model.value.reasoning.resent === true;
  const kept = resent ? addQuantities(output, reasoning) : output;
  const growth = addQuantities(kept, result);
  const parts = `answer ${formatTokens(kept.typical)} + results ${formatTokens(result.typical)}`;
  return [row(`Growth per turn (${parts})`, growth)];
}

function cacheRows(estimate: CallEstimate, row: (name: string, quantity: Quantity) => Row): Row[] {
  const { input, cacheRead, cacheWrite } = estimate.usage;
  const writes = Object.entries(cacheWrite).filter(([, tokens]) => tokens.high > 0);
  return [
    row("Input of the run", input),
    ...(cacheRead.high > 0 ? [row("– of it read from cache", cacheRead)] : []),
    ...writes.map(([lifetime, tokens]) =>
      row(`– of it written to cache (${escapeMarkdown(lifetime)})`, tokens),
    ),
  ];
}
