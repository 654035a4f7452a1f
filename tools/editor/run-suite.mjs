/**
 * `npm run test:editor`: the suite in the extension host, then the same editor seen through its page.
 * `npm run test:editor -- host` and `-- page` run one of them.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { bundleSuite } from "./bundle-suite.mjs";
import { ensureCache, isSupported, root } from "./cache.mjs";
import { startEditor } from "./editor.mjs";
import { freshWorkspace } from "./fixture.mjs";

const TIMEOUT_MS = 240_000;

run("node", ["esbuild.mjs"]);
if (!isSupported) {
  console.error(
    "The browser-driven editor exists for Linux x64 only: running the host suite in desktop VS Code.",
  );
  console.error("NOT RUN here: test/editor/page (what a person sees, and the screenshots).");
  run("node", ["tools/editor/run-electron.mjs"]);
} else {
  mkdirSync(join(root, "out/editor"), { recursive: true });
  const paths = ensureCache();
  const only = process.argv[2];
  const parts = [
    { name: "host", run: () => runHostSuite(paths) },
    { name: "page", run: runPageSuite },
  ].filter(({ name }) => only === undefined || only === name);
  if (parts.length === 0) throw new Error(`no part "${only}": use host or page`);
  for (const part of parts) if ((await part.run()) !== 0) process.exitCode = 1;
}

function runPageSuite() {
  const args = ["node_modules/mocha/bin/mocha.js", "--config", "test/editor/page/.mocharc.json"];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status;
}

/** Runs out/test/editor inside the extension host and returns its exit code. */
async function runHostSuite(paths) {
  await bundleSuite();
  const editor = await startEditor(paths, { log: join(root, "out/editor/host-server.log") });
  const browser = await launchBrowser(paths.folder);
  try {
    const page = await browser.newPage();
    const result = new Promise((resolve) => {
      void page.exposeFunction("codeAutomationLog", (type, args) => printLog(type, args));
      void page.exposeFunction("codeAutomationExit", (code) => resolve(code));
      setTimeout(() => resolve("timeout"), TIMEOUT_MS).unref();
    });
    const suite = `vscode-remote://remote${join(root, "out/test/editor/index")}`;
    await page.goto(editor.url(freshWorkspace("host"), [["extensionTestsPath", suite]]));
    const code = await result;
    if (code !== "timeout") return code;
    await page.screenshot({ path: join(root, "out/editor/timeout.png") });
    console.error(`the host suite did not end within ${TIMEOUT_MS / 1000} s; see out/editor/timeout.png`);
    return 1;
  } finally {
    await browser.close();
    await editor.stop();
  }
}

/** The editor logs much of its own; the suite's lines come from the reporter only. */
function printLog(type, args) {
  const text = args
    .map(String)
    .join(" ")
    .replace(/^%c\[Extension Host\] ?%?c?/, "");
  const isOurs = args.some((arg) => typeof arg === "string" && arg.includes("farebox-suite|"));
  if (isOurs)
    process.stdout.write(`${text.slice(text.indexOf("farebox-suite|") + 14).replace(/ ?color: *$/, "")}\n`);
  else if (process.env["FAREBOX_EDITOR_LOG"] !== undefined) console.error(type, text);
}

function run(command, args) {
  const { status } = spawnSync(command === "node" ? process.execPath : command, args, {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
