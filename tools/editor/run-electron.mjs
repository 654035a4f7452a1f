/** `npm run test:electron`: the host suite in desktop VS Code, which @vscode/test-electron downloads. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { bundleSuite } from "./bundle-suite.mjs";
import { root } from "./cache.mjs";
import { freshWorkspace } from "./fixture.mjs";

const { status } = spawnSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
await bundleSuite();
try {
  await runTests({
    ...(process.env["VSCODE_VERSION"] === undefined ? {} : { version: process.env["VSCODE_VERSION"] }),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, "out/test/editor/index"),
    launchArgs: [freshWorkspace("electron"), "--disable-extensions", "--disable-workspace-trust"],
  });
} catch (error) {
  console.error(`desktop VS Code: ${error instanceof Error ? error.message : error}`);
  console.error(
    "It is downloaded from the vendor's site. Where that is not reachable, use npm run test:editor.",
  );
  process.exit(1);
}
