/** Settings of a VS Code extension: what its package.json gives where the user chose nothing. */

/**
 * Default by the setting's name behind the prefix, of `contributes.configuration` in either of its forms:
 * https://code.visualstudio.com/api/references/contribution-points#contributes.configuration
 */
export function editorDefaults(manifest: unknown, prefix: string): Readonly<Record<string, unknown>> {
  const contributed = partOf(partOf(manifest, "contributes"), "configuration");
  const groups = Array.isArray(contributed) ? contributed : [contributed];
  const start = prefix === "" ? "" : `${prefix}.`;
  const found: Record<string, unknown> = {};
  for (const group of groups) {
    const properties = partOf(group, "properties");
    if (typeof properties !== "object" || properties === null) continue;
    for (const [name, rule] of Object.entries(properties)) {
      if (name.startsWith(start)) found[name.slice(start.length)] = partOf(rule, "default");
    }
  }
  return found;
}

function partOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
