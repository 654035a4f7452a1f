/** `npm start -- [folder] [flags]`: builds, then reports the cost of a folder (examples/ without an argument). */
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const hasFolder = args[0] !== undefined && !args[0].startsWith("-");
const folder = hasFolder ? resolve(args[0]) : join(root, "examples");

run([join(root, "esbuild.mjs")]);
run([join(root, "dist/cli.cjs"), "report", folder, ...args.slice(hasFolder ? 1 : 0)]);
process.stderr.write(`
To see this in the editor: npm run try -- "${folder}"
or: code --new-window --extensionDevelopmentPath="${root}" "${folder}"
`);

function run(command) {
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
