/** Modules that code imports by a name it works out: one of a table (`import_module(PROVIDERS[name])`), one of a package (`f"providers.{name}"`). */
import { tableRead } from "./aliases";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { ExternalName, Program, Value } from "./program";
import { textIn } from "./values";

/** Modules one call may import. */
const MAX_MODULES = 24;

const IMPORTER: ExternalName = { module: "importlib", path: ["import_module"] };

/** Python's own `__import__`, which no module names. */
export function builtInImporter(name: string): readonly Value[] | undefined {
  return name === "__import__" ? [{ kind: "external", name: IMPORTER }] : undefined;
}

/** `importlib.import_module`. */
export function isImporter({ module, path }: ExternalName): boolean {
  return module === IMPORTER.module && path.join() === IMPORTER.path.join();
}

/** Names of the modules that the call may be given: the text itself, or those that the table holds which it is read out of. */
export function moduleNames(call: Located, follow: (at: Located) => readonly Value[]): readonly string[] {
  const { expr } = call;
  const given = expr.kind === "call" ? expr.args[0]?.value : undefined;
  if (expr.kind !== "call" || !given) return [];
  const values = follow({ ...call, expr: given });
  const one = textIn(values);
  if (one !== undefined) return [bindsWhole(expr) ? one : (one.split(".")[0] ?? one)];
  const [value] = values;
  const table = value?.kind === "expression" ? tableRead(value.at.expr) : undefined;
  if (value?.kind !== "expression" || !table) return [];
  const held = follow({ ...value.at, expr: table }).flatMap((each) =>
    each.kind === "expression" ? textsOf(each.at.expr) : [],
  );
  return [...new Set(held)].slice(0, MAX_MODULES);
}

/** `__import__("a.b")` gives the package `a`, unless names of the module are asked for. */
function bindsWhole({ callee, args }: Extract<Expr, { kind: "call" }>): boolean {
  return (
    lastNameOf(callee) !== "__import__" || args.length > 3 || args.some(({ name }) => name === "fromlist")
  );
}

function textsOf(expr: Expr): readonly string[] {
  const held = expr.kind === "dict" ? expr.entries.map(({ value }) => value) : [];
  return held.flatMap((value) => (value.kind === "string" ? [value.value] : []));
}

/** Files of the package whose modules the call may import: the `providers/*.py` of `import_module(f"app.providers.{name}")`. */
export function modulesOfPackage(
  program: Program,
  call: Located,
  follow: (at: Located) => readonly Value[],
): readonly FileFacts[] {
  const given = call.expr.kind === "call" ? call.expr.args[0]?.value : undefined;
  const [value] = given ? follow({ ...call, expr: given }) : [];
  const template =
    value?.kind === "expression" && value.at.expr.kind === "template" ? value.at.expr : undefined;
  const [before, hole, after = "", ...more] = template?.parts ?? [];
  if (typeof before !== "string" || typeof hole === "string" || typeof after !== "string") return [];
  if (!/^[a-z_][\w.]*\.$/i.test(before) || !/^[\w.]*$/.test(after) || more.length > 0) return [];
  const folder = before.replaceAll(".", "/");
  const end = `${after.replaceAll(".", "/")}.py`;
  const found = program.files.filter(({ path }) => {
    const start = path.startsWith(folder) ? 0 : path.indexOf(`/${folder}`) + 1;
    if ((start === 0 && !path.startsWith(folder)) || !path.endsWith(end)) return false;
    const name = path.slice(start + folder.length, path.length - end.length);
    return /^\w+$/.test(name) && name !== "__init__";
  });
  return found.slice(0, MAX_MODULES);
}
