/** Reasoning tokens of a turn from the effort or budget the code asks for. They are billed as output by every maker. */

/** A model as far as its thinking goes. */
export interface ThinkingModel {
  readonly id: string;
  readonly reasoning: { readonly supported: boolean; readonly defaultOn: boolean | null };
}

export interface Asked {
  /** "low", "high", …; null = the code says nothing. */
  readonly effort: string | null;
  /** Tokens; 0 turns thinking off, a negative number (Gemini's -1) leaves it to the model. */
  readonly budgetTokens: number | null;
  /** The library translates an effort into a budget (LiteLLM). */
  readonly effortIsBudget: boolean;
}

export interface Thinking {
  /** Times the amount at the model's own default effort; 0 = does not think. */
  readonly share: number;
  /** Most tokens per turn, null = no cap. */
  readonly cap: number | null;
  /** Whether the code asked for it, one way or the other. */
  readonly isAsked: boolean;
  readonly source: string;
}

/**
 * Share of what effort "high" thinks. Anthropic's published savings: low costs a quarter to two thirds, medium half to 85 %; the steps
 * above and below are carried on in proportion.
 */
const EFFORT_SHARE: Readonly<Record<string, number>> = {
  none: 0,
  off: 0,
  disabled: 0,
  minimal: 0.15,
  low: 0.4,
  medium: 0.75,
  high: 1,
  xhigh: 1.5,
  max: 2,
};

/** The effort a model takes where the code names none, or its siblings' where it does not think then; "high" where no row matches. */
const DEFAULT_EFFORT: readonly { readonly pattern: RegExp; readonly effort: string }[] = [
  { pattern: /^gpt-5-pro/, effort: "high" },
  { pattern: /^(o\d|gpt-5|gpt-6|gpt-oss)/, effort: "medium" },
  { pattern: /^claude-(opus|haiku)-5-5/, effort: "medium" },
  { pattern: /^gemini-3\.5-flash/, effort: "medium" },
];

/** LiteLLM's budgets for an effort (litellm/constants.py at 000db7e8). */
const LITELLM_BUDGETS: Readonly<Record<string, number>> = {
  minimal: 128,
  low: 1024,
  medium: 2048,
  high: 4096,
};

/** Least budgets a maker accepts: a smaller number is raised to it. */
const LEAST_BUDGET: readonly { readonly pattern: RegExp; readonly tokens: number }[] = [
  { pattern: /^claude-/, tokens: 1024 },
  { pattern: /^gemini-2\.5-pro/, tokens: 128 },
  { pattern: /^gemini-2\.5-flash-lite/, tokens: 512 },
];

/** Models that only know a budget: an effort becomes one, or is ignored. */
const BUDGET_ONLY = /^(claude-(3-7|haiku-4-5|sonnet-4|opus-4(-0|-1|-5)?(-2|$))|gemini-2\.5|qwen)/;

/** How much a turn thinks. `model` undefined: not known, and then it thinks only where the code asks for it. */
export function thinkingOf(asked: Asked, model: ThinkingModel | undefined): Thinking {
  const { effort, budgetTokens } = asked;
  if (model?.reasoning.supported === false)
    return { share: 0, cap: null, isAsked: false, source: "the model does not think" };
  if (budgetTokens === 0) return { share: 0, cap: null, isAsked: true, source: "a budget of 0 turns it off" };
  const usual = defaultEffortOf(model?.id ?? "");
  const share = effort === null ? 1 : (EFFORT_SHARE[effort.toLowerCase()] ?? 1) / (EFFORT_SHARE[usual] ?? 1);
  const cap = budgetOf(asked, model);
  if (cap !== null) return { share, cap, isAsked: true, source: `a budget of ${cap}` };
  if (effort !== null) return { share, cap, isAsked: true, source: `effort ${effort}` };
  if (budgetTokens !== null) return { share, cap, isAsked: true, source: "the model decides" };
  if (model?.reasoning.defaultOn === true)
    return { share, cap, isAsked: false, source: `the model's default effort, ${usual}` };
  return { share: 0, cap, isAsked: false, source: "no thinking by default" };
}

/** Tokens a turn may think at most, or null. */
function budgetOf(
  { effort, budgetTokens, effortIsBudget }: Asked,
  model: ThinkingModel | undefined,
): number | null {
  if (budgetTokens !== null && budgetTokens > 0) {
    const least = LEAST_BUDGET.find(({ pattern }) => pattern.test(model?.id ?? ""))?.tokens ?? 0;
    return Math.max(budgetTokens, least);
  }
  if (budgetTokens !== null || effort === null || !effortIsBudget) return null;
  return model !== undefined && BUDGET_ONLY.test(model.id) ? (LITELLM_BUDGETS[effort] ?? null) : null;
}

function defaultEffortOf(modelId: string): string {
  return DEFAULT_EFFORT.find(({ pattern }) => pattern.test(modelId))?.effort ?? "high";
}
