/** Other offers beside the present one: the favourites and the cheapest that fit, turns and text held equal. */

import { COMMANDS } from "../../../shared/ids";
import { modelArgument } from "../advice/model-argument";
import { escapeMarkdown } from "../base/markdown";
import { cheapestFitting } from "../estimate/candidates";
import { type Comparison, compareOffers, costOf, favouriteOffers } from "../estimate/compare";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import { differenceText } from "./hover-price";
import { offerLabel, placeLabel } from "./labels";
import { moneyText, table } from "./markdown";

/** Cheapest offers shown. */
const CHEAPEST = 5;
/** A favourite written as a model alone names every host and region; more rows than this no hover holds. */
const FAVOURITES = 8;

export type CommandLink = (command: string, args: readonly unknown[], title: string) => string;

/** Markdown lines; empty where no other offer has a price. */
export function offerLines(
  estimate: CallEstimate,
  ctx: EstimateContext,
  commandLink: CommandLink | null,
): readonly string[] {
  const current = estimate.priced.known ? estimate.priced.value : null;
  const named = favouriteOffers(ctx.catalogue, [...ctx.settings.favourites, ...ctx.catalogue.favourites]);
  const seen = new Set(current ? [current.offer.id] : []);
  const wanted = named.filter((offer) => !seen.has(offer.id) && seen.add(offer.id));
  const favourites = shownFavourites(compareOffers(estimate, wanted, ctx));
  const others = cheapestFitting(estimate, ctx, CHEAPEST, seen);
  if (favourites.length + others.length === 0) return [];
  const cost = current ? current.run.cost.typical : null;
  const rowOf = (comparison: Comparison, mark: string): readonly string[] => {
    const { offer, run } = comparison.priced;
    const label = `${mark}${escapeMarkdown(offerLabel(ctx.catalogue, offer))}`;
    const obstacle =
      comparison.obstacle === null ? "" : escapeMarkdown(`does not fit: ${comparison.obstacle}`);
    const use =
      commandLink && comparison.obstacle === null && modelArgument(estimate, offer, ctx.catalogue).known
        ? commandLink(COMMANDS.useModel, [{ callId: estimate.call.site.id, offerId: offer.id }], "use")
        : "";
    return [
      label,
      escapeMarkdown(placeLabel(ctx.catalogue, offer)),
      moneyText(run.cost.typical, run.cost.currency),
      differenceText(run.cost.typical, cost),
      obstacle === "" ? use : obstacle,
    ];
  };
  const rows = [
    ...(current
      ? [
          [
            `**${escapeMarkdown(offerLabel(ctx.catalogue, current.offer))}**`,
            escapeMarkdown(placeLabel(ctx.catalogue, current.offer)),
            moneyText(current.run.cost.typical, current.run.cost.currency),
            "",
            "current",
          ],
        ]
      : []),
    ...favourites.map((row) => rowOf(row, "★ ")),
    ...others.map((row) => rowOf(row, "")),
  ];
  return [
    "**Other offers** for the same turns and the same text (★ favourite; then the cheapest that fit window, tools and policy)",
    table(["Offer", "Host · region", "Per run", "Difference", ""], rows),
  ];
}

/** What fits goes first, then what is cheap; no favourite model is crowded out by the many hosts of another. */
function shownFavourites(rows: readonly Comparison[]): readonly Comparison[] {
  const byCost = [...rows].sort((a, b) => costOf(a) - costOf(b));
  const ranked = [...byCost.filter(fits), ...byCost.filter((row) => !fits(row))];
  const best = new Map<string, Comparison>();
  for (const row of ranked) {
    const { id } = row.priced.model;
    if (!best.has(id)) best.set(id, row);
  }
  const order = new Set([...best.values(), ...ranked]);
  const shown = new Set([...order].slice(0, FAVOURITES));
  return byCost.filter((row) => shown.has(row));
}

function fits({ obstacle }: Comparison): boolean {
  return obstacle === null;
}
