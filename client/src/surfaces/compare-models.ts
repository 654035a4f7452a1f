/** "Compare Models" and "Compare Regions": a searchable list of offers for one call; Enter opens the panel. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { type CompareParams, compareRequest } from "../../../shared/protocol";
import type { ComparisonView, OfferRow } from "../../../shared/view-models";
import { askForSource, callOf, isRecord } from "../active-place";
import { ComparisonPanel } from "../comparison-panel";
import type { Session } from "../session";
import type { Surface } from "../surface";
import { writeModel } from "./use-model";

export const compareModels: Surface = {
  id: "compare-models",
  activate(context, session) {
    const panel = new ComparisonPanel(context, session);
    const run = (argument: unknown, sameModel: boolean) => compare(session, panel, argument, sameModel);
    return [
      panel,
      vscode.commands.registerCommand(COMMANDS.compareModels, (argument: unknown) => run(argument, false)),
      vscode.commands.registerCommand(COMMANDS.compareRegions, (argument: unknown) => run(argument, true)),
    ];
  },
};

interface OfferItem extends vscode.QuickPickItem {
  readonly row?: OfferRow;
}

async function compare(session: Session, panel: ComparisonPanel, argument: unknown, sameModel: boolean) {
  const params = paramsOf(argument, sameModel);
  if (params === undefined) return askForSource();
  const view = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: "Farebox: comparing models" },
    (_progress, token) => session.ask(compareRequest, params, token),
  );
  if (view === undefined) return;
  if ("problem" in view) return void vscode.window.showInformationMessage(view.problem);
  pick(session, panel, params, view);
}

function paramsOf(argument: unknown, sameModel: boolean): CompareParams | undefined {
  const call = callOf(argument);
  const isSameModel = sameModel || (isRecord(argument) && argument["sameModel"] === true);
  return call && { ...call, sameModel: isSameModel };
}

function pick(session: Session, panel: ComparisonPanel, params: CompareParams, view: ComparisonView): void {
  const list = vscode.window.createQuickPick<OfferItem>();
  list.title = `${view.title} · ${view.turnsText}`;
  list.placeholder = "Search by model, host or region; Enter opens the comparison";
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = items(view);
  list.onDidAccept(() => {
    const row = list.activeItems[0]?.row;
    list.hide();
    panel.show(params, view, row?.offerId ?? null);
  });
  list.onDidTriggerItemButton(({ item }) => {
    list.hide();
    if (item.row !== undefined) void writeModel(session, { callId: view.callId, offerId: item.row.offerId });
  });
  list.onDidHide(() => list.dispose());
  list.show();
}

function items(view: ComparisonView): OfferItem[] {
  const fitting = view.rows.filter((row) => row.obstacle === null);
  const favourites = fitting.filter((row) => row.current || row.favourite);
  const others = fitting.filter((row) => !row.current && !row.favourite);
  const blocked = view.rows.filter((row) => row.obstacle !== null);
  return [
    ...group("Current and favourites", favourites, view),
    ...group("Others", others, view),
    ...group("Do not fit", blocked, view),
  ];
}

function group(label: string, rows: readonly OfferRow[], view: ComparisonView): OfferItem[] {
  if (rows.length === 0) return [];
  const separator: OfferItem = { label, kind: vscode.QuickPickItemKind.Separator };
  return [separator, ...rows.map((row) => toItem(row, view))];
}

/** Quick picks cannot grey a row out: one that does not fit has its sign, and its reason in the dimmed part. */
function toItem(row: OfferRow, view: ComparisonView): OfferItem {
  const icon = row.obstacle !== null ? "$(circle-slash) " : row.current ? "$(check) " : "";
  const month = row.perMonthText === null ? [] : [`${row.perMonthText}/month`];
  const difference = row.current ? ["current"] : row.differenceText === "" ? [] : [row.differenceText];
  const place = [row.hostName, row.regionName, ...(row.serviceTier === "standard" ? [] : [row.serviceTier])];
  const canUse = view.canEdit && row.modelArgument !== null && !row.current && row.obstacle === null;
  return {
    label: `${icon}${row.modelName}`,
    // Cost first: the list cuts long lines at the end.
    description: [`${row.costText}/run`, ...difference, ...month, place.join(" · ")].join("   "),
    ...(row.obstacle === null ? {} : { detail: `$(warning) ${row.obstacle}` }),
    ...(canUse ? { buttons: [USE_BUTTON] } : {}),
    row,
  };
}

const USE_BUTTON: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("replace"),
  tooltip: "Use this model at the call",
};
