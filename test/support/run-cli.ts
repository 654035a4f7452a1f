/** The command line as users start it, from its source, in a process of its own. */
import { spawn } from "node:child_process";
import { join } from "node:path";

const PROJECT = join(__dirname, "..", "..");
const MAIN = join(PROJECT, "server", "src", "cli", "main.ts");

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Closes its standard output at once, as `| head -0` does. */
  readonly closeStdout?: boolean;
  /** Over the test's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Neither stream is a terminal. */
export function runCli(args: readonly string[], cwd: string, options: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const tsx = require.resolve("tsx/cjs", { paths: [PROJECT] });
    const child = spawn(process.execPath, ["--require", tsx, MAIN, ...args], {
      cwd,
      env: { ...process.env, ...options.env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    if (options.closeStdout) child.stdout.destroy();
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
