/** From files to what each prompt file sends: its kind, and per part when it is sent and its text with holes. */
import { withImports } from "../../server/src/prompt-files/imports";
import { kindOf } from "../../server/src/prompt-files/kinds";
import { type PromptFilePart, readPromptFile } from "../../server/src/prompt-files/read";

type Files = Readonly<Record<string, string>>;

export async function checkPromptFiles(files: Files): Promise<string> {
  const blocks = await Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      const whole = kindOf(path)?.imports
        ? await withImports(path, text, async (other) => files[other])
        : text;
      const file = readPromptFile(path, whole);
      if (!file) return [`${path}: none`];
      const model = file.model === null ? "" : ` model=${file.model}`;
      return [`${path}: ${file.kind.id}, for ${file.kind.readBy}${model}`, ...file.parts.map(partLine)];
    }),
  );
  return blocks.flat().join("\n");
}

function partLine({ label, sent, segments }: PromptFilePart): string {
  const text = segments
    .map((each) => (each.kind === "text" ? each.text.replaceAll("\n", "⏎") : `‹${each.name}›`))
    .join("");
  return `  ${label}, ${sent}: ${text}`;
}
