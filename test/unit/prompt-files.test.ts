/** Prompt files: which paths are one, what any text gives, and what 100 turns of it cost. */
import assert from "node:assert/strict";
import fc from "fast-check";
import picomatch from "picomatch";
import { estimatePromptFile, TURNS } from "../../server/src/prompt-files/estimate";
import { withImports } from "../../server/src/prompt-files/imports";
import { kindOf, PROMPT_FILE_KINDS } from "../../server/src/prompt-files/kinds";
import { readPromptFile } from "../../server/src/prompt-files/read";
import { promptFileHint, promptFileMarkdown } from "../../server/src/views/prompt-file";
import { PROMPT_FILE_GLOBS } from "../../shared/ids";
import { contextOf } from "../support/estimates";

/** A path of each kind. */
const EXAMPLES: Readonly<Record<string, string>> = {
  "copilot-instructions": ".github/copilot-instructions.md",
  "copilot-path-instructions": ".github/instructions/go.instructions.md",
  "vscode-prompt-file": ".github/prompts/new.prompt.md",
  "copilot-agents": ".github/agents/plan.agent.md",
  "agents-md": "web/AGENTS.md",
  "claude-md": "CLAUDE.md",
  "claude-rules": ".claude/rules/api/x.md",
  "claude-commands": ".claude/commands/fix.md",
  "claude-agents": ".claude/agents/review.md",
  "skill-md": "skills/pdf/SKILL.md",
  "cursor-rules": ".cursor/rules/a/b.mdc",
  cursorrules: ".cursorrules",
  "other-rules": ".clinerules/network.md",
  openclaw: "SOUL.md",
  "openclaw-bootstrap": "BOOTSTRAP.md",
  "openclaw-retired": "HEARTBEAT.md",
  prompty: "a/basic.prompty",
  "github-models-prompt": "summary.prompt.yml",
  dotprompt: "prompts/menu.prompt",
  "crewai-agents": "src/crew/config/agents.yaml",
  "crewai-tasks": "config/tasks.yml",
  jinja: "prompts/mail.j2",
  mustache: "agents/page.hbs",
  "prompt-text": "prompts/answer.txt",
};

describe("prompt files", () => {
  it("are handed over by editors: each kind's path fits a glob of the client", () => {
    const matches = picomatch([...PROMPT_FILE_GLOBS], { dot: true });
    for (const { id } of PROMPT_FILE_KINDS) {
      const path = EXAMPLES[id] ?? "";
      assert.equal(kindOf(path)?.id, id, path);
      assert.ok(matches(path), path);
    }
  });

  it("read any text, and templates lose nothing but marks", () => {
    const paths = Object.values(EXAMPLES);
    const word = fc.constantFrom(
      "---\n",
      "a",
      "{{",
      "}}",
      "{%",
      "%}",
      "{x}",
      "${",
      "$1",
      "globs: ",
      "\n",
      "@a.md ",
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.array(word, { maxLength: 40 }), (path, words) => {
        const text = words.join("");
        const file = readPromptFile(path, text);
        const kept = (file?.parts ?? []).flatMap(({ segments }) =>
          segments.flatMap((each) => (each.kind === "text" ? [each.text] : [])),
        );
        for (const piece of kept) assert.ok(text.includes(piece.split("\n")[0] ?? ""), piece);
      }),
    );
  });

  it("reads imports inside the folder, each once, five levels deep", async () => {
    const asked: string[] = [];
    const read = async (path: string): Promise<string | undefined> => {
      asked.push(path);
      const level = Number(/\d+/.exec(path)?.[0] ?? Number.NaN);
      return Number.isNaN(level) ? undefined : `level ${level} @l${level + 1}.md @l1.md`;
    };
    const text = await withImports("CLAUDE.md", "@l1.md @../secret.md @/etc/x.md", read);
    assert.deepEqual(asked, ["l1.md", "l2.md", "l3.md", "l4.md", "l5.md"]);
    assert.ok(text.endsWith("level 5 @l6.md @l1.md"));
  });

  it("cost what their tokens cost on every turn, less where a cache reads them", () => {
    const ctx = contextOf({ favourites: ["mini-1@acme/global"] });
    const text = "word ".repeat(200);
    const file = readPromptFile("AGENTS.md", text);
    assert.ok(file);
    const [part] = estimatePromptFile(file, ctx).parts;
    assert.ok(part?.cost.known);
    const { low, typical, high, mean } = part.cost.value;
    assert.deepEqual([low > 0, low <= typical, typical <= high, mean], [true, true, true, typical]);
    const offer = ctx.catalogue.offersById.get("mini-1@acme/global");
    const input = offer?.periods[0]?.prices.input ?? Number.NaN;
    assert.ok(Math.abs(high - (part.tokens.high * input * TURNS) / 1_000_000) < 1e-12);
  });

  it("say that no model is chosen, and keep the tokens", () => {
    const file = readPromptFile("CLAUDE.md", "Be brief. <b>[x](command:evil)</b>");
    assert.ok(file);
    const estimate = estimatePromptFile(file, contextOf());
    assert.ok(!estimate.offer.known && /farebox\.promptFiles\.model/.test(estimate.offer.reason));
    assert.match(promptFileHint(estimate), /^≈\d+ tok$/);
    assert.doesNotMatch(promptFileMarkdown(estimate, contextOf().catalogue), /command:evil|<b>/);
  });

  it("name a model of their own, which is never another version's", () => {
    const of = (model: string) => {
      const file = readPromptFile("a.prompty", `---\nmodel: ${model}\n---\nHi {{name}}`);
      assert.ok(file);
      return estimatePromptFile(file, contextOf());
    };
    const known = of("mini-1");
    assert.ok(known.offer.known && known.chosenBy === "the file");
    assert.equal(known.parts[0]?.tokens.basis, "assumed", "a hole's size is assumed");
    assert.ok(!of("mini-1.5").offer.known);
  });

  it("fit 40 characters in a hint", () => {
    const ctx = contextOf({ favourites: ["mini-1@acme/global"] });
    for (const [path, size] of [
      ["AGENTS.md", 1],
      ["AGENTS.md", 90_000],
      ["SKILL.md", 90_000],
    ] as const) {
      const text = `---\nname: n\ndescription: ${"long ".repeat(200)}\n---\n${"word ".repeat(size)}`;
      const file = readPromptFile(path, text);
      assert.ok(file);
      const hint = promptFileHint(estimatePromptFile(file, ctx));
      assert.ok(hint.length <= 40, hint);
    }
  });
});
