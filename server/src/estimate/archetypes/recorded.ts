/**
 * Recorded agents: what their runs looked like, agent by agent, so that a prior can be pooled without any one of them. Figures are P10,
 * P50, P90 and mean over runs. Tokens are o200k tokens; output and added are a run's average per turn. The development half of 1,945
 * public runs, token counts only, and one published analysis; docs/accuracy.md says how they were had.
 */
import type { ArchetypeId } from "./archetype";

/** P10, P50, P90, mean. */
export type Figures = readonly [number, number, number, number];

export interface RecordedAgent {
  /** The agent; variants of one repository share it and are left out together. */
  readonly agent: string;
  readonly variant: string;
  readonly archetype: ArchetypeId;
  readonly runs: number;
  /** Models the runs were made with. */
  readonly models: number;
  /** Largest number of model calls its code allows; null = none, or far above what runs need. */
  readonly bound: number | null;
  /** Calls its code makes in one round; absent: one. */
  readonly callsPerRound?: number;
  /** Model calls of a run. */
  readonly turns: Figures;
  /** Visible output per call. */
  readonly output: Figures | null;
  /** Tool results and messages of people added per call. */
  readonly added: Figures | null;
}

export const RECORDED: readonly RecordedAgent[] = [
  {
    agent: "tau-bench",
    variant: "tool calling, airline, gpt-4o",
    archetype: "tool-chat",
    runs: 124,
    models: 1,
    bound: 30,
    turns: [5, 11, 19, 11.8],
    output: [34, 53, 82, 56],
    added: [34, 104, 209, 116],
  },
  {
    agent: "tau2-bench",
    variant: "llm_agent, nine models",
    archetype: "tool-chat",
    runs: 250,
    models: 9,
    bound: null,
    turns: [5.9, 10, 19, 12.3],
    output: [40, 74, 136, 82],
    added: [63, 158, 410, 204],
  },
  {
    agent: "tau2-bench",
    variant: "experimental_agent, claude",
    archetype: "tool-chat",
    runs: 30,
    models: 1,
    bound: null,
    turns: [5, 8, 12, 8.2],
    output: [82, 119, 179, 132],
    added: [146, 265, 489, 291],
  },
  {
    agent: "tau2-bench",
    variant: "ironforge, five models",
    archetype: "tool-chat",
    runs: 16,
    models: 5,
    bound: null,
    turns: [9.5, 14, 18, 14.3],
    output: [68, 116, 157, 122],
    added: [140, 203, 351, 230],
  },
  {
    agent: "tau2-bench",
    variant: "llm_agent_solo",
    archetype: "tool-task",
    runs: 36,
    models: 2,
    bound: null,
    turns: [6.5, 13, 22, 13.5],
    output: [8, 11, 18, 12],
    added: [47, 74, 243, 120],
  },
  {
    agent: "mini-swe-agent",
    variant: "deepseek",
    archetype: "coding",
    runs: 96,
    models: 2,
    bound: null,
    turns: [47, 76, 113, 79],
    output: [106, 180, 283, 183],
    added: [148, 203, 271, 209],
  },
  {
    // Published: steps by model as quartiles and mean, mean context per call and mean output per task. P10 and P90 of the turns are read
    // between the quartiles; what is added per turn is (mean context - 5,000) x 2 / (calls - 1) less the output; its spread is a guess
    // of two thirds either way. https://nilenso.github.io/swe-bench-pro-cost-token-time-analysis/reference.html and report.txt
    agent: "SWE-agent",
    variant: "1.1.0 on SWE-Bench Pro, four models",
    archetype: "coding",
    runs: 2920,
    models: 4,
    bound: null,
    turns: [19, 54, 97, 58.6],
    output: [90, 150, 260, 165],
    added: [400, 700, 1200, 780],
  },
  {
    agent: "intercode",
    variant: "ReAct over SQL",
    archetype: "react",
    runs: 192,
    models: 1,
    bound: 10,
    turns: [4, 5, 8, 5.3],
    output: [37, 44, 61, 48],
    added: [35, 54, 116, 67],
  },
  {
    agent: "intercode",
    variant: "ReAct over a shell",
    archetype: "react",
    runs: 111,
    models: 1,
    bound: 10,
    turns: [2, 3, 9, 4.3],
    output: [36, 44, 66, 48],
    added: [7, 24, 90, 35],
  },
  {
    agent: "reflexion",
    variant: "ReAct over Wikipedia",
    archetype: "react",
    runs: 53,
    models: 1,
    bound: 12,
    callsPerRound: 2,
    turns: [6, 6, 12, 7.3],
    output: [15, 20, 25, 20],
    added: [29, 64, 150, 79],
  },
  {
    agent: "langgraph-docs",
    variant: "retrieval examples",
    archetype: "rag",
    runs: 74,
    models: 4,
    bound: null,
    turns: [1, 1, 2, 1.2],
    output: [6, 10, 63, 24],
    added: null,
  },
  {
    agent: "autogen-docs",
    variant: "teams of the manual",
    archetype: "team",
    runs: 24,
    models: 1,
    bound: null,
    turns: [2, 3.5, 9, 4.7],
    output: null,
    added: null,
  },
];

