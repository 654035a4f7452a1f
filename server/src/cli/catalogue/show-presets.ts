/** `farebox catalogue show self-hosted`: the formulas and parts that come with Farebox, as a start for one's own. */
import type { CatalogueData } from "../../catalogue/load/files";
import { formulaOf } from "../../catalogue/self-hosted/entry";
import {
  NO_PRESETS,
  type SelfHostedPreset,
  type SelfHostedPresets,
} from "../../catalogue/self-hosted/presets";
import type { Catalogue } from "../../catalogue/types";
import { inColumns, printable } from "../../reports/columns";
import type { DetailOptions } from "../../views/catalogue/details";
import { priceText } from "../../views/catalogue/price-text";
import { type SelfHostedView, selfHostedView } from "../../views/catalogue/self-hosted-view";
import { UsageError } from "../usage";
import { selfHostedLines } from "./self-hosted-text";

const WORD = "self-hosted";
const LEFT = { align: "left" } as const;
const RIGHT = { align: "right" } as const;

/** Whether the name asks for formulas; no model or offer has such a name. */
export function isPresetName(name: string): boolean {
  return name === WORD || name.startsWith(`${WORD}/`);
}

/** Data for scripts and text for people. Throws for a preset that does not exist. */
export function showPresets(
  { selfHosted: parts = NO_PRESETS, exchangeRates }: CatalogueData,
  catalogue: Catalogue,
  name: string,
  options: DetailOptions,
): { readonly value: unknown; readonly text: string } {
  const viewOf = (preset: SelfHostedPreset): SelfHostedView => {
    const currency = options.currency ?? preset.currency;
    const formula = formulaOf({ preset: preset.id }, { presets: parts, exchangeRates, currency });
    const models = parts.benchmarks.find(({ id }) => id === preset.benchmark)?.models ?? [];
    const rivals = { models, offerIds: options.against, inputShare: options.inputShare };
    const view = formula.known ? selfHostedView(catalogue, formula.value, options.when, rivals) : undefined;
    if (view === undefined)
      throw new UsageError(`${WORD}/${preset.id}: ${formula.known ? "cannot be computed" : formula.reason}`);
    return view;
  };
  if (name === WORD) {
    const views = parts.presets.map((preset) => ({ preset, view: viewOf(preset) }));
    return { value: parts, text: listText(views, parts) };
  }
  const preset = parts.presets.find(({ id }) => name === `${WORD}/${id}`);
  if (preset === undefined) {
    const known = parts.presets.map(({ id }) => `${WORD}/${id}`).join(", ");
    throw new UsageError(`show: there is no "${name}"; there are ${known}.`);
  }
  const view = viewOf(preset);
  const lines = [preset.name, "", ...selfHostedLines(view), "", `The use is ${preset.utilisationSource}.`];
  return { value: { preset, ...view }, text: textOf(lines) };
}

function listText(
  views: readonly { readonly preset: SelfHostedPreset; readonly view: SelfHostedView }[],
  parts: SelfHostedPresets,
): string {
  const table = inColumns(
    [
      ["preset", "input", "output", "per month", ""],
      ...views.map(({ preset, view: { cost, formula } }) => [
        `${WORD}/${preset.id}`,
        priceText(cost.input?.typical ?? null, formula.currency),
        priceText(cost.output.typical, formula.currency),
        priceText(Math.round(cost.perMonth.typical), formula.currency),
        preset.name,
      ]),
    ],
    [LEFT, RIGHT, RIGHT, RIGHT, LEFT],
  );
  const ids = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => id).join(", ");
  return textOf([
    "Whole formulas, per 1,000,000 tokens as expected",
    ...table.map((line) => `  ${line}`),
    "",
    "Parts for a selfHosted block of an offer in farebox.catalogue.yaml",
    `  machine      ${ids(parts.machines)}`,
    `  benchmark    ${ids(parts.benchmarks)}`,
    `  electricity  ${ids(parts.electricity)}`,
    `  cooling      ${ids(parts.pue)}`,
    "",
    "--json prints every part with its figures, sources and days.",
  ]);
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join("");
}
