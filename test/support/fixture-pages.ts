/** Runs a folder of literate pages as tests: one page per subject, one heading per case. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isUpdating, readFixture, updateFixture } from "./fixture";

export type Answer = (files: Readonly<Record<string, string>>) => Promise<string>;

/** Declares the tests of every page of the folder. */
export function testPages(folder: string, answerOf: Answer): void {
  for (const page of readdirSync(folder).filter((name) => name.endsWith(".md"))) {
    const path = join(folder, page);
    const fixture = readFixture(path);
    const answers = new Map<string, string>();
    describe(page, () => {
      for (const { name, files, expected } of fixture.cases) {
        it(name, async () => {
          const answer = await answerOf(files);
          answers.set(name, answer);
          if (!isUpdating) assert.equal(answer, expected);
        });
      }
      after(() => {
        if (isUpdating) updateFixture(path, answers);
      });
    });
  }
}
