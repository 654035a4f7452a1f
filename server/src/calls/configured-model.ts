/** A model that stands in a library's own settings file: `LLMRails(RailsConfig.from_path("./config"))` reads `config/config.yml`. */
import { literalPath } from "../facts/literal-path";
import { plainEntry } from "../facts/plain-data";
import type { Program } from "../facts/program";
import { readString } from "../facts/texts";
import type { SdkObject } from "./sdk-object";
import { readRole } from "./ways";

/** The id that the settings of the object name; undefined where there are none, or nobody can tell which. */
export function configuredModel(program: Program, { sdk, sources }: SdkObject): string | undefined {
  const { configured } = sdk;
  if (!configured) return undefined;
  for (const { call } of sources) {
    const at = readRole(program, [{ call, roles: { items: configured.folder } }], "items");
    const folder = at && literalPath(program, at, readString);
    if (folder === undefined) continue;
    const path = /\.\w+$/.test(folder) ? folder : `${folder.replace(/\/$/, "")}/${configured.file}`;
    const list = plainEntry(program.configuration?.(call.file.path, path), configured.list);
    const [key, value] = configured.where;
    const entry = Array.isArray(list)
      ? list.find((item: unknown) => plainEntry(item, key) === value)
      : undefined;
    const id = plainEntry(entry, configured.model);
    if (typeof id === "string") return id;
  }
  return undefined;
}
