/** Hover on a call site: where every number comes from. */
import { type Hover, MarkupKind } from "vscode-languageserver";
import { hoverMarkdown } from "../../views/hover";
import type { CommandLink } from "../../views/hover-offers";
import { promptFileMarkdown } from "../../views/prompt-file";
import { callNamedAt, nameRange } from "../call-at";
import { toLspRange, toOffset } from "../convert";
import { guard, throwIfCancelled } from "../guard";
import { textOf } from "./requests";
import type { Surface } from "./surface";

export const hover: Surface = {
  id: "hover",
  capabilities: { hoverProvider: true },
  register(connection, session) {
    connection.onHover(
      guard("hover", session, null as Hover | null, async ({ textDocument, position }, token) => {
        const prompt = position.line === 0 ? await session.promptFileOf(textDocument.uri) : undefined;
        if (prompt) {
          const value = promptFileMarkdown(prompt.estimate, prompt.folder.catalogue);
          return { contents: { kind: MarkupKind.Markdown, value } };
        }
        const found = await session.estimateOf(textDocument.uri);
        throwIfCancelled(token);
        const { folder, estimate, lines: map } = found;
        if (!map) return null;
        const text = textOf(folder)(found.path) ?? "";
        const call = callNamedAt(estimate.calls, toOffset(map, position), text);
        if (!call || call.call.ignored) return null;
        const commandLink = session.abilities.commandLinks
          ? linksWith((id) => session.callRef(folder, id))
          : null;
        await folder.workspace.countForComparison(found.path);
        throwIfCancelled(token);
        const value = hoverMarkdown(call, session.contextOf(folder), {
          linkOf: (place) => session.linkOf(folder, place),
          placeText: (place) => folder.workspace.placeText(place),
          commandLink,
          today: folder.today(),
        });
        return {
          contents: { kind: MarkupKind.Markdown, value },
          range: toLspRange(map, nameRange(call.call.site, text)),
        };
      }),
    );
  },
};

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
