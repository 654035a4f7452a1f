/** Builds everything Farebox ships into dist/: one table of bundles, then the files that lie beside them. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");
const say = (text) => process.stderr.write(`${text}\n`);

const node = { platform: "node", format: "cjs", target: "node20" };
const browser = { platform: "browser", format: "iife", target: "chrome120" };
const BUNDLES = [
  { in: "client/src/extension.ts", out: "dist/extension.cjs", ...node, external: ["vscode"] },
  { in: "server/src/lsp/main.ts", out: "dist/server.cjs", ...node },
  { in: "server/src/host/workers/worker-main.ts", out: "dist/worker.cjs", ...node },
  { in: "server/src/cli/main.ts", out: "dist/cli.cjs", ...node, executable: true },
  { in: "client/src/webview/panel.ts", out: "dist/panel.js", ...browser },
  { in: "client/src/webview/catalogue.ts", out: "dist/catalogue.js", ...browser },
  { in: "client/src/webview/panel.css", out: "dist/panel.css", target: "chrome120" },
];
const WASM = [
  "tree-sitter",
  ...["python", "typescript", "tsx", "javascript", "go"].map((id) => `tree-sitter-${id}`),
];

/** Merges the catalogue's files; bundled and run at build time. */
const MERGE_FILES = "server/src/catalogue/load/files.ts";

await copyAssets();
if (watch) {
  const contexts = await Promise.all(BUNDLES.map((bundle) => context(options(bundle))));
  await Promise.all(contexts.map((each) => each.watch()));
  say("watching: code is rebuilt on change; catalogue, wasm and vocabularies are copied at the start only");
} else {
  await Promise.all(BUNDLES.map((bundle) => build(options(bundle))));
  for (const bundle of BUNDLES) if (bundle.executable) chmodSync(join(root, bundle.out), 0o755);
}

/** tree-sitter's emscripten glue names import.meta.url on a path that Node's CommonJS build never takes. */
function options({ in: source, out, executable, ...rest }) {
  return {
    ...rest,
    absWorkingDir: root,
    entryPoints: [source],
    outfile: out,
    bundle: true,
    minify: production,
    sourcemap: !production,
    logLevel: "warning",
    logOverride: { "empty-import-meta": "silent" },
    ...(executable ? { banner: { js: "#!/usr/bin/env node" } } : {}),
  };
}

async function copyAssets() {
  const assets = join(root, "dist/assets");
  mkdirSync(assets, { recursive: true });
  const wasm = join(root, "node_modules/@vscode/tree-sitter-wasm/wasm");
  for (const name of WASM) copyFileSync(join(wasm, `${name}.wasm`), join(assets, `${name}.wasm`));
  copyAll("server/vocabularies", ".bin", assets);
  copyAll("server/vocabularies", ".txt", assets);
  copyAll("server/catalogue", "farebox-catalogue.schema.json", join(root, "dist"));
  writeFileSync(join(assets, "catalogue.json"), JSON.stringify(await mergeCatalogue()));
}

function copyAll(folder, ending, target) {
  const wanted = readdirSync(join(root, folder)).filter((name) => name.endsWith(ending));
  if (wanted.length === 0) throw new Error(`no ${ending} in ${folder}`);
  for (const name of wanted) copyFileSync(join(root, folder, name), join(target, name));
}

/** The catalogue's files as one value. The merge itself is the server's own code, so bundle and tests agree. */
async function mergeCatalogue() {
  const folder = join(root, "server/catalogue");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
    .map((name) => join(folder, name));
  const parsed = files.map((file) => [
    relative(folder, file).replaceAll("\\", "/"),
    JSON.parse(readFileSync(file, "utf8")),
  ]);
  const mergeFiles = await loadMergeFiles();
  return mergeFiles(Object.fromEntries(parsed));
}

async function loadMergeFiles() {
  const result = await build({
    entryPoints: [join(root, MERGE_FILES)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString("base64");
  return (await import(`data:text/javascript;base64,${code}`)).mergeFiles;
}
