/** What a run of a graph is given for its nodes: `graph.invoke(state, {"configurable": {"llm": llm}})`, read as `config["configurable"]["llm"]`. */
import { addTo } from "../base/grouped";
import { entryRead } from "../facts/entries";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { visitExpressions } from "../facts/walk";

const CONFIGURABLE = "configurable";

const known = new WeakMap<Program, ReadonlyMap<string, readonly Located[]>>();

/** The values that runs of the program give under the name which the expression reads; none for other expressions. */
export function configuredUnder(program: Program, at: Located): readonly Located[] {
  const read = entryRead(at.expr);
  if (typeof read?.key !== "string") return [];
  const holder = { ...at, expr: read.object };
  const isRead =
    isConfigurable(holder.expr) ||
    resolveAll(program, holder).some((value) => value.kind === "expression" && isConfigurable(value.at.expr));
  if (!isRead) return [];
  let given = known.get(program);
  if (!given) {
    given = collect(program);
    known.set(program, given);
  }
  return given.get(read.key) ?? [];
}

/** `config["configurable"]`, `config.get("configurable", {})`, either of them `or {}`. */
function isConfigurable(expr: Expr): boolean {
  return entryRead(expr.kind === "binary" ? expr.left : expr)?.key === CONFIGURABLE;
}

function collect(program: Program): ReadonlyMap<string, readonly Located[]> {
  const found = new Map<string, Located[]>();
  for (const file of program.files) {
    file.functions.forEach((_, fn) => {
      visitExpressions(file, fn, (expr) => {
        for (const { key, value } of expr.kind === "dict" ? expr.entries : []) {
          if (nameOf(key) !== CONFIGURABLE || value.kind !== "dict") continue;
          for (const entry of value.entries) {
            const name = nameOf(entry.key);
            if (name !== undefined) addTo(found, name, { file, fn, expr: entry.value });
          }
        }
      });
    });
  }
  return found;
}

function nameOf(key: Expr | null): string | undefined {
  if (key?.kind === "string") return key.value;
  return key?.kind === "name" ? key.name : undefined;
}
