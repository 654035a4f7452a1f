/**
 * Which version of a Python library a workspace uses, as far as its manifests limit it: what a lock file holds, else what the
 * requirements let in. What they name without an upper limit is the newest there is, and no answer.
 */
import { folderOf } from "./folders";
import type { Program } from "./program";

/** In the order they are asked for; a folder's lock file is exact, so it stands first. */
const MANIFESTS = [
  "uv.lock",
  "poetry.lock",
  "pdm.lock",
  "Pipfile.lock",
  "requirements.txt",
  "pyproject.toml",
  "Pipfile",
  "environment.yml",
  "environment.yaml",
  "setup.py",
] as const;

/** The newest version that is let in: itself, or the first that is not. */
interface Ceiling {
  readonly version: readonly number[];
  readonly isLetIn: boolean;
}

const ceilings = new WeakMap<Program, Map<string, Ceiling | null>>();

/**
 * Whether the manifests of the file's folder and of those above it hold the library below a version ("1.0.6"); the nearest that
 * limits it decides. False where nobody limits it.
 */
export function isOlderThan(program: Program, fromPath: string, library: string, version: string): boolean {
  const ceiling = ceilingOf(program, folderOf(fromPath), library);
  if (!ceiling) return false;
  const order = compare(ceiling.version, numbersOf(version));
  return ceiling.isLetIn ? order < 0 : order <= 0;
}

function ceilingOf(program: Program, folder: string, library: string): Ceiling | null {
  const known = ceilings.get(program) ?? new Map<string, Ceiling | null>();
  ceilings.set(program, known);
  const key = `${library}\n${folder}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  // All are asked for before one decides: the texts that are not loaded yet are wished for in one round.
  const found = foldersUpFrom(folder).flatMap((each) =>
    MANIFESTS.map((name) => {
      const text = program.resource("", `${each}${name}`);
      return text === undefined ? null : ceilingIn(name, text, library);
    }),
  );
  const ceiling = found.find((each) => each !== null) ?? null;
  known.set(key, ceiling);
  return ceiling;
}

function foldersUpFrom(folder: string): readonly string[] {
  return folder === "" ? [""] : [folder, ...foldersUpFrom(folderOf(folder.slice(0, -1)))];
}

/** What the manifest's text lets in of the library; null where it does not name or does not limit it. */
export function ceilingIn(manifest: string, text: string, library: string): Ceiling | null {
  const name = library.replace(/[-_.]/g, "[-_.]");
  if (manifest === "Pipfile.lock") {
    const exact = new RegExp(`"${name}":\\s*\\{[^{}]*"version":\\s*"==([\\d.]+)`, "i").exec(text)?.[1];
    return exact === undefined ? null : { version: numbersOf(exact), isLetIn: true };
  }
  if (manifest.endsWith(".lock")) {
    const exact = new RegExp(`^name = "${name}"\\s*\\nversion = "([\\d.]+)`, "im").exec(text)?.[1];
    return exact === undefined ? null : { version: numbersOf(exact), isLetIn: true };
  }
  const named = new RegExp(
    `(?:^|["'\\s])${name}["']?(?:\\[[^\\]\\n]{0,200}\\])?[ \\t]{0,9}((?:[=~^<>!]=?|\\()[^\\n#;]{0,200})`,
    "gim",
  );
  for (const [, specifiers = ""] of text.replace(/^[ \t]*#.*$/gm, "").matchAll(named)) {
    const ceiling = lowest(specifiers.split(/["'] *(?:,? *$|, *["'])/, 1)[0] ?? "");
    if (ceiling) return ceiling;
  }
  return null;
}

/** The lowest limit of `>=0.2,<0.3`, `~=0.2.5`, `^0.2`, `==0.2.*`, `= "0.2.5"`. */
function lowest(specifiers: string): Ceiling | null {
  // TOML's `name = "^0.2"` and `name = { version = "^0.2", … }`.
  const given = /^=\s*(?:\{[^}]*?version\s*=\s*)?["']([^"']*)/.exec(specifiers)?.[1] ?? specifiers;
  const limits = given.split(",").flatMap((part) => limitOf(part.trim().replace(/^[("'\s]+/, "")) ?? []);
  return limits.sort((a, b) => compare(a.version, b.version))[0] ?? null;
}

function limitOf(specifier: string): Ceiling | undefined {
  const [, operator = "", written = "", isAny] =
    /^(===?|~=|<=|>=|!=|[=~^<>])?\s*v?(\d[\d.]*?)(\.\*|\.?$|(?=[^\d.]))/.exec(specifier) ?? [];
  if (written === "" || /^[>!]/.test(operator)) return undefined;
  const version = numbersOf(written);
  if (operator === "<") return { version, isLetIn: false };
  if (operator === "^") return { version: caret(version), isLetIn: false };
  if (operator === "~=") return { version: above(version.slice(0, -1)), isLetIn: false };
  if (operator === "~") return { version: above(version.slice(0, 2)), isLetIn: false };
  if (isAny === ".*") return { version: above(version), isLetIn: false };
  return { version, isLetIn: true };
}

/** The first version that `^` does not let in: the leftmost number that is not zero goes up. */
function caret(version: readonly number[]): readonly number[] {
  const index = version.findIndex((part) => part > 0);
  return above(version.slice(0, index < 0 ? version.length : index + 1));
}

function above(version: readonly number[]): readonly number[] {
  return version.map((part, index) => (index === version.length - 1 ? part + 1 : part));
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").flatMap((part) => (part === "" ? [] : Number(part)));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
