/**
 * Writes the broad layer, server/catalogue/broad/genai-prices.json, from the npm package beside this file:
 *
 *   npm ci --prefix tools/catalogue/broad && npx tsx tools/catalogue/broad/generate.ts <day of the data>
 *
 * The day is that of the package's release: its data bears no date of its own.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mapGenaiPrices } from "../../../server/src/catalogue/broad/genai-prices";
import { PROVIDERS, PROVIDERS_LEFT_OUT } from "../../../server/src/catalogue/broad/genai-providers";
import { mergeFiles } from "../../../server/src/catalogue/load/files";
import { buildCatalogue } from "../../../server/src/catalogue/load/load";
import { displayName } from "../display-name";
import { readCatalogueFiles } from "../read-files";
import { readableJson } from "../write-json";

const HERE = dirname(fileURLToPath(import.meta.url));
const CATALOGUE = join(HERE, "../../../server/catalogue");
const PACKAGE = join(HERE, "node_modules/@pydantic/genai-prices");

interface Package {
  readonly findProvider: (options: { readonly providerId: string }) => unknown;
}

function main(checked: string): void {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
  const prices = createRequire(import.meta.url)(PACKAGE) as Package;
  const ids = [...Object.keys(PROVIDERS), ...Object.keys(PROVIDERS_LEFT_OUT)];
  const providers = ids.flatMap((providerId) => prices.findProvider({ providerId }) ?? []);
  const curated = buildCatalogue({ ...mergeFiles(readCatalogueFiles(CATALOGUE)), broad: [] }, []).catalogue;
  const { file, leftOut } = mapGenaiPrices(providers, curated, { version, checked });
  mkdirSync(join(CATALOGUE, "broad"), { recursive: true });
  // Names without a capital letter are ids that nobody named.
  const models = file.models.map((model) =>
    /[A-Z]/.test(model.name)
      ? model
      : { ...model, name: displayName(model.id.split("/").at(-1) ?? model.id) },
  );
  const content = { $schema: "../schemas/broad.schema.json", ...file, models };
  writeFileSync(join(CATALOGUE, "broad/genai-prices.json"), readableJson(content));
  const rows = file.groups.reduce((sum, group) => sum + group.rows.length, 0);
  console.log(
    `${providers.length} of ${ids.length} providers, ${rows} rows, ${file.models.length} models of their own`,
  );
  for (const [reason, count] of leftOut) console.log(`left out: ${count} × ${reason}`);
}

const day = process.argv[2];
if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) {
  console.error("Usage: npx tsx tools/catalogue/broad/generate.ts <YYYY-MM-DD>");
  process.exit(2);
}
main(day);
