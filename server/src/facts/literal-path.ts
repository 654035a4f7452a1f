/** Paths of files that the code reads: `open("p.txt").read()`, `readFileSync(join(__dirname, "p.md"))`, `Path(__file__).parent / "p.md"`. */

import { argumentForParameter } from "./arguments";
import { livingAssignment, truthOf } from "./branches";
import { isEnvironmentCall } from "./environment";
import { lastNameOf, textOf } from "./expression-text";
import { folderOf } from "./folders";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolveAll } from "./resolve";
import { lookUp } from "./scope";
import { selfAttribute } from "./self-attributes";
import { holdsUse, withFrame } from "./values";

/** Constants of folders made of constants of folders, and the parameters that hand them on. */
const MAX_DEPTH = 24;

/** Reads a text through names; given by the caller, as texts themselves may stand in files. */
export type ReadString = (program: Program, at: Located) => { readonly value: string } | undefined;

/** The path a call reads a file from, or undefined where it reads none, or the path is known only at run time. */
export function pathRead(program: Program, at: Located, readString: ReadString): string | undefined {
  const { expr } = at;
  if (expr.kind !== "call") return undefined;
  const name = lastNameOf(expr.callee);
  if (!/^(read|read_text|read_bytes|readFile|readFileSync|ReadFile|load_text|readTextFile|text)$/.test(name))
    return undefined;
  const byArgument = /^readFile/i.test(name) || name === "readTextFile" || name === "load_text";
  const source = byArgument
    ? expr.args[0]?.value
    : expr.callee.kind === "member"
      ? expr.callee.object
      : undefined;
  return source ? literalPath(program, { ...at, expr: source }, readString) : undefined;
}

/** Path text through `open(…)`, `Path(…)`, `join(__dirname, …)` and `Path(__file__).parent / "x"`; relative to the file. */
export function literalPath(
  program: Program,
  at: Located,
  readString: ReadString,
  depth = 0,
): string | undefined {
  const { expr } = at;
  if (depth > MAX_DEPTH) return undefined;
  const inner = (value: Expr): string | undefined =>
    literalPath(program, { ...at, expr: value }, readString, depth + 1);
  switch (expr.kind) {
    case "string":
      return expr.value;
    case "template":
      return readString(program, at)?.value;
    case "await":
      return inner(expr.value);
    case "binary": {
      // `path or HERE / "settings.yaml"`: the one that nobody gives leaves the other.
      if (/^(or|\|\||\?\?)$/.test(expr.operator)) return inner(expr.left) ?? inner(expr.right);
      if (expr.operator !== "/" && expr.operator !== "+") return undefined;
      return joined([inner(expr.left), inner(expr.right)], expr.operator === "/" ? "/" : "");
    }
    case "conditional":
      return inner(truthOf(program, { ...at, expr: expr.test }) === false ? expr.otherwise : expr.then);
    case "member":
      return parentOf(expr, inner) ?? attributePath(program, at, readString, depth);
    case "index":
      // `Path(__file__).parents[1]` lies one folder above `parents[0]`, the file's own.
      return expr.object.kind === "member" && expr.object.name === "parents" && expr.index.kind === "number"
        ? foldersAbove(expr.index.value)
        : undefined;
    case "name":
      return nameText(program, at, expr.name, readString, depth);
    case "call":
      return callPath(expr, inner) ?? (isEnvironmentCall(expr) ? readString(program, at)?.value : undefined);
    default:
      return undefined;
  }
}

/** `self.path`, which the constructor is given or has by default. */
function attributePath(
  program: Program,
  at: Located,
  readString: ReadString,
  depth: number,
): string | undefined {
  const given = selfAttribute(program, at);
  return given && seenFrom(at, given, literalPath(program, given, readString, depth + 1));
}

/** Deeper folders than any workspace has are a mistake. */
const MOST_FOLDERS = 30;

function foldersAbove(count: number): string | undefined {
  if (!Number.isInteger(count) || count < 0 || count > MOST_FOLDERS) return undefined;
  return "../".repeat(count).replace(/\/$/, "") || ".";
}

/** `Path(__file__).parent` is the file's folder; each further `.parent` one above; `import.meta.dirname` the folder too. */
function parentOf(
  expr: Extract<Expr, { kind: "member" }>,
  inner: (value: Expr) => string | undefined,
): string | undefined {
  if (/^(dirname|url|filename)$/.test(expr.name)) return expr.name === "dirname" ? "." : FILE;
  if (expr.name !== "parent") return undefined;
  const below = inner(expr.object);
  if (below === undefined) return undefined;
  return below === FILE ? "." : below === "." ? ".." : `${below}/..`;
}

