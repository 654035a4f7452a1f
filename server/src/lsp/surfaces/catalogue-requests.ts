/** The catalogue as a table, the history of an offer, and the refresh of prices. */
import type { CancellationToken } from "vscode-languageserver";
import type { CatalogueTableView, HistoryView } from "../../../../shared/catalogue-view";
import {
  catalogueRequest,
  offerHistoryRequest,
  refreshPricesRequest,
  refreshProgressNotification,
} from "../../../../shared/protocol";
import { historyView, tableView } from "../../views/catalogue/table-view";
import type { Folder } from "../folder";
import { guard } from "../guard";
import type { Session } from "../session";
import type { Surface } from "./surface";

type Problem = { readonly problem: string };
const EMPTY: CatalogueTableView = { day: "", currency: "USD", rows: [], withoutPrice: 0, sources: [] };

export const catalogueRequests: Surface = {
  id: "catalogue-requests",
  capabilities: {},
  register(connection, session) {
    connection.onRequest(
      catalogueRequest,
      guard("catalogue", session, EMPTY, async ({ uri }) => {
        const folder = await folderOf(session, uri);
        return tableView(folder.catalogue, folder.today(), folder.workspace.settings, session.prices.status);
      }),
    );
    connection.onRequest(
      offerHistoryRequest,
      guard("offerHistory", session, FAILED as HistoryView | Problem, async ({ uri, offerId }) => {
        const folder = await folderOf(session, uri);
        const offer = folder.catalogue.offersById.get(offerId);
        return offer === undefined ? GONE : historyView(folder.catalogue, offer, folder.today());
      }),
    );
    connection.onRequest(
      refreshPricesRequest,
      guard("refreshPrices", session, FAILED, (_params, token) =>
        refresh(session, token, (source) => {
          void connection.sendNotification(refreshProgressNotification, { source });
        }),
      ),
    );
  },
};

const FAILED: Problem = { problem: "The server met an error; see the Farebox log." };
const GONE: Problem = { problem: "The catalogue has no such offer any more." };

async function refresh(session: Session, token: CancellationToken, onProgress: (source: string) => void) {
  await folderOf(session, null);
  const abort = new AbortController();
  const listening = token.onCancellationRequested(() => abort.abort());
  try {
    return await session.prices.refresh(session.folders, { signal: abort.signal, onProgress });
  } finally {
    listening.dispose();
    session.refresh(true);
  }
}

/** The document's folder, else the first; without any a folder that holds nothing, with the user's settings. */
async function folderOf(session: Session, uri: string | null): Promise<Folder> {
  await session.ready;
  const owner = uri === null ? undefined : session.locate(uri)?.folder;
  const known = owner ?? session.folders[0];
  if (known !== undefined) return known;
  const folder = session.addFolder("");
  await session.loadSettings(folder);
  await session.prices.follow(session.folders);
  return folder;
}
