/** What the tidy tests look at: the project's own files, and what their syntax says. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ignore from "ignore";
import ts from "typescript";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Every file that is neither ignored nor git's own, relative to the root, with forward slashes, sorted. */
export const FILES: readonly string[] = listFiles();
const KNOWN = new Set(FILES);

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Files below `folder` whose name ends with one of `endings`. */
export function filesIn(folder: string, ...endings: readonly string[]): readonly string[] {
  return FILES.filter((file) => file.startsWith(`${folder}/`) && endings.some((end) => file.endsWith(end)));
}

function listFiles(): readonly string[] {
  const ignored = ignore()
    .add(".git")
    .add(readFileSync(join(ROOT, ".gitignore"), "utf8"));
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (ignored.ignores(entry.isDirectory() ? `${path}/` : path)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk("");
  return found.sort();
}

const parsed = new Map<string, ts.SourceFile>();

/** Syntax of a TypeScript file, parsed once. */
export function syntaxOf(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const tree = ts.createSourceFile(path, readText(path), ts.ScriptTarget.ES2022, true);
  parsed.set(path, tree);
  return tree;
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The project file it means, or null for a package. */
  readonly file: string | null;
  readonly line: number;
}

/** Every import, export-from, import type and dynamic import of a file. */
export function importsOf(path: string): readonly Import[] {
  const tree = syntaxOf(path);
  const found: Import[] = [];
  visit(tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    found.push({ specifier, file: targetOf(path, specifier), line: lineOf(tree, node) });
  });
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isImport || isRequire ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function targetOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const base = posix.join(posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}/index.ts`].find((path) => KNOWN.has(path)) ?? base;
}

/** Every node of a tree, parents first. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** 1-based line where a node starts. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}
