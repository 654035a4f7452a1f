/** A file that makes the analysis throw costs that file alone. */
import assert from "node:assert/strict";
import type { LanguageId } from "../../server/src/facts/ir";
import { InlineEngine } from "../../server/src/host/inline-engine";
import { languageOfPath } from "../../server/src/languages";
import type { AnalysisEngine } from "../../server/src/workspace/engine";
import { createSkipRules } from "../../server/src/workspace/skip";
import { NEVER, Workspace } from "../../server/src/workspace/workspace";
import { readSettings } from "../../shared/settings";
import { memoryHost } from "../support/memory-host";
import { miniCatalogue } from "../support/mini-catalogue";
import { AGENT } from "../support/report-of";

describe("a failing analysis", () => {
  it("is told as the reason why one file was skipped, and the others are answered", async () => {
    const { settings } = readSettings(undefined);
    const host = memoryHost({ "bad.py": AGENT, "good.py": AGENT }, { skip: createSkipRules(settings) });
    const engine = new InlineEngine();
    const failing: AnalysisEngine = Object.create(engine, {
      facts: {
        value: async (path: string, ...rest: [string, LanguageId]) => {
          const result = await engine.facts(path, ...rest);
          if (path !== "bad.py" || !("facts" in result)) return result;
          const broken = { ...result.facts };
          Object.defineProperty(broken, "directives", { get: () => fail("no such bug") });
          return { ...result, facts: broken };
        },
      },
    });
    const workspace = new Workspace({
      engine: failing,
      folder: host,
      languageOf: (path) => languageOfPath(path)?.id,
      settings,
      catalogue: miniCatalogue(),
      when: () => ({ day: "2026-05-11" }),
      logger: host.logger,
    });
    try {
      await workspace.scan(NEVER, () => undefined);
      const estimates = await workspace.estimateAll();
      assert.deepEqual(
        estimates.flatMap(({ path, calls }) => calls.map(() => path)),
        ["good.py"],
      );
      assert.match(workspace.skipped.get("bad.py") ?? "", /internal error, please report it \(no such bug\)/);
      assert.match(workspace.skipReason("bad.py") ?? "", /internal error/);
    } finally {
      await engine.dispose();
    }
  });
});

function fail(message: string): never {
  throw new Error(message);
}
