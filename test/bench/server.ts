/** The real server under load: edits to fresh hints, a cold scan, a comparison, memory. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareRequest, scanRequest, summaryRequest } from "../../shared/protocol";
import { StdioServer, uriOfPath } from "../support/stdio-server";
import { withFolder } from "../support/temp-folder";
import { pythonFile, typescriptFile, workspaceFiles } from "./sources";

const LINES = 2_000;
/** P95 then rests on 20 edits. */
const EDITS = 400;
const WARM_UP = 20;
/** Sizes of a workspace, with the most that its first and its second scan may take. */
const SCANS = [
  { files: 2_000, coldMs: 5_000, againMs: undefined },
  { files: 10_000, coldMs: 15_000, againMs: 3_000 },
] as const;
const COMPARES = 10;
const EDIT_TARGET_MS = 50;

/** Measures and returns a Markdown report. Takes about half a minute. */
export async function run(): Promise<string> {
  const rows = [
    ...(await editRows("Python", "big.py", "python", pythonFile(LINES))),
    ...(await editRows("TypeScript", "big.ts", "typescript", typescriptFile(LINES))),
    ...(await scanRows(SCANS[0])),
    ...(await scanRows(SCANS[1])),
  ];
  return [
    "## Server",
    "",
    "| what | measured | target | measured / target |",
    "|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}

type Row = readonly [what: string, measured: string, target: string, ratio: string];

function row(what: string, ms: number, target?: number): Row {
  const shown = ms >= 1_000 ? `${(ms / 1_000).toFixed(2)} s` : `${ms.toFixed(1)} ms`;
  if (target === undefined) return [what, shown, "", ""];
  return [
    what,
    shown,
    `< ${target >= 1_000 ? `${target / 1_000} s` : `${target} ms`}`,
    (ms / target).toFixed(2),
  ];
}

/** Time from sending an edit to holding the hints of the edited text. Edits type into functions all over the file. */
async function editRows(name: string, path: string, language: string, text: string): Promise<readonly Row[]> {
  return withFolder({ [path]: text }, (folder) =>
    withServer(folder, async (server) => {
      const uri = uriOfPath(join(folder, path));
      const first = await timed(async () => {
        await server.open(uri, text, language);
        return server.labels(uri);
      });
      const spots = editSpots(text);
      const times: number[] = [];
      for (let edit = 0; edit < EDITS + WARM_UP; edit++) {
        const at = spots[(edit * 7) % spots.length] ?? { line: 0, character: 0 };
        const { ms } = await timed(async () => {
          await server.change(uri, { range: { start: at, end: at }, text: "x" });
          return server.labels(uri);
        });
        if (edit >= WARM_UP) times.push(ms);
      }
      const position = {
        line: text.slice(0, text.indexOf("completions.create")).split("\n").length - 1,
        character: 40,
      };
      const compares: number[] = [];
      for (let n = 0; n < COMPARES; n++) {
        compares.push(
          (await timed(() => server.connection.sendRequest(compareRequest, { uri, position }))).ms,
        );
      }
      const lines = text.split("\n").length;
      const what = `${name}, ${lines} lines, ${first.value.length} calls`;
      return [
        row(`${what}: open to first hints (cold)`, first.ms),
        row(`${what}: edit to fresh hints, p50`, quantile(times, 0.5)),
        row(`${what}: edit to fresh hints, p95`, quantile(times, 0.95), EDIT_TARGET_MS),
        row(`${what}: comparison of one call, p50`, quantile(compares, 0.5)),
        memoryRow(`${what}: memory (RSS)`, server),
      ];
    }),
  );
}

/** Ends of lines inside functions, where a letter changes a name and breaks nothing. */
function editSpots(text: string): readonly { line: number; character: number }[] {
  return text.split("\n").flatMap((content, line) => {
    const found = /helper_?\d+/.exec(content);
    return found && /(def|function) helper/.test(content)
      ? [{ line, character: found.index + found[0].length }]
      : [];
  });
}

async function scanRows({ files: count, coldMs, againMs }: (typeof SCANS)[number]): Promise<readonly Row[]> {
  return withFolder({}, async (folder) => {
    const files = workspaceFiles(count);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return withServer(folder, async (server) => {
      const scan = (): Promise<{ readonly value: number; readonly ms: number }> =>
        timed(async () => {
          await server.connection.sendRequest(scanRequest, {});
          return (await server.connection.sendRequest(summaryRequest, { uri: null })).workspace.runs;
        });
      const cold = await scan();
      const memory = memoryRow("after the scan: memory (RSS)", server);
      const again = await scan();
      const what = `${files.size} files with ${cold.value} calls`;
      return [
        row(`cold scan of ${what}, to the total`, cold.ms, coldMs),
        [`files per second`, Math.round((1_000 * files.size) / cold.ms).toLocaleString("en"), "", ""],
        memory,
        row(`second scan of ${what}`, again.ms, againMs),
      ];
    });
  });
}

async function withServer<T>(folder: string, work: (server: StdioServer) => Promise<T>): Promise<T> {
  const server = await StdioServer.start({
    isBuilt: true,
    folders: [folder],
    settings: () => ({ workspaceScan: false }),
  });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Only where the system tells (Linux). */
function memoryRow(what: string, server: StdioServer): Row {
  try {
    const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
    const megabytes = (field: string): number =>
      Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
    return [what, `${megabytes("VmRSS")} MB, at most ${megabytes("VmHWM")} MB`, "", ""];
  } catch {
    return [what, "not known here", "", ""];
  }
}
