/** Every rule of advice; the folder and this list are the same (a test compares them). */
import type { Rule } from "../rule";
import { cachePrefix } from "./cache-prefix";
import { chooseOffer } from "./choose-offer";
import { pinTurns } from "./pin-turns";
import { prefixChanges } from "./prefix-changes";
import { residency } from "./residency";

export const RULES: readonly Rule[] = [cachePrefix, prefixChanges, chooseOffer, pinTurns, residency];
