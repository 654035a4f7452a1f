/** Files that a CLAUDE.md pulls in: `@docs/style.md`, at most five levels deep, inside the folder alone. */

const IMPORT = /(?:^|\s)@((?:\.{1,2}\/)*[\w.-][\w./-]*\.\w+)/g;
const MAX_LEVELS = 5;
const MAX_FILES = 40;
const MAX_CHARACTERS = 400_000;

/** The text with what it imports behind it, each file once. `readText` gives nothing for what lies outside or cannot be read. */
export async function withImports(
  path: string,
  text: string,
  readText: (path: string) => Promise<string | undefined>,
): Promise<string> {
  const seen = new Set([path]);
  const texts = [text];
  let level = [{ path, text }];
  let size = text.length;
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
    const next: { path: string; text: string }[] = [];
    for (const target of level.flatMap(importsOf)) {
      if (seen.has(target) || seen.size > MAX_FILES || size > MAX_CHARACTERS) continue;
      seen.add(target);
      const imported = await readText(target);
      if (imported === undefined) continue;
      next.push({ path: target, text: imported });
      texts.push(imported);
      size += imported.length;
    }
    level = next;
  }
  return texts.join("\n");
}

/** Paths inside the folder; code in backticks imports nothing. */
function importsOf({ path, text }: { readonly path: string; readonly text: string }): readonly string[] {
  const prose = text.replace(/```[\s\S]*?(?:```|$)/g, "").replace(/`[^`\n]*`/g, "");
  const folder = path.split("/").slice(0, -1);
  return [...prose.matchAll(IMPORT)].flatMap((match) => resolved(folder, match[1] ?? "") ?? []);
}

function resolved(folder: readonly string[], written: string): string | undefined {
  const steps = [...folder];
  for (const step of written.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}
