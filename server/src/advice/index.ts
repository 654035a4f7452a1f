/** Every rule of advice, one file each in `rules/`. */
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [];
