/** Completion in the user's farebox.catalogue.yaml. */
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver";
import schema from "../../../catalogue/farebox-catalogue.schema.json";
import { LineMap } from "../../base/line-map";
import { catalogueCompletions, type Schema } from "../../views/catalogue-completion";
import { toOffset } from "../convert";
import { guard } from "../guard";
import type { Surface } from "./surface";

export const catalogueCompletion: Surface = {
  id: "catalogue-completion",
  capabilities: { completionProvider: { triggerCharacters: [" ", ":", "-"] } },
  register(connection, session) {
    connection.onCompletion(
      guard("completion", session, [] as CompletionItem[], ({ textDocument, position }) => {
        const located = session.locate(textDocument.uri);
        const text = located?.folder.catalogueText(located.path);
        if (!located || text === undefined || located.path.endsWith(".json")) return [];
        const offset = toOffset(new LineMap(text), position);
        return catalogueCompletions(text, offset, schema as Schema, located.folder.catalogue).map(
          (entry) => ({
            label: entry.label,
            insertText: entry.insert,
            documentation: entry.detail,
            kind: entry.kind === "field" ? CompletionItemKind.Field : CompletionItemKind.Value,
          }),
        );
      }),
    );
  },
};
