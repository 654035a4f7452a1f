/**
 * Default sizes where neither code nor user says and the kind of agent makes no difference; `archetypes/` holds the others. From
 * recorded runs of public agents (development half; token counts only). Tokens are o200k tokens.
 */
import type { Quantity } from "../base/quantity";

function prior(id: string, low: number, typical: number, high: number, mean: number): Quantity {
  return { low, typical, high, mean, basis: "assumed", source: `prior:${id}` };
}

/** Visible tokens of an answer in text (chat and question answering, n = 2,823). */
export const OUTPUT_TEXT_TURN = prior("output.text", 32, 90, 280, 140);

/** Billed output over visible output, less the visible part: o3, deepseek-reasoner and Claude with thinking (n = 40). */
export const REASONING_OVER_OUTPUT = { low: 1.8, typical: 2.8, high: 4.6, mean: 2.9 } as const;
/** Share of the default reasoning at another effort (Anthropic's published savings; the rest of the scale is interpolated). */
export const EFFORT_SHARE: Readonly<Record<string, number>> = {
  none: 0,
  disabled: 0,
  minimal: 0.15,
  low: 0.4,
  medium: 0.75,
  high: 1,
  xhigh: 1.5,
  max: 2,
};

/** Seconds between two requests of an agent loop; no recordings carry times, so the range is wide. */
export const AGENT_GAP = prior("gap.agent", 3, 12, 45, 20);
/** Seconds until a person answers. */
export const PERSON_GAP = prior("gap.person", 15, 60, 600, 200);

/** Tokens around each chat message (OpenAI's own counting recipe: 3 per message and 1 per name or reply). */
export const TOKENS_PER_MESSAGE = 4;
/** OpenAI-style tools: first input = c0 + a x JSON tokens (GPT-4o and GPT-3.5 fits: c0 12–22, a 0.57–0.68). */
export const TOOL_OVERHEAD_DEFAULT = { fixed: 16, perJsonToken: 0.62 } as const;
/** Claude: a hidden tool-use system prompt and 1.14–1.75 x JSON tokens, in Claude's own tokens. */
export const TOOL_OVERHEAD_CLAUDE = { fixed: 390, perJsonToken: 1.38 } as const;
