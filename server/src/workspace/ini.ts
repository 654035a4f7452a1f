/** Reads INI files as Python's configparser does: sections of keys, with those of DEFAULT in each. */

type Section = Record<string, string>;

/** Values that all sections together take from DEFAULT: a hostile file has thousands of each, and both multiply. */
const MAX_INHERITED = 10_000;

/** Sections by name. Keys stand as written and in small letters: configparser asks without regard to case. */
export function parseIni(text: string): unknown {
  const sections: Record<string, Section> = Object.create(null);
  let current: Section | undefined;
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
      const name = trimmed.slice(1, -1);
      sections[name] ??= Object.create(null) as Section;
      current = sections[name];
    }
    // What is indented goes on with the value above.
    const end = /^[\s#;[]/.test(line) ? -1 : line.search(/[=:]/);
    if (!current || end < 0) continue;
    const key = line.slice(0, end).trim();
    for (const name of [key, key.toLowerCase()]) current[name] = line.slice(end + 1).trim();
  }
  const defaults = Object.entries(sections["DEFAULT"] ?? {});
  const own = Object.values(sections);
  if (own.length * defaults.length > MAX_INHERITED) return sections;
  for (const section of own) for (const [key, value] of defaults) section[key] ??= value;
  return sections;
}
