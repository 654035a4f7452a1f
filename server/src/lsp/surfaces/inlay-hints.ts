/** Inlay hints: the cost of a run behind each call site. */
import { type InlayHint, MarkupKind } from "vscode-languageserver";
import { hintIsShown, hintText } from "../../views/hint";
import { tooltipMarkdown } from "../../views/tooltip";
import { toOffset, toPosition } from "../convert";
import { guard, throwIfCancelled } from "../guard";
import type { Surface } from "./surface";

export const inlayHints: Surface = {
  id: "inlay-hints",
  capabilities: { inlayHintProvider: { resolveProvider: false } },
  register(connection, session) {
    connection.languages.inlayHint.on(
      guard("inlayHint", session, [] as InlayHint[], async ({ textDocument, range }, token) => {
        const found = await session.estimateOf(textDocument.uri);
        throwIfCancelled(token);
        const { folder, estimate, lines: map } = found;
        const { hints } = folder.workspace.settings;
        if (!map || !hints.enabled) return [];
        const from = toOffset(map, range.start);
        const to = toOffset(map, range.end);
        const context = session.contextOf(folder);
        return estimate.calls
          .filter((call) => hintIsShown(call, hints))
          .filter(({ call }) => call.site.range.end >= from && call.site.nameStart <= to)
          .map((call) => ({
            position: toPosition(
              map,
              endOfFirstLine(map, call.call.site.nameStart, call.call.site.range.end),
            ),
            label: hintText(call),
            paddingLeft: true,
            tooltip: { kind: MarkupKind.Markdown, value: tooltipMarkdown(call, context, folder.today()) },
          }));
      }),
    );
  },
};

/** The end of the line on which the callee's name stands: a hint between the arguments would push code about. */
function endOfFirstLine(
  map: { position(o: number): { line: number }; lineStart(l: number): number; lineText(l: number): string },
  start: number,
  end: number,
): number {
  const { line } = map.position(start);
  const lineEnd = map.lineStart(line) + map.lineText(line).trimEnd().length;
  return Math.max(
    start,
    Math.min(lineEnd, map.position(end).line === line ? Math.max(lineEnd, end) : lineEnd),
  );
}
