/** A file imports lower layers and its own folder only, and no file imports itself by a detour. */
import assert from "node:assert/strict";
import { filesIn, type Import, importsOf } from "./sources";

/** Floor of each folder of server/src; docs/architecture.md draws it. */
const FLOORS: Readonly<Record<string, number>> = {
  base: 0,
  syntax: 1,
  facts: 1,
  catalogue: 1,
  tokens: 1,
  languages: 2,
  sdks: 2,
  cost: 2,
  calibration: 3,
  calls: 3,
  prompts: 3,
  loops: 3,
  estimate: 4,
  advice: 5,
  "prompt-files": 5,
  workspace: 6,
  views: 7,
  reports: 7,
  host: 8,
  lsp: 9,
  cli: 9,
};
/** Plain data that every layer may name; the protocol needs a library, so only lsp sees it. */
const SHARED_FOR_ALL = [
  "shared/settings.ts",
  "shared/ids.ts",
  "shared/view-models.ts",
  "shared/catalogue-view.ts",
];
const SHARED_FOR_LSP = ["shared/protocol.ts", "shared/command-arguments.ts"];

/** A schema is data that the build puts into the bundle. */
const SCHEMA = /^server\/catalogue\/[\w-]+\.schema(\.json)?$/;

/** Packages a layer may use. A type of a package counts too: whoever names it depends on it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  syntax: ["@vscode/tree-sitter-wasm"],
  languages: ["@vscode/tree-sitter-wasm"],
  catalogue: ["yaml", "zod/mini"],
  workspace: ["ignore", "picomatch", "smol-toml", "yaml"],
  lsp: ["vscode-languageserver", "vscode-languageserver-textdocument", "vscode-uri"],
};

const SERVER = filesIn("server/src", ".ts");
const CLIENT = filesIn("client/src", ".ts");
const SHARED = filesIn("shared", ".ts");

function layerOf(path: string): string {
  return path.split("/")[2] ?? "";
}

/** Why a server file may not import something, or null where it may. */
function complaint(from: string, { file, specifier }: Import): string | null {
  const layer = layerOf(from);
  const floor = FLOORS[layer] ?? -1;
  if (file === null) return packageComplaint(layer, floor, specifier);
  if (SHARED_FOR_ALL.includes(file)) return null;
  if (SHARED_FOR_LSP.includes(file)) return layer === "lsp" ? null : "only lsp speaks the protocol";
  if (SCHEMA.test(file)) return null;
  if (!file.startsWith("server/src/")) return "outside server/src";
  const target = layerOf(file);
  if (target === layer) return null;
  const targetFloor = FLOORS[target] ?? 99;
  if (targetFloor < floor) return null;
  return targetFloor === floor ? `${target} stands on the same floor` : `${target} stands above ${layer}`;
}

function packageComplaint(layer: string, floor: number, specifier: string): string | null {
  if (specifier.startsWith("node:")) return floor >= 8 ? null : "node: belongs to host, lsp and cli";
  const allowed = PACKAGES[layer] ?? [];
  const isAllowed = allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return isAllowed ? null : `${layer} may not use this package`;
}

describe("tidy: layers", () => {
  it("gives every folder of the server a floor", () => {
    const folders = new Set(SERVER.map(layerOf));
    assert.deepEqual(
      [...folders].filter((name) => FLOORS[name] === undefined),
      [],
    );
    assert.ok(SERVER.length > 100, "the walk found the server");
  });

  it("lets server files import lower floors and their own folder only", () => {
    const broken = SERVER.flatMap((from) =>
      importsOf(from).flatMap((entry) => {
        const reason = complaint(from, entry);
        return reason === null ? [] : [`${from}:${entry.line} imports ${entry.specifier}: ${reason}`];
      }),
    );
    assert.deepEqual(broken, []);
  });

  it("keeps the client away from the server, and the page away from VS Code", () => {
    const allowed = ["vscode", "vscode-languageclient", "vscode-languageclient/node"];
    const broken = CLIENT.flatMap((from) => {
      const inPage = from.startsWith("client/src/webview/");
      const packages = inPage ? ["uplot"] : allowed;
      const folders = inPage ? ["client/src/webview/", "shared/"] : ["client/src/", "shared/"];
      return importsOf(from)
        .filter(({ file, specifier }) =>
          file === null
            ? !packages.some((name) => specifier === name || specifier.startsWith(`${name}/`))
            : !folders.some((folder) => file.startsWith(folder)) ||
              (!inPage && file.startsWith("client/src/webview/")),
        )
        .map(({ specifier, line }) => `${from}:${line} imports ${specifier}`);
    });
    assert.deepEqual(broken, []);
    assert.ok(CLIENT.length > 20, "the walk found the client");
  });

  it("keeps shared free of both sides", () => {
    const broken = SHARED.flatMap((from) =>
      importsOf(from)
        .filter(({ file, specifier }) =>
          file === null
            ? from !== "shared/protocol.ts" || specifier !== "vscode-languageserver-protocol"
            : !file.startsWith("shared/"),
        )
        .map(({ specifier, line }) => `${from}:${line} imports ${specifier}`),
    );
    assert.deepEqual(broken, []);
  });

  it("has no import cycle", () => {
    assert.deepEqual(cycles([...SERVER, ...CLIENT, ...SHARED]), []);
  });
});

/** Each cycle once, as the path around it. Depth first: an edge to a file still open closes a cycle. */
function cycles(files: readonly string[]): readonly string[] {
  const found: string[] = [];
  const open: string[] = [];
  const done = new Set<string>();
  const walk = (file: string): void => {
    if (done.has(file)) return;
    const at = open.indexOf(file);
    if (at >= 0) {
      found.push([...open.slice(at), file].join(" -> "));
      return;
    }
    open.push(file);
    for (const { file: next } of importsOf(file)) if (next?.endsWith(".ts")) walk(next);
    open.pop();
    done.add(file);
  };
  for (const file of files) walk(file);
  return found;
}
