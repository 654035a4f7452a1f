/** Models that the server a client talks to does not have: a setting then chooses client and model together. */
import type { ModelArgument } from "../sdks/call-site";
import type { Sdk } from "../sdks/sdk";
import type { FoundHost } from "./host-of";

/**
 * The model, or an unknown one where what was read is another lab's and no address leads away from the lab's own server or that of the
 * client's class (`classHost`): `DEFAULT = "gpt-5"` of settings that all clients of a program share. A literal in the call stays what it is.
 */
export function servedModel(
  sdk: Sdk,
  model: ModelArgument,
  to: FoundHost,
  classHost: string | null,
): ModelArgument {
  const { id, source } = model;
  const isForeign = id !== null && source !== "literal" && sdk.foreign?.ids.test(id) === true;
  const isOwnServer = to.unknownBaseUrl === null && [null, classHost, sdk.foreign?.host].includes(to.host);
  if (!isForeign || !isOwnServer) return model;
  const reason = `\`${id}\` is no model of this client's server, so another setting must choose it`;
  return { ...model, id: null, source: "unknown", literal: null, reason };
}
