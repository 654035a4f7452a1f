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
  return lines.flatMap((line, index) => {
    const at = line.search(/\S/);
    const rest = line.slice(at).replace(/^- +/, "");
    if (at < 0 || !rest.startsWith(`${key}:`)) return [];
    const value = rest.slice(key.length + 1).trim();
    if (!/^[|>][-+\d]*( #.*)?$/.test(value)) return isText(value) ? [value.replace(/^["']|["']$/g, "")] : [];
    return [blockBelow(lines, index + 1, at)];
  });
}

/** Lines indented deeper than the key, without the first line's indent. */
function blockBelow(lines: readonly string[], from: number, indent: number): string {
  const end = lines.findIndex(
    (line, index) => index >= from && line.trim() !== "" && line.search(/\S/) <= indent,
  );
  const block = lines.slice(from, end < 0 ? lines.length : end);
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
