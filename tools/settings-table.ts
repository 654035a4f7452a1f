/** `npx tsx tools/settings-table.ts`: the README's settings table, from shared/settings.ts. A tidy test compares. */
import { fileURLToPath } from "node:url";
import { SETTINGS, type SettingSpec } from "../shared/settings";

/** A Markdown table with a row per setting, ending without a line break. */
export function settingsTable(): string {
  return ["| setting | default | what it does |", "|---|---|---|", ...SETTINGS.map(row)].join("\n");
}

function row({ key, default: value, description, enum: choices }: SettingSpec): string {
  const shown = value === null ? "empty" : `\`${JSON.stringify(value)}\``;
  const list = choices === undefined ? "" : ` One of ${choices.map((choice) => `\`${choice}\``).join(", ")}.`;
  const text = key.startsWith("farebox.assume.") ? description.replace(/ Empty: .*$/, "") : description;
  return `| \`${key}\` | ${shown} | ${(text + list).replaceAll("|", "\\|")} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${settingsTable()}\n`);
