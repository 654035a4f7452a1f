/** Every SDK the recogniser knows, one file each. */
import { langgraph } from "./agents/langgraph";
import { langchain } from "./libraries/langchain";
import { litellm } from "./libraries/litellm";
import { vercelAi } from "./libraries/vercel-ai";
import { anthropic } from "./providers/anthropic";
import { openai } from "./providers/openai";
import type { Sdk } from "./sdk";

export const SDKS: readonly Sdk[] = [anthropic, langchain, langgraph, litellm, openai, vercelAi];

/** Packages of all SDKs, as imports write them. */
export function packageNames(): readonly string[] {
  return [...new Set(SDKS.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.npm]))];
}

/** Packages whose import alone makes a file worth reading. */
export function tellingPackages(): readonly string[] {
  const sdks = SDKS.filter((sdk) => sdk.marks === undefined);
  return [...new Set(sdks.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.npm]))];
}

/** Texts that tell a request without an import: member paths (`chat.completions.create`) and marks of addresses. */
export function tellingPaths(): readonly string[] {
  const paths = SDKS.flatMap((sdk) => sdk.calls.flatMap((rule) => (rule.telling ? rule.paths : [])));
  return [...new Set([...paths, ...SDKS.flatMap((sdk) => sdk.marks ?? [])])];
}

/** Top-level Python packages that a file of the workspace does not shadow. */
export function unshadowedPackages(): ReadonlySet<string> {
  const names = SDKS.flatMap((sdk) =>
    sdk.marks === undefined
      ? sdk.packages.python.filter((name) => !(sdk.commonNames ?? []).includes(name))
      : [],
  );
  return new Set(names.map((name) => name.split(".")[0] ?? name));
}
