/**
 * Files of prompts that coding tools read by their name, and templates an application sends: one row per kind. What is marked `recalled`
 * is how the tool's documentation is remembered; the others were read in source or documentation.
 */
import type { HoleStyle } from "./holes";

/** When the tool puts a part into a request. */
export type Sent =
  | "every request"
  | "when a matching file is in context"
  | "when a file of its folder is read"
  | "when it is run"
  | "when it is opened"
  | "every request of that agent"
  | "when code sends it"
  | "once, in a new workspace"
  | "never";

export interface PromptFileKind {
  readonly id: string;
  readonly name: string;
  /** Coding tools bill the developer's session, templates the application: the two are never added up. */
  readonly readBy: "coding tools" | "the application";
  readonly matches: RegExp;
  readonly sent: Sent;
  /** The front matter narrows it: see `narrowed`. */
  readonly scoped?: "applyTo" | "globs" | "paths";
  /** Name and description go into every request, the body when it is opened or run. */
  readonly announced?: true;
  /** In a subfolder it is sent when a file there is read. */
  readonly byFolder?: true;
  /** A name that many files have: it counts in a folder that holds this one. */
  readonly besides?: string;
  /** `@path` pulls in another file. */
  readonly imports?: true;
  /** Texts of a YAML file that are prompts, by key; absent: the whole text behind the front matter. */
  readonly keys?: readonly string[];
  readonly holes: HoleStyle | null;
  /** It stands at the start of the prompt, where a cache reads it on every turn but the first. */
  readonly isPrefix: boolean;
  readonly source: string;
  readonly confidence: "read" | "recalled";
}

const COPILOT = "docs.github.com/copilot, code.visualstudio.com/docs/copilot/customization";
const OPENCLAW = "openclaw 2026.9.6, docs/concepts/system-prompt.md, docs/reference/token-use.md";