/** The file itself, before its folder is taken. */
const FILE = "\u0000file";

function nameText(
  program: Program,
  at: Located,
  name: string,
  readString: ReadString,
  depth: number,
): string | undefined {
  if (name === "__file__" || name === "__filename") return FILE;
  if (name === "__dirname") return ".";
  const path = (value: Located): string | undefined =>
    seenFrom(at, value, literalPath(program, value, readString, depth + 1));
  const living = livingAssignment(program, at);
  if (living) return path(living);
  const found = lookUp(at.file, at.fn, name);
  // What stands behind the use counts where it may run before: in another function.
  const before = (found?.bindings ?? []).filter(
    (b) => !holdsUse(b, at) && (found?.fn !== at.fn || b.start <= at.expr.range.start),
  );
  const last = before[before.length - 1];
  if (last?.kind === "assign" && last.path.length === 0 && last.operator === "=")
    return path(withFrame(last.value, at.frame));
  const { frame } = at;
  const isEntered = frame !== undefined && frame.file === at.file && frame.fn === found?.fn;
  const passed = last?.kind === "parameter" && isEntered ? argumentForParameter(frame, last.name) : undefined;
  if (passed) return path(passed);
  const text = last ? readString(program, at)?.value : undefined;
  // A default is a path like any other: `path=Path(__file__).parent / "settings.yaml"`.
  const fallback = last?.kind === "parameter" ? last.defaultValue : undefined;
  if (text === undefined && fallback) return path(fallback);
  return text ?? (last?.kind === "import" ? importedPath(program, at, path) : undefined);
}

/** `from settings import PROMPTS`, where that file says `PROMPTS = Path(__file__).parent / "prompts"`. */
function importedPath(
  program: Program,
  at: Located,
  path: (value: Located) => string | undefined,
): string | undefined {
  for (const value of resolveAll(program, at)) {
    if (value.kind !== "expression" || value.at.file === at.file) continue;
    const found = path(value.at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A path that another file writes relative to itself, as the file that asks for it would. */
function seenFrom(at: Located, written: Located, path: string | undefined): string | undefined {
  if (path === undefined || written.file === at.file) return path;
  if (path === FILE) return undefined;
  if (!isAnchored(path)) return path;
  return `${"../".repeat(depthOf(at.file.path))}${folderOf(written.file.path)}${path}`;
}

/** Relative to the file it is written in, and not to where the program runs. */
function isAnchored(path: string): boolean {
  return path.startsWith(".");
}

function depthOf(path: string): number {
  return path.split("/").length - 1;
}

function callPath(
  expr: Extract<Expr, { kind: "call" }>,
  inner: (value: Expr) => string | undefined,
): string | undefined {
  const name = textOf(expr.callee).split(".").pop() ?? "";
  const args = expr.args.filter((arg) => arg.name === null).map((arg) => arg.value);
  const object = expr.callee.kind === "member" ? expr.callee.object : undefined;
  const [first] = args;
  if (name === "dirname") {
    const below = first ? inner(first) : undefined;
    return below === FILE ? "." : below === "." ? ".." : below === undefined ? undefined : `${below}/..`;
  }
  if (name === "joinpath") return object ? joined([inner(object), ...args.map(inner)], "/") : undefined;
  if (name === "join" || (name === "resolve" && args.length > 1)) return joined(args.map(inner), "/");
  if (name === "cwd") return "";
  if (
    /^(open|Path|PurePath|resolve|absolute|abspath|realpath|fileURLToPath|URL|file|str|expanduser)$/.test(
      name,
    )
  ) {
    const source = first && !/^(absolute|expanduser)$/.test(name) ? first : object;
    const opened =
      name === "open" && object && !/^(io|codecs|aiofiles|fs)$/.test(textOf(object)) ? object : source;
    return opened ? inner(opened) : undefined;
  }
  return undefined;
}

function joined(parts: readonly (string | undefined)[], separator: string): string | undefined {
  if (parts.some((part) => part === undefined)) return undefined;
  const isAnchoredHere = parts[0] === "." && separator === "/";
  return parts
    .filter((part, i) => (part !== "." || (i === 0 && isAnchoredHere)) && part !== "" && part !== FILE)
    .map((part) => part ?? "")
    .join(separator);
}
