/** "Open Catalogue": every offer as a table that can be filtered and sorted, with the price history of each. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { CataloguePanel } from "../catalogue-panel";
import type { Surface } from "../surface";

export const browseCatalogue: Surface = {
  id: "browse-catalogue",
  activate(context, session) {
    const panel = new CataloguePanel(context, session);
    return [panel, vscode.commands.registerCommand(COMMANDS.browseCatalogue, () => panel.show())];
  },
};
