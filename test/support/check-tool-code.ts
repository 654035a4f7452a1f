/** From files to what the code of each tool says, through the real parsers. */
import { LineMap } from "../../server/src/base/line-map";
import { chooseArchetype } from "../../server/src/estimate/archetypes/choose";
import { type ToolCode, toolCodeOf } from "../../server/src/estimate/tool-code/tool-code";
import type { Place } from "../../server/src/facts/located";
import { runShapeOf } from "../../server/src/loops/shape";
import { promptOf } from "../../server/src/prompts/prompt-of";
import { sitesIn } from "./check-calls";

type Files = Readonly<Record<string, string>>;

/** A head line per call site (`agent.py:4 coding: its tools run commands (…)`), then one indented line per tool whose code was found. */
export async function checkToolCode(files: Files): Promise<string> {
  const { program, sites } = await sitesIn(files);
  return sites
    .map((site) => {
      const prompt = promptOf(program, site);
      const code = toolCodeOf(program, prompt.tools);
      const { id, reason } = chooseArchetype(site, runShapeOf(program, site), prompt, code);
      const at = lineOf(files, { path: site.path, range: { start: site.nameStart, end: site.nameStart } });
      return [`${site.path}:${at} ${id}: ${reason}`, ...code.map((tool) => describe(tool, files))].join("\n");
    })
    .join("\n");
}

function describe({ name, reach, size }: ToolCode, files: Files): string {
  const place = (at: Place): string => `@${at.path}:${lineOf(files, at)}`;
  const reached = reach ? ` reaches ${reach.kind} (${reach.what}${place(reach.place)})` : "";
  if (!size) return `  ${name}${reached}`;
  const amount =
    size.kind === "written" ? `${size.tokens.join(", ")} tokens written` : `≤${size.most} ${size.kind}`;
  return `  ${name}${reached} ${amount}${place(size.place)}`;
}

function lineOf(files: Files, at: Place): number {
  return new LineMap(files[at.path] ?? "").position(at.range.start).line + 1;
}
