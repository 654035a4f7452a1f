/** The connection to the language server: where it lives, which documents it sees, and what it may put into Markdown. */
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";
import { CATALOGUE_FILES, COMMANDS, LANGUAGE_IDS, PROMPT_FILE_GLOBS } from "../../shared/ids";
import type { InitializationOptions } from "../../shared/protocol";

/** Commands a hover may link to. Workspace text can never name another one. */
const HOVER_COMMANDS = [
  COMMANDS.compareModels,
  COMMANDS.compareRegions,
  COMMANDS.pinAssumption,
  COMMANDS.useModel,
  COMMANDS.openLocation,
  COMMANDS.openCatalogue,
  COMMANDS.whyNoHint,
];

const SCHEMES = ["file", "untitled", "vscode-notebook-cell"];

const PROMPT_FILES = PROMPT_FILE_GLOBS.map((pattern) => ({ scheme: "file", pattern }));

/** Every document Farebox reads: sources in its languages, prompt files and the user's price catalogue. */
export function documentSelector(): { scheme: string; language?: string; pattern?: string }[] {
  const sources = SCHEMES.flatMap((scheme) => LANGUAGE_IDS.map((language) => ({ scheme, language })));
  const catalogues = CATALOGUE_FILES.map((name) => ({ scheme: "file", pattern: `**/${name}` }));
  return [...sources, ...PROMPT_FILES, ...catalogues];
}

/** True for a document in one of the languages Farebox reads. */
export function isSource(document: vscode.TextDocument): boolean {
  return (LANGUAGE_IDS as readonly string[]).includes(document.languageId);
}

/** True for a document that shows figures of ours: a source or a prompt file. */
export function hasFigures(document: vscode.TextDocument): boolean {
  return isSource(document) || vscode.languages.match(PROMPT_FILES, document) > 0;
}

/** The source a person looks at: the active editor's, or the one beside it while a panel is active. */
export function shownSource(): vscode.TextDocument | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor !== undefined)
    return isSource(activeTextEditor.document) ? activeTextEditor.document : undefined;
  return visibleTextEditors.map((editor) => editor.document).find(isSource);
}

/** A client that is not started yet. */
export function createClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): LanguageClient {
  const initializationOptions: InitializationOptions = {
    commandLinks: true,
    storagePath: vscode.Uri.joinPath(context.globalStorageUri, "price-sources").fsPath,
  };
  const options: LanguageClientOptions = {
    documentSelector: documentSelector(),
    outputChannel: log,
    initializationOptions,
    synchronize: { configurationSection: "farebox" },
    markdown: { isTrusted: { enabledCommands: HOVER_COMMANDS }, supportHtml: false },
  };
  const module = serverModule(context);
  return new LanguageClient(
    "farebox",
    "Farebox",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6109"] } },
    },
    options,
  );
}

/** A developer may run another build of the server; a released extension runs its own. */
function serverModule(context: vscode.ExtensionContext): string {
  const isReleased = context.extensionMode === vscode.ExtensionMode.Production;
  const chosen = isReleased ? undefined : process.env["FAREBOX_SERVER"];
  return chosen ?? context.asAbsolutePath("dist/server.cjs");
}
