/**
 * `npm run bench:detection -- --repos DIR [--half dev|opened|held-out | --labels FILE] [--only TEXT] [--save DIR] [--saved DIR]`: reports each labelled repository and
 * holds the report against the labels of test/corpus, or of a file of their format. Prints the tables of docs/detection.md and every difference. `--save` keeps the reports,
 * `--saved` judges kept ones again. Nothing fails by its figures.
 */
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Report } from "../../../server/src/reports/contract";
import { runCli } from "../../support/run-cli";
import { HALVES, type Half, type LabelledRepository, readLabelFile, readLabels } from "./labels";
import { match } from "./match";
import { findings, type JudgedRepository, tables } from "./table";

/** Prices and models of this day, so that the table stays the same. */
const DAY = "2026-11-20";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repos: { type: "string" },
      half: { type: "string", default: "dev" },
      labels: { type: "string" },
      only: { type: "string" },
      save: { type: "string" },
      saved: { type: "string" },
    },
  });
  const { repos, half, labels: file, only, save, saved } = values;
  if (!repos && !saved)
    throw new Error("--repos DIR is needed: one checkout per repository, DIR/<owner>__<name>");
  if (!isHalf(half)) throw new Error(`--half is one of ${Object.keys(HALVES).join(", ")}`);
  const judged: JudgedRepository[] = [];
  for (const labels of await (file ? readLabelFile(file) : readLabels(half))) {
    if (only !== undefined && !labels.repository.includes(only)) continue;
    const report = repos ? await freshReport(repos, labels) : await savedReport(saved ?? "", labels);
    if (save) await keep(save, labels, report);
    judged.push({ repository: labels.repository, ...match(labels, report.calls) });
  }
  console.log(`${tables(judged)}\n\n${findings(judged)}`);
}

function isHalf(text: string): text is Half {
  return text in HALVES;
}

async function freshReport(repos: string, labels: LabelledRepository): Promise<Report> {
  const folder = join(repos, nameOf(labels));
  await checkFiles(folder, labels.files, labels.commit);
  const started = Date.now();
  const report = await reportOf(folder);
  console.error(`${labels.repository}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return report;
}

async function savedReport(folder: string, labels: LabelledRepository): Promise<Report> {
  return JSON.parse(await readFile(join(folder, `${nameOf(labels)}.json`), "utf8")) as Report;
}

function nameOf({ repository }: LabelledRepository): string {
  return repository.replace("/", "__");
}

async function checkFiles(folder: string, files: readonly string[], commit: string): Promise<void> {
  for (const file of files) {
    await access(join(folder, file)).catch(() => {
      throw new Error(`${join(folder, file)} is not there: check out commit ${commit}`);
    });
  }
}

/** The report as a user gets it, over the whole checkout: labelled files use what the others declare. */
async function reportOf(folder: string): Promise<Report> {
  const { code, stdout, stderr } = await runCli(
    ["report", "--format", "json", "--quiet", "--when", DAY, "."],
    folder,
  );
  if (code !== 0) throw new Error(`the report of ${folder} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Report;
}

async function keep(folder: string, labels: LabelledRepository, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${nameOf(labels)}.json`), JSON.stringify(report));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
