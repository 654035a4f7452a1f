/** The npm package `config`: `config.get("openai.model")` reads `config/default.json` of the folder that the program runs in. */
import { type Expr, isScript } from "./ir";
import { plainEntry } from "./plain-data";
import type { ExternalName, Program } from "./program";

const ENDINGS = ["json", "yaml", "yml", "toml"];
/** Folders above the file in which the program may run. */
const MAX_FOLDERS = 8;

/** What the default settings say at `config.llm.model`, and at `config.get("llm.model")`, where `call` is that call; undefined for other modules. */
export function nodeConfigEntry(
  program: Program,
  fromPath: string,
  { module, path }: ExternalName,
  call?: Expr,
): unknown {
  if (module !== "config") return undefined;
  const keys = path[0] === "default" ? path.slice(1) : path;
  if (!call) return entryAt(defaultSettings(program, fromPath), keys);
  const asked = call.kind === "call" && keys.join(".") === "get" ? call.args[0]?.value : undefined;
  return asked?.kind === "string"
    ? entryAt(defaultSettings(program, fromPath), asked.value.split("."))
    : undefined;
}

function entryAt(tree: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(plainEntry, tree);
}

/** The nearest `config/default.*` above the file: a workspace may hold several programs. */
function defaultSettings(program: Program, fromPath: string): unknown {
  const file = program.file(fromPath);
  if (!file || !isScript(file.language)) return undefined;
  const depth = Math.min(fromPath.split("/").length - 1, MAX_FOLDERS);
  for (let above = 0; above <= depth; above++) {
    for (const ending of ENDINGS) {
      const tree = program.configuration?.(fromPath, `${"../".repeat(above)}config/default.${ending}`);
      if (tree !== undefined) return tree;
    }
  }
  return undefined;
}
