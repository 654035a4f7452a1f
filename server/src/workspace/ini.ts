/** Reads INI files as Python's configparser does: sections of keys, with those of DEFAULT in each. */

type Section = Record<string, string>;

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
  const defaults = sections["DEFAULT"] ?? {};
  for (const own of Object.values(sections)) {
    for (const [key, value] of Object.entries(defaults)) own[key] ??= value;
  }
  return sections;
}
