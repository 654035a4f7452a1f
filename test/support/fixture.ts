/**
 * Literate fixtures: a Markdown page whose headings name tests. Under a heading stand files (fenced blocks ```py agent.py)
 * and one ```expect block. Everything else is prose. UPDATE=1 writes what the code answers into the expect blocks.
 */
import { readFileSync, writeFileSync } from "node:fs";

export interface FixtureCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: string;
}

export interface Fixture {
  readonly path: string;
  readonly cases: readonly FixtureCase[];
}

interface Block {
  readonly info: string;
  readonly text: string;
}

export function readFixture(path: string): Fixture {
  const page = readFileSync(path, "utf8");
  const cases = sectionsOf(page).flatMap((section): FixtureCase[] => {
    const blocks = blocksOf(section.body);
    const expected = blocks.filter((block) => block.info === "expect");
    if (blocks.length === 0) return [];
    if (expected.length !== 1) throw new Error(`${path}: "${section.name}" needs one expect block`);
    const files = blocks.flatMap((block) => {
      const [, name] = block.info.split(" ");
      return name === undefined ? [] : [[name, block.text] as const];
    });
    if (files.length === 0) throw new Error(`${path}: "${section.name}" has no file`);
    return [{ name: section.name, files: Object.fromEntries(files), expected: expected[0]?.text ?? "" }];
  });
  const names = new Set(cases.map((c) => c.name));
  if (names.size !== cases.length) throw new Error(`${path}: two tests have one name`);
  return { path, cases };
}

export const isUpdating = process.env["UPDATE"] === "1";

/** Replaces the expect blocks; answers by name of the case. */
export function updateFixture(path: string, answers: ReadonlyMap<string, string>): void {
  const page = readFileSync(path, "utf8");
  let name = "";
  const updated = page.replace(
    /^## (.+)$|^```expect\n[\s\S]*?^```$/gm,
    (found, heading: string | undefined) => {
      if (heading !== undefined) {
        name = heading.trim();
        return found;
      }
      const answer = answers.get(name);
      return answer === undefined ? found : `\`\`\`expect\n${answer === "" ? "" : `${answer}\n`}\`\`\``;
    },
  );
  if (updated !== page) writeFileSync(path, updated);
}

function sectionsOf(page: string): readonly { readonly name: string; readonly body: string }[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf("\n");
      return { name: section.slice(0, end).trim(), body: section.slice(end) };
    });
}

function blocksOf(body: string): readonly Block[] {
  return [...body.matchAll(/^```(\S[^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    info: match[1]?.trim() ?? "",
    text: (match[2] ?? "").replace(/\n$/, ""),
  }));
}
