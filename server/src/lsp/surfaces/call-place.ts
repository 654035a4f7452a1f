/** Tells clients where a call stands: for the hover by keyboard, for lenses and for the way back from the comparison. */
import { type CallPlace, type CompareParams, callPlaceRequest } from "../../../../shared/protocol";
import type { CallEstimate } from "../../estimate/estimate-call";
import { callAround, nameRange } from "../call-at";
import { toLspRange, toOffset } from "../convert";
import type { Folder } from "../folder";
import { guard } from "../guard";
import type { Session } from "../session";
import { textOf } from "./requests";
import type { Surface } from "./surface";

export const callPlace: Surface = {
  id: "call-place",
  capabilities: {},
  register(connection, session) {
    connection.onRequest(
      callPlaceRequest,
      guard("callPlace", session, null as CallPlace | null, async (params) => {
        const found = params.callId
          ? await session.callById(params.callId)
          : await atPosition(session, params);
        return found ? placeOf(session, found.folder, found.call) : null;
      }),
    );
  },
};

async function atPosition(
  session: Session,
  { uri, position }: CompareParams,
): Promise<{ readonly folder: Folder; readonly call: CallEstimate } | undefined> {
  const found = position ? await session.estimateOf(uri) : undefined;
  const map = found?.folder.workspace.table.lineMap(found.path);
  if (!found || !map || !position) return undefined;
  const { folder, estimate } = found;
  const onLine = ({ call }: CallEstimate): boolean =>
    map.position(call.site.nameStart).line === position.line;
  const call = callAround(estimate.calls, toOffset(map, position)) ?? estimate.calls.find(onLine);
  return call && { folder, call };
}

function placeOf(session: Session, folder: Folder, { call }: CallEstimate): CallPlace | null {
  const { site } = call;
  const text = textOf(folder)(site.path);
  const map = folder.workspace.table.lineMap(site.path);
  if (text === undefined || !map) return null;
  return {
    callId: session.callRef(folder, site.id),
    uri: folder.uriOf(site.path),
    range: toLspRange(map, nameRange(site, text)),
  };
}
