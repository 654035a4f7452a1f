/** `npx tsx tools/readme-sample.ts`: puts what the command line prints on examples/ into the README, shortened. A test compares. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "../test/support/run-cli";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** A fixed day, so that the sample changes with the product and not with the calendar. */
const ARGS = ["report", "examples", "--when", "2026-11-24"];
/** Files shown whole: an agent loop, and a call without a price. */
const FILES = ["python/coding_agent.py", "python/house_model.py"];
/** Lines shown of the list of entries. */
const ENTRIES = 3;

const START = "<!-- sample: npx tsx tools/readme-sample.ts -->\n```text\n";
const END = "```\n<!-- end of sample -->";

/** The report with some files and entries left out; "…" stands where something is missing. */
export function shortened(report: string): string {
  const [calls = "", entries = "", ...rest] = report.trimEnd().split("\n\n");
  return `${[fewFiles(calls), fewEntries(entries), ...rest].join("\n\n")}\n`;
}

function fewFiles(text: string): string {
  const [header = "", ...lines] = text.split("\n");
  let isKept = false;
  const kept = lines.filter((line) => {
    if (!line.startsWith(" ")) isKept = FILES.includes(line);
    return isKept;
  });
  return [header, ...kept, "…"].join("\n");
}

function fewEntries(text: string): string {
  const lines = text.split("\n");
  return lines.length <= 1 + ENTRIES ? text : [...lines.slice(0, 1 + ENTRIES), "  …"].join("\n");
}

/** The README's text with the sample that the present program prints. Throws where the marks or the report are missing. */
export async function withSample(readme: string): Promise<string> {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error("the README has no marks for the sample");
  const { code, stdout, stderr } = await runCli(ARGS, ROOT);
  if (code !== 0) throw new Error(`farebox ${ARGS.join(" ")} ended with ${code}: ${stderr}`);
  return readme.slice(0, from + START.length) + shortened(stdout) + readme.slice(to);
}

async function main(): Promise<void> {
  const path = join(ROOT, "README.md");
  writeFileSync(path, await withSample(readFileSync(path, "utf8")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main();
