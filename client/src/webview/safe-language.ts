/**
 * Imported before uPlot, which asks Intl for `navigator.language` while it loads. Chromium says `en-US@posix` where
 * LANG is C or POSIX (containers, remote shells), Intl throws on that, and the panel would stay empty.
 */
if (!isLanguageTag(navigator.language)) Object.defineProperty(navigator, "language", { value: "en" });

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

export {};
