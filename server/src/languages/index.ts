/** The languages Farebox reads. A new one is a folder beside this file and a line here. */
import type { LanguageId } from "../facts/ir";
import { GO } from "./go/go";
import type { Language } from "./language";
import { MARKUP } from "./markup/markup";
import { PYTHON } from "./python/python";
import { javascript, tsx, typescript } from "./typescript/languages";

export const LANGUAGES: Readonly<Record<LanguageId, Language>> = {
  python: PYTHON,
  typescript,
  tsx,
  javascript,
  markup: MARKUP,
  go: GO,
};

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map(
  Object.values(LANGUAGES).flatMap((language) => language.extensions.map((ending) => [ending, language])),
);

/** The language a file is written in, by its name; undefined where Farebox does not read it. */
export function languageOfPath(path: string): Language | undefined {
  const ending = /\.[^./\\]+$/.exec(path)?.[0].toLowerCase();
  return ending === undefined ? undefined : BY_EXTENSION.get(ending);
}
