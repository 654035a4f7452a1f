/** The custom requests of shared/protocol.ts. */
import type { CancellationToken, TextEdit as LspEdit } from "vscode-languageserver";
import {
  cancelScanNotification,
  pinRequest,
  runsRequest,
  scanNotification,
  summaryRequest,
  useModelRequest,
  whyNoHintRequest,
} from "../../../../shared/protocol";
import type { RunView, SummaryView, WhyView } from "../../../../shared/view-models";
import { pinCall } from "../../advice/directive-edit";
import { useModelEdit } from "../../advice/model-edit";
import type { TextEdit } from "../../advice/rule";
import type { CallEstimate } from "../../estimate/estimate-call";
import { runViews, totalView } from "../../views/summary";
import { whyNoHint } from "../../views/why";
import { toOffset } from "../convert";
import type { Folder } from "../folder";
import { guard, pausing, throwIfCancelled } from "../guard";
import type { Session } from "../session";
import type { Surface } from "./surface";

type Edit = { edit: { changes: Record<string, LspEdit[]> } } | { problem: string };
const GONE: { problem: string } = { problem: "The call has changed since. Ask again." };

export const requests: Surface = {
  id: "requests",
  capabilities: {},
  register(connection, session) {
    connection.onRequest(
      runsRequest,
      guard("runs", session, [] as readonly RunView[], ({ uri }, token) => runs(session, uri, token)),
    );
    connection.onRequest(
      summaryRequest,
      guard("summary", session, FAILED as SummaryView, ({ uri }, token) => summary(session, uri, token)),
    );
    connection.onRequest(
      whyNoHintRequest,
      guard("whyNoHint", session, NO_ANSWER as WhyView, ({ uri, position }) => why(session, uri, position)),
    );
    connection.onRequest(
      useModelRequest,
      guard("useModel", session, GONE as Edit, async ({ callId, offerId }) => {
        const found = await session.callById(callId);
        const offer = found?.folder.catalogue.offersById.get(offerId);
        if (!found || !offer) return GONE;
        const edit = useModelEdit(found.call, offer, found.folder.catalogue, textOf(found.folder));
        return "problem" in edit
          ? { problem: edit.problem }
          : workspaceEdit(session, found.folder, edit.edits);
      }),
    );
    connection.onRequest(
      pinRequest,
      guard("pin", session, GONE as Edit, async ({ callId, name, value }) => {
        const found = await session.callById(callId);
        if (!found) return GONE;
        return pin(session, found.folder, found.call, name, value);
      }),
    );
    connection.onNotification(scanNotification, async () => {
      await session.ready;
      startScan(session, { isAsked: true });
    });
    connection.onNotification(cancelScanNotification, () => {
      for (const folder of session.folders) folder.cancelScan();
      session.refresh(false);
    });
  },
};

const FAILED: SummaryView = {
  file: null,
  workspace: { text: "failed", tooltip: "See the Farebox log.", runs: 0, unpriced: 0, cost: null },
  state: "failed",
  progress: null,
  problem: "The server met an error; see the Farebox log.",
};
const NO_ANSWER: WhyView = { headline: "Farebox met an error; see the log.", details: [], action: null };

/** Scans what is not scanned yet. Asked for, it also runs where the setting is off and where a scan was stopped before. */
export function startScan(session: Session, { isAsked = false } = {}): void {
  for (const folder of session.folders) {
    const { scanState, settings } = folder.workspace;
    if (folder.uri === "" || !(isAsked || settings.workspaceScan)) continue;
    if (scanState !== "none" && !(isAsked && scanState === "stopped")) continue;
    folder
      .scan(() => session.refresh(false))
      .then(() => session.refresh(true))
      .catch((error: unknown) => session.logger.log("error", `scan of ${folder.uri}: ${String(error)}`));
  }
}

