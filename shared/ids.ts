/** Every id that package.json, the client and the server must agree on. A test compares them with package.json. */
export const COMMANDS = {
  compareModels: "farebox.compareModels",
  compareRegions: "farebox.compareRegions",
  showRuns: "farebox.showRuns",
  showCost: "farebox.showCost",
  whyNoHint: "farebox.whyNoHint",
  countTokens: "farebox.countTokens",
  toggleHints: "farebox.toggleHints",
  analyseWorkspace: "farebox.analyseWorkspace",
  pinAssumption: "farebox.pinAssumption",
  useModel: "farebox.useModel",
  openLocation: "farebox.openLocation",
  openCatalogue: "farebox.openCatalogue",
  browseCatalogue: "farebox.browseCatalogue",
  refreshPrices: "farebox.refreshPrices",
  calibrate: "farebox.calibrate",
  restartServer: "farebox.restartServer",
  showLog: "farebox.showLog",
} as const;

export const CATALOGUE_FILES = [
  "farebox.catalogue.yaml",
  "farebox.catalogue.yml",
  "farebox.catalogue.json",
] as const;

export const LANGUAGE_IDS = [
  "python",
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
] as const;
