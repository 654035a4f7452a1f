/** Reads YAML, JSON, TOML and INI of the workspace as plain data. They are hostile input: size and aliases are limited, faults mean no data. */
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { parseIni } from "./ini";

/** Configuration of a program is small; larger files are data. In UTF-16 units. */
const MAX_LENGTH = 200_000;
/** Aliases of one YAML file that may be followed: each may stand for as much as the file holds. */
const MAX_ALIASES = 100;

/** What stands before the prompt in a file of Prompty. */
const HEAD = /^\s*---\r?\n([\s\S]*?)\r?\n---/;

/** The tree the text holds; undefined for other kinds of files, for large ones, and where the text is not well-formed. */
export function parseConfiguration(path: string, text: string): unknown {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    const yaml = /\.prompty$/i.test(path) ? HEAD.exec(text)?.[1] : /\.ya?ml$/i.test(path) ? text : undefined;
    if (yaml !== undefined) return parseYaml(yaml, { maxAliasCount: MAX_ALIASES, logLevel: "error" });
    // Lists of models that AutoGen reads have no ending.
    if (/\.json$|(^|\/)\w+$/i.test(path)) return JSON.parse(text);
    if (/\.(ini|cfg|conf)$/i.test(path)) return parseIni(text);
    return /\.toml$/i.test(path) ? parseToml(text) : undefined;
  } catch {
    return undefined;
  }
}

const EXAMPLE_WORDS = ["example", "sample", "template"];

/** Names under which a program shows what its settings look like: `config.example.yaml` and `config.yaml.example` for `config.yaml`. */
export function examplesOf(path: string): readonly string[] {
  if (/(^|\/)\w+$/.test(path)) return EXAMPLE_WORDS.flatMap((word) => [`${path}_${word}`, `${path}.${word}`]);
  const [, stem, ending] = /^(.*[^/])(\.(?:ya?ml|json|toml|ini|cfg))$/i.exec(path) ?? [];
  if (stem === undefined || ending === undefined) return [];
  return EXAMPLE_WORDS.flatMap((word) => [
    ...[".", "-", "_"].map((joint) => `${stem}${joint}${word}${ending}`),
    `${path}.${word}`,
  ]);
}
