/** Tells clients where a call stands: for the hover by keyboard, for lenses and for the way back from the comparison. */
import { type CallPlace, type CompareParams, callPlaceRequest } from "../../../../shared/protocol";
import type { CallEstimate } from "../../estimate/estimate-call";
import { callAround, nameRange } from "../call-at";
import { toOffset } from "../convert";
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
        const found = await callFor(session, params);
        return found ? placeOf(session, found.folder, found.call) : null;
      }),
    );
  },
};

/** The call named by id, else the one at the position: around it, or on its line. */
export async function callFor(
  session: Session,
  { uri, position, callId }: CompareParams,
): Promise<{ readonly folder: Folder; readonly call: CallEstimate } | undefined> {
  if (callId) return session.callById(callId);
  const found = position ? await session.estimateOf(uri) : undefined;
  if (!found?.lines || !position) return undefined;
  const { folder, estimate, lines: map } = found;
  const from = map.offset(position.line, 0);
  const to = map.offset(position.line, Number.POSITIVE_INFINITY);
  const onLine = ({ call: { site } }: CallEstimate): boolean =>
    from <= site.nameStart && site.nameStart <= to;
  const call = callAround(estimate.calls, toOffset(map, position)) ?? estimate.calls.find(onLine);
  return call && { folder, call };
}

function placeOf(session: Session, folder: Folder, { call }: CallEstimate): CallPlace | null {
  const { site } = call;
  const text = textOf(folder)(site.path);
  if (text === undefined) return null;
  const location = session.locationOf(folder, { path: site.path, range: nameRange(site, text) });
  return { callId: session.callRef(folder, site.id), ...location };
}
