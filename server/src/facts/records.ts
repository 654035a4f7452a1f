/** Functions that a script hands out in a record, as others write methods: `return { ask, name }`, `const service = { async ask(text) { … } }`. */
import { mayLack } from "./classes";
import type { Expr, FileFacts, Stmt } from "./ir";
import { isScript } from "./ir";
import type { ClassInfo } from "./program";
import { eachStatement } from "./walk";

export interface RecordOfFunctions {
  readonly keys: ReadonlySet<string>;
  /** It takes up another record, and may have more than its keys: `{ ...base, ask }`. */
  readonly isOpen: boolean;
}

const known = new WeakMap<FileFacts, ReadonlyMap<number, RecordOfFunctions>>();

/** The record in which the code around the function hands it out under its own name. */
export function recordOf(file: FileFacts, fn: number): RecordOfFunctions | undefined {
  const answer = known.get(file);
  if (answer) return answer.get(fn);
  const found = new Map<number, RecordOfFunctions>();
  if (isScript(file.language))
    file.functions.forEach(({ facts, children }) => {
      const named = new Map(children.map((child) => [file.functions[child]?.facts.name, child]));
      for (const dict of eachStatement(facts.body).flatMap(handedOut)) {
        const record = { keys: keysIn(dict), isOpen: dict.entries.some(({ key }) => key === null) };
        for (const { key, value } of dict.entries) {
          const own = value.kind === "function" ? children[value.child] : undefined;
          const child = own ?? (value.kind === "name" ? named.get(value.name) : undefined);
          const isOwnName = child !== undefined && file.functions[child]?.facts.name === nameOf(key);
          if (child !== undefined && isOwnName) found.set(child, record);
        }
      }
    });
  known.set(file, found);
  return found.get(fn);
}

/** Whether a record has all that an interface asks for. */
export function hasAllOf({ keys, isOpen }: RecordOfFunctions, { attributes }: ClassInfo): boolean {
  return isOpen || [...attributes].every(([name, of]) => mayLack(of) || keys.has(name));
}

type Dict = Extract<Expr, { kind: "dict" }>;

/** What a function returns, or a name stands for: tables that are given to a call hold its options. */
function handedOut(stmt: Stmt): readonly Dict[] {
  if (stmt.kind !== "return" && (stmt.kind !== "assign" || stmt.target.kind !== "name")) return [];
  return stmt.value?.kind === "dict" ? [stmt.value] : [];
}

function keysIn({ entries }: Dict): ReadonlySet<string> {
  return new Set(entries.flatMap(({ key }) => nameOf(key) ?? []));
}

function nameOf(key: Expr | null): string | undefined {
  if (key?.kind === "string") return key.value;
  return key?.kind === "name" ? key.name : undefined;
}