async function runs(
  session: Session,
  uri: string | null,
  token: CancellationToken,
): Promise<readonly RunView[]> {
  const all: RunView[] = [];
  for (const { folder, calls } of await estimates(session, uri, token)) {
    const views = runViews(calls, (place) => session.locationOf(folder, place));
    all.push(...views.map((view) => ({ ...view, callId: session.callRef(folder, view.callId) })));
  }
  return all.sort((a, b) => (b.cost?.typical ?? -1) - (a.cost?.typical ?? -1));
}

async function estimates(
  session: Session,
  uri: string | null,
  token: CancellationToken,
): Promise<readonly { folder: Folder; calls: readonly CallEstimate[] }[]> {
  if (uri !== null) {
    const found = await session.estimateOf(uri);
    throwIfCancelled(token);
    return found ? [{ folder: found.folder, calls: found.estimate.calls }] : [];
  }
  const pause = pausing(token);
  const all: { folder: Folder; calls: readonly CallEstimate[] }[] = [];
  for (const folder of session.folders) {
    const calls: CallEstimate[] = [];
    for (const path of folder.workspace.parsedPaths()) {
      calls.push(...(await folder.workspace.estimate(path)).calls);
      await pause();
    }
    all.push({ folder, calls });
  }
  return all;
}

async function summary(session: Session, uri: string | null, token: CancellationToken): Promise<SummaryView> {
  const file = uri === null ? [] : await estimates(session, uri, token);
  const workspace = await estimates(session, null, token);
  const busy = session.folders.find((folder) => folder.busy);
  const currency = session.folders[0]?.workspace.settings.currency ?? "USD";
  return {
    file: file[0] ? totalView(file[0].calls, currency) : null,
    workspace: totalView(
      workspace.flatMap((w) => w.calls),
      currency,
    ),
    state: busy ? "analysing" : "ready",
    progress: busy?.progress ?? null,
    problem: null,
  };
}

async function why(
  session: Session,
  uri: string,
  position: { line: number; character: number },
): Promise<WhyView> {
  const found = await session.estimateOf(uri);
  const { folder, path, estimate, lines: map } = found;
  return whyNoHint({
    path,
    supported: session.options.languageOf(path) !== undefined || map !== undefined,
    skipped: estimate.skipped,
    analysing: folder.busy,
    settings: folder.workspace.settings,
    calls: estimate.calls,
    elsewhere: await folder.workspace.estimatesTouching(path),
    placeText: (place) => folder.workspace.placeText(place),
    offset: map ? toOffset(map, position) : null,
    lineOf: (offset) => (map ? map.position(offset).line + 1 : 1),
  });
}

/** Text of a file of the folder as it was analysed. */
export function textOf(folder: Folder): (path: string) => string | undefined {
  return (path) => {
    const state = folder.workspace.table.get(path);
    return state?.kind === "parsed" ? state.text : undefined;
  };
}

function pin(session: Session, folder: Folder, call: CallEstimate, name: string, value: number): Edit {
  const { site } = call.call;
  const text = textOf(folder)(site.path);
  if (text === undefined) return GONE;
  return workspaceEdit(session, folder, [pinCall(call.call, text, name, value)]);
}

/** Nothing is edited in a notebook that is not open: its file is not the text that was analysed. */
export function workspaceEdit(session: Session, folder: Folder, edits: readonly TextEdit[]): Edit {
  const changes: Record<string, LspEdit[]> = {};
  for (const { path, range, newText } of edits) {
    if (!folder.workspace.table.lineMap(path)) return GONE;
    const location = session.locationOf(folder, { path, range });
    if (isNotebookFile(location.uri)) return { problem: `Open ${path} to edit it.` };
    changes[location.uri] = [...(changes[location.uri] ?? []), { range: location.range, newText }];
  }
  return { edit: { changes } };
}

function isNotebookFile(uri: string): boolean {
  return uri.startsWith("file:") && uri.endsWith(".ipynb");
}
