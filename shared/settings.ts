/** One table of settings: key, type, default, description. package.json is generated from it; a test keeps them equal. */
export interface SettingSpec {
  readonly key: string;
  readonly type: "boolean" | "string" | "number" | "integer" | "array" | "object";
  readonly default: unknown;
  readonly description: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly nullable?: boolean;
  readonly scope: "resource" | "window" | "machine" | "machine-overridable";
}

const assume = (name: string, description: string, extra: Partial<SettingSpec> = {}): SettingSpec => ({
  key: `farebox.assume.${name}`,
  type: "number",
  nullable: true,
  default: null,
  minimum: 0,
  scope: "resource",
  description: `${description} Empty: Farebox uses its published prior for this kind of run and marks it assumed.`,
  ...extra,
});

export const SETTINGS: readonly SettingSpec[] = [
  assume("turns", "Turns per run where the code does not fix them.", { minimum: 1 }),
  assume("outputTokens", "Visible answer per turn, in tokens, where the code sets no cap."),
  assume("reasoningTokens", "Reasoning tokens per turn for models that think."),
  assume("resultTokens", "Tokens that tool results and user messages add per turn."),
  assume("firstMessageTokens", "Tokens of a run-time value (hole) in the first user message."),
  assume("systemTokens", "Tokens of a system prompt that cannot be read from the source."),
  assume("toolTokens", "Tokens of tool definitions that cannot be read from the source."),
  assume("outerTimes", "Repeats of a loop around a run whose count cannot be read.", { minimum: 1 }),
  assume(
    "secondsBetweenTurns",
    "Seconds between two turns of one run; a prompt cache may expire in between.",
  ),
  assume(
    "secondsBetweenRuns",
    "Seconds between two runs; within the cache lifetime a run reads the previous run's prefix.",
  ),
  {
    key: "farebox.runsPerMonth",
    type: "number",
    nullable: true,
    default: null,
    minimum: 0,
    scope: "resource",
    description: "Runs per month of each entry. Empty: no monthly figures are shown.",
  },
  {
    key: "farebox.currency",
    type: "string",
    default: "USD",
    scope: "resource",
    description:
      "Currency of the figures shown (ISO 4217). Prices stay as quoted; conversion comes last, at a dated rate.",
  },
  {
    key: "farebox.favourites",
    type: "array",
    default: [],
    scope: "resource",
    description:
      "Models or offers to compare with everywhere: a model id (`deepseek-v4-flash`) or `model@host/region` (`deepseek-v4-flash@deepseek/cn`).",
  },
  {
    key: "farebox.hints.enabled",
    type: "boolean",
    default: true,
    scope: "resource",
    description: "Show the cost at each call site as an inlay hint.",
  },
  {
    key: "farebox.hints.codeLens",
    type: "boolean",
    default: true,
    scope: "resource",
    description: "Show the cost above each function that owns a run.",
  },
  {
    key: "farebox.hints.minConfidence",
    type: "string",
    enum: ["certain", "likely", "possible"],
    default: "likely",
    scope: "resource",
    description: "Least confidence at which a call site gets a hint.",
  },
  {
    key: "farebox.hints.minCost",
    type: "number",
    default: 0,
    minimum: 0,
    scope: "resource",
    description: "Hide hints of runs cheaper than this, in the display currency.",
  },
  {
    key: "farebox.promptFiles.enabled",
    type: "boolean",
    default: true,
    scope: "resource",
    description:
      "Show tokens and cost at the top of prompt files: AGENTS.md, CLAUDE.md, rules, skills, prompt templates.",
  },
  {
    key: "farebox.promptFiles.model",
    type: "string",
    nullable: true,
    default: null,
    scope: "resource",
    description:
      "Model that reads prompt files which name none: an id (`claude-sonnet-5`) or `model@host/region`. Empty: the first favourite.",
  },
  {
    key: "farebox.residency.allow",
    type: "array",
    default: [],
    scope: "resource",
    description:
      "Where data may go: country codes (`DE`), sets (`EU`) or policy ids. Empty: anywhere. An offer with no stated place fails every allow-list.",
  },
  {
    key: "farebox.residency.deny",
    type: "array",
    default: [],
    scope: "resource",
    description:
      "Where data must not go: country codes, sets or policy ids such as `countries-of-concern-eo-14117`.",
  },
  {
    key: "farebox.exclude",
    type: "array",
    default: [],
    scope: "resource",
    description:
      "Glob patterns of files Farebox leaves alone, in addition to .gitignore, dependencies and generated code.",
  },
  {
    key: "farebox.maxFileSize",
    type: "integer",
    default: 1048576,
    minimum: 1024,
    scope: "resource",
    description: "Files larger than this many bytes are skipped; the reason is shown.",
  },
  {
    key: "farebox.catalogue.entries",
    type: "object",
    default: {},
    scope: "resource",
    description:
      "Prices, discounts, aliases, defaults and favourites of your own in the settings, with the fields of `farebox.catalogue.yaml` (`offers`, `aliases`, …). The editor joins user, workspace and folder settings; catalogue files lie over them.",
  },
  {
    key: "farebox.catalogue.sources",
    type: "array",
    default: [],
    scope: "window",
    description:
      "Where `Farebox: Refresh Prices…` asks for newer prices: `genai-prices`, `litellm`, or an `https://` address of a catalogue your team serves. Empty: nothing is ever asked. Not taken from a workspace that is not trusted.",
  },
  {
    key: "farebox.catalogue.allowPrivateAddresses",
    type: "boolean",
    default: false,
    scope: "machine",
    description:
      "Let a source of prices be in your own network (private and loopback addresses). User settings only: a workspace cannot set it.",
  },
  {
    key: "farebox.workspaceScan",
    type: "boolean",
    default: true,
    scope: "window",
    description:
      "Scan the whole workspace once a relevant file is open, for the total in the status bar and for imports.",
  },
];

