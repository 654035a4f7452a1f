/** A catalogue that a team serves itself, in the format of farebox.catalogue.yaml (or .json). */
import { LineMap } from "../../base/line-map";
import { parseUserCatalogue } from "../../catalogue/load/user-catalogue";
import type { PriceSource } from "./source";

export const teamUrl: PriceSource = {
  id: "team-url",
  addressOf: (word) => (word.includes(":") && URL.canParse(word) ? word : undefined),
  read: (text, word) => {
    const { layer, problems } = parseUserCatalogue(text, word);
    const [first] = problems;
    if (layer === undefined || first !== undefined) {
      const { line, column } = new LineMap(text).position(first?.range.start ?? 0);
      return {
        problem: `line ${line + 1}, column ${column + 1}: ${first?.message ?? "this is no catalogue"}`,
      };
    }
    const isEmpty = [layer.models, layer.hosts, layer.offers, layer.hide].every((part) => part.length === 0);
    if (isEmpty && layer.aliases.size === 0) return { problem: "the catalogue is empty" };
    return { kind: "team", layer: { ...layer, level: "team" } };
  },
};
