/** From files to one line per call site that says how its run repeats, through the real parsers. */
import { LineMap } from "../../server/src/base/line-map";
import type { Place } from "../../server/src/facts/located";
import type { RunShape } from "../../server/src/loops/run-shape";
import { runShapeOf } from "../../server/src/loops/shape";
import { sitesIn } from "./check-calls";

type Files = Readonly<Record<string, string>>;

/** `agent.py:12 agent bound=30 @9 accumulates outer=tasks×500 owner=solve entry=main`, then what is not usual. */
export async function checkRuns(files: Files): Promise<string> {
  const { program, sites } = await sitesIn(files);
  return sites
    .map((site) => {
      const at = lineOf(files, { path: site.path, range: { start: site.nameStart, end: site.nameStart } });
      return `${site.path}:${at} ${describeRun(runShapeOf(program, site), site.path, files)}`;
    })
    .join("\n");
}

function describeRun(shape: RunShape, path: string, files: Files): string {
  const place = (at: Place): string =>
    at.path === path ? `@${lineOf(files, at)}` : `@${at.path}:${lineOf(files, at)}`;
  const window = shape.growth.window
    ? `(${shape.growth.window.size} ${shape.growth.window.unit}${shape.growth.dropsPrefix ? ", drops prefix" : ""})`
    : "";
  const bound = shape.bound === null ? "-" : `${shape.bound}`;
  return [
    shape.kind,
    `bound=${bound}${shape.boundPlace ? place(shape.boundPlace) : ""}`,
    ...(shape.boundUnit === "turns" ? [] : [shape.boundUnit]),
    ...(shape.boundOrigin === "default" ? ["default"] : []),
    ...(shape.requestsPerRound ? [`round=${shape.requestsPerRound}`] : []),
    ...(shape.fixedTurns ? [`fixed=${shape.fixedTurns.typical}`] : []),
    `${shape.growth.kind}${window}`,
    ...cleared(shape),
    ...shape.outer.map(
      (loop) => `${loop.isRecursion ? "recursion" : "outer"}=${loop.text}×${loop.times ?? "?"}`,
    ),
    `owner=${named(shape.owner, path)}`,
    `entry=${named(shape.entry, path)}`,
    ...shape.results.map(
      (result) => `adds=${result.kind}${result.limitChars === null ? "" : `≤${result.limitChars}`}`,
    ),
    ...(shape.callers.length > 0 ? [`callers=${shape.callers.map((c) => place(c.place)).join(",")}`] : []),
  ].join(" ");
}

function cleared({ growth }: RunShape): readonly string[] {
  if (!growth.cleared) return [];
  const { keeps, beyond } = growth.cleared;
  return [`cleared(${keeps.size} ${keeps.unit}${beyond ? ` beyond ${beyond.size} ${beyond.unit}` : ""})`];
}

function named(place: { readonly path: string; readonly name: string }, path: string): string {
  return place.path === path ? place.name.slice(path.length + 1) : place.name;
}

function lineOf(files: Files, at: Place): number {
  return new LineMap(files[at.path] ?? "").position(at.range.start).line + 1;
}
