/** Every custom request and notification between client and server, defined once. */
import { NotificationType, RequestType } from "vscode-languageserver-protocol";
import type { CatalogueTableView, HistoryView, RefreshView } from "./catalogue-view";
import type {
  CalibrationView,
  ComparisonView,
  ExplanationView,
  RunView,
  SummaryView,
  TokenCountsView,
  ViewRange,
  WhyView,
} from "./view-models";

/** A call and the range of its callee's name, where the hover is. */
export interface CallPlace {
  readonly callId: string;
  readonly uri: string;
  readonly range: ViewRange;
}

interface WorkspaceEditLike {
  readonly changes: Record<
    string,
    {
      range: { start: { line: number; character: number }; end: { line: number; character: number } };
      newText: string;
    }[]
  >;
}

/** What to compare: the call at `position`, else the dearest call of the file. `modelId` restricts rows to one model (regions). */
export interface CompareParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number } | null;
  readonly callId?: string | null;
  readonly sameModel?: boolean;
}
export const compareRequest = new RequestType<
  CompareParams,
  ComparisonView | { readonly problem: string },
  void
>("farebox/compare");

/** Where a call stands: the one named by `callId`, else the one at `position` (around it, or on its line). Null: no call there. */
export const callPlaceRequest = new RequestType<CompareParams, CallPlace | null, void>("farebox/callPlace");

/** The formula of the call that `callPlaceRequest` would find, with its own numbers. Null: no call there. */
export const explainRequest = new RequestType<CompareParams, ExplanationView | null, void>("farebox/explain");

/** All runs of a file (uri) or of the workspace (null), dearest first. */
export const runsRequest = new RequestType<{ readonly uri: string | null }, readonly RunView[], void>(
  "farebox/runs",
);

/** Running estimate of the active file and the workspace. */
export const summaryRequest = new RequestType<{ readonly uri: string | null }, SummaryView, void>(
  "farebox/summary",
);

/** Sent whenever the summary may have changed; the client asks again. An empty object: the library cannot send nothing. */
export const summaryChangedNotification = new NotificationType<Record<string, never>>(
  "farebox/summaryChanged",
);

/** Scans what is not scanned yet of the whole workspace; answered when that is done. Cancelling the request stops the scan. */
export const scanRequest = new RequestType<Record<string, never>, null, void>("farebox/scan");

export const whyNoHintRequest = new RequestType<
  { readonly uri: string; readonly position: { readonly line: number; readonly character: number } },
  WhyView,
  void
>("farebox/whyNoHint");

/** Tokens of a text, such as the selection. `brief`: for the one model that matters most in the document. */
export interface CountTokensParams {
  readonly uri: string | null;
  readonly text: string;
  readonly brief: boolean;
}
export const countTokensRequest = new RequestType<CountTokensParams, TokenCountsView, void>(
  "farebox/countTokens",
);

/** The edit that puts the offer's model into the source of the call site. */
export const useModelRequest = new RequestType<
  { readonly callId: string; readonly offerId: string },
  { readonly edit: WorkspaceEditLike } | { readonly problem: string },
  void
>("farebox/useModel");

/** The edit that pins an assumption by a directive comment above the call site. */
export const pinRequest = new RequestType<
  { readonly callId: string; readonly name: string; readonly value: number },
  { readonly edit: WorkspaceEditLike } | { readonly problem: string },
  void
>("farebox/pin");

/** The status of the server for the client's log, e.g. a file set aside. */
export const noticeNotification = new NotificationType<{
  readonly level: "info" | "warning" | "error";
  readonly text: string;
}>("farebox/notice");

/** The catalogue of the document's folder, or of the first one, as a table. */
export const catalogueRequest = new RequestType<{ readonly uri: string | null }, CatalogueTableView, void>(
  "farebox/catalogue",
);

/** Every price of one offer. */
export const offerHistoryRequest = new RequestType<
  { readonly uri: string | null; readonly offerId: string },
  HistoryView | { readonly problem: string },
  void
>("farebox/offerHistory");

/** Asks the sources that `farebox.catalogue.sources` names. Cancelling it stops the download under way. */
export const refreshPricesRequest = new RequestType<
  Record<string, never>,
  RefreshView | { readonly problem: string },
  void
>("farebox/refreshPrices");

/** Fits the estimates of a folder to recorded runs, and writes its calibration file. Cancelling it writes nothing. */
export const calibrateRequest = new RequestType<
  { readonly folder: string; readonly logs: readonly string[] },
  CalibrationView | { readonly problem: string },
  void
>("farebox/calibrate");

/** What a calibration is doing. */
export const calibrateProgressNotification = new NotificationType<{ readonly what: string }>(
  "farebox/calibrateProgress",
);

/** Which source is being asked. */
export const refreshProgressNotification = new NotificationType<{ readonly source: string }>(
  "farebox/refreshProgress",
);

/** Client capabilities passed in `initializationOptions`. */
export interface InitializationOptions {
  /** The client executes command links in trusted Markdown (ours does; others get plain text). */
  readonly commandLinks?: boolean;
  /** Absolute path of a folder in which answers of price sources are kept. Without it none can be used. */
  readonly storagePath?: string;
  /** Settings for clients that cannot answer `workspace/configuration`. */
  readonly settings?: unknown;
}
