/** The comparison behind "Compare Models" and "Compare Regions": every offer for one call, priced in slices. */
import type { CancellationToken } from "vscode-languageserver";
import { type CompareParams, compareRequest } from "../../../../shared/protocol";
import type { ComparisonView } from "../../../../shared/view-models";
import type { CallEstimate } from "../../estimate/estimate-call";
import { comparing } from "../../views/comparison";
import { callAround } from "../call-at";
import { toOffset } from "../convert";
import type { Folder } from "../folder";
import { guard, pausing, throwIfCancelled } from "../guard";
import type { Session } from "../session";
import type { Surface } from "./surface";

type Answer = ComparisonView | { readonly problem: string };

const NO_CALL: Answer = {
  problem: "There is no model call here. Put the cursor on one, or open a file that has some.",
};
const GONE: Answer = {
  problem: "The call has moved or changed since. Run Farebox: Compare Models there again.",
};

export const comparison: Surface = {
  id: "comparison",
  capabilities: {},
  register(connection, session) {
    connection.onRequest(
      compareRequest,
      guard("compare", session, NO_CALL, (params, token) => compare(session, params, token)),
    );
  },
};

async function compare(session: Session, params: CompareParams, token: CancellationToken): Promise<Answer> {
  const picked = await pickCall(session, params);
  throwIfCancelled(token);
  if (!picked) return params.callId ? GONE : NO_CALL;
  const { folder, call } = picked;
  await folder.workspace.countForComparison(call.call.site.path);
  throwIfCancelled(token);
  const steps = comparing(call, session.contextOf(folder), {
    sameModel: params.sameModel === true,
    uri: session.locationOf(folder, { path: call.call.site.path, range: call.call.site.range }).uri,
    today: folder.today(),
  });
  const pause = pausing(token);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { ...step.value, callId: session.callRef(folder, step.value.callId) };
    await pause();
  }
}

/** The call asked for by id or position, else the dearest of the file. */
async function pickCall(
  session: Session,
  params: CompareParams,
): Promise<{ folder: Folder; call: CallEstimate } | undefined> {
  if (params.callId) return session.callById(params.callId);
  const found = await session.estimateOf(params.uri);
  const { folder, estimate, lines: map } = found;
  if (!map) return undefined;
  const at = params.position ? callAround(estimate.calls, toOffset(map, params.position)) : undefined;
  const cost = (c: CallEstimate): number => (c.priced.known ? c.priced.value.run.cost.typical : -1);
  const call = at ?? [...estimate.calls].sort((a, b) => cost(b) - cost(a))[0];
  return call ? { folder, call } : undefined;
}
