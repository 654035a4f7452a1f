/**
 * `npm run bench:accuracy -- --repos DIR --traces DIR [--day YYYY-MM-DD] [--row TEXT] [--verbose]`: estimates each scored agent from its
 * public source and holds the estimate against recorded runs. Prints the table of docs/accuracy.md. Nothing fails by its figures.
 */
import { parseArgs } from "node:util";
import { Checkouts } from "./analyse";
import { judge } from "./judge";
import { ROWS } from "./rows";
import { table, verbose } from "./table";
import { readRuns } from "./traces";

/** Prices and models of this day, so that the table stays the same. */
const DAY = "2026-11-20";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repos: { type: "string" },
      traces: { type: "string" },
      day: { type: "string", default: DAY },
      row: { type: "string" },
      verbose: { type: "boolean", default: false },
    },
  });
  const { repos, traces } = values;
  if (!repos || !traces) throw new Error("--repos DIR (checkouts) and --traces DIR (runs.csv) are needed");
  const runs = await readRuns(traces);
  const checkouts = new Checkouts(repos, values.day);
  try {
    const judged = [];
    for (const row of ROWS.filter(({ id }) => values.row === undefined || id.includes(values.row))) {
      const read = await checkouts.callOf(row);
      judged.push(
        judge(
          row,
          read,
          runs.filter((run) => run.source === row.source && row.takes(run)),
        ),
      );
    }
    console.log(table(judged));
    if (values.verbose) console.log(verbose(judged));
  } finally {
    await checkouts.dispose();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
