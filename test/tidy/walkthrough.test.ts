/** The walkthrough names commands and settings that exist and pictures that ship. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import { COMMANDS } from "../../shared/ids";
import { SETTINGS } from "../../shared/settings";
import { readText } from "./sources";

interface Walkthrough {
  readonly icon: string;
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly media: { readonly markdown: string };
    readonly completionEvents: readonly string[];
  }[];
}

const ROOT = join(__dirname, "..", "..");
const MANIFEST = JSON.parse(readText("package.json")) as {
  contributes: {
    walkthroughs: readonly Walkthrough[];
    commands: readonly { command: string; title: string }[];
  };
};
const [walkthrough] = MANIFEST.contributes.walkthroughs;
const steps = walkthrough?.steps ?? [];
const ours: readonly string[] = Object.values(COMMANDS);
const keys = SETTINGS.map(({ key }) => key);

describe("tidy: walkthrough", () => {
  it("has four steps with ids of their own", () => {
    assert.equal(new Set(steps.map(({ id }) => id)).size, 4);
  });

  it("links to commands that exist and to settings that exist", () => {
    const links = steps.flatMap(({ description }) =>
      [...description.matchAll(/\]\(command:([^?)]+)(?:\?([^)]*))?\)/g)].map(([, id = "", query = ""]) => ({
        id,
        query: decodeURIComponent(query),
      })),
    );
    assert.ok(links.length >= steps.length, "each step has something to do");
    for (const { id, query } of links) {
      if (id !== "workbench.action.openSettings") assert.ok(ours.includes(id), id);
      else
        assert.ok(
          keys.some((key) => key.startsWith(JSON.parse(query) as string)),
          query,
        );
    }
  });

  it("counts steps as done by commands and settings that exist", () => {
    for (const event of steps.flatMap(({ completionEvents }) => completionEvents)) {
      const [kind = "", what = ""] = event.split(":");
      const known: Readonly<Record<string, readonly string[]>> = { onCommand: ours, onSettingChanged: keys };
      assert.ok(known[kind]?.includes(what), event);
    }
  });

  it("names commands and settings in its pages as the palette and the settings do", () => {
    const titles = MANIFEST.contributes.commands.map(({ title }) => title);
    for (const { media } of steps) {
      const page = readText(media.markdown);
      for (const [, title = ""] of page.matchAll(/\*\*Farebox: ([^*]+)\*\*/g))
        assert.ok(titles.includes(title), title);
      for (const [, key = ""] of page.matchAll(/`(farebox\.[a-z.]+[A-Za-z])(?:\.\*)?`/g))
        assert.ok(key.startsWith("farebox.catalogue") || keys.some((each) => each.startsWith(key)), key);
    }
  });

  it("ships its pages and its icon", () => {
    // .vscodeignore leaves everything out and takes single files back by lines that start with "!".
    const [first, ...lines] = readText(".vscodeignore").trim().split("\n");
    assert.equal(first, "**");
    const isShipped = picomatch(lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1)));
    for (const file of [walkthrough?.icon ?? "", ...steps.map(({ media }) => media.markdown)]) {
      assert.ok(existsSync(join(ROOT, file)), file);
      assert.ok(isShipped(file), `${file} is not in the package`);
    }
  });
});
