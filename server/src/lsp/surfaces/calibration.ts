/** Calibrating a folder with logs a person chose, and following its calibration file. */
import type { CancellationToken, Connection } from "vscode-languageserver";
import { URI } from "vscode-uri";
import {
  calibrateProgressNotification,
  calibrateRequest,
  noticeNotification,
} from "../../../../shared/protocol";
import type { CalibrationView } from "../../../../shared/view-models";
import { CALIBRATION_FILE } from "../../calibration/calibration";
import { calibrate } from "../../host/calibrate";
import { writeCalibration } from "../../host/calibration-store";
import { calibrationSummary, calibrationText } from "../../reports/calibration-report";
import type { Folder } from "../folder";
import { guard } from "../guard";
import type { Session } from "../session";
import { startScan } from "./requests";
import type { Surface } from "./surface";

type Answer = CalibrationView | { readonly problem: string };
const FAILED: Answer = { problem: "The server met an error; see the Farebox log." };

export const calibration: Surface = {
  id: "calibration",
  capabilities: {},
  register(connection, session) {
    connection.onRequest(
      calibrateRequest,
      guard("calibrate", session, FAILED, ({ folder, logs }, token) =>
        answer(connection, session, folder, logs, token),
      ),
    );
  },
};

async function answer(
  connection: Connection,
  session: Session,
  uri: string,
  logs: readonly string[],
  token: CancellationToken,
): Promise<Answer> {
  await session.ready;
  const folder = session.folders.find((known) => known.uri === uri);
  if (!folder?.uri.startsWith("file:"))
    return { problem: "Open a folder first: a calibration belongs to one." };
  await startScan(session, { isAsked: true });
  const signal = {
    get cancelled() {
      return token.isCancellationRequested;
    },
  };
  const onProgress = (what: string): void => {
    void connection.sendNotification(calibrateProgressNotification, { what });
  };
  const { workspace } = folder;
  const outcome = await calibrate({ workspace, when: folder.when(), logs, chosen: null, signal, onProgress });
  if (signal.cancelled) return { problem: "The calibration was cancelled; nothing was written." };
  const calls = outcome.places.filter(({ fitted }) => fitted !== null).length;
  const view = { summary: calibrationSummary(outcome), details: calibrationText(outcome), calls };
  if (calls === 0) return view;
  await writeCalibration(URI.parse(folder.uri).fsPath, outcome.calibration);
  await followCalibration(connection, session, folder);
  session.refresh(true);
  return view;
}

/** Takes the file as it is on disk now, and tells what is wrong in it. */
export async function followCalibration(
  connection: Connection,
  session: Session,
  folder: Folder,
): Promise<void> {
  if (folder.uri === "") return;
  for (const { line, message } of await folder.workspace.loadCalibration()) {
    const text = `${CALIBRATION_FILE}:${line}: ${message}`;
    session.logger.log("warning", text);
    await connection.sendNotification(noticeNotification, { level: "warning", text });
  }
}
