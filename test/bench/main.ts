/** `npm run bench [server|tokens]`: builds, measures, prints Markdown. Figures are for reading; nothing fails by them. */
import { spawnSync } from "node:child_process";
import { arch, availableParallelism, platform, totalmem } from "node:os";
import { join } from "node:path";
import { run as server } from "./server";
import { run as tokens } from "./tokens";

const ROOT = join(__dirname, "..", "..");
const PARTS: Readonly<Record<string, () => Promise<string>>> = { server, tokens };

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
  const built = spawnSync(process.execPath, ["esbuild.mjs"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (built.status !== 0) throw new Error("the build failed");
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  console.log(
    `# Benchmark\n\n${availableParallelism()} cores, ${gigabytes} GB, ${platform()} ${arch()}, Node ${process.version}\n`,
  );
  for (const [name, run] of Object.entries(PARTS)) {
    if (wanted.length === 0 || wanted.includes(name)) console.log(`${await run()}\n`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
