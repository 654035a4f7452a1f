/** The present offer is outside the residency policy: name the cheapest one inside, and what keeping to the policy costs. */
import { formatMoney, formatPercent } from "../../base/format";
import { admits, policyNamed } from "../../catalogue/match/residency";
import { cheapestFitting } from "../../estimate/candidates";
import { type Comparison, cheapest, compareOffers } from "../../estimate/compare";
import type { CallEstimate } from "../../estimate/estimate-call";
import { useModelEdit } from "../model-edit";
import type { Finding, Rule, RuleContext } from "../rule";

export const residency: Rule = {
  meta: {
    id: "residency",
    title: "This call leaves the allowed places",
    severity: "warning",
    docs: "The settings farebox.residency.allow and farebox.residency.deny say where data may go. A call whose present offer is outside gets the cheapest offer inside, of the same model where one is sold there, and the difference in cost. It rests on what hosts publish and is no legal advice.",
  },
  evaluate(estimate, ctx) {
    const { allow, deny } = ctx.settings.residency;
    if (allow.length + deny.length === 0 || !estimate.offer.known) return [];
    const admission = admits(ctx.catalogue, estimate.offer.value, ctx.settings.residency);
    if (admission.ok) return [];
    const inside = sameModelInside(estimate, ctx) ?? anyModelInside(estimate, ctx);
    const { site } = estimate.call;
    const edit = inside && useModelEdit(estimate, inside.priced.offer, ctx.catalogue, ctx.textOf);
    const fix = edit !== undefined && "edits" in edit ? edit.edits : [];
    const finding: Finding = {
      ruleId: "residency",
      title: inside ? `Use ${nameOf(inside, ctx)}` : "This call leaves the allowed places",
      place: { path: site.path, range: site.range },
      message: `${admission.reason}. ${insideText(estimate, inside, ctx)}${disclaimer(ctx)}`,
      saving: null,
      fix,
    };
    return [finding];
  },
};

/** The same model, elsewhere. */
function sameModelInside(estimate: CallEstimate, ctx: RuleContext): Comparison | undefined {
  if (!estimate.model.known) return undefined;
  const offers = (ctx.catalogue.offersByModel.get(estimate.model.value.id) ?? []).filter(
    (offer) => offer.serviceTier === "standard" && admits(ctx.catalogue, offer, ctx.settings.residency).ok,
  );
  return cheapest(compareOffers(estimate, offers, ctx));
}

function anyModelInside(estimate: CallEstimate, ctx: RuleContext): Comparison | undefined {
  return cheapestFitting(estimate, ctx, 1, new Set())[0];
}

/** "The cheapest offer inside is GPT-5 at OpenAI API, EU: $0.21 per run, $0.02 (+10%) more." */
function insideText(estimate: CallEstimate, inside: Comparison | undefined, ctx: RuleContext): string {
  if (inside === undefined) return "No offer of the catalogue inside the policy fits this call.";
  const { typical, currency } = inside.priced.run.cost;
  const isSame = estimate.model.known && estimate.model.value.id === inside.priced.model.id;
  const which = isSame
    ? "The cheapest offer of this model inside the policy"
    : "No host sells this model inside the policy; the cheapest other one";
  const text = `${which} is ${nameOf(inside, ctx)}: ${formatMoney(typical, currency)} per run`;
  const now = estimate.priced.known ? estimate.priced.value.run.cost : undefined;
  if (now === undefined || now.currency !== currency || now.typical <= 0) return `${text}.`;
  const more = typical - now.typical;
  const percent = formatPercent((typical / now.typical - 1) * 100);
  if (Math.abs(more) < now.typical / 1000) return `${text}, as now.`;
  return `${text}, ${formatMoney(Math.abs(more), currency)} ${more > 0 ? "more" : "less"} (${percent}).`;
}

function nameOf({ priced: { model, offer } }: Comparison, { catalogue }: RuleContext): string {
  const host = catalogue.hosts.get(offer.host)?.name ?? offer.host;
  const region = catalogue.regions.get(offer.region);
  return `${model.name} at ${host}, ${region?.shortName ?? region?.name ?? offer.region}`;
}

/** Policies by name carry their date: rules change. */
function disclaimer({ catalogue, settings }: RuleContext): string {
  const named = [...settings.residency.allow, ...settings.residency.deny].flatMap(
    (entry) => policyNamed(catalogue, entry) ?? [],
  );
  const dates = named.map((policy) => `${policy.id} as of ${policy.checked}`).join(", ");
  return ` This rests on what hosts publish${dates === "" ? "" : ` and on ${dates}`}; it is no legal advice.`;
}
