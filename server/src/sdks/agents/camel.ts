/**
 * CAMEL (Python): agents that keep what was said and call their tools themselves, pairs of agents that play roles, and groups that share
 * out a task. Read from camel at 0011c171 (agents/chat_agent.py) and 00e5b079 (types/enums.py).
 */
import type { Roles, Sdk, StepLimitRule } from "../sdk";

const CHAT_AGENT = "https://github.com/camel-ai/camel/blob/0011c171/camel/agents/chat_agent.py";

const UNLIMITED: StepLimitRule = {
  ways: ["max_iteration"],
  unit: "turns",
  defaults: [{ ecosystem: "any", bound: null, source: CHAT_AGENT }],
};

const AGENT: Roles = {
  model: ["model", "model_type", "#1"],
  system: ["system_message", "#0"],
  tools: ["tools", "external_tools"],
};

/** Members of `ModelType`, without those of small hosts, and of `ModelPlatformType`, by which the host is told. */
const ENUMS =
  "GPT_3_5_TURBO=gpt-3.5-turbo GPT_4=gpt-4 GPT_4_TURBO=gpt-4-turbo GPT_4O=gpt-4o GPT_4O_MINI=gpt-4o-mini " +
  "GPT_4_5_PREVIEW=gpt-4.5-preview O1=o1 O1_PREVIEW=o1-preview O1_MINI=o1-mini O3_MINI=o3-mini O3=o3 O4_MINI=o4-mini " +
  "GPT_4_1=gpt-4.1-2025-04-14 GPT_4_1_MINI=gpt-4.1-mini-2025-04-14 GPT_4_1_NANO=gpt-4.1-nano-2025-04-14 " +
  "CLAUDE_3_OPUS=claude-3-opus-latest CLAUDE_3_SONNET=claude-3-sonnet-20240229 CLAUDE_3_HAIKU=claude-3-haiku-20240307 " +
  "CLAUDE_3_5_SONNET=claude-3-5-sonnet-latest CLAUDE_3_5_HAIKU=claude-3-5-haiku-latest " +
  "CLAUDE_3_7_SONNET=claude-3-7-sonnet-latest GEMINI_2_0_FLASH=gemini-2.0-flash " +
  "GEMINI_2_0_FLASH_LITE=gemini-2.0-flash-lite GEMINI_1_5_FLASH=gemini-1.5-flash GEMINI_1_5_PRO=gemini-1.5-pro " +
  "GEMINI_2_5_FLASH_PREVIEW=gemini-2.5-flash-preview-04-17 GEMINI_2_5_PRO_PREVIEW=gemini-2.5-pro-preview-05-06 " +
  "DEEPSEEK_CHAT=deepseek-chat DEEPSEEK_REASONER=deepseek-reasoner QWEN_MAX=qwen-max QWEN_PLUS=qwen-plus " +
  "QWEN_TURBO=qwen-turbo QWEN_LONG=qwen-long QWEN_2_5_72B=qwen2.5-72b-instruct QWEN_2_5_32B=qwen2.5-32b-instruct " +
  "QWEN_2_5_14B=qwen2.5-14b-instruct MISTRAL_LARGE=mistral-large-latest MISTRAL_NEMO=open-mistral-nemo " +
  "MISTRAL_CODESTRAL=codestral-latest COHERE_COMMAND_R=command-r COHERE_COMMAND_R_PLUS=command-r-plus " +
  "MOONSHOT_V1_8K=moonshot-v1-8k MOONSHOT_V1_32K=moonshot-v1-32k MOONSHOT_V1_128K=moonshot-v1-128k " +
  "GROQ_LLAMA_3_1_8B=llama-3.1-8b-instant GROQ_LLAMA_3_3_70B=llama-3.3-70b-versatile " +
  "GLM_4=glm-4 GLM_4_PLUS=glm-4-plus GLM_4_AIR=glm-4-air GLM_4_FLASH=glm-4-flash " +
  "OPENAI=openai AWS_BEDROCK=aws-bedrock AZURE=azure ANTHROPIC=anthropic GROQ=groq OPENROUTER=openrouter " +
  "OLLAMA=ollama LMSTUDIO=lmstudio VLLM=vllm SGLANG=sglang TOGETHER=together DEEPSEEK=deepseek NOVITA=novita";

export const camel: Sdk = {
  id: "camel",
  packages: { python: ["camel"], npm: [] },
  constants: { prefixes: [], ids: [], named: ENUMS.split(" ") },
  constructors: [
    {
      names: ["ModelFactory.create"],
      produces: "model",
      roles: {
        model: ["model_type", "#1"],
        provider: ["model_platform", "#0"],
        maxOutput: ["model_config_dict.max_tokens"],
        baseUrl: ["url"],
      },
    },
    { names: ["BaseModelBackend"], produces: "model", isAbstract: true },
    {
      names: ["ChatAgent", "CriticAgent", "EmbodiedAgent", "DeductiveReasonerAgent", "KnowledgeGraphAgent"],
      produces: "agent",
      roles: AGENT,
    },
    {
      // Each step asks both sides, and the two keep what was said.
      names: ["RolePlaying"],
      produces: "session",
      roles: { model: ["model", "assistant_agent_kwargs.model"], tools: ["assistant_agent_kwargs.tools"] },
    },
    {
      names: ["Workforce"],
      produces: "plan",
      roles: { model: ["coordinator_agent", "coordinator_agent_kwargs.model"] },
    },
  ],
  steps: [],
  calls: [
    {
      on: ["agent"],
      paths: ["step", "astep"],
      namesMaker: true,
      kind: "loop",
      goesOn: true,
      roles: { messages: ["input_message", "#0"] },
      stepLimit: UNLIMITED,
    },
    {
      on: ["session"],
      paths: ["step", "astep"],
      namesMaker: true,
      kind: "request",
      roles: { messages: ["assistant_msg", "#0"] },
    },
    {
      on: ["plan"],
      paths: ["process_task", "process_task_async"],
      namesMaker: true,
      kind: "loop",
      roles: { messages: ["task", "#0"] },
      stepLimit: UNLIMITED,
    },
    { on: ["model"], paths: ["run", "arun"], kind: "request", roles: { messages: ["messages", "#0"] } },
  ],
  free: ["init_chat", "reset", "record_message"],
  providerHosts: {
    openai: null,
    anthropic: null,
    "aws-bedrock": "aws-bedrock",
    azure: "azure",
    groq: "groq",
    openrouter: "openrouter",
    together: "together",
    deepseek: "deepseek",
    novita: "novita",
    ollama: "self-hosted",
    lmstudio: "self-hosted",
    vllm: "self-hosted",
    sglang: "self-hosted",
  },
  cacheKeys: [],
};
