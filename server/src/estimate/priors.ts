/**
 * Default sizes where neither code nor user says: from 4,240 recorded runs of 14 public agents (development half; token counts only).
 * Tokens are o200k tokens. Means are kept beside medians because results are heavy-tailed.
 */
import type { Quantity } from "../base/quantity";

function prior(id: string, low: number, typical: number, high: number, mean: number): Quantity {
  return { low, typical, high, mean, basis: "assumed", source: `prior:${id}` };
}

/** Turns of agents over business APIs, SQL, shell and search (tau-bench, tau2, intercode, reflexion, n = 730). */
export const AGENT_TURNS = prior("turns.agent", 4, 9, 19, 10);
/** Turns of coding agents with a shell and files (mini-swe-agent, n = 96). */
export const CODING_TURNS = prior("turns.coding", 47, 76, 113, 79);
/** Turns of a conversation with a person; no recordings of people, taken from simulated customers (tau2, n = 250). */
export const CHAT_TURNS = prior("turns.chat", 3, 6, 15, 7.5);
/** Turns over the declared bound, for bounds up to 50 (eight agents). */
export const TURNS_OVER_BOUND = { low: 0.2, typical: 0.35, high: 0.7, mean: 0.4 } as const;
/** Above this a bound is a safety net and says nothing about the turns. */
export const LARGEST_TELLING_BOUND = 50;

/** Visible tokens of a turn that calls tools (chat over an API, four model families, n = 2,103). */
export const OUTPUT_TOOL_TURN = prior("output.tool-turn", 11, 40, 190, 86);
/** Visible tokens of a coding agent's turn (n = 8,287). */
export const OUTPUT_CODING_TURN = prior("output.coding-turn", 19, 52, 603, 190);
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

/** Result sizes per tool kind, matched on the tool's name. First match wins. */
export const RESULT_KINDS: readonly {
  readonly pattern: RegExp;
  readonly kind: string;
  readonly size: Quantity;
}[] = [
  {
    kind: "web page",
    pattern: /(browse|fetch|scrape|crawl|open_?url|web_?page|visit|http)/i,
    size: prior("result.web-page", 307, 6163, 14372, 7163),
  },
  {
    kind: "web search",
    pattern: /(web_?search|tavily|google|duckduckgo|serp|brave|exa|search_?web|internet)/i,
    size: prior("result.web-search", 618, 751, 935, 815),
  },
  { kind: "SQL", pattern: /(sql|query_?db|database|db_query)/i, size: prior("result.sql", 11, 34, 138, 65) },
  {
    kind: "file",
    pattern: /(read_?file|open_?file|cat_file|load_?file|view_?file|get_?file)/i,
    size: prior("result.file-read", 44, 766, 5004, 2109),
  },
  {
    kind: "edit",
    pattern: /(write|edit|patch|replace|save|create_?file|str_replace)/i,
    size: prior("result.file-edit", 15, 167, 567, 224),
  },
  {
    kind: "shell",
    pattern: /(bash|shell|exec|run_?(command|code|python|tests?)|terminal|python|subprocess|interpreter)/i,
    size: prior("result.shell", 32, 139, 573, 243),
  },
  {
    kind: "search",
    pattern: /(search|grep|find|lookup|retriev|list|glob)/i,
    size: prior("result.search", 19, 83, 452, 239),
  },
  {
    kind: "arithmetic",
    pattern: /(calc|math|add|subtract|multiply|divide|think|finish|done|submit)/i,
    size: prior("result.meta", 4, 6, 8, 6),
  },
];
/** JSON of a business API (tau-bench, n = 2,931). */
export const RESULT_API = prior("result.api", 12, 226, 350, 219);
/** What a person (simulated customer) writes per turn (n = 2,097). */
export const USER_MESSAGE = prior("result.user-message", 18, 34, 67, 39);

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
