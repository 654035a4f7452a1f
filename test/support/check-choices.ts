/** From files to one line per pair of call sites of one entry of which the code makes one or the other, through the real parsers. */
import { LineMap } from "../../server/src/base/line-map";
import { runShapeOf } from "../../server/src/loops/shape";
import type { CallSite } from "../../server/src/sdks/call-site";
import { sitesIn } from "./check-calls";

type Files = Readonly<Record<string, string>>;

/** `agent.py:12 or agent.py:15`. */
export async function checkChoices(files: Files): Promise<string> {
  const { program, sites } = await sitesIn(files);
  const found = sites.map((site) => ({ site, shape: runShapeOf(program, site) }));
  const lines = found.flatMap((one, index) =>
    found.slice(index + 1).flatMap((other) => {
      if (one.shape.entry.name !== other.shape.entry.name) return [];
      const differs = one.shape.choices.some(({ at, way }) =>
        other.shape.choices.some((choice) => choice.at === at && choice.way !== way),
      );
      return differs ? [`${placeOf(files, one.site)} or ${placeOf(files, other.site)}`] : [];
    }),
  );
  return lines.join("\n");
}

function placeOf(files: Files, { path, nameStart }: CallSite): string {
  return `${path}:${new LineMap(files[path] ?? "").position(nameStart).line + 1}`;
}
