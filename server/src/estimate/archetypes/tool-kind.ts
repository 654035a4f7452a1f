/** What a tool does: by its code where that was found, then by its name, then by what its description says. */
import type { ToolDefinition } from "../../prompts/prompt";
import type { ReachKind } from "../tool-code/reached";
import type { ToolCode } from "../tool-code/tool-code";
import type { ResultKind } from "./recorded";

/** What the kind of an agent is told by. */
export type Trade = "shell" | "files" | "web" | "retrieval" | "sql";

/** A tool's trade, and what says so: `bash`, `show, whose code calls subprocess.run`. */
export interface TradeOf {
  readonly trade: Trade;
  readonly why: string;
}

const OF_REACH: Readonly<Record<ReachKind, Trade | null>> = {
  shell: "shell",
  "file-read": "files",
  "file-edit": "files",
  "web-page": "web",
  "web-search": "web",
  sql: "sql",
  retrieval: "retrieval",
  api: null,
  search: null,
};

/** Names in words: `run_bash` and `runBash` are "run bash". */
const NAMES: readonly (readonly [Trade, RegExp])[] = [
  ["shell", /\b(bash|shell|terminal|(run|execute) commands?|exec|subprocess|run in terminal)\b/i],
  [
    "files",
    /\b(str replace|edit files?|write( to)? files?|read files?|apply patch|create files?|view files?|open files?|list (dir\w*|files))\b|^(read|write|edit|multi edit)$/i,
  ],
  [
    "web",
    /\b(web ?search|search web|tavily|brows\w*|scrap\w*|crawl\w*|fetch (url|page|web\w*)|web ?fetch|duck ?duck ?go|serp\w*|serper\w*|google search|visit)\b/i,
  ],
  ["retrieval", /(retriev|vector ?store|similarity search|knowledge ?base|context documents?|file ?search)/i],
];

/** What a description opens with. */
const DESCRIPTIONS: readonly (readonly [Trade, RegExp])[] = [
  [
    "shell",
    /\b(run|execute)s? (an? |the |any )?(arbitrary )?(bash|shell|terminal|command[- ]line) (command|script)/i,
  ],
  [
    "web",
    /\bsearch(es)? (the )?(web|internet|google)\b|\b(fetch|read|scrape|visit)\w* (the content of )?(an? |the )?(web ?page|website|url)\b/i,
  ],
  ["sql", /\b(run|execute)s? (an? |the )?sql (query|statement)|\bsql query to (run|execute)/i],
];

export function tradeOf(
  tool: Pick<ToolDefinition, "name" | "json">,
  code: ToolCode | undefined,
): TradeOf | null {
  const reach = code?.reach;
  const byCode = reach ? OF_REACH[reach.kind] : null;
  const isChosen = byCode === "sql" ? reach?.given === true : byCode !== null;
  if (reach && byCode && isChosen)
    return { trade: byCode, why: `${tool.name}, whose code calls ${reach.what}` };
  const words = wordsOf(tool.name);
  const named = NAMES.find(([, pattern]) => pattern.test(words));
  if (named) return { trade: named[0], why: tool.name };
  const told = DESCRIPTIONS.find(([, pattern]) => pattern.test(tool.json));
  return told ? { trade: told[0], why: `${tool.name}, by its description` } : null;
}

function wordsOf(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
}

/** Kinds by the tool's name; first match wins. */
const KINDS: readonly { readonly kind: ResultKind; readonly pattern: RegExp }[] = [
  {
    kind: "web-search",
    pattern: /(web_?search|tavily|google|duckduckgo|serp|brave|\bexa\b|search_?web|internet)/i,
  },
  { kind: "web-page", pattern: /(browse|fetch|scrape|crawl|open_?url|web_?page|visit|http)/i },
  { kind: "sql", pattern: /(sql|query_?db|database|db_query)/i },
  { kind: "file-read", pattern: /(read_?file|open_?file|cat_file|load_?file|view_?file|get_?file)/i },
  { kind: "file-edit", pattern: /(write|edit|patch|replace|save|create_?file|str_replace)/i },
  {
    kind: "shell",
    pattern: /(bash|shell|exec|run_?(command|code|python|tests?)|terminal|python|subprocess|interpreter)/i,
  },
  { kind: "search", pattern: /(search|grep|find|lookup|retriev|list|glob)/i },
  { kind: "meta", pattern: /(calc|math|\badd\b|subtract|multiply|divide|think|finish|done|submit)/i },
];

/** Whose recorded results stand for the tool's. */
export function resultKindOf(name: string, code: ToolCode | undefined): ResultKind | undefined {
  const reached = code?.reach?.kind;
  if (reached) return reached === "retrieval" ? "search" : reached;
  return KINDS.find(({ pattern }) => pattern.test(name))?.kind;
}
