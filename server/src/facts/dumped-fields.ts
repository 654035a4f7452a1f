/** Objects of data classes turned into tables: `create(**settings.model_dump())`, `**asdict(settings)`. */
import { argumentOf } from "./arguments";
import { basesOf } from "./classes";
import { dataField } from "./data-fields";
import { entryExpression } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Argument, Expr } from "./ir";
import type { Located } from "./located";
import type { ClassInfo, Program } from "./program";
import { resolve } from "./resolve";
import { eachStatement } from "./walk";

/** Functions that make a table of an object, and its own methods that do. */
const DUMPERS = /^(asdict|vars|model_to_dict|unstructure|to_builtins)$/;
const OWN_DUMPERS = /^(model_dump|dict|to_dict|_asdict|asdict)$/;

/** Bases of bases. */
const MAX_BASES = 4;

/** Functions that hand on what others return. */
const MAX_CALLS = 3;

interface Field {
  readonly key: string;
  readonly value: Located;
}

interface Dump {
  readonly object: Expr;
  readonly args: readonly Argument[];
}

/** The entries of such a table: each field as a member of the object. Undefined for anything else. */
export function dumpedFields(program: Program, at: Located, depth = 0): readonly Field[] | undefined {
  if (at.file.language !== "python") return undefined;
  const dump = dumpIn(at.expr);
  if (!dump) return depth < MAX_CALLS ? returnedFields(program, at, depth) : undefined;
  const value = resolve(program, { ...at, expr: dump.object });
  if (value.kind !== "instance") return undefined;
  const excluded = textsIn(argumentOf(dump.args, { name: "exclude" })?.value);
  const names = fieldNames(program, value.cls, 0).filter((name) => !excluded.includes(name));
  if (names.length === 0) return undefined;
  return names.map((key) => ({ key, value: { ...at, expr: entryExpression(dump.object, key) } }));
}

/** `def options(self): return self.model_dump()`. */
function returnedFields(program: Program, at: Located, depth: number): readonly Field[] | undefined {
  if (at.expr.kind !== "call") return undefined;
  const made = resolve(program, { ...at, expr: at.expr.callee });
  if (made.kind !== "function") return undefined;
  const { file, fn } = made;
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind !== "return" || stmt.value?.kind !== "call") continue;
    return dumpedFields(program, { file, fn, expr: stmt.value, frame: { file, fn, call: at } }, depth + 1);
  }
  return undefined;
}

function dumpIn(expr: Expr): Dump | undefined {
  if (expr.kind === "member" && expr.name === "__dict__") return { object: expr.object, args: [] };
  if (expr.kind !== "call") return undefined;
  const { callee, args } = expr;
  const [first] = args;
  if (DUMPERS.test(lastNameOf(callee)) && first && first.name === null)
    return { object: first.value, args: args.slice(1) };
  const isOwn = callee.kind === "member" && OWN_DUMPERS.test(callee.name);
  return isOwn ? { object: callee.object, args } : undefined;
}

function fieldNames(program: Program, cls: ClassInfo, depth: number): readonly string[] {
  const own = [...cls.attributes.keys()].filter((name) => dataField(cls, name) !== undefined);
  const inherited =
    depth < MAX_BASES ? basesOf(program, cls).flatMap((base) => fieldNames(program, base, depth + 1)) : [];
  return [...new Set([...inherited, ...own])];
}

/** The texts of a list, or of a set, whose form the parser keeps as one. */
function textsIn(expr: Expr | undefined): readonly string[] {
  const items = expr?.kind === "list" ? expr.items : [];
  return items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
}
