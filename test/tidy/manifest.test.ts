/** package.json says what shared/ says, and the README lists every setting, command and directive. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CATALOGUE_TEMPLATE } from "../../client/src/catalogue-template";
import { PINNED_NAMES, PINNED_QUANTITIES } from "../../server/src/calls/directives";
import { mergeFiles } from "../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../server/src/catalogue/load/load";
import { parseUserCatalogue } from "../../server/src/catalogue/load/user-catalogue";
import { SDKS } from "../../server/src/sdks";
import { COMMANDS, LANGUAGE_IDS, PROMPT_LANGUAGE_IDS } from "../../shared/ids";
import { ASSUMPTION_IDS, readSettings, SETTINGS } from "../../shared/settings";
import { readCatalogueFiles } from "../../tools/catalogue/read-files";
import { generatedManifest } from "../../tools/generate-manifest";
import { settingsTable } from "../../tools/settings-table";
import { readText } from "./sources";

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown; readonly scope: string }>>;
    };
  };
}

const MANIFEST = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as Manifest;
const CATALOGUE = fileURLToPath(new URL("../../server/catalogue", import.meta.url));
const { commands, configuration } = MANIFEST.contributes;

describe("tidy: manifest", () => {
  it("declares the settings of shared/settings.ts with their defaults and scopes", () => {
    const declared = Object.entries(configuration.properties).map(([key, { default: value, scope }]) => ({
      key,
      value,
      scope,
    }));
    const expected = SETTINGS.map(({ key, default: value, scope }) => ({ key, value, scope }));
    assert.deepEqual(declared, expected);
  });

  it("declares the commands of shared/ids.ts", () => {
    assert.deepEqual(
      commands.map(({ command }) => command),
      Object.values(COMMANDS),
    );
    for (const [name, id] of Object.entries(COMMANDS)) assert.equal(id, `farebox.${name}`);
  });

  it("wakes up for the languages of shared/ids.ts only", () => {
    assert.deepEqual(
      MANIFEST.activationEvents,
      [...LANGUAGE_IDS, ...PROMPT_LANGUAGE_IDS].map((id) => `onLanguage:${id}`),
    );
  });

  it("equals what `npm run manifest` writes", () => {
    const written = JSON.parse(JSON.stringify(generatedManifest())) as Record<string, unknown>;
    for (const [key, value] of Object.entries(written))
      assert.deepEqual((MANIFEST as unknown as Record<string, unknown>)[key], value, key);
  });

  it("reads every declared setting", () => {
    const keys = SETTINGS.map(({ key }) => key);
    assert.deepEqual(
      keys.filter((key) => key.startsWith("farebox.assume.")),
      ASSUMPTION_IDS.map((id) => `farebox.assume.${id}`),
    );
    // An object is wrong for all but the settings that are objects, a number for those.
    const objects = SETTINGS.filter(({ type }) => type === "object").map(({ key }) => key);
    const others = keys.filter((key) => !objects.includes(key));
    const problems = [
      ...readSettings(nested(others, { wrong: "type" })).problems,
      ...readSettings(nested(objects, 7)).problems,
    ];
    assert.deepEqual(problems.map(({ key }) => key).sort(), [...keys].sort());
  });

  it("takes no source of prices from a workspace that is not trusted", () => {
    const keys = ["farebox.catalogue.sources", "farebox.catalogue.allowPrivateAddresses"];
    const { restrictedConfigurations } = MANIFEST.capabilities.untrustedWorkspaces;
    assert.deepEqual(
      keys.filter((key) => !restrictedConfigurations.includes(key)),
      [],
    );
    assert.equal(configuration.properties["farebox.catalogue.allowPrivateAddresses"]?.scope, "machine");
    assert.deepEqual(configuration.properties["farebox.catalogue.sources"]?.default, []);
  });

  it("pins every dependency to one version and bundles all of them", () => {
    assert.deepEqual(
      Object.entries(MANIFEST.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
    assert.deepEqual(Object.keys(MANIFEST.dependencies ?? {}), []);
  });
});

describe("tidy: README", () => {
  const readme = readText("README.md");

  it("has the settings table that shared/settings.ts gives", () => {
    assert.ok(
      readme.includes(settingsTable()),
      "run `npx tsx tools/settings-table.ts` and put its output between the settings marks",
    );
  });

  it("has a row for every directive word", () => {
    const rows = [...readme.matchAll(/^\| `(\w+)(?:=[^`]*)?` \|/gm)].map(([, word]) => word ?? "");
    const words = [...PINNED_QUANTITIES, ...PINNED_NAMES, "runs", "ignore"];
    assert.deepEqual(
      words.filter((word) => !rows.includes(word)),
      [],
    );
  });

  it("names every command a person can run", () => {
    const titles = JSON.parse(readText("package.json")).contributes.commands as {
      command: string;
      title: string;
    }[];
    const internal: readonly string[] = [COMMANDS.pinAssumption, COMMANDS.useModel, COMMANDS.openLocation];
    const missing = titles.filter(
      ({ command, title }) => !internal.includes(command) && !readme.includes(`Farebox: ${title}`),
    );
    assert.deepEqual(missing, []);
  });

  it("names every SDK, and only scripts that exist", () => {
    const missing = SDKS.filter(({ id }) => !readme.includes(`\`${id}\``)).map(({ id }) => id);
    assert.deepEqual(missing, []);
    const scripts = [...readme.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? "");
    assert.deepEqual(
      scripts.filter((name) => MANIFEST.scripts[name] === undefined),
      [],
    );
  });

  it("shows a catalogue of one's own that holds as it stands", () => {
    const [, example = ""] = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(readme) ?? [];
    assert.deepEqual(problemsOf(example), []);
  });

  it("shows pictures and links to pages that exist", () => {
    const targets = [...readme.matchAll(/\]\(((?!https?:)[^)#\s]+)/g)].map(([, target]) => target ?? "");
    const missing = targets.filter((target) => {
      try {
        return readFileSync(new URL(`../../${target}`, import.meta.url)).length === 0;
      } catch {
        return true;
      }
    });
    assert.deepEqual(missing, []);
  });
});

describe("tidy: catalogue template", () => {
  it("holds over the shipped catalogue, with every example in force", () => {
    const examples = CATALOGUE_TEMPLATE.split("\n").map((line) => line.replace(/^# /, ""));
    assert.deepEqual(problemsOf(examples.join("\n")), []);
  });
});

/** What a user's catalogue gets wrong, by itself and over the shipped one. It must hold an offer at least. */
function problemsOf(text: string): readonly string[] {
  const { layer, problems } = parseUserCatalogue(text, "farebox.catalogue.yaml");
  if (layer === undefined || problems.length > 0) return problems.map(({ message }) => message);
  assert.ok(layer.offers.length > 0);
  const built = buildCatalogue(mergeFiles(readCatalogueFiles(CATALOGUE)), [layer]);
  return built.problems.map(({ message }) => message);
}

/** `{assume: {turns: value}, …}` with the same value at every key. */
function nested(keys: readonly string[], value: unknown): unknown {
  const root: Record<string, unknown> = {};
  for (const key of keys) {
    const steps = key.split(".").slice(1);
    let at = root;
    for (const step of steps.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[steps.at(-1) ?? ""] = value;
  }
  return root;
}
