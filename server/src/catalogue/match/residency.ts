/** Whether an offer may be used under a residency policy: where inference runs, and who owns the host. */
import type { Catalogue, Offer, Region, ResidencyPolicy } from "../types";

/**
 * Country codes, ids of country sets ("EU", "eea") or of policies ("countries-of-concern-eo-14117"); any case. Empty allow =
 * anywhere not denied.
 */
export interface ResidencyWish {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

export type Admission = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Closed where it matters: no stated place fails every allow-list, and so does a host that promises none; a place that spans
 * countries must lie inside the allowed ones altogether and outside the denied ones altogether. Where no place is
 * stated, a deny-list looks at the host's own country.
 */
export function admits(catalogue: Catalogue, offer: Offer, policy: ResidencyWish): Admission {
  const region = catalogue.regions.get(offer.region);
  const place = region === undefined ? undefined : countriesOf(catalogue, region);
  const denied = deniedBecause(catalogue, offer, place, policy.deny);
  if (denied !== undefined) return { ok: false, reason: denied };
  if (policy.allow.length === 0) return { ok: true };
  if (place === undefined) {
    return {
      ok: false,
      reason: `${offer.host} states no place of inference for ${offer.region}, so no allow-list admits it`,
    };
  }
  const unpromised = unpromisedBecause(catalogue, offer);
  if (unpromised !== undefined) return { ok: false, reason: unpromised };
  const allowed = new Set<string>();
  for (const entry of policy.allow) {
    const countries = expand(catalogue, entry);
    if (countries === undefined) return { ok: false, reason: notAPlace(catalogue, entry) };
    for (const country of countries) allowed.add(country);
  }
  const outside = place.find((country) => !allowed.has(country));
  if (outside === undefined) return { ok: true };
  return { ok: false, reason: `${offer.region} may run in ${outside}, which the policy does not allow` };
}

/** A region that only repeats where a company sits is no stated place: the host itself must say where it runs inference. */
function unpromisedBecause(catalogue: Catalogue, offer: Offer): string | undefined {
  const host = catalogue.hosts.get(offer.host);
  const name = host?.name ?? offer.host;
  const closed = "so no allow-list admits it";
  if (host?.residencyPromise === "none") return `${name} promises no place of inference, ${closed}`;
  if (host?.residencyPromise === "unknown")
    return `Where ${name} runs inference could not be confirmed at the host itself, ${closed}`;
  return undefined;
}

function deniedBecause(
  catalogue: Catalogue,
  offer: Offer,
  place: readonly string[] | undefined,
  deny: readonly string[],
): string | undefined {
  const host = catalogue.hosts.get(offer.host);
  for (const entry of deny) {
    const countries = expand(catalogue, entry);
    if (countries === undefined) return notAPlace(catalogue, entry);
    const inside = place?.find((country) => countries.includes(country));
    if (inside !== undefined) return `${offer.region} may run in ${inside}, which the policy denies`;
    if (place === undefined && host?.country != null && countries.includes(host.country)) {
      return `${offer.host} states no place of inference and its company is in ${host.country}, which the policy denies`;
    }
    const owner = host?.parentCountry ?? host?.country;
    if (policyNamed(catalogue, entry)?.ownership === true && owner != null && countries.includes(owner)) {
      return `${offer.host} belongs to a company in ${owner}, and ${entry} counts ownership`;
    }
  }
  return undefined;
}

/** Countries inference may run in; undefined where none is stated. */
function countriesOf(catalogue: Catalogue, region: Region): readonly string[] | undefined {
  if (region.country !== null) return [region.country];
  return region.jurisdiction === null ? undefined : setNamed(catalogue, region.jurisdiction);
}

function expand(catalogue: Catalogue, entry: string): readonly string[] | undefined {
  const places = policyNamed(catalogue, entry)?.places;
  if (places === undefined) return placeNamed(catalogue, entry);
  return places.flatMap((place) => placeNamed(catalogue, place) ?? []);
}

function placeNamed(catalogue: Catalogue, entry: string): readonly string[] | undefined {
  const written = entry.trim();
  return setNamed(catalogue, written) ?? (/^[a-z]{2}$/i.test(written) ? [written.toUpperCase()] : undefined);
}

/** The policy a setting names; undefined for countries and sets. */
export function policyNamed(catalogue: Catalogue, entry: string): ResidencyPolicy | undefined {
  const wanted = entry.trim().toLowerCase();
  for (const policy of catalogue.policies.values()) if (policy.id.toLowerCase() === wanted) return policy;
  return undefined;
}

function setNamed(catalogue: Catalogue, id: string): readonly string[] | undefined {
  for (const set of catalogue.countrySets.values())
    if (set.id.toLowerCase() === id.toLowerCase()) return set.countries;
  return undefined;
}

function notAPlace(catalogue: Catalogue, entry: string): string {
  const sets = [...new Set([...catalogue.countrySets.keys(), ...catalogue.policies.keys()])].join(", ");
  return `The residency policy names "${entry}", which is neither a two-letter country code nor one of ${sets}`;
}
