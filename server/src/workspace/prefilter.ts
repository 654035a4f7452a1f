/**
 * Can this text contain a model call at all? One scan by one precompiled expression, so that most files of a workspace
 * are never parsed. A file that only re-exports a client is not found here; the imports of a found file lead to it.
 */
export interface PrefilterNames {
  /** Packages and modules as imports write them: `openai`, `@ai-sdk/openai`, `ai`. Submodules follow by themselves. */
  readonly packages: readonly string[];
  /** Names that tell a call without its import: `chat.completions.create`, `api.openai.com`. Dots may have line breaks around. */
  readonly apis: readonly string[];
  /** Words that tell a call only together: a request whose address stands in another file still writes its body. */
  readonly groups?: readonly (readonly string[])[];
}

/** True = worth parsing. Errs towards true: a comment that names a package costs one parse, a miss costs an answer. */
export type Prefilter = (text: string) => boolean;

/** Nothing to look for means nothing can be found: the filter then refuses every text. */
export function createPrefilter(names: PrefilterNames): Prefilter {
  const packages = [...new Set(names.packages)].filter((name) => name !== "").map(escapePattern);
  const apis = [...new Set(names.apis)].filter((name) => name !== "").map(apiPattern);
  const alternatives = [...apis];
  if (packages.length > 0) {
    // Behind a quote, `import`, `from`, or the comma of `import os, openai`; never in the middle of a longer name.
    alternatives.push(
      `(?:["'\`]|\\b(?:from|import)[\\s\\\\(]+|,[\\s\\\\]{0,80})(?:${packages.join("|")})(?![\\w-])`,
    );
  }
  const tests = alternatives.length > 0 ? [[new RegExp(alternatives.join("|"))]] : [];
  for (const words of names.groups ?? []) tests.push(words.map((word) => new RegExp(apiPattern(word))));
  return (text) => tests.some((all) => all.every((expression) => expression.test(text)));
}

function apiPattern(name: string): string {
  const before = /^\w/.test(name) ? "(?<!\\w)" : "";
  const after = /\w$/.test(name) ? "(?!\\w)" : "";
  // Bounded white space keeps the scan linear on adversarial texts.
  const body = name.split(".").map(escapePattern).join("(?:\\s{0,80}\\??\\.\\s{0,80})");
  return before + body + after;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
