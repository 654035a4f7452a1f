/** Every surface of the client. */
import type { Surface } from "../surface";
import { analyseWorkspace } from "./analyse-workspace";
import { browseCatalogue } from "./browse-catalogue";
import { calibrate } from "./calibrate";
import { catalogueFile } from "./catalogue-file";
import { compareModels } from "./compare-models";
import { countTokens } from "./count-tokens";
import { explain } from "./explain";
import { log } from "./log";
import { openLocation } from "./open-location";
import { pin } from "./pin";
import { refreshPrices } from "./refresh-prices";
import { restart } from "./restart";
import { runsPick } from "./runs-pick";
import { showCost } from "./show-cost";
import { statusBar } from "./status-bar";
import { toggleHints } from "./toggle-hints";
import { useModel } from "./use-model";
import { whyNoHint } from "./why-no-hint";

export const SURFACES: readonly Surface[] = [
  statusBar,
  runsPick,
  compareModels,
  showCost,
  explain,
  whyNoHint,
  countTokens,
  pin,
  useModel,
  openLocation,
  toggleHints,
  analyseWorkspace,
  catalogueFile,
  browseCatalogue,
  refreshPrices,
  calibrate,
  restart,
  log,
];
