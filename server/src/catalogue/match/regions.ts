/** From a region as a cloud names it to the region an offer is for. */
import type { Catalogue } from "../types";

/**
 * Countries of clouds' regions that have no prices of their own in the catalogue. Amazon's and Google's published lists of locations;
 * a code says where it runs, which decides the geography whose price holds.
 */
const COUNTRIES: Readonly<Record<string, string>> = {
  "us-west-1": "US",
  "ca-central-1": "CA",
  "ca-west-1": "CA",
  "eu-west-3": "FR",
  "eu-south-2": "ES",
  "eu-central-2": "CH",
  "ap-northeast-2": "KR",
  "ap-northeast-3": "JP",
  "ap-south-2": "IN",
  "ap-southeast-1": "SG",
  "ap-southeast-4": "AU",
};

const GOOGLE_LOCATION = /^([a-z]+-[a-z]+\d+|us|eu)$/;

/**
 * The catalogue's region for a written one, among those with offers: its id, the id with the cloud's prefix, Google's one row for
 * every location, or the geography that contains it (`us-east-1` -> `us`). undefined when none fits.
 */
export function regionOnHost(
  catalogue: Catalogue,
  offered: readonly string[],
  written: string,
): string | undefined {
  const wanted = written.trim().toLowerCase();
  const exact = offered.find((id) => id === wanted || id === `aws-${wanted}`);
  if (exact !== undefined) return exact;
  if (offered.includes("gcp-region") && GOOGLE_LOCATION.test(wanted)) return "gcp-region";
  const place = catalogue.regions.get(wanted) ?? catalogue.regions.get(`aws-${wanted}`);
  const country = place?.country ?? COUNTRIES[wanted];
  const isInEu = country != null && catalogue.countrySets.get("EU")?.countries.includes(country) === true;
  const isGov = wanted.startsWith("us-gov-");
  const wider = isGov ? ["us-gov"] : [country?.toLowerCase(), isInEu ? "eu" : undefined];
  return offered.find((id) => wider.includes(id));
}
