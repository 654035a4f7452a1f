/** Reads `paths`, `baseUrl` and `extends` of tsconfig.json and jsconfig.json, which are JSON with comments. */
import { dirname, joinPath } from "./module-paths";

/** One entry of `paths`, split at its `*`; `baseUrl` is an entry that matches everything. */
export interface TsPathRule {
  /** Folder of the tsconfig: the rule holds for files below it. */
  readonly scope: string;
  /** Text before the `*`, or the whole name where `wildcard` is false. */
  readonly prefix: string;
  /** Text behind the `*`. */
  readonly suffix: string;
  readonly wildcard: boolean;
  /** Relative to `baseDir`; a `*` stands for what the wildcard matched. */
  readonly targets: readonly string[];
  readonly baseDir: string;
}

export interface Tsconfig {
  readonly path: string;
  readonly rules: readonly TsPathRule[];
  /** Whether the file states `paths` / `baseUrl` itself; what it does not state it inherits. */
  readonly statesPaths: boolean;
  readonly statesBaseUrl: boolean;
  /** Workspace paths of the files it extends, as far as they are relative; later ones win. */
  readonly extends: readonly string[];
}

/** What one tsconfig says about module names. A file that cannot be read as JSON says nothing. */
export function parseTsconfig(text: string, path: string): Tsconfig {
  const root = record(parseJsonWithComments(text));
  const options = record(root["compilerOptions"]);
  const scope = dirname(path);
  const baseUrl = typeof options["baseUrl"] === "string" ? joinPath(scope, options["baseUrl"]) : undefined;
  const rules: TsPathRule[] = [];
  for (const [pattern, targets] of Object.entries(record(options["paths"]))) {
    const star = pattern.indexOf("*");
    rules.push({
      scope,
      prefix: star < 0 ? pattern : pattern.slice(0, star),
      suffix: star < 0 ? "" : pattern.slice(star + 1),
      wildcard: star >= 0,
      targets: strings(targets),
      baseDir: baseUrl ?? scope,
    });
  }
  if (baseUrl !== undefined) {
    rules.push({ scope, prefix: "", suffix: "", wildcard: true, targets: ["*"], baseDir: baseUrl });
  }
  const parents = typeof root["extends"] === "string" ? [root["extends"]] : strings(root["extends"]);
  return {
    path,
    rules,
    statesPaths: options["paths"] !== undefined,
    statesBaseUrl: baseUrl !== undefined,
    extends: parents.flatMap((parent) => parentPath(scope, parent)),
  };
}

/** Rules of all tsconfigs of a workspace, inherited ones included, each in the scope of the file that inherits it. */
export function tsPathRules(configs: readonly Tsconfig[]): readonly TsPathRule[] {
  const byPath = new Map(configs.map((config) => [config.path, config]));
  return configs.flatMap((config) => inheritedRules(config, byPath, new Set()));
}

function inheritedRules(
  config: Tsconfig,
  byPath: ReadonlyMap<string, Tsconfig>,
  seen: Set<string>,
): readonly TsPathRule[] {
  if (seen.has(config.path)) return [];
  seen.add(config.path);
  const scope = dirname(config.path);
  let rules: readonly TsPathRule[] = [];
  for (const path of config.extends) {
    const parent = byPath.get(path);
    if (!parent) continue;
    rules = mergeRules(rules, inheritedRules(parent, byPath, seen), parent);
  }
  return mergeRules(rules, config.rules, config).map((rule) => ({ ...rule, scope }));
}

function mergeRules(
  below: readonly TsPathRule[],
  own: readonly TsPathRule[],
  by: Tsconfig,
): readonly TsPathRule[] {
  const kept = below.filter((rule) => (isBaseUrlRule(rule) ? !by.statesBaseUrl : !by.statesPaths));
  return [...own, ...kept];
}

function isBaseUrlRule(rule: TsPathRule): boolean {
  return rule.prefix === "" && rule.wildcard && rule.suffix === "";
}

/** Packages (`@tsconfig/node20`) live in node_modules and state no paths of this workspace. */
function parentPath(scope: string, parent: string): readonly string[] {
  if (!parent.startsWith(".")) return [];
  const path = joinPath(scope, parent.endsWith(".json") ? parent : `${parent}.json`);
  return path === undefined ? [] : [path];
}

/** JSON with comments and trailing commas; undefined where it is broken. */
export function parseJsonWithComments(text: string): unknown {
  // One pass over strings, comments and commas: a comment mark inside a string must survive.
  const plain = text
    .replace(/^\uFEFF/, "")
    .replace(
      /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
      (_, string: string | undefined) => string ?? " ",
    )
    .replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? "");
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : {};
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
