/** The scored agents: where their runs were recorded, and where their request stands in public source. */
import type { RecordedRun } from "./traces";

export interface Row {
  readonly id: string;
  /** The trace's `source`; also the agent whose figures are left out of the priors. */
  readonly source: string;
  /** Folder below `--repos`. */
  readonly folder: string;
  readonly repository: string;
  readonly commit: string;
  /** File whose request is estimated. */
  readonly file: string;
  /** Function the way to the request leads through, where several lead there: the end of its qualified name. */
  readonly through?: string;
  /** Where the file sends several requests: the SDK's call expression. */
  readonly api?: string;
  /** Model the estimate is made for: most of the row's runs. */
  readonly model: string;
  readonly takes: (run: RecordedRun) => boolean;
}

const TAU2 = {
  source: "tau2-bench",
  folder: "tau2-bench",
  repository: "sierra-research/tau2-bench",
  commit: "b02b509367e8436f956c334741ac7cf7c9f5dabe",
  file: "src/tau2/utils/llm_utils.py",
} as const;
const INTERCODE = {
  source: "intercode",
  folder: "intercode",
  repository: "princeton-nlp/intercode",
  commit: "c3e46d827cfc9d4c704ec078f7abf9f41e3191d8",
  file: "experiments/eval_react.py",
  model: "text-davinci-003",
} as const;

export const ROWS: readonly Row[] = [
  {
    id: "tau-bench",
    source: "tau-bench",
    folder: "tau-bench",
    repository: "sierra-research/tau-bench",
    commit: "7362a1708d720a4d697d042f21fd8637ea144c3b",
    file: "tau_bench/agents/tool_calling_agent.py",
    model: "gpt-4o",
    takes: ({ agent }) => agent === "tau_bench.ToolCallingAgent",
  },
  {
    ...TAU2,
    id: "tau2 llm_agent, gpt",
    through: "LLMAgent.generate_next_message",
    model: "gpt-4.1",
    takes: ({ agent, model }) => agent === "tau2.llm_agent" && model.startsWith("gpt"),
  },
  {
    ...TAU2,
    id: "tau2 llm_agent, claude",
    through: "LLMAgent.generate_next_message",
    model: "claude-sonnet-4-5",
    takes: ({ agent, model }) => agent === "tau2.llm_agent" && model.startsWith("claude"),
  },
  {
    ...TAU2,
    id: "tau2 llm_agent_solo",
    through: "LLMSoloAgent.generate_next_message",
    model: "gpt-4.1",
    takes: ({ agent }) => agent === "tau2.llm_agent_solo",
  },
  {
    id: "mini-swe-agent",
    source: "mini-swe-agent",
    folder: "mini-swe-agent",
    repository: "SWE-agent/mini-swe-agent",
    commit: "e5e0fbca1c60561bde25fa473b78717aa4b3f9ec",
    file: "src/minisweagent/models/litellm_model.py",
    model: "deepseek-chat",
    takes: ({ agent }) => agent === "minisweagent.DefaultAgent",
  },
  {
    ...INTERCODE,
    id: "intercode SQL",
    takes: ({ agent }) => agent === "intercode.eval_react(SQL)",
  },
  {
    ...INTERCODE,
    id: "intercode BASH",
    takes: ({ agent }) => agent === "intercode.eval_react(BASH)",
  },
  {
    id: "reflexion",
    source: "reflexion",
    folder: "reflexion",
    repository: "noahshinn/reflexion",
    commit: "218cf0ef1df84b05ce379dd4a8e47f17766733a0",
    file: "hotpotqa_runs/llm.py",
    through: "ReactAgent.prompt_agent",
    model: "gpt-3.5-turbo",
    takes: ({ agent }) => agent === "reflexion.ReactAgent(HotpotQA)",
  },
];
