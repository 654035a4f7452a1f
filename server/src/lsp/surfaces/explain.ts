/** The page behind "Explain…": one call's formula with its own numbers, as `farebox explain` writes it. */
import type { CancellationToken } from "vscode-languageserver";
import { type CompareParams, explainRequest } from "../../../../shared/protocol";
import type { ExplanationView } from "../../../../shared/view-models";
import { explainMarkdown } from "../../reports/explain-markdown";
import { buildExplainReport } from "../../reports/explain-report";
import { guard, throwIfCancelled } from "../guard";
import type { Session } from "../session";
import { callFor } from "./call-place";
import type { Surface } from "./surface";

export const explain: Surface = {
  id: "explain",
  capabilities: {},
  register(connection, session) {
    connection.onRequest(
      explainRequest,
      guard("explain", session, null as ExplanationView | null, (params, token) =>
        explained(session, params, token),
      ),
    );
  },
};

async function explained(
  session: Session,
  params: CompareParams,
  token: CancellationToken,
): Promise<ExplanationView | null> {
  const found = await callFor(session, params);
  throwIfCancelled(token);
  if (!found) return null;
  const { folder, call } = found;
  const { workspace } = folder;
  const { path, nameStart } = call.call.site;
  // Other offers are compared, so their tokenizers have to be counted too.
  await workspace.countForComparison(path);
  throwIfCancelled(token);
  const report = buildExplainReport([call], session.contextOf(folder), {
    positionOf: (file, offset) => workspace.table.position(file, offset),
    placeText: (place) => workspace.placeText(place),
  });
  const at = workspace.table.position(path, nameStart);
  const name = path.slice(path.lastIndexOf("/") + 1);
  return { title: at ? `${name}:${at.line + 1}` : name, markdown: explainMarkdown(report) };
}
