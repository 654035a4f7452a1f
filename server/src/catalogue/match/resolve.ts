/** From what code says about a model to the one offer it means: id, client and region together. */
import { type Known, unknown } from "../../base/known";
import type { Catalogue, Offer } from "../types";
import { chooseOffer } from "./choose";
import { hostFromUrl } from "./endpoint";
import { type ModelMatch, matchModel } from "./match";

export interface WrittenModel {
  readonly id: string;
  /** Host of the client's class, or of a directive. */
  readonly host?: string;
  readonly baseUrl?: string;
  /** As the cloud names it. */
  readonly region?: string;
  readonly serviceTier?: string;
  readonly currency?: string;
}

/**
 * The offer, or why there is none. A base URL goes before the class's own host, and one that no host has leaves the call unpriced; what
 * the id itself says of host and region goes before both, since gateways and libraries route by it.
 */
export function resolveOffer(catalogue: Catalogue, written: WrittenModel): Known<Offer> {
  const { id, baseUrl, currency } = written;
  const found = baseUrl === undefined ? undefined : hostFromUrl(catalogue, baseUrl);
  if (baseUrl !== undefined && found === undefined)
    return unknown(`No host of the catalogue serves ${baseUrl}; add it to farebox.catalogue.yaml`);
  const client = found?.host ?? written.host;
  const match = matchModel(catalogue, id, client);
  if (!match.known) return match;
  return offerOfMatch(catalogue, match.value, {
    ...written,
    ...optional("host", client),
    ...optional("region", written.region ?? found?.region),
    ...optional("currency", currency),
  });
}

/** What the client of a call says; null and absent are the same: nothing. */
export interface ClientWish {
  readonly host?: string | null;
  readonly region?: string | null;
  readonly serviceTier?: string | null;
  readonly currency?: string | null;
}

/** The offer a matched id means at a client. `forced` (directives) goes before the id, the id before the client. */
export function offerOfMatch(
  catalogue: Catalogue,
  match: ModelMatch,
  client: ClientWish,
  forced: ClientWish = {},
): Known<Offer> {
  return chooseOffer(catalogue, match.model, {
    ...optional("host", forced.host ?? match.host ?? client.host),
    ...optional("region", forced.region ?? match.region ?? client.region),
    ...optional("serviceTier", forced.serviceTier ?? match.serviceTier ?? client.serviceTier),
    ...optional("currency", forced.currency ?? client.currency),
  });
}

/** The field where there is a value: absent and undefined are not the same here. */
function optional<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  return value == null ? {} : ({ [key]: value } as { [P in K]?: string });
}
