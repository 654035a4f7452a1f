/** What calls reach, by the package they belong to or by their own name: a closed list. First match wins. */

export type ReachKind =
  | "shell"
  | "file-read"
  | "file-edit"
  | "web-page"
  | "web-search"
  | "sql"
  | "retrieval"
  | "api"
  | "search";

export interface ReachRule {
  readonly kind: ReachKind;
  /** Package and path of what is called: `subprocess.run`, `node:fs.readFileSync`. */
  readonly external?: RegExp;
  /** Callee as it is written, for what belongs to no package and for methods of values nobody can follow. */
  readonly written?: RegExp;
  /** A text among the arguments. */
  readonly text?: RegExp;
  /** Only where a parameter of such a name goes into the first argument: else the code reaches a thing of its own choice. */
  readonly given?: RegExp;
}

const ANY = /./;
/** `order_id` in `open(f"orders/{order_id}.json")` makes no file tool. */
const PATH = /path|file|dir|folder|target/i;
const ADDRESS = /url|uri|link|address|page|site|href/i;
const SEARCH_ADDRESS =
  /api\.tavily\.com|serper\.dev|serpapi\.com|api\.search\.brave\.com|api\.bing\.microsoft|customsearch\/v1|api\.exa\.ai/;

export const REACHED: readonly ReachRule[] = [
  {
    kind: "web-search",
    external:
      /^(tavily|duckduckgo_search|ddgs|serpapi|googlesearch|exa_py|exa-js|@tavily\/|duck-duck-scrape|google-search-results|langchain_tavily)|Tavily|DuckDuckGo|SerpAPI|GoogleSerper|BraveSearch/,
  },
  { kind: "web-search", text: SEARCH_ADDRESS },
  {
    kind: "web-page",
    external:
      /^(playwright|selenium|pyppeteer|puppeteer|browser_use|@browserbasehq\/|bs4|trafilatura|newspaper|html2text|markdownify|readability|readabilipy|cheerio|firecrawl|@mendable\/firecrawl|crawl4ai|crawlee|turndown|jsdom|scrapy)/,
  },
  { kind: "web-page", text: /https:\/\/r\.jina\.ai/ },
  {
    kind: "shell",
    external:
      /^(subprocess|pexpect|child_process|node:child_process|execa|os\/exec|asyncio\.create_subprocess)|^os\.(system|popen|exec|spawn)/,
    given: ANY,
  },
  { kind: "shell", external: /^(e2b|e2b_code_interpreter|@e2b\/|docker|dockerode|paramiko|jupyter_client)/ },
  { kind: "shell", written: /^exec(Async|Promise|Sync|File\w*)?$|^spawn(Sync)?$/, given: ANY },
  {
    kind: "shell",
    written: /\.(exec_run|run_code|runCode|commands\.run|run_command|runCommand)$/,
    given: ANY,
  },
  {
    kind: "sql",
    written: /\.(execute|executemany|query|raw|fetch|all|run_sql)$/,
    text: /^\s*(select|with)\b/i,
  },
  {
    kind: "retrieval",
    external:
      /^(chromadb|pinecone|@pinecone-database\/|qdrant_client|@qdrant\/|weaviate|faiss|pymilvus|lancedb)/,
  },
  { kind: "retrieval", external: /^(llama_index|llamaindex).*\.(a?query|a?retrieve)$/ },
  {
    kind: "retrieval",
    written:
      /\.?(similarity_?search\w*|get_relevant_documents|retriever\.(a?invoke|retrieve)|query_points|asRetriever)$/i,
  },
  {
    kind: "sql",
    written:
      /(^|\.)(cursor|cur|conn|connection|db|database|session|engine|pool|client|sql)\.(execute|query|run)$|\.?(run_sql|read_sql(_query)?|\$queryRawUnsafe)$/i,
    given: ANY,
  },
  {
    kind: "file-edit",
    written: /\.?(write_text|write_bytes|writeFile(Sync)?|appendFile(Sync)?)$/,
    given: PATH,
  },
  {
    kind: "file-edit",
    external: /^(os|io\/ioutil|ioutil)\.(WriteFile|remove|rename|unlink)|^shutil\./,
    given: PATH,
  },
  { kind: "file-read", written: /^open$|^(aiofiles|codecs|io)\.open$|\.?readFile(Sync)?$/, given: PATH },
  { kind: "file-read", external: /^(os|io\/ioutil|ioutil)\.ReadFile/, given: PATH },
  {
    kind: "search",
    external: /^(glob|os\.(listdir|walk|scandir|ReadDir)|wikipedia|arxiv|(node:)?fs(\/promises)?\.readdir)/,
  },
  { kind: "web-page", external: /^(requests|httpx|aiohttp|urllib|axios|got|node-fetch)\b/, given: ADDRESS },
  { kind: "web-page", written: /^fetch$/, given: ADDRESS },
  { kind: "api", external: /^(requests|httpx|aiohttp|urllib|axios|got|node-fetch|net\/http)\b/ },
  { kind: "api", written: /^fetch$/ },
];
