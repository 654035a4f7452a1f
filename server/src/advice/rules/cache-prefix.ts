/** Anthropic caches only what the code marks: where the same prefix is sent again, one argument saves most of its price. */

import type { CallAnalysis } from "../../estimate/call-analysis";
import { changingPrefix } from "../../estimate/changing-prefix";
import { priceOn } from "../../estimate/estimate-call";
import { callArgumentEdit } from "../call-argument-edit";
import type { Rule } from "../rule";
import { savingOf } from "../saving";

/** `cache_control` beside `messages` puts the breakpoint behind the last block and moves it on (Anthropic, since 2026-02). */
const ARGUMENT = {
  python: 'cache_control={"type": "ephemeral"}',
  script: 'cache_control: { type: "ephemeral" }',
} as const;

export const cachePrefix: Rule = {
  meta: {
    id: "cache-prefix",
    title: "Cache this prefix",
    severity: "information",
    docs: "Anthropic reads a cached prefix at a fraction of the input price, but only where the request marks it. Top-level cache_control on messages.create moves the mark along with the conversation. Shown where the writes cost less than the reads save.",
  },
  evaluate(estimate, ctx) {
    const { call, priced } = estimate;
    const { site } = call;
    if (!priced.known || priced.value.offer.host !== "anthropic" || site.sdk !== "anthropic") return [];
    const isOpen = site.cacheMarker.kind === "none" && changingPrefix(call).length === 0;
    if (!isOpen || !/(^|\.)messages\.(create|stream|parse)$/.test(site.api)) return [];
    const { model, offer, run, caching } = priced.value;
    if (caching?.mode !== "explicit") return [];
    const cached = priceOn(withMarker(call), model, offer, ctx);
    const saving = cached.known ? savingOf(run.cost, cached.value.run.cost) : null;
    if (saving === null) return [];
    const text = ctx.textOf(site.path);
    const edit = text === undefined ? null : callArgumentEdit(site, text, ARGUMENT);
    return [
      {
        ruleId: "cache-prefix",
        title: "Cache this prefix",
        place: { path: site.path, range: site.range },
        message:
          "This run sends the same prefix again and pays the full input price for it. cache_control on the request lets Anthropic read it from its cache.",
        saving,
        fix: edit === null ? [] : [edit],
      },
    ];
  },
};

function withMarker(call: CallAnalysis): CallAnalysis {
  const cacheMarker = { kind: "moving", lifetime: null } as const;
  return { ...call, site: { ...call.site, cacheMarker } };
}
