/** The hover of a call site: where every number comes from, what else it could cost, and what is assumed. */

import { COMMANDS } from "../../../shared/ids";
import { ASSUMPTION_IDS, type AssumptionId } from "../../../shared/settings";
import { formatTokens } from "../base/format";
import { escapeMarkdown, inlineCode } from "../base/markdown";
import { changingPrefix } from "../estimate/changing-prefix";
import type { CallEstimate, EstimateContext } from "../estimate/estimate-call";
import type { Assumption } from "../estimate/measure";
import { DIRECTIVE_OF } from "../estimate/pins";
import type { Place } from "../facts/located";
import type { RunShape } from "../loops/run-shape";
import { formulaLines } from "./hover-formula";
import { type CommandLink, offerLines } from "./hover-offers";
import { priceLines } from "./hover-price";
import { quantitiesTable } from "./hover-quantities";
import { offerLabel, turnsText } from "./labels";
import { moneyText, spanText } from "./markdown";
import { placeLink, sourceText } from "./sources";

export interface HoverOptions {
  /** An address that opens the place, or null where there is none. */
  readonly linkOf: (place: Place) => string | null;
  /** `path:line`. */
  readonly placeText: (place: Place) => string;
  /** Makes a Markdown link that runs a command; null where the client runs none. The title is plain words. */
  readonly commandLink: CommandLink | null;
  /** YYYY-MM-DD, for the age of prices. */
  readonly today: string;
}

/** Markdown without HTML and images. All text of the workspace and the catalogue is escaped. */
export function hoverMarkdown(estimate: CallEstimate, ctx: EstimateContext, options: HoverOptions): string {
  const source = sourceText(estimate, options);
  const blocks = [
    headline(estimate, ctx),
    ...warnings(estimate),
    quantitiesTable(estimate, source),
    [...formulaLines(estimate, ctx), ...shapeLines(estimate, options)].join("  \n"),
    ...assumptionBlock(estimate, options),
    offerLines(estimate, ctx, options.commandLink).join("\n\n"),
    ...(estimate.priced.known
      ? [priceLines(estimate.priced.value, ctx.catalogue, options.today, ctx.when).join("  \n")]
      : []),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** "**$0.19 per run** ($0.05–0.44, mean $0.22) · 8–20 turns · GPT-5.2, GLOBAL", or that it is unpriced and why. */
export function headline(estimate: CallEstimate, ctx: EstimateContext): string {
  const { priced, measured } = estimate;
  const turns = turnsText(measured.turns);
  if (!priced.known) {
    const comment = commentMark(estimate);
    const step = inlineCode(`${comment} farebox: model=… host=… region=…`);
    return `**Unpriced** · ${turns}\n\n${escapeMarkdown(priced.reason)}\n\nNext step: name the offer above the call (${step}), or add it to \`farebox.catalogue.yaml\`.`;
  }
  const { run, offer } = priced.value;
  const label = escapeMarkdown(offerLabel(ctx.catalogue, offer));
  const { typical, mean, currency } = run.cost;
  return `**${moneyText(typical, currency)} per run** (${spanText(run.cost)}, mean ${moneyText(mean, currency)}) · ${turns} · ${label}`;
}

/** The window that overflows; what the range of the run touches. */
export function warnings(estimate: CallEstimate): readonly string[] {
  const found: string[] = [];
  const window = estimate.model.known ? estimate.model.value.contextWindow : null;
  const size = window === null ? "the model's window" : `the window of ${formatTokens(window)} tokens`;
  const share = estimate.priced.known ? estimate.priced.value.run.overflowShare : 0;
  if (estimate.overflowTurn !== null) {
    found.push(
      `⚠ From turn ${estimate.overflowTurn} on the prompt does not fit ${size}; those turns are not billed here unless the code trims its history.`,
    );
  } else if (share >= 0.01) {
    found.push(`⚠ Long runs (${Math.round(share * 100)}%) do not fit ${size}.`);
  }
  const changing = changingPrefix(estimate.call).length > 0;
  if (changing && estimate.measured.turns.high > 1)
    found.push(
      "⚠ The system prompt changes on every request, so nothing behind it can be read from a cache.",
    );
  for (const drift of estimate.measured.calibration?.drift ?? []) found.push(`⚠ ${escapeMarkdown(drift)}`);
  return found;
}

function shapeLines(estimate: CallEstimate, options: HoverOptions): string[] {
  const { shape } = estimate.call;
  const at = (place: Place | null): string => (place ? ` (${placeLink(place, options)})` : "");
  const loop = `**Loop** ${shape.kind}${at(shape.loopPlace)}`;
  const growth = `**Growth** ${shape.growth.kind}: ${escapeMarkdown(shape.growth.reason)}${at(shape.growth.place)}`;
  return [`${loop}, ${boundText(shape, options)}${boundChance(estimate)}`, growth];
}

/** How many of the drawn runs end at the bound; nothing where hardly one does, or where the code always runs to it. */
function boundChance({ call, priced }: CallEstimate): string {
  const share = priced.known ? priced.value.run.boundShare : 0;
  if (call.shape.kind === "none" || call.shape.fixedTurns !== null || share < 0.01) return "";
  return `; ${Math.round(share * 100)}% of the runs reach it`;
}

function boundText(shape: RunShape, options: HoverOptions): string {
  if (shape.kind === "none") return "one request";
  if (shape.bound === null) return "no bound stated";
  const each = shape.boundUnit === "rounds" ? ` of ${shape.requestsPerRound} requests` : "";
  const bound = `at most ${shape.bound} ${shape.boundUnit}${each}`;
  if (shape.boundPlace) return `${bound}, from ${placeLink(shape.boundPlace, options)}`;
  const source = shape.boundSource === null ? "" : `: ${escapeMarkdown(shape.boundSource)}`;
  return shape.boundOrigin === "default" ? `${bound}, the library's default${source}` : bound;
}

function assumptionBlock(estimate: CallEstimate, options: HoverOptions): readonly string[] {
  if (estimate.assumptions.length === 0) return [];
  const lines = estimate.assumptions.map(
    (one) => `- ${escapeMarkdown(one.text)}${pinText(estimate, one, options)}`,
  );
  return [["**Assumed**", "", ...lines].join("\n")];
}

/** A command that pins the assumption, or the directive to write where commands cannot run. */
function pinText(estimate: CallEstimate, assumption: Assumption, options: HoverOptions): string {
  const { id, value } = assumption;
  if (value === null || !isPinnable(id)) return "";
  if (options.commandLink) {
    const args = [{ callId: estimate.call.site.id, name: id, value }];
    return ` · ${options.commandLink(COMMANDS.pinAssumption, args, "pin")}`;
  }
  return ` · ${inlineCode(`${commentMark(estimate)} farebox: ${DIRECTIVE_OF[id]}=${value}`)}`;
}

function isPinnable(id: Assumption["id"]): id is AssumptionId {
  return (ASSUMPTION_IDS as readonly string[]).includes(id);
}

function commentMark(estimate: CallEstimate): string {
  return estimate.call.site.call.file.language === "python" ? "#" : "//";
}
