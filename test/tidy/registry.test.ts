/** Registry = folder: what lies in a plug-in folder is in its list, once, and is called what its file is called. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename } from "node:path/posix";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { LANGUAGES } from "../../server/src/languages";
import { SDKS } from "../../server/src/sdks";
import { COMMANDS } from "../../shared/ids";
import { filesIn, importsOf, readText, syntaxOf, visit } from "./sources";

interface Registry {
  readonly folder: string;
  /** Type of a plug-in, as its file writes it. */
  readonly type: string;
  /** Name of the list in index.ts. */
  readonly list: string;
  /** Files of the folder that are no plug-ins; null where the folder holds other code as well. */
  readonly others: readonly string[] | null;
  /** Plug-ins lie in groups: folders one step below. */
  readonly isGrouped?: boolean;
}

const REGISTRIES: readonly Registry[] = [
  {
    folder: "server/src/sdks",
    type: "Sdk",
    list: "SDKS",
    others: [
      "sdk.ts",
      "call-site.ts",
      "documented-default.ts",
      "openai-shape.ts",
      "text-models.ts",
      "langchain-models.ts",
      "langchain-agents.ts",
      "langchain-chains.ts",
      "langchain-go.ts",
      "raw-http-endpoints.ts",
    ],
    isGrouped: true,
  },
  { folder: "server/src/advice/rules", type: "Rule", list: "RULES", others: [] },
  { folder: "server/src/lsp/surfaces", type: "Surface", list: "SURFACES", others: ["surface.ts"] },
  { folder: "client/src/surfaces", type: "Surface", list: "SURFACES", others: [] },
  { folder: "server/src/host/price-sources", type: "PriceSource", list: "SOURCES", others: null },
  { folder: "server/src/reports", type: "ReportFormat", list: "FORMATS", others: null },
];

for (const registry of REGISTRIES) {
  describe(`tidy: registry of ${registry.folder}`, () => {
    const index = `${registry.folder}/index.ts`;
    const files = filesIn(registry.folder, ".ts").filter(
      (file) =>
        file !== index &&
        (registry.isGrouped === true || file.split("/").length === registry.folder.split("/").length + 1),
    );
    const plugins = files.flatMap((file) =>
      exportsOfType(file, registry.type).map(({ name, id }) => ({ file, name, id })),
    );

    it("holds plug-ins", () =>
      assert.ok(plugins.length >= 2, `found ${plugins.length} in ${registry.folder}`));

    it("holds one plug-in per file", () => {
      const { others } = registry;
      if (others === null) return;
      const expected = files.filter((file) => !others.includes(basename(file)));
      assert.deepEqual(
        plugins.map(({ file }) => file),
        expected,
      );
    });

    it("names each plug-in as its file", () => {
      assert.deepEqual(
        plugins
          .filter(({ file, id }) => id !== basename(file, ".ts"))
          .map(({ file, id }) => `${file}: ${id}`),
        [],
      );
    });

    it("lists each plug-in once", () => {
      assert.deepEqual([...listOf(index, registry.list)].sort(), plugins.map(({ name }) => name).sort());
      const listed = importsOf(index).map(({ file }) => file);
      assert.deepEqual(
        plugins.filter(({ file }) => !listed.includes(file)).map(({ file }) => file),
        [],
      );
    });
  });
}

describe("tidy: registry of languages", () => {
  const folder = "server/src/languages";
  const folders = new Set(
    filesIn(folder, ".ts").flatMap((file) => (file.split("/")[4] ? [file.split("/")[3] ?? ""] : [])),
  );

  it("lists every language folder", () => {
    const imported = importsOf(`${folder}/index.ts`).flatMap(({ file }) =>
      file?.split("/")[4] ? [file.split("/")[3] ?? ""] : [],
    );
    assert.deepEqual([...new Set(imported)].sort(), [...folders].sort());
  });

  it("ships the grammar of every language", () => {
    const build = readText("esbuild.mjs");
    for (const { id, grammar: name } of Object.values(LANGUAGES)) {
      const grammar = fileURLToPath(
        new URL(`../../node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`, import.meta.url),
      );
      assert.ok(existsSync(grammar), `${id} has no grammar`);
      assert.match(build, new RegExp(`"${name}"`), `esbuild.mjs copies no grammar for ${id}`);
    }
  });
});

describe("tidy: fixtures and commands", () => {
  it("tests every SDK by a fixture of its name", () => {
    const fixtures = filesIn("test/fixtures/sdks", ".md").map((file) => basename(file, ".md"));
    assert.deepEqual([...fixtures].sort(), SDKS.map(({ id }) => id as string).sort());
  });

  it("registers every command in the client, once", () => {
    const registered = filesIn("client/src", ".ts").flatMap((file) =>
      [...readText(file).matchAll(/registerCommand\(\s*COMMANDS\.(\w+)/g)].map(([, name]) => name ?? ""),
    );
    assert.deepEqual(registered.sort(), Object.keys(COMMANDS).sort());
  });
});

/** Exported constants annotated with a type, with the `id` their literal states (possibly inside `meta`). */
function exportsOfType(file: string, type: string): readonly { name: string; id: string | undefined }[] {
  return syntaxOf(file)
    .statements.filter(ts.isVariableStatement)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .filter((declaration) => declaration.type?.getText() === type)
    .map((declaration) => ({
      name: declaration.name.getText(),
      id: idOf(declaration.initializer) ?? idOf(property(declaration.initializer, "meta")),
    }));
}

function idOf(node: ts.Expression | undefined): string | undefined {
  const id = property(node, "id");
  return id !== undefined && ts.isStringLiteral(id) ? id.text : undefined;
}

function property(node: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (node === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
  return node.properties.filter(ts.isPropertyAssignment).find((entry) => entry.name.getText() === name)
    ?.initializer;
}

/** Names in the array that a file assigns to `list`. */
function listOf(file: string, list: string): readonly string[] {
  const names: string[] = [];
  visit(syntaxOf(file), (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== list) return;
    if (node.initializer !== undefined && ts.isArrayLiteralExpression(node.initializer))
      names.push(...node.initializer.elements.map((element) => element.getText()));
  });
  return names;
}
