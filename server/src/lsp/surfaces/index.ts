/** Every surface of the server; lifecycle merges their capabilities. */
import { advice } from "./advice";
import { calibration } from "./calibration";
import { callPlace } from "./call-place";
import { catalogueCompletion } from "./catalogue-completion";
import { catalogueRequests } from "./catalogue-requests";
import { codeLens } from "./code-lens";
import { comparison } from "./comparison";
import { countTokens } from "./count-tokens";
import { explain } from "./explain";
import { hover } from "./hover";
import { inlayHints } from "./inlay-hints";
import { requests } from "./requests";
import type { Surface } from "./surface";

export const SURFACES: readonly Surface[] = [
  inlayHints,
  codeLens,
  hover,
  advice,
  catalogueCompletion,
  catalogueRequests,
  callPlace,
  comparison,
  explain,
  countTokens,
  requests,
  calibration,
];
