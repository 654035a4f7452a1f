/** A worker that misbehaves on request: the text of a file says how. Speaks the real protocol; only the analyser is its own. */
import { parentPort } from "node:worker_threads";
import type { LanguageId } from "../../server/src/facts/ir";
import type { FactsOutcome } from "../../server/src/host/analyser";
import { serve } from "../../server/src/host/workers/worker-serve";
import { NO_FEATURES } from "../../server/src/tokens/features";

if (!parentPort) throw new Error("runs inside a worker thread only");

function misbehave(text: string): void {
  if (text.includes("PRINT")) process.stdout.write("noise");
  if (text.includes("EXIT")) process.exit(7);
  if (text.includes("THROW")) throw new Error("memory access out of bounds");
  if (text.includes("UNCAUGHT")) setImmediate(() => Promise.reject(new Error("from nowhere")));
  while (text.includes("HANG")) Math.random();
}

async function facts(job: { path: string; text: string; language: LanguageId }): Promise<FactsOutcome> {
  misbehave(job.text);
  if (job.text.includes("SLOW")) return { kind: "over-budget" };
  if (job.text.includes("UNCAUGHT")) await new Promise(() => undefined);
  const wait = /WAIT(\d+)/.exec(job.text)?.[1];
  if (wait) await new Promise((resolve) => setTimeout(resolve, Number(wait)));
  const { path, language } = job;
  return { kind: "facts", facts: { path, language, functions: [], directives: [], incomplete: false } };
}

serve(parentPort, {
  facts,
  count: async (texts) => {
    texts.forEach(misbehave);
    return texts.map((text) => ({
      tokens: { o200k_base: text.length },
      features: NO_FEATURES,
    }));
  },
  warmUp: async () => undefined,
  release: () => undefined,
  dispose: () => undefined,
});
