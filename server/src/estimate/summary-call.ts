/**
 * A request that sums up the history of a run. It stands in the run's loop and yet is sent now and then only: how often, the growth of the
 * requests that are sent the history says, and their estimate bears its tokens. By itself it is one request.
 */

import { lastNameOf } from "../facts/expression-text";
import type { Stmt } from "../facts/ir";
import { contextOf } from "../facts/walk";
import { namesSummary } from "../facts/windows";
import { constantGrowth } from "../loops/growth";
import type { RunShape } from "../loops/run-shape";
import type { CallSite } from "../sdks/call-site";

export function asSummaryCall(site: CallSite, shape: RunShape): RunShape {
  if (shape.kind !== "agent" || !sumsUp(site, shape)) return shape;
  return {
    ...shape,
    kind: "none",
    bound: null,
    boundPlace: null,
    boundSource: null,
    loopPlace: null,
    fixedTurns: null,
    growth: constantGrowth("it sums up the history; how often is counted where the history is sent"),
    results: [],
  };
}

/** `def summarize(history): …` that the loop calls, or `summary = client.create(…)` under a condition in the loop. */
function sumsUp({ call, fn, path }: CallSite, { owner }: RunShape): boolean {
  const own = call.file.functions[fn]?.facts.name ?? "";
  const isCalled = owner.path !== path || owner.fn !== fn;
  if (isCalled && fn > 0 && namesSummary(own)) return true;
  const around = contextOf(call.file, fn, call.expr);
  return around?.conditional === true && namesSummary(targetOf(around.statement));
}

function targetOf(stmt: Stmt): string {
  return stmt.kind === "assign" ? lastNameOf(stmt.target) : "";
}
