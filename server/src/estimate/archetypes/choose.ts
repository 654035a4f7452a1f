/** Chooses the archetype from what the code shows: how the request repeats, its tools, what it is told. First rule that fits wins. */
import type { RunShape } from "../../loops/run-shape";
import type { Prompt, PromptText, ToolDefinition } from "../../prompts/prompt";
import type { CallSite } from "../../sdks/call-site";
import type { ToolCode } from "../tool-code/tool-code";
import type { Choice } from "./archetype";
import { type Trade, type TradeOf, tradeOf } from "./tool-kind";

interface Evidence {
  readonly site: CallSite;
  readonly shape: RunShape;
  readonly toolCount: number;
  /** Trades of the tools that have one. */
  readonly trades: readonly TradeOf[];
  /** What the model is told, tool descriptions included. */
  readonly text: string;
}

type Rule = (evidence: Evidence) => Choice | undefined;

export function chooseArchetype(
  site: CallSite,
  shape: RunShape,
  prompt: Prompt,
  toolCode: readonly ToolCode[] = [],
): Choice {
  const { tools, unreadToolNames = [] } = prompt;
  const codeOf = (tool: ToolDefinition): ToolCode | undefined =>
    toolCode.find(({ name }) => name === tool.name);
  const evidence: Evidence = {
    site,
    shape,
    toolCount: tools.length + unreadToolNames.length,
    trades: [
      ...tools.flatMap((tool) => tradeOf(tool, codeOf(tool)) ?? []),
      ...unreadToolNames.flatMap((name) => tradeOf({ name, json: "" }, undefined) ?? []),
    ],
    text: [prompt.system, prompt.firstUser, prompt.history].map(textOf).join("\n"),
  };
  for (const rule of RULES) {
    const choice = rule(evidence);
    if (choice) return choice;
  }
  const repeats =
    shape.growth.kind === "constant" ? "decides whether it is asked again" : "feeds the next request";
  return { id: "tool-task", reason: `its answer ${repeats}` };
}

function textOf({ parts }: PromptText): string {
  return parts.map((part) => (part.kind === "text" ? part.text : part.name)).join(" ");
}

/** Tools of one trade say what the agent is from one in four on. A judgement: a helper among ten tools does not. */
const TELLING_SHARE = 0.25;

/** The first tool of these trades, where enough are of them. */
function mostly({ trades, toolCount }: Evidence, ...wanted: readonly Trade[]): TradeOf | undefined {
  const found = trades.filter(({ trade }) => wanted.includes(trade));
  return found.length >= TELLING_SHARE * toolCount ? found[0] : undefined;
}

const RULES: readonly Rule[] = [
  ({ shape }) =>
    shape.kind === "map" ? { id: "map", reason: "each item is a request of its own" } : undefined,
  ({ shape }) =>
    shape.kind === "none" ? { id: "single", reason: "the request is sent once per run" } : undefined,
  ({ site }) =>
    /^(autogen|ag2|crewai|agency|camel)/.test(site.sdk)
      ? { id: "team", reason: `${site.sdk} runs several agents in turn` }
      : undefined,
  ({ site, shape, toolCount }) =>
    endsWithFirstAnswer(site, shape) && toolCount === 0
      ? { id: "single", reason: "it has no tools, so a run ends with its first answer" }
      : undefined,
  (evidence) => {
    const shell = evidence.trades.find(({ trade }) => trade === "shell");
    if (shell && mostly(evidence, "shell", "files"))
      return { id: "coding", reason: `its tools run commands (${shell.why})` };
    // A report that is written to a file in the end makes no coding agent of one that searches the web.
    const files = evidence.trades.filter(({ trade }) => trade === "files").length;
    const others = evidence.trades.filter(({ trade }) => trade === "web" || trade === "retrieval").length;
    const file = files >= others ? mostly(evidence, "files") : undefined;
    return file && { id: "coding", reason: `its tools read or write files (${file.why})` };
  },
  ({ site, toolCount, text }) =>
    !site.hasTools && toolCount === 0 && thinksInText(text)
      ? { id: "react", reason: "the prompt asks for Thought, Action and Observation" }
      : undefined,
  ({ site, text }) =>
    !site.hasTools && /\b(bash|shell) (command|tool)|```(bash|sh)\b|mswea_bash_command/i.test(text)
      ? { id: "coding", reason: "the prompt asks for shell commands" }
      : undefined,
  (evidence) => {
    const web = mostly(evidence, "web");
    if (web) return { id: "web-research", reason: `its tools reach the web (${web.why})` };
    const retrieval = /\bThought\b/.test(evidence.text) ? undefined : mostly(evidence, "retrieval");
    return retrieval && { id: "rag", reason: `its tools retrieve text (${retrieval.why})` };
  },
  byFramework,
  (evidence) => {
    const sql = mostly(evidence, "sql");
    return sql && { id: "react", reason: `its tools query a database (${sql.why})` };
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

/** A framework's loop without tools is one request: nothing can call for a second. */
export function endsWithFirstAnswer(site: CallSite, { boundOrigin }: RunShape): boolean {
  const mayRepeat = site.hasTools || bringsTools(site) || site.stepLimit?.repeatsAlone === true;
  return site.kind === "loop" && !mayRepeat && boundOrigin !== "declared";
}

/** Agents that a library makes ready for one thing, with the tools for it: `create_sql_agent`, `create_pandas_dataframe_agent`. */
function bringsTools({ sdk, api }: CallSite): boolean {
  return sdk === "browser-use" || /(sql|dataframe|csv|json|openapi|vectorstore|spark)_?agent/i.test(api);
}

/** Frameworks that bring their tools along, and agents a library makes ready for one thing. */
function byFramework({ site, toolCount }: Evidence): Choice | undefined {
  if (site.sdk === "browser-use") return { id: "web-research", reason: "browser-use drives a browser" };
  if (site.sdk === "claude-agent-sdk" && toolCount === 0)
    return {
      id: "coding",
      reason: "the Claude Agent SDK brings a shell and file tools, and the code names no others",
    };
  return /sql_agent|sqlagent/i.test(site.api)
    ? { id: "react", reason: `${site.api} queries a database` }
    : undefined;
}

/** The words of the ReAct pattern (Yao et al. 2022), each at the start of a line or before a number or colon. */
function thinksInText(text: string): boolean {
  const says = (word: string): boolean => new RegExp(`\\b${word}s?( \\d+)?\\s*[:\\[]`, "i").test(text);
  return (
    (says("(Thought|Think)") && says("(Action|Act|Tool)") && says("Observation")) ||
    /Thought,? Action,? (and )?Observation/i.test(text)
  );
}
