/** Where a host says it processes data, as far as it says so, and who owns it. */

import { escapeMarkdown } from "../base/markdown";
import type { Catalogue, Host, Offer } from "../catalogue/types";

const PROMISES: Readonly<Record<Host["residencyPromise"], string>> = {
  stated: "the host states it",
  option: "the caller chooses it",
  none: "the host promises no place",
  unknown: "not confirmed at the host",
};

/** "**Data** United States (the caller chooses it) · company in US, parent company in CN · Decided by …". */
export function placeLines(catalogue: Catalogue, offer: Offer): readonly string[] {
  const host = catalogue.hosts.get(offer.host);
  if (host === undefined) return [];
  const region = catalogue.regions.get(offer.region);
  const isPlace = region !== undefined && (region.country !== null || region.jurisdiction !== null);
  const isPromised = host.residencyPromise === "stated" || host.residencyPromise === "option";
  const place = isPlace && isPromised ? region.name : "no stated place of processing";
  const promise = isPlace || host.residencyPromise === "none" ? ` (${PROMISES[host.residencyPromise]})` : "";
  const parts = [`${place}${promise}`, companyText(host), host.residencyNote ?? ""];
  const shown = parts.filter((part) => part !== "").map(escapeMarkdown);
  return [`**Data** ${shown.join(" · ")}`];
}

function companyText({ country, parentCountry }: Host): string {
  if (country === null) return "";
  return parentCountry === null || parentCountry === country
    ? `company in ${country}`
    : `company in ${country}, parent company in ${parentCountry}`;
}
