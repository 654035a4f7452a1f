/** Names of the SDK tables in the shapes the scanner asks for. */
import { SDKS } from "../sdks";
import type { PrefilterNames } from "./prefilter";

const telling = SDKS.flatMap((sdk) =>
  sdk.calls.filter((call) => call.telling !== undefined).flatMap((call) => call.paths),
);

export const PREFILTER_NAMES: PrefilterNames = {
  packages: SDKS.flatMap((sdk) => [...sdk.packages.python, ...sdk.packages.npm]),
  apis: [...new Set(telling)],
};

/** Top-level Python packages a file of the workspace cannot shadow. */
export const KNOWN_PACKAGES: ReadonlySet<string> = new Set(
  SDKS.flatMap((sdk) => sdk.packages.python.map((name) => name.split(".")[0] ?? name)),
);
