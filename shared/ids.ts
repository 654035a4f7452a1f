/** Every id that package.json, the client and the server must agree on. A test compares them with package.json. */
export const COMMANDS = {
  compareModels: "farebox.compareModels",
  compareRegions: "farebox.compareRegions",
  showRuns: "farebox.showRuns",
  showCost: "farebox.showCost",
  explain: "farebox.explain",
  whyNoHint: "farebox.whyNoHint",
  countTokens: "farebox.countTokens",
  toggleHints: "farebox.toggleHints",
  analyseWorkspace: "farebox.analyseWorkspace",
  pinAssumption: "farebox.pinAssumption",
  useModel: "farebox.useModel",
  openLocation: "farebox.openLocation",
  openCatalogue: "farebox.openCatalogue",
  browseCatalogue: "farebox.browseCatalogue",
  refreshPrices: "farebox.refreshPrices",
  calibrate: "farebox.calibrate",
  restartServer: "farebox.restartServer",
  showLog: "farebox.showLog",
} as const;

export const CATALOGUE_FILES = [
  "farebox.catalogue.yaml",
  "farebox.catalogue.yml",
  "farebox.catalogue.json",
] as const;

/** Prompt files by where they lie: what an editor hands to the server. A test holds them to the kinds the server knows. */
export const PROMPT_FILE_GLOBS = [
  "**/{AGENTS,AGENTS.override,CLAUDE,CLAUDE.local,SKILL,GEMINI,QWEN,WARP,CRUSH}.md",
  "**/{SOUL,IDENTITY,USER,MEMORY,BOOTSTRAP,HEARTBEAT}.md",
  "**/*.{instructions,prompt,agent,chatmode}.md",
  "**/.github/copilot-instructions.md",
  "**/.claude/{rules,commands,agents}/**/*.md",
  "**/.cursor/rules/**/*.mdc",
  "**/{.cursorrules,.windsurfrules,.clinerules,.roorules,.goosehints}",
  "**/{.windsurf,.roo,.continue,.augment,.trae,.qoder,.amazonq}/rules/*.md",
  "**/{.clinerules,.kiro/steering}/*.md",
  "**/.junie/guidelines.md",
  "**/*.{prompty,prompt,jinja,jinja2,j2,mustache,hbs,handlebars,liquid,njk}",
  "**/*.prompt.{yml,yaml,txt}",
  "**/config/{agents,tasks}.{yml,yaml}",
  "**/prompts/**/*.{md,txt}",
  "**/*system{-,_}prompt*.{md,txt}",
] as const;

/** Languages editors give to prompt files; most files in them are none, and start nothing. */
export const PROMPT_LANGUAGE_IDS = [
  "markdown",
  "prompt",
  "instructions",
  "chatagent",
  "skill",
  "yaml",
  "handlebars",
  "jinja",
] as const;

export const LANGUAGE_IDS = [
  "python",
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "vue",
  "svelte",
  "astro",
  "html",
  "go",
] as const;
