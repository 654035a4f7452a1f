/** Hover on a call site: where every number comes from. */
import { type Hover, MarkupKind } from "vscode-languageserver";
import type { CallEstimate } from "../../estimate/estimate-call";
import { hoverMarkdown } from "../../views/hover";
import type { CommandLink } from "../../views/hover-offers";
import { toLspRange, toOffset } from "../convert";
import { guard } from "../guard";
import type { Surface } from "./surface";

export const hover: Surface = {
  id: "hover",
  capabilities: { hoverProvider: true },
  register(connection, session) {
    connection.onHover(
      guard("hover", session.logger, null as Hover | null, async ({ textDocument, position }) => {
        const found = await session.estimateOf(textDocument.uri);
        const map = found?.folder.workspace.table.lineMap(found.path);
        if (!found || !map) return null;
        const { folder, estimate } = found;
        const call = callAt(estimate.calls, toOffset(map, position));
        if (!call || call.call.ignored) return null;
        const commandLink = session.abilities.commandLinks
          ? linksWith((id) => session.callRef(folder, id))
          : null;
        const value = hoverMarkdown(call, session.contextOf(folder), {
          linkOf: (place) => session.linkOf(folder, place),
          placeText: (place) => folder.workspace.placeText(place),
          commandLink,
          today: folder.today(),
        });
        const { nameStart, range } = call.call.site;
        return {
          contents: { kind: MarkupKind.Markdown, value },
          range: toLspRange(map, { start: nameStart, end: Math.min(range.end, nameStart + 200) }),
        };
      }),
    );
  },
};

/** The innermost call whose callee's line or name the offset is on. */
export function callAt(calls: readonly CallEstimate[], offset: number): CallEstimate | undefined {
  const inside = calls.filter(({ call }) => call.site.range.start <= offset && offset <= call.site.range.end);
  return inside.sort((a, b) => length(a) - length(b))[0];
}

function length(call: CallEstimate): number {
  return call.call.site.range.end - call.call.site.range.start;
}

/** Makes links that run a command; the views know calls by the ids of their folder, clients by references. */
function linksWith(refOf: (id: string) => string): CommandLink {
  const named = (key: string, value: unknown): unknown =>
    key === "callId" && typeof value === "string" ? refOf(value) : value;
  return (command, args, title) => linkToCommand(command, JSON.stringify(args, named), title);
}

function linkToCommand(command: string, json: string, title: string): string {
  // encodeURIComponent leaves brackets and quotes, and a bracket in a path would end the link.
  const query = encodeURIComponent(json).replace(/[()'!*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `[${title}](command:${command}?${query})`;
}
