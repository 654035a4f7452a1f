/** A log as its runs, one line per request and one per fit. */
import { fitRuns } from "../../server/src/calibration/fit";
import { UsageReader } from "../../server/src/calibration/read-usage";
import type { UsageRecord } from "../../server/src/calibration/record";
import { groupRuns } from "../../server/src/calibration/runs";

export async function checkLogs(files: Readonly<Record<string, string>>): Promise<string> {
  const reader = new UsageReader();
  for (const [name, source] of Object.entries(files)) {
    reader.begin(name);
    const lines = source.split("\n");
    for (const [i, line] of lines.entries()) {
      if (reader.line(line, i + 1)) continue;
      reader.document(source);
      break;
    }
  }
  const { records, problems } = reader.result();
  const shape = { growth: "accumulates", window: 0, reasoningResent: false } as const;
  const runs = groupRuns(records).flatMap((run) => [
    `run ${run[0]?.run ?? "without id"}`,
    ...run.map((record) => `  ${requestText(record)}`),
    ...fitRuns([run], shape).map(
      ({ turns, first, output, reasoning, result, hitShare }) =>
        `  = ${turns} turns, first ${first}, answer ${short(output)}, reasoning ${short(reasoning)}, added ${short(result)}, cached ${hitShare === null ? "?" : short(hitShare)}`,
    ),
  ]);
  return [...runs, ...problems.map((problem) => `not read: ${problem}`)].join("\n");
}

function requestText(record: UsageRecord): string {
  const { at, models, input, output, reasoning, cacheRead, cacheWrite, names, system, toolNames } = record;
  const place = [record.file, record.line, record.call].filter((part) => part !== null);
  const said = [
    `${at} ${models.join(" = ") || "?"}: ${input} in, ${output} out`,
    ...(reasoning === null ? [] : [`${reasoning} reasoning`]),
    ...(cacheRead === null ? [] : [`${cacheRead} read`]),
    ...(cacheWrite === null ? [] : [`${cacheWrite} written`]),
    ...(names.length === 0 ? [] : [`names ${names.join("/")}`]),
    ...(place.length === 0 ? [] : [`at ${place.join(":")}`]),
    ...(system === null ? [] : [`system "${system}"`]),
    ...(toolNames.length === 0 ? [] : [`tools ${toolNames.join(" ")}`]),
  ];
  return said.join(", ");
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
