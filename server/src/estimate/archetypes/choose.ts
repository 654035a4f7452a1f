/** Chooses the archetype from what the code shows: how the request repeats, its tools, what it is told. First rule that fits wins. */
import type { RunShape } from "../../loops/run-shape";
import type { Prompt, PromptText } from "../../prompts/prompt";
import type { CallSite } from "../../sdks/call-site";
import type { Choice } from "./archetype";

interface Evidence {
  readonly site: CallSite;
  readonly shape: RunShape;
  /** Names of the tools, one per line. */
  readonly tools: string;
  /** What the model is told, tool descriptions included. */
  readonly text: string;
}

type Rule = (evidence: Evidence) => Choice | undefined;

export function chooseArchetype(site: CallSite, shape: RunShape, prompt: Prompt): Choice {
  const evidence: Evidence = {
    site,
    shape,
    tools: prompt.tools.map(({ name }) => name).join("\n"),
    text: [prompt.system, prompt.firstUser, prompt.history].map(textOf).join("\n"),
  };
  for (const rule of RULES) {
    const choice = rule(evidence);
    if (choice) return choice;
  }
  return { id: "tool-task", reason: "its answer feeds the next request" };
}

function textOf({ parts }: PromptText): string {
  return parts.map((part) => (part.kind === "text" ? part.text : part.name)).join(" ");
}

const SHELL =
  /\b(bash|shell|terminal|run_?commands?|execute_?commands?|exec|subprocess|run_?in_?terminal)\b/i;
const FILES =
  /(str_replace|edit_?file|write_?file|read_?file|apply_?patch|create_?file|view_?file|open_?file|list_?(dir|files))/i;
const WEB =
  /(web_?search|tavily|browse|scrape|crawl|fetch_?(url|page)|duckduckgo|serp|google_?search|visit)/i;
const RETRIEVAL = /(retriev|vector_?store|similarity_search|knowledge_?base|context documents?)/i;

const RULES: readonly Rule[] = [
  ({ shape }) =>
    shape.kind === "map" ? { id: "map", reason: "each item is a request of its own" } : undefined,
  ({ shape }) =>
    shape.kind === "none" ? { id: "single", reason: "the request is sent once per run" } : undefined,
  ({ site }) =>
    /^(autogen|ag2|crewai|agency|camel)/.test(site.sdk)
      ? { id: "team", reason: `${site.sdk} runs several agents in turn` }
      : undefined,
  ({ tools }) => {
    const found = SHELL.exec(tools.replace(/_/g, "_"))?.[0] ?? FILES.exec(tools)?.[0];
    return found ? { id: "coding", reason: `its tools run commands or edit files (${found})` } : undefined;
  },
  ({ site, tools, text }) =>
    !site.hasTools && tools === "" && thinksInText(text)
      ? { id: "react", reason: "the prompt asks for Thought, Action and Observation" }
      : undefined,
  ({ site, text }) =>
    !site.hasTools && /\b(bash|shell) (command|tool)|```(bash|sh)\b|mswea_bash_command/i.test(text)
      ? { id: "coding", reason: "the prompt asks for shell commands" }
      : undefined,
  ({ tools, text }) => {
    const found = WEB.exec(tools)?.[0];
    if (found) return { id: "web-research", reason: `its tools reach the web (${found})` };
    return RETRIEVAL.test(tools) && !/\bThought\b/.test(text)
      ? { id: "rag", reason: `its tools retrieve text (${RETRIEVAL.exec(tools)?.[0] ?? ""})` }
      : undefined;
  },
  ({ site, shape, text }) => {
    if (!site.hasTools) return undefined;
    const speaks = shape.results.some(({ kind }) => kind === "user") || shape.kind === "chat";
    if (speaks)
      return { id: "tool-chat", reason: "a person's messages join the tools' results in the history" };
    const alone = /cannot (communicate|talk|speak) (with|to) the user|only make tool calls/i.test(text);
    if (!alone && /\b(message|respond|reply|talk|question)s? to the (user|customer)\b/i.test(text))
      return { id: "tool-chat", reason: "the prompt speaks of messages to a person" };
    return { id: "tool-task", reason: "tools' results feed the next request" };
  },
  ({ shape }) =>
    shape.kind === "chat" ? { id: "chat", reason: "a person answers between two requests" } : undefined,
];

/** The words of the ReAct pattern (Yao et al. 2022), each at the start of a line or before a number or colon. */
function thinksInText(text: string): boolean {
  const says = (word: string): boolean => new RegExp(`\\b${word}s?( \\d+)?\\s*[:\\[]`, "i").test(text);
  return (
    (says("Thought") && says("Action") && says("Observation")) ||
    /Thought,? Action,? (and )?Observation/i.test(text)
  );
}
