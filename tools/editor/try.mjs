/** `npm run try [folder]`: opens examples/ with the extension, in desktop VS Code where it is installed, else in a browser. */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { ensureCache, isSupported, root } from "./cache.mjs";
import { startEditor } from "./editor.mjs";

const folder = process.argv[2] === undefined ? join(root, "examples") : resolve(process.argv[2]);
const built = spawnSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
if (built.status !== 0) process.exit(built.status ?? 1);

const windows = process.platform === "win32";
const hasCode = spawnSync("code", ["--version"], { stdio: "ignore", shell: windows }).status === 0;
if (hasCode) {
  const args = ["--new-window", `--extensionDevelopmentPath=${root}`, folder];
  process.exit(
    spawnSync("code", windows ? args.map((arg) => `"${arg}"`) : args, { stdio: "inherit", shell: windows })
      .status ?? 1,
  );
}
if (!isSupported) {
  console.error(
    "VS Code's command `code` is not on PATH: in VS Code run “Shell Command: Install 'code' command in PATH”.",
  );
  process.exit(1);
}
const editor = await startEditor(ensureCache(), { port: Number(process.env["PORT"] ?? 8743) });
console.log(`Open this in a browser (Ctrl+C ends it):\n${editor.url(folder)}`);
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, async () => {
    await editor.stop();
    process.exit(0);
  });