export type Confidence = "certain" | "likely" | "possible";

/** Settings as values, passed down; never globals. */
export interface Settings {
  readonly assume: Readonly<Record<AssumptionId, number | null>>;
  readonly runsPerMonth: number | null;
  readonly currency: string;
  readonly favourites: readonly string[];
  readonly hints: {
    readonly enabled: boolean;
    readonly codeLens: boolean;
    readonly minConfidence: Confidence;
    readonly minCost: number;
  };
  readonly promptFiles: { readonly enabled: boolean; readonly model: string | null };
  readonly residency: { readonly allow: readonly string[]; readonly deny: readonly string[] };
  readonly exclude: readonly string[];
  readonly maxFileSize: number;
  readonly catalogue: {
    /** As written: the catalogue's own reader checks it. */
    readonly entries: unknown;
    readonly sources: readonly string[];
    readonly allowPrivateAddresses: boolean;
  };
  readonly workspaceScan: boolean;
}

export const ASSUMPTION_IDS = [
  "turns",
  "outputTokens",
  "reasoningTokens",
  "resultTokens",
  "firstMessageTokens",
  "systemTokens",
  "toolTokens",
  "outerTimes",
  "secondsBetweenTurns",
  "secondsBetweenRuns",
] as const;
export type AssumptionId = (typeof ASSUMPTION_IDS)[number];

export interface SettingProblem {
  readonly key: string;
  readonly message: string;
}

/** Reads a nested settings object (`{assume: {turns: 8}, …}`, without the "farebox" prefix). Never throws; bad values keep the default. */
export function readSettings(raw: unknown): { settings: Settings; problems: readonly SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const read = (key: string): unknown => {
    const spec = SETTINGS.find((s) => s.key === `farebox.${key}`);
    if (!spec) throw new Error(`no setting farebox.${key}`);
    const value = lookUp(raw, key);
    if (value === undefined) return spec.default;
    const complaint = complain(spec, value);
    if (complaint === null) return value;
    problems.push({ key: spec.key, message: `${spec.key}: ${complaint}. The default is used.` });
    return spec.default;
  };
  const assumed = Object.fromEntries(ASSUMPTION_IDS.map((id) => [id, read(`assume.${id}`) as number | null]));
  const settings: Settings = {
    assume: assumed as Record<AssumptionId, number | null>,
    runsPerMonth: read("runsPerMonth") as number | null,
    currency: (read("currency") as string).toUpperCase(),
    favourites: read("favourites") as string[],
    hints: {
      enabled: read("hints.enabled") as boolean,
      codeLens: read("hints.codeLens") as boolean,
      minConfidence: read("hints.minConfidence") as Confidence,
      minCost: read("hints.minCost") as number,
    },
    promptFiles: {
      enabled: read("promptFiles.enabled") as boolean,
      model: read("promptFiles.model") as string | null,
    },
    residency: { allow: read("residency.allow") as string[], deny: read("residency.deny") as string[] },
    exclude: read("exclude") as string[],
    maxFileSize: read("maxFileSize") as number,
    catalogue: {
      entries: read("catalogue.entries"),
      sources: read("catalogue.sources") as string[],
      allowPrivateAddresses: read("catalogue.allowPrivateAddresses") as boolean,
    },
    workspaceScan: read("workspaceScan") as boolean,
  };
  return { settings, problems };
}

function lookUp(raw: unknown, key: string): unknown {
  let value = raw;
  for (const step of key.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value ?? undefined;
}

function complain(spec: SettingSpec, value: unknown): string | null {
  switch (spec.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "expected true or false";
    case "string":
      if (typeof value !== "string") return "expected a text";
      return spec.enum && !spec.enum.includes(value) ? `expected one of ${spec.enum.join(", ")}` : null;
    case "array":
      return Array.isArray(value) && value.every((v) => typeof v === "string")
        ? null
        : "expected a list of texts";
    case "object":
      return typeof value === "object" ? null : "expected an object";
    default: {
      if (typeof value !== "number" || !Number.isFinite(value)) return "expected a number";
      if (spec.type === "integer" && !Number.isInteger(value)) return "expected a whole number";
      if (spec.minimum !== undefined && value < spec.minimum) return `must be at least ${spec.minimum}`;
      if (spec.maximum !== undefined && value > spec.maximum) return `must be at most ${spec.maximum}`;
      return null;
    }
  }
}
