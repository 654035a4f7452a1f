/** Counts a text the client sends, such as the selection: for the models at hand, or briefly for the one that matters most. */
import { type CountTokensParams, countTokensRequest } from "../../../../shared/protocol";
import type { TokenCountsView } from "../../../../shared/view-models";
import type { Catalogue, Model } from "../../catalogue/types";
import { favouriteOffers } from "../../estimate/compare";
import { encodingsOf } from "../../tokens/families";
import { newestPerFamily, tokenRows } from "../../views/token-counts";
import { guard } from "../guard";
import type { Session } from "../session";
import type { Surface } from "./surface";

const NOTHING: TokenCountsView = { rows: [], problem: "The server met an error; see the Farebox log." };

export const countTokens: Surface = {
  id: "count-tokens",
  capabilities: {},
  register(connection, session) {
    connection.onRequest(
      countTokensRequest,
      guard("countTokens", session, NOTHING, (params) => counts(session, params)),
    );
  },
};

async function counts(session: Session, { uri, text, brief }: CountTokensParams): Promise<TokenCountsView> {
  const models = await modelsFor(session, uri);
  const wanted = brief ? models.slice(0, 1) : models;
  const [count] = await session.options.engine.count(
    [text],
    encodingsOf(wanted.map((model) => model.tokenizerFamily)),
  );
  return { rows: count ? tokenRows(wanted, count) : [], problem: null };
}

/** The models the document calls, the favourites, then the newest of every other tokenizer. */
async function modelsFor(session: Session, uri: string | null): Promise<readonly Model[]> {
  const found = uri === null ? undefined : await session.estimateOf(uri);
  const folder = found?.folder ?? session.folders[0];
  if (!folder) return [];
  const { catalogue, settings } = folder.workspace;
  const called = (found?.estimate.calls ?? []).flatMap(({ model }) => (model.known ? [model.value] : []));
  const first = [...called, ...favouritesOf(catalogue, settings.favourites)];
  const families = new Set(first.map((model) => model.tokenizerFamily));
  const rest = newestPerFamily(catalogue).filter((model) => !families.has(model.tokenizerFamily));
  return [...new Map([...first, ...rest].map((model) => [model.id, model])).values()];
}

function favouritesOf(catalogue: Catalogue, favourites: readonly string[]): readonly Model[] {
  return favouriteOffers(catalogue, [...favourites, ...catalogue.favourites]).flatMap(
    (offer) => catalogue.models.get(offer.model) ?? [],
  );
}
