/** The report over files in memory, by the invented catalogue: no disk, no clock, no thread. */

import { InlineEngine } from "../../server/src/host/inline-engine";
import { languageOfPath } from "../../server/src/languages";
import type { ReportInputs } from "../../server/src/reports/report";
import { createSkipRules } from "../../server/src/workspace/skip";
import { NEVER, Workspace } from "../../server/src/workspace/workspace";
import { readSettings } from "../../shared/settings";
import { memoryHost } from "./memory-host";
import { miniCatalogue } from "./mini-catalogue";

/** `raw` are nested settings as an editor sends them. */
export async function reportInputsOf(
  files: Readonly<Record<string, string>>,
  raw: unknown = undefined,
): Promise<ReportInputs> {
  const { settings } = readSettings(raw);
  const host = memoryHost(files, { skip: createSkipRules(settings) });
  const engine = new InlineEngine();
  const when = { day: "2026-05-11" };
  const catalogue = miniCatalogue();
  const workspace = new Workspace({
    engine,
    folder: host,
    languageOf: (path) => languageOfPath(path)?.id,
    settings,
    catalogue,
    when: () => when,
    logger: host.logger,
  });
  try {
    await workspace.scan(NEVER, () => undefined);
    const estimates = await workspace.estimateAll();
    return {
      files: estimates,
      promptFiles: [],
      scanned: workspace.scanned,
      skipped: workspace.skipped,
      catalogue,
      settings,
      when,
      places: {
        positionOf: (path, offset) => workspace.table.position(path, offset),
        placeText: (place) => workspace.placeText(place),
      },
    };
  } finally {
    await engine.dispose();
  }
}

export const AGENT = `from openai import OpenAI

client = OpenAI(base_url="https://api.acme.test/v1")
TOOLS = [{"type": "function", "function": {"name": "lookup", "parameters": {"type": "object", "properties": {}}}}]


def solve(task):
    messages = [{"role": "system", "content": "Answer in one word."}, {"role": "user", "content": task}]
    for _ in range(10):
        reply = client.chat.completions.create(model="mini-1", messages=messages, tools=TOOLS, max_tokens=500)
        message = reply.choices[0].message
        messages.append(message)
        if not message.tool_calls:
            return message.content
        for call in message.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": lookup(call)})
`;

export const UNPRICED = `import os
from openai import OpenAI

client = OpenAI(base_url="https://api.acme.test/v1")


def ask(question):
    return client.chat.completions.create(
        model=os.environ["MODEL"], messages=[{"role": "user", "content": question}]
    )
`;
