/** `farebox catalogue show`: one offer with everything known about it, or a model and its offers. */

import { closestIds } from "../../catalogue/match/match";
import { foldId } from "../../catalogue/match/model-id";
import type { Catalogue, Model, Offer } from "../../catalogue/types";
import { offerDetails } from "../../views/catalogue/details";
import { rowOf } from "../../views/catalogue/rows";
import { EXIT, UsageError } from "../usage";
import type { ShowCommand } from "./arguments";
import { type CatalogueContext, todayOf, whenOf } from "./context";
import { shippedData } from "./load";
import { checkCurrency, openCatalogue, sourcesOf } from "./open";
import { isPresetName, showPresets } from "./show-presets";
import { modelPage, offerPage } from "./show-text";

/** Resolves with the exit code. Throws for a name that the catalogue does not have. */
export async function runShow(
  command: ShowCommand,
  { cwd, clock, streams }: CatalogueContext,
): Promise<number> {
  const catalogue = await openCatalogue(command.folder, cwd, streams.say, await sourcesOf(command, cwd));
  checkCurrency(catalogue, command.currency);
  for (const id of command.against) {
    if (!catalogue.offersById.has(id))
      throw new UsageError(`--against: the catalogue has no offer "${id}". See "farebox catalogue list".`);
  }
  const options = {
    when: whenOf(command.when, clock),
    today: todayOf(clock),
    currency: command.currency,
    against: command.against,
    inputShare: command.inputShare,
  };
  if (isPresetName(command.name)) {
    const shown = showPresets(await shippedData(), catalogue, command.name, options);
    await streams.data(command.json ? json(shown.value) : shown.text);
    return EXIT.done;
  }
  const named = findNamed(catalogue, command.name);
  if ("offer" in named) {
    const details = offerDetails(catalogue, named.offer, options);
    await streams.data(command.json ? json(details) : offerPage(details, options));
    return EXIT.done;
  }
  const offers = catalogue.offersByModel.get(named.model.id) ?? [];
  const rows = offers.map((offer) => rowOf(catalogue, offer, options));
  await streams.data(
    command.json ? json({ model: named.model, offers: rows }) : modelPage(named.model, rows, options),
  );
  return EXIT.done;
}

/** An offer by its id, a model by its id or alias. Never by similarity: near names are only told. */
function findNamed(
  catalogue: Catalogue,
  name: string,
): { readonly offer: Offer } | { readonly model: Model } {
  const offer = catalogue.offersById.get(name);
  if (offer !== undefined) return { offer };
  const model = catalogue.models.get(name) ?? catalogue.models.get(catalogue.aliases.get(foldId(name)) ?? "");
  if (model !== undefined) return { model };
  const [modelId = ""] = name.split("@");
  const onHost = name.includes("@") ? (catalogue.offersByModel.get(modelId) ?? []).map(({ id }) => id) : [];
  const near = onHost.length > 0 ? onHost.slice(0, 8) : closestIds(catalogue, modelId, 3);
  const hint = near.length === 0 ? 'See "farebox catalogue list".' : `Did you mean ${near.join(", ")}?`;
  throw new UsageError(`show: the catalogue has no offer or model "${name}". ${hint}`);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
