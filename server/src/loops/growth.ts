/** What a run does with its history between two turns. */

import type { Trace } from "../facts/history";
import type { Expr } from "../facts/ir";
import { readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Mutation } from "../facts/mutations";
import type { Program } from "../facts/program";
import { lookUp } from "../facts/scope";
import { eachExpression } from "../facts/walk";
import type { Growth, RunShape } from "./run-shape";

/** Growth of a history with these mutations inside the run; a window on the way to the request counts too. */
export function growthOf(trace: Trace, mutations: readonly Mutation[]): Growth {
  const window = trace.window ?? mutations.find((m) => m.kind === "window")?.window ?? null;
  const summary = trace.summarised ?? mutations.find((m) => m.kind === "summarise")?.at ?? null;
  const append = mutations.find((m) => m.kind === "append");
  if (summary) {
    const place = placeOf(summary);
    return {
      kind: "summarised",
      window: null,
      dropsPrefix: false,
      reason: "the history is replaced by a summary",
      place,
    };
  }
  if (window) {
    return {
      kind: "windowed",
      window: { size: window.size, unit: window.unit },
      dropsPrefix: window.dropsPrefix,
      reason: `only the last ${window.size} ${window.unit} are sent`,
      place: placeOf(window.at),
    };
  }
  if (!append) return constantGrowth("nothing is added to the messages");
  const reason = "each turn adds to the messages that are sent again";
  return { kind: "accumulates", window: null, dropsPrefix: false, reason, place: placeOf(append.at) };
}

export function constantGrowth(reason: string): Growth {
  return { kind: "constant", window: null, dropsPrefix: false, reason, place: null };
}

export function accumulating(reason: string): Growth {
  return { kind: "accumulates", window: null, dropsPrefix: false, reason, place: null };
}

/** What the appends add beside the model's own answer, with the characters the code cuts it to. */
export function resultsOf(
  program: Program,
  mutations: readonly Mutation[],
  isAnswer: (at: Located) => boolean,
): RunShape["results"] {
  return mutations.flatMap((mutation) => {
    if (mutation.kind !== "append") return [];
    return mutation.added
      .filter((added) => !isAnswer(added))
      .map((added) => ({
        place: placeOf(added),
        kind: kindOfAddition(added.expr),
        limitChars: charLimit(program, added, 0),
      }));
  });
}

function kindOfAddition(expr: Expr): "tool" | "user" | "unknown" {
  for (const part of eachExpression(expr)) {
    if (
      part.kind === "string" &&
      /^(tool|tool_result|function_call_output|function|tool-result)$/.test(part.value)
    )
      return "tool";
    if (part.kind === "name" && part.name === "ToolMessage") return "tool";
  }
  for (const part of eachExpression(expr)) {
    if (part.kind === "string" && part.value === "user") return "user";
    if (part.kind === "name" && part.name === "HumanMessage") return "user";
  }
  return "unknown";
}

/** `text[:4000]`, `text.slice(0, 4000)`, `truncate(text, 4000)` anywhere in what is added, two names deep. */
function charLimit(program: Program, at: Located, depth: number): number | null {
  for (const part of eachExpression(at.expr)) {
    const limit = cutAt(program, { ...at, expr: part });
    if (limit !== null) return limit;
    if (part.kind !== "name" || depth >= 2) continue;
    const bindings = lookUp(at.file, at.fn, part.name)?.bindings ?? [];
    for (const binding of bindings) {
      const inner = binding.kind === "assign" ? charLimit(program, binding.value, depth + 1) : null;
      if (inner !== null) return inner;
    }
  }
  return null;
}

function cutAt(program: Program, at: Located): number | null {
  const { expr } = at;
  if (expr.kind === "slice" && expr.to && !isFromTheEnd(program, at, expr.from)) {
    const to = readNumber(program, { ...at, expr: expr.to });
    return to !== undefined && to >= 20 ? to : null;
  }
  if (expr.kind !== "call") return null;
  const name = expr.callee.kind === "member" || expr.callee.kind === "name" ? expr.callee.name : "";
  if (!/^(slice|substring|substr|truncate|shorten|clip)/i.test(name)) return null;
  for (const arg of expr.args) {
    const number = readNumber(program, { ...at, expr: arg.value });
    if (number !== undefined && number >= 20) return number;
  }
  return null;
}

function isFromTheEnd(program: Program, at: Located, from: Expr | null): boolean {
  const start = from ? readNumber(program, { ...at, expr: from }) : 0;
  return start !== undefined && start < 0;
}
