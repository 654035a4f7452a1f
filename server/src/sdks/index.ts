/** Every SDK the recogniser knows, one file each. */
import { anthropic } from "./anthropic";
import { langchain } from "./langchain";
import { langgraph } from "./langgraph";
import { litellm } from "./litellm";
import { openai } from "./openai";
import type { Sdk } from "./sdk";
import { vercelAi } from "./vercel-ai";

export const SDKS: readonly Sdk[] = [anthropic, langchain, langgraph, litellm, openai, vercelAi];

/** Packages of all SDKs, as imports write them. */
export function packageNames(): readonly string[] {
  return [...new Set(SDKS.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.npm]))];
}

/** Member paths that tell a request without an import: `chat.completions.create`. */
export function tellingPaths(): readonly string[] {
  return [...new Set(SDKS.flatMap((sdk) => sdk.calls.flatMap((rule) => (rule.telling ? rule.paths : []))))];
}
