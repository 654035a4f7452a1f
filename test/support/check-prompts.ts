/** From files to the prompt of each call site: text with holes, tools, and what changes on every request. */
import { LineMap } from "../../server/src/base/line-map";
import { changingPrefix } from "../../server/src/estimate/changing-prefix";
import { runShapeOf } from "../../server/src/loops/shape";
import type { Prompt, PromptText } from "../../server/src/prompts/prompt";
import { promptOf } from "../../server/src/prompts/prompt-of";
import { sitesIn } from "./check-calls";

type Files = Readonly<Record<string, string>>;

/** A head line per call site (`agent.py:4 messages=2`), then one indented line per part that is not empty. */
export async function checkPrompts(files: Files): Promise<string> {
  const { program, sites } = await sitesIn(files);
  return sites
    .map((site) => {
      const head = `${site.path}:${lineOf(files, site.path, site.nameStart)}`;
      const prompt = promptOf(program, site);
      const changing = changingPrefix({ shape: runShapeOf(program, site), prompt });
      const lines = changing.map(
        ({ path, range }) => `  changes every turn: ${path}:${lineOf(files, path, range.start)}`,
      );
      return [head, ...describePrompt(prompt, files), ...lines].join("\n");
    })
    .join("\n");
}

function describePrompt(prompt: Prompt, files: Files): readonly string[] {
  const part = (label: string, text: PromptText): readonly string[] =>
    text.parts.length === 0 && text.changes.length === 0 ? [] : [`  ${label}: ${shown(text, files)}`];
  return [
    ...part("system", prompt.system),
    ...part("user", prompt.firstUser),
    ...part("history", prompt.history),
    ...prompt.tools.map((tool) => `  tool ${tool.name} (${tool.origin}): ${tool.json}`),
    ...(prompt.unreadTools ? ["  tools unread"] : []),
    ...(prompt.toolCandidates ?? []).map((set) => `  perhaps ${set.map(({ name }) => name).join(", ")}`),
  ];
}

/** A hole's name; behind it, where its size is known better than by its name, low, typical and high of it and from where. */
function hole({ name, size }: Extract<PromptText["parts"][number], { kind: "hole" }>): string {
  if (size.source.startsWith("prior:")) return `‹${name}›`;
  return `‹${name}: ${size.low} to ${size.high}, ${size.source}›`;
}

/** Text with line breaks as `⏎` and holes as `‹name›`. */
function shown(text: PromptText, files: Files): string {
  const words = text.parts
    .map((part) => (part.kind === "text" ? part.text.replaceAll("\n", "⏎") : hole(part)))
    .join("");
  const changes = text.changes.map(({ place }) => lineOf(files, place.path, place.range.start));
  return changes.length === 0 ? words : `${words} | changes @${changes.join(",")}`;
}

function lineOf(files: Files, path: string, offset: number): number {
  return new LineMap(files[path] ?? "").position(offset).line + 1;
}
