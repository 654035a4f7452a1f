/** Names of the SDK tables in the shapes the scanner asks for. */
import {
  packageMarks,
  packageNames,
  tellingGroups,
  tellingPackages,
  tellingPaths,
  unshadowedPackages,
} from "../sdks";
import type { PrefilterNames } from "./prefilter";

export const PREFILTER_NAMES: PrefilterNames = {
  packages: tellingPackages(),
  apis: tellingPaths(),
  groups: tellingGroups(),
};

/** Packages of all SDKs, as imports write them. */
export const ALL_PACKAGES: ReadonlySet<string> = new Set(packageNames());

/** Top-level Python packages and Go modules that files of the workspace cannot shadow. */
export const KNOWN_PACKAGES: ReadonlySet<string> = unshadowedPackages();

/** Packages with common names and how they are told from folders. */
export const PACKAGE_MARKS: ReadonlyMap<string, string> = packageMarks();
