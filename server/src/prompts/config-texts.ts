/**
 * Texts of configuration files that a value known only at run time may hold: `self.config.system_template` is what the workspace's YAML
 * files say under `system_template`. Which file it is, the code does not say here, so their sizes make a range.
 */
import type { Program } from "../facts/program";

export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/** More files are data, not configuration. */
const MAX_FILES = 60;
/** More values of one key are a list of data. */
const MAX_VALUES = 20;
const YAML = /\.ya?ml$/i;
/** Keys that hold what a model is told; other keys are not worth reading files for. */
const TELLING = /(prompt|template|instruction|persona|guideline|policy|preamble)/i;
/** Files of a project that configure something else than its program. */
const OTHER_CONFIG =
  /(^|\/)(\.[^/]+|tests?|docs?|node_modules)\/|(^|\/)(mkdocs|docker-compose|pnpm-lock|action)\b/i;

/** Each text once, in order of path; none for names that tell no prompt. */
export function configTexts(program: Program, name: string): readonly ConfigText[] {
  if (!TELLING.test(name) || !/[a-z]_[a-z]|[a-z][A-Z]/.test(name)) return [];
  const paths = (program.textFiles ?? []).filter((path) => YAML.test(path) && !OTHER_CONFIG.test(path));
  if (paths.length > MAX_FILES) return [];
  const found: ConfigText[] = [];
  for (const path of paths) {
    const file = program.resource("", path);
    for (const text of file === undefined ? [] : textsUnder(file, name))
      if (!found.some((other) => other.text === text)) found.push({ path, text });
  }
  return found;
}

/**
 * Values of a key anywhere in a YAML text: block scalars (`key: |` and what is indented below it) and texts on the key's line. No parser: a
 * template may hold anything, and only its size is wanted.
 */
export function textsUnder(yaml: string, key: string): readonly string[] {
  const lines = yaml.split(/\r?\n/);
  const found: string[] = [];
  for (let index = 0; index < lines.length && found.length < MAX_VALUES; index++) {
    const line = lines[index] ?? "";
    const at = line.search(/\S/);
    const rest = at < 0 ? "" : line.slice(at).replace(/^- +/, "");
    if (!rest.startsWith(`${key}:`)) continue;
    const value = rest.slice(key.length + 1).trim();
    if (/^[|>][-+\d]*( #.*)?$/.test(value)) found.push(blockBelow(lines, index + 1, at));
    else if (isText(value)) found.push(value.replace(/^["']|["']$/g, ""));
  }
  return found;
}

/** Lines indented deeper than the key, without the first line's indent. */
function blockBelow(lines: readonly string[], from: number, indent: number): string {
  const block: string[] = [];
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.trim() !== "" && line.search(/\S/) <= indent) break;
    block.push(line);
  }
  const cut = Math.max(0, block.find((line) => line.trim() !== "")?.search(/\S/) ?? 0);
  return block
    .map((line) => line.slice(cut))
    .join("\n")
    .trimEnd();
}

/** Numbers, flags, references and nested maps are no texts. */
function isText(value: string): boolean {
  return value.length > 20 && !/^[&*{[!]/.test(value);
}
