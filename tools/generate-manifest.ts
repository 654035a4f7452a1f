/** Writes `contributes` of package.json from shared/, and the JSON Schema of the catalogue from its definition. Tidy tests compare. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CATALOGUE_FILES, COMMANDS, LANGUAGE_IDS, PROMPT_LANGUAGE_IDS } from "../shared/ids";
import { SETTINGS, type SettingSpec } from "../shared/settings";
import { catalogueSchema, SCHEMA_FILE } from "./catalogue-schema";
import { walkthroughs } from "./walkthrough";

type CommandId = keyof typeof COMMANDS;

/** Titles as the palette shows them after "Farebox: ". `internal` commands need an argument, so the palette hides them. */
const COMMAND_TITLES: Record<CommandId, { title: string; icon?: string; internal?: true; inEditor?: true }> =
  {
    compareModels: { title: "Compare Models", icon: "$(graph)", inEditor: true },
    compareRegions: { title: "Compare Regions of This Model", inEditor: true },
    showRuns: { title: "Show Runs, Dearest First" },
    showCost: { title: "Show Cost at the Cursor", inEditor: true },
    explain: { title: "Explain…", inEditor: true },
    whyNoHint: { title: "Why Is There No Hint Here?", inEditor: true },
    countTokens: { title: "Count Tokens in Selection" },
    toggleHints: { title: "Toggle Cost Hints" },
    analyseWorkspace: { title: "Analyse the Workspace" },
    pinAssumption: { title: "Pin an Assumption", internal: true },
    useModel: { title: "Use a Model at a Call", internal: true },
    openLocation: { title: "Open a Call", internal: true },
    openCatalogue: { title: "Open Your Price Catalogue" },
    browseCatalogue: { title: "Open Catalogue" },
    refreshPrices: { title: "Refresh Prices…" },
    calibrate: { title: "Calibrate From Usage…" },
    restartServer: { title: "Restart the Server" },
    showLog: { title: "Show the Log" },
  };

const IN_LANGUAGE = `resourceLangId =~ /^(${LANGUAGE_IDS.join("|")})$/`;
const EDITOR_IN_LANGUAGE = `editorLangId =~ /^(${LANGUAGE_IDS.join("|")})$/`;
const SCHEMA = "./dist/farebox-catalogue.schema.json";

/** Every part of package.json that follows from shared/. */
export function generatedManifest(): Record<string, unknown> {
  const ids = Object.keys(COMMANDS) as CommandId[];
  return {
    activationEvents: [...LANGUAGE_IDS, ...PROMPT_LANGUAGE_IDS].map((id) => `onLanguage:${id}`),
    contributes: {
      commands: ids.map(command),
      menus: menus(ids),
      keybindings: [
        {
          command: COMMANDS.compareModels,
          key: "ctrl+k ctrl+y",
          mac: "cmd+k cmd+y",
          when: `editorTextFocus && ${EDITOR_IN_LANGUAGE}`,
        },
      ],
      configuration: { title: "Farebox", properties: Object.fromEntries(SETTINGS.map(property)) },
      yamlValidation: yamlFiles().map((fileMatch) => ({ fileMatch, url: SCHEMA })),
      walkthroughs: walkthroughs(),
      jsonValidation: jsonFiles().map((fileMatch) => ({ fileMatch, url: SCHEMA })),
    },
  };
}

function command(id: CommandId): Record<string, unknown> {
  const { title, icon } = COMMAND_TITLES[id];
  return { command: COMMANDS[id], title, category: "Farebox", ...(icon === undefined ? {} : { icon }) };
}

function menus(ids: readonly CommandId[]): Record<string, unknown> {
  const inEditor = ids.filter((id) => COMMAND_TITLES[id].inEditor === true);
  return {
    commandPalette: [
      ...ids
        .filter((id) => COMMAND_TITLES[id].internal === true)
        .map((id) => ({ command: COMMANDS[id], when: "false" })),
      ...inEditor.map((id) => ({ command: COMMANDS[id], when: EDITOR_IN_LANGUAGE })),
    ],
    "editor/context": [
      { command: COMMANDS.compareModels, when: IN_LANGUAGE, group: "z_farebox@1" },
      { command: COMMANDS.whyNoHint, when: IN_LANGUAGE, group: "z_farebox@2" },
      { command: COMMANDS.countTokens, when: "editorHasSelection", group: "z_farebox@3" },
    ],
  };
}

function property(spec: SettingSpec): [string, Record<string, unknown>] {
  const { key, type, nullable, description, ...rest } = spec;
  const schema: Record<string, unknown> = {
    ...rest,
    type: nullable === true ? [type, "null"] : type,
    markdownDescription: description,
  };
  if (type === "array") schema["items"] = { type: "string" };
  return [key, schema];
}

function yamlFiles(): string[] {
  return CATALOGUE_FILES.filter((name) => !name.endsWith(".json"));
}

function jsonFiles(): string[] {
  return CATALOGUE_FILES.filter((name) => name.endsWith(".json"));
}

/** package.json with the generated parts put in, as text. */
export function withGeneratedManifest(packageText: string): string {
  return `${JSON.stringify({ ...(JSON.parse(packageText) as object), ...generatedManifest() }, null, 2)}\n`;
}

const path = fileURLToPath(new URL("../package.json", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(path, withGeneratedManifest(readFileSync(path, "utf8")));
  writeFileSync(fileURLToPath(new URL(`../${SCHEMA_FILE}`, import.meta.url)), catalogueSchema());
}
