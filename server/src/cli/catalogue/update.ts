/** `farebox catalogue update`: asks the sources of prices, keeps what they say, and tells what changed. */
import { buildCatalogue } from "../../catalogue/load/load";
import type { RefreshedPrices } from "../../host/price-sources/price-sources";
import { printable } from "../../reports/columns";
import { refreshSummary, sourceText } from "../../views/catalogue/refresh-summary";
import { loadSettings } from "../settings-file";
import { EXIT, UsageError } from "../usage";
import type { UpdateCommand } from "./arguments";
import { type CatalogueContext, todayOf } from "./context";
import { priceSources, shippedData } from "./load";

/** Resolves with the exit code: 2 where a source failed, since its figures are older than asked for. */
export async function runUpdate(
  command: UpdateCommand,
  { cwd, clock, streams }: CatalogueContext,
): Promise<number> {
  const settings = await loadSettings(command.settingsFile, cwd);
  const words = command.sources.length > 0 ? command.sources : settings.catalogue.sources;
  if (words.length === 0) {
    throw new UsageError(
      "update: no source is named. Write --source genai-prices, --source litellm, or --source with an https:// address.",
    );
  }
  const data = await shippedData();
  const sources = priceSources(data, () => clock.now());
  const catalogueOf = ({ collections, teamLayers }: RefreshedPrices) =>
    buildCatalogue(data, teamLayers, collections).catalogue;
  const before = catalogueOf((await sources.kept(words)).prices);
  const allowPrivate = command.allowPrivate || settings.catalogue.allowPrivateAddresses;
  const { prices, status } = await sources.refresh(words, {
    allowPrivate,
    onProgress: (source) => streams.progress(`Asking ${source}`),
  });
  streams.progress("");
  const view = refreshSummary(before, catalogueOf(prices), { day: todayOf(clock) }, status);
  if (command.json) await streams.data(`${JSON.stringify(view, null, 2)}\n`);
  else {
    await streams.data(view.changes.map((line) => `${printable(line)}\n`).join(""));
    if (view.moreChanges > 0) streams.say(`… and ${view.moreChanges} more`);
    streams.say(`${view.summary.charAt(0).toUpperCase()}${view.summary.slice(1)}.`);
  }
  for (const source of status) {
    const line = printable(sourceText(source));
    if (source.problem === null) streams.say(line);
    else streams.complain(line);
  }
  return status.some(({ state }) => state === "failed") ? EXIT.usage : EXIT.done;
}
