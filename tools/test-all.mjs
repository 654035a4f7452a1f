/** `npm test`: every test, stage by stage. Stops at the first stage that fails; ends with one line of totals. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const mocha = ["node_modules/mocha/bin/mocha.js"];

const STAGES = [
  { name: "build", args: ["esbuild.mjs"] },
  { name: "types", args: ["node_modules/typescript/bin/tsc", "--noEmit"] },
  {
    name: "types of the panel",
    args: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "client/src/webview"],
  },
  { name: "lint", args: ["node_modules/@biomejs/biome/bin/biome", "check", "."] },
  { name: "units, fixtures and tidiness", args: [...mocha, "test/{unit,fixtures,tidy}/**/*.test.ts"] },
  {
    name: "protocol",
    args: [...mocha, "--no-config", "--require", "tsx", "--timeout", "60000", "test/protocol/**/*.test.ts"],
  },
  { name: "real editor", args: ["tools/editor/run-suite.mjs"] },
];

let passed = 0;
let failed = 0;
for (const stage of STAGES) {
  const started = Date.now();
  process.stdout.write(`\n=== ${stage.name}\n`);
  const { code, output } = await run(stage.args);
  const counts = countsIn(output);
  passed += counts.passing;
  failed += counts.failing;
  process.stdout.write(
    `=== ${stage.name}: ${code === 0 ? "ok" : `failed (${code})`}, ${seconds(started)} s\n`,
  );
  if (code !== 0) {
    finish(Math.max(1, failed), 1);
    break;
  }
  if (counts.pending > 0) process.stdout.write(`=== ${counts.pending} pending: see above\n`);
}
if (process.exitCode === undefined) finish(failed, failed > 0 ? 1 : 0);

function finish(failures, code) {
  process.stdout.write(`\n${passed} passed, ${failures} failed\n`);
  process.exitCode = code;
}

/** Mocha's closing lines, summed: a stage may run several suites. */
function countsIn(output) {
  const sum = (word) =>
    [...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, "gm"))].reduce(
      (n, match) => n + Number(match[1]),
      0,
    );
  return { passing: sum("passing"), failing: sum("failing"), pending: sum("pending") };
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

function seconds(started) {
  return Math.round((Date.now() - started) / 1000);
}
