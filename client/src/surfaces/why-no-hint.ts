/** "Why Is There No Hint Here?": the reason, and the step that changes it. */
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/ids";
import { whyNoHintRequest } from "../../../shared/protocol";
import { askForSource, placeOf } from "../active-place";
import type { Surface } from "../surface";

export const whyNoHint: Surface = {
  id: "why-no-hint",
  activate: (_context, session) => [
    vscode.commands.registerCommand(COMMANDS.whyNoHint, async (argument: unknown) => {
      const place = placeOf(argument);
      if (place === undefined) return askForSource();
      const why = await session.ask(whyNoHintRequest, place);
      if (why === undefined) return;
      const text = [why.headline, ...why.details].map(asSentence).join(" ");
      session.log.info(`why no hint: ${text}`);
      const titles = why.action === null ? [] : [why.action.title];
      const choice = await vscode.window.showInformationMessage(text, ...titles);
      if (why.action !== null && choice === why.action.title)
        await vscode.commands.executeCommand(why.action.command, ...why.action.arguments);
    }),
  ],
};

function asSentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}
