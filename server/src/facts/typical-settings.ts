/** Settings of which only the type is told, where the code keeps a table of that type for everybody: `const DEFAULT_SETTINGS: Settings = {…}`. */
import { entryExpression, entryRead } from "./entries";
import { lastNameOf } from "./expression-text";
import { type Expr, isScript } from "./ir";
import type { Located } from "./located";
import type { Binding, Program } from "./program";
import { resolveAll } from "./resolve";
import { bindingsOf, enclosingClass, isSelf, lookUp } from "./scope";
import { outermost } from "./values";

const NAMES = /default/i;
/** Types that say something of the first type in their brackets. */
const AROUND = /^(Partial|Readonly|Required|Promise|DeepPartial|NonNullable)$/;
/** Keys of keys of settings. */
const MAX_KEYS = 4;

/** The entry that such a table has for `settings.model`; undefined where none is of the type, or more than one. */
export function typicalEntry(program: Program, at: Located): Located | undefined {
  if (!isScript(at.file.language)) return undefined;
  const keys: (string | number)[] = [];
  for (let read = entryRead(at.expr); read && keys.length < MAX_KEYS; read = entryRead(read.object)) {
    keys.unshift(read.key);
    const type = typesOf(program, { ...at, expr: read.object }).find((name) => name !== "");
    const [table, ...others] = type === undefined ? [] : (tablesOf(program).get(type) ?? []);
    if (table && others.length === 0) return { ...table, expr: keys.reduce(entryExpression, table.expr) };
  }
  return undefined;
}

/** Names of the types that are written beside a name or a field: those of plain data are read nowhere else. */
function typesOf(program: Program, at: Located): readonly string[] {
  const { expr, file, fn } = at;
  if (expr.kind === "name") return typesIn(lookUp(file, fn, expr.name)?.bindings);
  if (expr.kind !== "member") return [];
  const isOwn = expr.object.kind === "name" && isSelf(expr.object.name);
  const own = isOwn ? enclosingClass(file, fn) : undefined;
  const holders = own
    ? [own]
    : resolveAll(program, { ...at, expr: expr.object }).flatMap((value) =>
        value.kind === "instance" ? [value.cls] : [],
      );
  return holders.flatMap((cls) => typesIn(cls.attributes.get(expr.name)));
}

function typesIn(bindings: readonly Binding[] = []): readonly string[] {
  return bindings.flatMap((binding) =>
    (binding.kind === "parameter" || binding.kind === "assign") && binding.annotation
      ? [typeName(binding.annotation.expr)]
      : [],
  );
}

function typeName(type: Expr): string {
  if (type.kind === "binary" && type.operator === "|") return typeName(type.left) || typeName(type.right);
  if (type.kind === "index") return AROUND.test(lastNameOf(type.object)) ? typeName(type.index) : "";
  return type.kind === "name" || type.kind === "member" ? lastNameOf(type) : "";
}

const known = new WeakMap<Program, ReadonlyMap<string, readonly Located[]>>();

/** The tables that are called defaults, by the name of their type. */
function tablesOf(program: Program): ReadonlyMap<string, readonly Located[]> {
  const kept = known.get(program);
  if (kept) return kept;
  const found = new Map<string, readonly Located[]>();
  for (const file of program.files) {
    for (const [name, bindings] of isScript(file.language) ? bindingsOf(file, 0) : []) {
      if (!NAMES.test(name) || name === "default" || bindings.length > 1) continue;
      for (const type of typesIn(bindings))
        found.set(type, [...(found.get(type) ?? []), outermost(file, name)]);
    }
  }
  known.set(program, found);
  return found;
}
