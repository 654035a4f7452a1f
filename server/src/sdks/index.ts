/** Every SDK the recogniser knows, one file each. */

import { agentFramework } from "./agents/agent-framework";
import { agno } from "./agents/agno";
import { autogen } from "./agents/autogen";
import { browserUse } from "./agents/browser-use";
import { camel } from "./agents/camel";
import { claudeAgentSdk } from "./agents/claude-agent-sdk";
import { copilotSdk } from "./agents/copilot-sdk";
import { crewai } from "./agents/crewai";
import { eino } from "./agents/eino";
import { googleAdk } from "./agents/google-adk";
import { griptape } from "./agents/griptape";
import { langgraph } from "./agents/langgraph";
import { langroid } from "./agents/langroid";
import { letta } from "./agents/letta";
import { mastra } from "./agents/mastra";
import { metagpt } from "./agents/metagpt";
import { miniSweAgent } from "./agents/mini-swe-agent";
import { openaiAgents } from "./agents/openai-agents";
import { pydanticAi } from "./agents/pydantic-ai";
import { qwenAgent } from "./agents/qwen-agent";
import { smolagents } from "./agents/smolagents";
import { stagehand } from "./agents/stagehand";
import { strands } from "./agents/strands";
import { swarm } from "./agents/swarm";
import { aisuite } from "./libraries/aisuite";
import { deepeval } from "./libraries/deepeval";
import { dspy } from "./libraries/dspy";
import { ell } from "./libraries/ell";
import { genkit } from "./libraries/genkit";
import { haystack } from "./libraries/haystack";
import { inspectAi } from "./libraries/inspect-ai";
import { instructor } from "./libraries/instructor";
import { langchain } from "./libraries/langchain";
import { langextract } from "./libraries/langextract";
import { litellm } from "./libraries/litellm";
import { llamaindex } from "./libraries/llamaindex";
import { llm } from "./libraries/llm";
import { magentic } from "./libraries/magentic";
import { marvin } from "./libraries/marvin";
import { mirascope } from "./libraries/mirascope";
import { modelfusion } from "./libraries/modelfusion";
import { nemoguardrails } from "./libraries/nemoguardrails";
import { neo4jGraphrag } from "./libraries/neo4j-graphrag";
import { outlines } from "./libraries/outlines";
import { portkey } from "./libraries/portkey";
import { promptflow } from "./libraries/promptflow";
import { ragas } from "./libraries/ragas";
import { semanticKernel } from "./libraries/semantic-kernel";
import { simplerLlm } from "./libraries/simplerllm";
import { vercelAi } from "./libraries/vercel-ai";
import { xsai } from "./libraries/xsai";
import { anthropic } from "./providers/anthropic";
import { azureAiInference } from "./providers/azure-ai-inference";
import { bedrock } from "./providers/bedrock";
import { cerebras } from "./providers/cerebras";
import { cloudflareAi } from "./providers/cloudflare-ai";
import { cohere } from "./providers/cohere";
import { deepseekGo } from "./providers/deepseek-go";
import { fastapiPoe } from "./providers/fastapi-poe";
import { fireworks } from "./providers/fireworks";
import { gigachat } from "./providers/gigachat";
import { goOpenrouter } from "./providers/go-openrouter";
import { googleGenai } from "./providers/google-genai";
import { googleGenerativeai } from "./providers/google-generativeai";
import { groq } from "./providers/groq";
import { huggingface } from "./providers/huggingface";
import { llamaCpp } from "./providers/llama-cpp";
import { lmstudio } from "./providers/lmstudio";
import { mistral } from "./providers/mistral";
import { mlxLm } from "./providers/mlx-lm";
import { ollama } from "./providers/ollama";
import { openai } from "./providers/openai";
import { openrouter } from "./providers/openrouter";
import { rawHttp } from "./providers/raw-http";
import { reka } from "./providers/reka";
import { replicate } from "./providers/replicate";
import { sagemaker } from "./providers/sagemaker";
import { together } from "./providers/together";
import { vllm } from "./providers/vllm";
import { vscodeLm } from "./providers/vscode-lm";
import { watsonx } from "./providers/watsonx";
import { xai } from "./providers/xai";
import type { Sdk } from "./sdk";
import { dashscope } from "./vendors-cn/dashscope";
import { qianfan } from "./vendors-cn/qianfan";
import { volcengine } from "./vendors-cn/volcengine";
import { zhipu } from "./vendors-cn/zhipu";

