/** Everything about one call site that does not depend on prices or settings. */
import type { RunShape } from "../loops/run-shape";
import type { Prompt, ToolDefinition } from "../prompts/prompt";
import type { CallSite } from "../sdks/call-site";
import type { Pins } from "./pins";
import type { ToolCode } from "./tool-code/tool-code";

/** What a directive says about the offer and the traffic. */
export interface Overrides {
  readonly model: string | null;
  readonly host: string | null;
  readonly region: string | null;
  readonly serviceTier: string | null;
  readonly runsPerMonth: number | null;
}

export const NO_OVERRIDES: Overrides = {
  model: null,
  host: null,
  region: null,
  serviceTier: null,
  runsPerMonth: null,
};

export interface CallAnalysis {
  readonly site: CallSite;
  /** Where a directive above the call's statement reaches other calls first: its number among them (`call=2`). Absent: 1. */
  readonly nthBelow?: number;
  /** Its number among its function's calls of the same API. Absent: 1. */
  readonly nthInFunction?: number;
  readonly shape: RunShape;
  readonly prompt: Prompt;
  /** What the code of its tools says, where it was found. */
  readonly toolCode?: readonly ToolCode[];
  readonly pins: Pins;
  readonly overrides: Overrides;
  /** `farebox: ignore`. */
  readonly ignored: boolean;
}

/** A tool set as it is counted. */
export function jsonOf(tools: readonly ToolDefinition[]): string {
  return tools.map((tool) => tool.json).join("\n");
}

/** Every text whose tokens the estimate needs. */
export function textsOf(call: CallAnalysis): readonly string[] {
  const { system, firstUser, history, tools } = call.prompt;
  const texts = [system, firstUser, history].flatMap((text) =>
    text.parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])),
  );
  const json = jsonOf(tools);
  const sets = (call.prompt.toolCandidates ?? []).map(jsonOf);
  return [...texts, ...(json === "" ? [] : [json]), ...sets];
}
