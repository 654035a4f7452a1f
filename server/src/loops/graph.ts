/** Nodes of a graph whose library repeats them: what they read of the state, and the limit of steps. */

import type { HistoryRoot } from "../facts/history";
import type { FileFacts } from "../facts/ir";
import { readNumber } from "../facts/literals";
import { absoluteRange } from "../facts/located";
import type { Program } from "../facts/program";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import type { RunShape } from "./run-shape";

export interface GraphLimit {
  readonly bound: number;
  readonly origin: "declared" | "default";
  readonly place: RunShape["boundPlace"];
  readonly source: string | null;
}

/** Supersteps after which a graph stops by itself: since langgraph 1.1.4 (Python), and langchain-core's ensureConfig (JavaScript). */
const DEFAULTS = {
  python: { bound: 10007, source: "https://github.com/langchain-ai/langgraph (default since 1.1.4)" },
  javascript: { bound: 25, source: "https://github.com/langchain-ai/langchainjs (ensureConfig)" },
} as const;

/** The state's value is the conversation, which the library keeps and the node sends again. */
export function isConversation(root: HistoryRoot): boolean {
  return root.kind === "state" && /messages|history|conversation/i.test(root.key);
}

export function importsGraph(file: FileFacts): boolean {
  return (file.functions[0]?.facts.body ?? []).some((s) => s.kind === "import" && /langgraph/.test(s.module));
}

/** The recursion limit declared in the node's file, else in a file that imports a graph, else the documented default. */
export function graphLimit(program: Program, file: FileFacts): GraphLimit {
  const others = program.files.filter((other) => other !== file && importsGraph(other));
  for (const candidate of [file, ...others]) {
    const declared = declaredIn(program, candidate);
    if (declared) return declared;
  }
  const { bound, source } = DEFAULTS[file.language === "python" ? "python" : "javascript"];
  return { bound, origin: "default", place: null, source };
}

function declaredIn(program: Program, file: FileFacts): GraphLimit | undefined {
  for (const [fn, node] of file.functions.entries()) {
    for (const stmt of eachStatement(node.facts.body)) {
      for (const top of expressionsOf(stmt)) {
        for (const expr of eachExpression(top)) {
          if (expr.kind !== "dict") continue;
          const entry = expr.entries.find((e) => e.key?.kind === "string" && LIMIT_KEY.test(e.key.value));
          const bound = entry ? readNumber(program, { file, fn, expr: entry.value }) : undefined;
          if (!entry || bound === undefined) continue;
          const place = { path: file.path, range: absoluteRange(file, fn, entry.value.range) };
          return { bound, origin: "declared", place, source: null };
        }
      }
    }
  }
  return undefined;
}

const LIMIT_KEY = /^(recursion_limit|recursionLimit)$/;