export const SDKS: readonly Sdk[] = [
  agentFramework,
  agno,
  aisuite,
  anthropic,
  autogen,
  azureAiInference,
  bedrock,
  browserUse,
  camel,
  cerebras,
  claudeAgentSdk,
  cloudflareAi,
  cohere,
  copilotSdk,
  crewai,
  dashscope,
  deepeval,
  deepseekGo,
  dspy,
  eino,
  ell,
  fastapiPoe,
  fireworks,
  genkit,
  gigachat,
  goOpenrouter,
  googleAdk,
  googleGenai,
  googleGenerativeai,
  griptape,
  groq,
  haystack,
  huggingface,
  inspectAi,
  instructor,
  langchain,
  langextract,
  langgraph,
  langroid,
  letta,
  litellm,
  llamaCpp,
  llamaindex,
  llm,
  lmstudio,
  magentic,
  marvin,
  mastra,
  metagpt,
  miniSweAgent,
  mirascope,
  mistral,
  mlxLm,
  modelfusion,
  nemoguardrails,
  neo4jGraphrag,
  ollama,
  openai,
  openaiAgents,
  openrouter,
  outlines,
  portkey,
  promptflow,
  pydanticAi,
  qianfan,
  ragas,
  rawHttp,
  reka,
  replicate,
  sagemaker,
  semanticKernel,
  simplerLlm,
  qwenAgent,
  smolagents,
  stagehand,
  strands,
  swarm,
  together,
  vercelAi,
  vllm,
  volcengine,
  vscodeLm,
  watsonx,
  xai,
  xsai,
  zhipu,
];

/** Packages of all SDKs, as imports write them. */
export function packageNames(): readonly string[] {
  return [...new Set(SDKS.flatMap(packagesOf))];
}

/** Packages of the SDK in all ecosystems. */
export function packagesOf({ packages }: Sdk): readonly string[] {
  return [...packages.python, ...packages.npm, ...(packages.go ?? [])];
}

/** Packages whose import alone makes a file worth reading. */
export function tellingPackages(): readonly string[] {
  const sdks = SDKS.filter((sdk) => sdk.marks === undefined);
  return [...new Set(sdks.flatMap(packagesOf))];
}

/** Texts that tell a request without an import: member paths (`chat.completions.create`) and marks of addresses. */
export function tellingPaths(): readonly string[] {
  const rules = SDKS.flatMap((sdk) => sdk.calls.filter((rule) => rule.telling !== undefined));
  const paths = rules.flatMap(({ paths, rootNamed }) =>
    rootNamed === undefined ? paths : paths.map((path) => `${rootNamed}.${path}`),
  );
  return [...new Set([...paths, ...submoduleImports(), ...SDKS.flatMap((sdk) => sdk.marks ?? [])])];
}

/** Words that tell a request only where all of a group stand in one file. */
export function tellingGroups(): readonly (readonly string[])[] {
  return SDKS.flatMap((sdk) => sdk.markGroups ?? []);
}

/** `google.genai` is imported as `from google import genai`, too. */
function submoduleImports(): readonly string[] {
  return tellingPackages().flatMap((name) => {
    const dot = /[/@]/.test(name) ? -1 : name.lastIndexOf(".");
    return dot < 0 ? [] : [`from ${name.slice(0, dot)} import ${name.slice(dot + 1)}`];
  });
}

/** Top-level Python packages and Go modules that files of the workspace do not shadow. */
export function unshadowedPackages(): ReadonlySet<string> {
  const names = SDKS.flatMap((sdk) =>
    sdk.marks === undefined ? sdk.packages.python.filter((name) => !(name in (sdk.commonNames ?? {}))) : [],
  );
  const goModules = SDKS.flatMap((sdk) => sdk.packages.go ?? []);
  return new Set([...names.map((name) => name.split(".")[0] ?? name), ...goModules]);
}

/** Packages with common names, and the file inside by which each is told from a folder of that name. */
export function packageMarks(): ReadonlyMap<string, string> {
  return new Map(SDKS.flatMap((sdk) => Object.entries(sdk.commonNames ?? {})));
}
