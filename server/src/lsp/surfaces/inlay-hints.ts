/** Inlay hints: the cost of a run behind each call site. */
import { type InlayHint, type MarkupContent, MarkupKind } from "vscode-languageserver";
import type { CallEstimate } from "../../estimate/estimate-call";
import type { PromptFileEstimate } from "../../prompt-files/estimate";
import { hintIsShown, hintText } from "../../views/hint";
import { promptFileHint, promptFileMarkdown } from "../../views/prompt-file";
import { tooltipMarkdown } from "../../views/tooltip";
import { toOffset, toPosition } from "../convert";
import type { Folder } from "../folder";
import { guard, throwIfCancelled } from "../guard";
import type { Session } from "../session";
import type { Surface } from "./surface";

export const inlayHints: Surface = {
  id: "inlay-hints",
  capabilities: { inlayHintProvider: { resolveProvider: true } },
  register(connection, session) {
    connection.languages.inlayHint.on(
      guard("inlayHint", session, [] as InlayHint[], async ({ textDocument, range }, token) => {
        const prompt = await session.promptFileOf(textDocument.uri);
        if (prompt) return range.start.line > 0 ? [] : [promptHint(prompt.estimate, prompt.folder)];
        const found = await session.estimateOf(textDocument.uri);
        throwIfCancelled(token);
        const { folder, estimate, lines: map } = found;
        const { hints } = folder.workspace.settings;
        if (!map || !hints.enabled) return [];
        const from = toOffset(map, range.start);
        const to = toOffset(map, range.end);
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
            ...(session.abilities.lateTooltips
              ? { data: { uri: textDocument.uri, callId: call.call.site.id } satisfies HintData }
              : { tooltip: tooltipOf(call, session, folder) }),
          }));
      }),
    );
    connection.languages.inlayHint.resolve(async (hint, token) => {
      const resolved = guard("inlayHint/resolve", session, hint, async () => {
        // A prompt file's hint has its tooltip already.
        if (hint.data === undefined) return hint;
        const { uri, callId } = hint.data as HintData;
        const { folder, estimate } = await session.estimateOf(uri);
        // An edit may have moved the call: the hint is asked for anew then.
        const call = estimate.calls.find((candidate) => candidate.call.site.id === callId);
        return call ? { ...hint, tooltip: tooltipOf(call, session, folder) } : hint;
      });
      return resolved(hint, token);
    });
  },
};

/** At the very top: the file's figures are about all of it. */
function promptHint(estimate: PromptFileEstimate, { catalogue }: Folder): InlayHint {
  return {
    position: { line: 0, character: 0 },
    label: promptFileHint(estimate),
    paddingRight: true,
    tooltip: { kind: MarkupKind.Markdown, value: promptFileMarkdown(estimate, catalogue) },
  };
}

/** What a hint carries until its tooltip is asked for. */
interface HintData {
  readonly uri: string;
  readonly callId: string;
}

function tooltipOf(call: CallEstimate, session: Session, folder: Folder): MarkupContent {
  return {
    kind: MarkupKind.Markdown,
    value: tooltipMarkdown(call, session.contextOf(folder), folder.today()),
  };
}

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