/** Sizes of tool results by kind and agent, per call. "pooled" are agents of which only the pool was published. */
export interface RecordedResult {
  readonly kind: ResultKind;
  readonly agent: string;
  readonly calls: number;
  readonly models: number;
  readonly size: Figures;
}

export type ResultKind =
  | "web-page"
  | "web-search"
  | "sql"
  | "file-read"
  | "file-edit"
  | "shell"
  | "search"
  | "meta"
  | "api"
  | "person";

export const RECORDED_RESULTS: readonly RecordedResult[] = [
  { kind: "web-page", agent: "pooled", calls: 24, models: 3, size: [307, 6163, 14372, 7163] },
  { kind: "web-search", agent: "pooled", calls: 39, models: 3, size: [618, 751, 935, 815] },
  { kind: "web-search", agent: "langgraph-docs", calls: 45, models: 4, size: [24, 324, 1561, 602] },
  { kind: "sql", agent: "intercode", calls: 827, models: 1, size: [11, 34, 138, 65] },
  { kind: "file-read", agent: "pooled", calls: 94, models: 3, size: [44, 766, 5004, 2109] },
  { kind: "file-edit", agent: "pooled", calls: 251, models: 3, size: [15, 167, 567, 224] },
  { kind: "shell", agent: "mini-swe-agent", calls: 7506, models: 2, size: [19, 77, 573, 208] },
  { kind: "shell", agent: "intercode", calls: 367, models: 1, size: [6, 18, 76, 31] },
  { kind: "shell", agent: "SWE-agent", calls: 170_859, models: 4, size: [30, 350, 1900, 780] },
  { kind: "search", agent: "mini-swe-agent", calls: 2239, models: 2, size: [19, 77, 413, 165] },
  { kind: "search", agent: "reflexion", calls: 131, models: 1, size: [44, 104, 448, 177] },
  { kind: "meta", agent: "tau-bench", calls: 95, models: 1, size: [4, 7, 8, 6] },
  { kind: "meta", agent: "tau2-bench", calls: 148, models: 9, size: [6, 6, 8, 6.6] },
  { kind: "api", agent: "tau-bench", calls: 525, models: 1, size: [21, 265, 368, 279] },
  { kind: "api", agent: "tau2-bench", calls: 2840, models: 9, size: [6, 236, 353, 212] },
  { kind: "api", agent: "langgraph-docs", calls: 142, models: 4, size: [5, 11, 164, 86] },
  { kind: "person", agent: "tau-bench", calls: 722, models: 1, size: [16, 26, 42, 28] },
  { kind: "person", agent: "tau2-bench", calls: 1570, models: 9, size: [20, 41, 75, 46] },
];