/** The first row that matches counts. Templates of web pages have the same endings as those of prompts: their paths tell. */
export const PROMPT_FILE_KINDS: readonly PromptFileKind[] = [
  rule("copilot-instructions", "Copilot instructions", /(^|\/)\.github\/copilot-instructions\.md$/, COPILOT),
  {
    ...rule("copilot-path-instructions", "Copilot path instructions", /\.instructions\.md$/, COPILOT),
    scoped: "applyTo",
    sent: "when a matching file is in context",
  },
  { ...run("vscode-prompt-file", "VS Code prompt file", /\.prompt\.md$/, COPILOT), holes: "vscode" },
  {
    ...rule("copilot-agents", "Copilot agent", /\.(agent|chatmode)\.md$/, COPILOT),
    sent: "every request of that agent",
  },
  {
    ...rule(
      "agents-md",
      "AGENTS.md",
      /(^|\/)AGENTS(\.override)?\.md$/,
      "openai/codex, codex-rs/config/src/config_toml.rs; agents.md",
      "read",
    ),
    byFolder: true,
  },
  {
    ...rule(
      "claude-md",
      "CLAUDE.md",
      /(^|\/)CLAUDE(\.local)?\.md$/,
      "code.claude.com/docs/en/memory",
      "read",
    ),
    byFolder: true,
    imports: true,
  },
  {
    ...rule(
      "claude-rules",
      "Claude Code rule",
      /(^|\/)\.claude\/rules\/.*\.md$/,
      "code.claude.com/docs/en/memory",
    ),
    scoped: "paths",
  },
  {
    ...run(
      "claude-commands",
      "Claude Code command",
      /(^|\/)\.claude\/commands\/.*\.md$/,
      "code.claude.com/docs/en/slash-commands",
    ),
    holes: "claude",
  },
  {
    ...rule(
      "claude-agents",
      "Claude Code subagent",
      /(^|\/)\.claude\/agents\/.*\.md$/,
      "code.claude.com/docs/en/sub-agents",
    ),
    announced: true,
    sent: "every request of that agent",
  },
  {
    ...rule(
      "skill-md",
      "Skill",
      /(^|\/)SKILL\.md$/,
      "anthropics/skills, skills/claude-api/shared/tool-use-concepts.md",
      "read",
    ),
    announced: true,
    sent: "when it is opened",
  },
  {
    ...rule(
      "cursor-rules",
      "Cursor rule",
      /(^|\/)\.cursor\/rules\/.*\.mdc$/,
      "cursor.com/docs/context/rules",
    ),
    scoped: "globs",
  },
  rule("cursorrules", "Cursor rules", /(^|\/)\.cursorrules$/, "cursor.com/docs/context/rules"),
  rule(
    "other-rules",
    "Editor rules",
    /(^|\/)(\.windsurfrules|\.clinerules|\.roorules|\.goosehints|(GEMINI|QWEN|WARP|CRUSH)\.md|\.(windsurf|roo|continue|augment|trae|qoder|amazonq)\/rules\/[^/]+\.md|\.clinerules\/[^/]+\.md|\.kiro\/steering\/[^/]+\.md|\.junie\/guidelines\.md)$/,
    "agents.md",
  ),
  {
    ...rule(
      "openclaw",
      "OpenClaw workspace file",
      /(^|\/)(SOUL|IDENTITY|USER|MEMORY)\.md$/,
      OPENCLAW,
      "read",
    ),
    besides: "SOUL.md",
  },
  {
    ...run("openclaw-bootstrap", "OpenClaw bootstrap", /(^|\/)BOOTSTRAP\.md$/, OPENCLAW, "read"),
    sent: "once, in a new workspace",
    besides: "SOUL.md",
  },
  {
    ...run(
      "openclaw-retired",
      "OpenClaw file that is no longer sent",
      /(^|\/)HEARTBEAT\.md$/,
      OPENCLAW,
      "read",
    ),
    sent: "never",
    besides: "SOUL.md",
  },
  template("prompty", "Prompty", /\.prompty$/, "mustache", "prompty.ai/docs", "recalled"),
  {
    ...template(
      "github-models-prompt",
      "GitHub Models prompt",
      /\.prompt\.ya?ml$/,
      "mustache",
      "github/docs, storing-prompts-in-github-repositories.md",
      "read",
    ),
    keys: ["content"],
  },
  template(
    "dotprompt",
    "Dotprompt",
    /\.prompt$/,
    "mustache",
    "firebase/genkit, js/genkit/tests/prompts/kitchensink.prompt",
    "read",
  ),
  {
    ...template(
      "crewai-agents",
      "CrewAI agents",
      /(^|\/)config\/agents\.ya?ml$/,
      "braces",
      "crewAIInc/crewAI, project/crew_base.py",
      "read",
    ),
    keys: ["role", "goal", "backstory"],
    sent: "every request of that agent",
    isPrefix: true,
  },
  {
    ...template(
      "crewai-tasks",
      "CrewAI tasks",
      /(^|\/)config\/tasks\.ya?ml$/,
      "braces",
      "crewAIInc/crewAI, project/crew_base.py",
      "read",
    ),
    keys: ["description", "expected_output"],
    sent: "every request of that agent",
  },
  template(
    "jinja",
    "Jinja template",
    /(prompt|agent|llm|instruction).*\.(jinja2?|j2)$/i,
    "jinja",
    "jinja.palletsprojects.com",
    "recalled",
  ),
  template(
    "mustache",
    "Mustache or Handlebars template",
    /(prompt|agent|llm|instruction).*\.(mustache|hbs|handlebars|liquid|njk)$/i,
    "jinja",
    "mustache.github.io",
    "recalled",
  ),
  template(
    "prompt-text",
    "Prompt text",
    /(^|\/)(prompts\/.*\.(md|txt)|[^/]*system[-_]prompt[^/]*\.(md|txt)|[^/]*\.prompt\.txt)$/i,
    "braces",
    "docs.python.org/3/library/string.html",
    "recalled",
  ),
];

/** The kind a path belongs to; undefined for every other file. */
export function kindOf(path: string): PromptFileKind | undefined {
  return PROMPT_FILE_KINDS.find(({ matches }) => matches.test(path));
}

type Confidence = PromptFileKind["confidence"];

/** Read by coding tools, in every request unless its front matter narrows it. */
function rule(
  id: string,
  name: string,
  matches: RegExp,
  source: string,
  confidence: Confidence = "recalled",
): PromptFileKind {
  return {
    id,
    name,
    readBy: "coding tools",
    matches,
    sent: "every request",
    holes: null,
    isPrefix: true,
    source,
    confidence,
  };
}

/** Read by coding tools when a person runs it. */
function run(
  id: string,
  name: string,
  matches: RegExp,
  source: string,
  confidence: Confidence = "recalled",
): PromptFileKind {
  return { ...rule(id, name, matches, source, confidence), sent: "when it is run", isPrefix: false };
}

function template(
  id: string,
  name: string,
  matches: RegExp,
  holes: HoleStyle,
  source: string,
  confidence: Confidence,
): PromptFileKind {
  return {
    id,
    name,
    readBy: "the application",
    matches,
    sent: "when code sends it",
    holes,
    isPrefix: false,
    source,
    confidence,
  };
}
