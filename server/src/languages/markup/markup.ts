/** Pages and components as a language: TypeScript inside what `scriptsOf` leaves. */
import type { Language } from "../language";
import { typescript } from "../typescript/languages";
import { scriptsOf } from "./scripts";

export const MARKUP: Language = {
  ...typescript,
  id: "markup",
  extensions: [".vue", ".svelte", ".astro", ".html", ".htm"],
  code: scriptsOf,
};
