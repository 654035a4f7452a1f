/** Settings of a VS Code extension: what its package.json gives where the user chose nothing. */
import { plainEntry } from "./plain-data";

/**
 * Default by the setting's name behind the prefix, of `contributes.configuration` in either of its forms:
 * https://code.visualstudio.com/api/references/contribution-points#contributes.configuration
 */
export function editorDefaults(manifest: unknown, prefix: string): Readonly<Record<string, unknown>> {
  const contributed = plainEntry(plainEntry(manifest, "contributes"), "configuration");
  const groups = Array.isArray(contributed) ? contributed : [contributed];
  const start = prefix === "" ? "" : `${prefix}.`;
  const found: Record<string, unknown> = {};
  for (const group of groups) {
    const properties = plainEntry(group, "properties");
    if (typeof properties !== "object" || properties === null) continue;
    for (const [name, rule] of Object.entries(properties)) {
      if (name.startsWith(start)) found[name.slice(start.length)] = plainEntry(rule, "default");
    }
  }
  return found;
}
