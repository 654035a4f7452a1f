/** Model facts -> labs/<lab>.json. */
import type { LabFile } from "../../server/src/catalogue/load/files";
import { globMatcher } from "../../server/src/catalogue/load/user-layer";
import type { Model } from "../../server/src/catalogue/types";
import { displayName } from "./display-name";
import type { FactLab, FactModel } from "./facts";
import { REASONING } from "./reasoning-defaults";
import { EXTRA_ALIASES, SEPARATE_SNAPSHOTS } from "./redirects";
import { padDay } from "./sources";
import toolSupport from "./tool-support.json";

/** Hosts that a lab runs itself, the default first: international list prices before domestic ones. */
const OWN_HOSTS: Readonly<Record<string, readonly string[]>> = {
  anthropic: ["anthropic"],
  openai: ["openai"],
  google: ["google-ai-studio", "google-vertex"],
  deepseek: ["deepseek"],
  zhipu: ["zai", "zhipu-cn"],
  moonshot: ["moonshot-intl", "moonshot-cn"],
  minimax: ["minimax-intl", "minimax-cn"],
  alibaba: ["alibaba-intl", "alibaba-cn"],
  bytedance: ["volcengine", "byteplus"],
  meta: [],
  mistral: ["mistral"],
  xai: ["xai"],
  amazon: ["aws-bedrock"],
};

/** Input limits that are smaller than the window and are stated apart by their makers. */
const MAX_INPUT: Readonly<Record<string, number>> = { "gpt-6.1-terra": 922_000, "qwen4-max": 991_000 };

/** Share of a model's provider entries that must agree before the catalogue states that it takes tools. */
const AGREEMENT = 0.6;

/** true where most entries say so, false where at least two say so and none disagrees; null = not stated. */
function toolsOf(id: string): boolean | null {
  const counts: Readonly<Record<string, { readonly yes: number; readonly of: number }>> = toolSupport.models;
  const found = counts[id];
  if (found === undefined) return null;
  if (found.yes / found.of >= AGREEMENT) return true;
  return found.yes === 0 && found.of >= 2 ? false : null;
}

/** One lab's file. */
export function labFile(lab: FactLab): LabFile {
  return {
    id: lab.id,
    name: lab.name,
    country: lab.country,
    ownHosts: OWN_HOSTS[lab.id] ?? [],
    models: lab.models.map(modelOf),
  };
}

function modelOf(model: FactModel): Omit<Model, "lab"> {
  const separate = SEPARATE_SNAPSHOTS[model.id];
  return {
    id: model.id,
    name: displayName(model.id),
    aliases: [...model.aliases, ...(EXTRA_ALIASES[model.id] ?? [])],
    ...(separate === undefined ? {} : { separateSnapshots: separate }),
    released: padDay(model.released ?? "") || null,
    contextWindow: model.contextWindow,
    maxInput: MAX_INPUT[model.id] ?? null,
    maxOutput: model.maxOutput,
    inputModalities: model.modalities.input ?? [],
    outputModalities: model.modalities.output ?? [],
    // Where nobody says so, weights are not claimed to be public.
    openWeights: model.openWeights === true,
    tokenizerFamily: familyOf(model),
    tools: toolsOf(model.id),
    reasoning: reasoningOf(model),
  };
}

const FAMILIES: Readonly<Record<string, string>> = {
  "claude-3-to-4.6": "claude-3",
  "claude-4.7-and-later": "claude-4.7",
  "video tokens": "video",
};

/** What Google's own SDK counts with Gemma 3's vocabulary; it names none for later models. */
const COUNTED_AS_GEMMA_3 = /^(gemma-3|gemini-2\.|gemini-3-pro)/;

/** Plain family ids: remarks in brackets are dropped. */
function familyOf({ id, tokenizerFamily }: FactModel): string | null {
  if (tokenizerFamily === null) return null;
  const plain = tokenizerFamily.replace(/ \(.*\)$/, "");
  if (plain === "gemma3" && !COUNTED_AS_GEMMA_3.test(id)) return id.startsWith("gemma") ? "gemma4" : "gemini";
  return FAMILIES[plain] ?? plain;
}

function reasoningOf(model: FactModel): Model["reasoning"] {
  if (model.reasoning !== true)
    return { supported: false, defaultOn: model.reasoning === false ? false : null, resent: null };
  const row = REASONING.find((entry) => entry.models.some((pattern) => globMatcher(pattern)(model.id)));
  return { supported: true, defaultOn: row?.defaultOn ?? null, resent: row?.resent ?? null };
}
