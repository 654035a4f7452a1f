/** Code lenses above every function that owns runs. The cheaper favourite is priced only for lenses on screen. */
import type { CancellationToken, CodeLens, Range } from "vscode-languageserver";
import { COMMANDS } from "../../../../shared/ids";
import type { CallEstimate } from "../../estimate/estimate-call";
import { absoluteRange } from "../../facts/located";
import { hintIsShown } from "../../views/hint";
import { type LensGroup, lensAlternative, lensGroups, lensTitle } from "../../views/lens";
import type { Folder } from "../folder";
import { guard, throwIfCancelled } from "../guard";
import type { Session } from "../session";
import type { Surface } from "./surface";

interface LensData {
  readonly uri: string;
  readonly fn: number;
  readonly part: "cost" | "alternative" | "compare";
}

export const codeLens: Surface = {
  id: "code-lens",
  capabilities: { codeLensProvider: { resolveProvider: true } },
  register(connection, session) {
    connection.onCodeLens(
      guard("codeLens", session, [] as CodeLens[], async ({ textDocument }, token) => {
        const found = await ownersIn(session, textDocument.uri);
        throwIfCancelled(token);
        if (!found) return [];
        const { folder, groups } = found;
        const { settings, catalogue } = folder.workspace;
        const favourites = settings.favourites.length + catalogue.favourites.length > 0;
        return groups.flatMap((group) => {
          const range = nameRange(session, folder, group, textDocument.uri);
          const data = (part: LensData["part"]): LensData => ({ uri: textDocument.uri, fn: group.fn, part });
          const parts: LensData["part"][] =
            favourites && group.calls.length === 1 ? ["cost", "alternative", "compare"] : ["cost", "compare"];
          return range ? parts.map((part) => ({ range, data: data(part) })) : [];
        });
      }),
    );
    connection.onCodeLensResolve(async (lens, token) => {
      const resolve = guard("codeLens/resolve", session, lens, () => resolved(session, lens, token));
      return resolve(undefined, token);
    });
  },
};

async function resolved(session: Session, lens: CodeLens, token: CancellationToken): Promise<CodeLens> {
  const data = lens.data as LensData;
  const found = await ownersIn(session, data.uri);
  throwIfCancelled(token);
  const group = found?.groups.find((g) => g.fn === data.fn);
  const first = group?.calls[0];
  if (!found || !group || !first) return { ...lens, command: { title: "", command: "" } };
  const target = [{ uri: data.uri, callId: session.callRef(found.folder, first.call.site.id) }];
  if (data.part === "cost")
    return { ...lens, command: { title: lensTitle(group), command: COMMANDS.showCost, arguments: target } };
  if (data.part === "compare")
    return { ...lens, command: { title: "Compare", command: COMMANDS.compareModels, arguments: target } };
  const alternative = lensAlternative(group, session.contextOf(found.folder));
  const title = alternative?.title ?? "no favourite fits";
  return { ...lens, command: { title, command: COMMANDS.compareModels, arguments: target } };
}

/** Runs whose owner function stands in the document, whichever file holds the call. */
async function ownersIn(
  session: Session,
  uri: string,
): Promise<{ readonly folder: Folder; readonly groups: readonly LensGroup[] } | undefined> {
  const found = await session.estimateOf(uri);
  if (!found) return undefined;
  const { folder, path, estimate } = found;
  const { hints } = folder.workspace.settings;
  if (!hints.codeLens) return { folder, groups: [] };
  const own: readonly CallEstimate[] = estimate.calls;
  const related = await folder.workspace.estimatesTouching(path);
  const calls = [...own, ...related.filter((call) => !own.includes(call))];
  const shown = calls.filter((call) => hintIsShown(call, hints) && call.call.shape.owner.path === path);
  return { folder, groups: lensGroups(shown) };
}

function nameRange(
  session: Session,
  folder: Folder,
  group: LensGroup,
  documentUri: string,
): Range | undefined {
  const state = folder.workspace.table.get(group.path);
  if (state?.kind !== "parsed") return undefined;
  const node = state.facts.functions[group.fn];
  if (!node) return undefined;
  const first = group.calls[0];
  // A run in module code stands above its call, not above line 1.
  const range =
    group.fn === 0 && first
      ? first.call.site.range
      : absoluteRange(state.facts, group.fn, node.facts.nameRange);
  const location = session.locationOf(folder, { path: group.path, range });
  // A cell shows the runs that start in it; a file is the only document its runs can be in.
  const isElsewhere = session.cells.notebookOf(documentUri) !== undefined && location.uri !== documentUri;
  return isElsewhere ? undefined : location.range;
}
