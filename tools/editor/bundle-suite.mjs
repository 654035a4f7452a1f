/** Bundles the suite that runs inside the extension host to out/test/editor/index.js. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./cache.mjs";

export async function bundleSuite() {
  const folder = join(root, "test/editor/host");
  const tests = readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .sort();
  await build({
    absWorkingDir: root,
    stdin: {
      contents: [
        'export { run } from "./run";',
        'import { addSuite } from "./run";',
        ...tests.map((name) => `addSuite(() => require("./${name}"));`),
      ].join("\n"),
      resolveDir: folder,
      loader: "ts",
    },
    outfile: "out/test/editor/index.js",
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}
