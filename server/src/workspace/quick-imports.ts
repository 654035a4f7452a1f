/** Import specifiers of a file by pattern, without parsing: enough to find out who might call a file with model calls. */
import type { LanguageId } from "../facts/ir";

const PYTHON_FROM = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]{0,2000}\)|[^\n#]{0,500})/gm;
const PYTHON_IMPORT = /^[ \t]*import[ \t]+([^\n#]{1,500})/gm;
const SCRIPT = /(?:\bfrom[ \t]*|\bimport[ \t]*\(?[ \t]*|\brequire[ \t]*\([ \t]*)["']([^"'\n]{1,300})["']/g;
/** A path alone on its line, behind `import` or inside its brackets, with or without a name before it. */
const GO = /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([^"\n]{1,300})"[ \t]*$/gm;

export interface QuickImport {
  readonly module: string;
  readonly names: readonly string[];
}

/** Errs towards too many: strings and comments are not told apart. */
export function quickImports(text: string, language: LanguageId): readonly QuickImport[] {
  if (language === "go") {
    return [...text.matchAll(GO)].map((match) => ({ module: match[1] ?? "", names: [] }));
  }
  if (language !== "python") {
    return [...text.matchAll(SCRIPT)].map((match) => ({ module: match[1] ?? "", names: [] }));
  }
  const found: QuickImport[] = [];
  for (const match of text.matchAll(PYTHON_FROM)) {
    const names = (match[2] ?? "")
      .replace(/[()]/g, "")
      .split(",")
      .map((name) => name.trim().split(/\s+/)[0] ?? "");
    found.push({ module: match[1] ?? "", names: names.filter((name) => /^\w+$/.test(name)) });
  }
  for (const match of text.matchAll(PYTHON_IMPORT)) {
    for (const part of (match[1] ?? "").split(",")) {
      const module = part.trim().split(/\s+/)[0] ?? "";
      if (/^[.\w]+$/.test(module)) found.push({ module, names: [] });
    }
  }
  return found;
}
