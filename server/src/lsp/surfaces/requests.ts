/** The custom requests of shared/protocol.ts. */
import type { CancellationToken, TextEdit as LspEdit } from "vscode-languageserver";
import {
  pinRequest,
  runsRequest,
  scanRequest,
  summaryRequest,
  useModelRequest,
  whyNoHintRequest,
} from "../../../../shared/protocol";
import type { RunView, SummaryView, TotalView, WhyView } from "../../../../shared/view-models";
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
    connection.onRequest(
      scanRequest,
      guard("scan", session, null, async (_params, token) => {
        await session.ready;
        token.onCancellationRequested(() => {
          for (const folder of session.folders) folder.cancelScan();
          session.refresh(false);
        });
        await startScan(session, { isAsked: true });
        throwIfCancelled(token);
        return null;
      }),
    );
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

/**
 * Scans what is not scanned yet. Asked for, it also runs where the setting is off and where a scan was stopped before. Resolves when
 * every scan under way has ended, however.
 */
export async function startScan(session: Session, { isAsked = false } = {}): Promise<void> {
  const folders = session.folders.filter(({ uri, workspace: { scanState, settings } }) => {
    if (uri === "" || !(isAsked || settings.workspaceScan)) return false;
    return scanState === "none" || (isAsked && scanState !== "done");
  });
  await Promise.all(folders.map((folder) => scan(session, folder)));
}

async function scan(session: Session, folder: Folder): Promise<void> {
  const start = performance.now();
  try {
    await folder.scan(() => session.refresh(false));
    const { scanState, scanned, skipped } = folder.workspace;
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    const end =
      scanState === "done" ? `${scanned} files in ${seconds} s, ${skipped.size} skipped` : "stopped";
    session.logger.log("info", `scan of ${folder.uri}: ${end}`);
  } catch (error) {
    session.logger.log("error", `scan of ${folder.uri}: ${String(error)}`);
  }
  session.refresh(true);
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

/** While a folder is scanned the sum of the workspace would be another one with every file: it is made once the scan has ended. */
async function summary(session: Session, uri: string | null, token: CancellationToken): Promise<SummaryView> {
  const [file] = uri === null ? [] : await estimates(session, uri, token);
  const currency = session.folders[0]?.workspace.settings.currency ?? "USD";
  const isScanning = session.folders.some(({ workspace }) => workspace.scanState === "running");
  const workspace = isScanning ? BEING_SCANNED : await workspaceTotal(session, currency, token);
  const busy = session.folders.find((folder) => folder.busy);
  return {
    file: file ? totalView(file.calls, currency) : null,
    workspace,
    state: busy ? "analysing" : "ready",
    progress: busy?.progress ?? null,
    problem: null,
  };
}

const BEING_SCANNED: TotalView = {
  text: "…",
  tooltip: "The files are being read.",
  runs: 0,
  unpriced: 0,
  cost: null,
};

async function workspaceTotal(
  session: Session,
  currency: string,
  token: CancellationToken,
): Promise<TotalView> {
  const folders = await estimates(session, null, token);
  return totalView(
    folders.flatMap(({ calls }) => calls),
    currency,
  );
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
