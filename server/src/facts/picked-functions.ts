/** Functions that other functions give: `return askClaude` in `pick(provider)`, `return async (messages) => …` in `makeAsk(client)`. */
import { addTo } from "../base/grouped";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts } from "./ir";
import { eachStatement, writtenIn } from "./walk";

interface Givers {
  /** Name that is returned -> functions that return it. */
  readonly pickers: ReadonlyMap<string, readonly string[]>;
  /** Called name -> names its answer is kept under. */
  readonly kept: ReadonlyMap<string, readonly string[]>;
}

const files = new WeakMap<FileFacts, Givers>();
/** An edit replaces the facts of the functions it touches only. */
const functions = new WeakMap<FunctionFacts, Givers>();

/** Names of the file's functions that return what is called `name`. */
export function pickersIn(file: FileFacts, name: string): readonly string[] {
  return giversIn(file).pickers.get(name) ?? [];
}

/** Names under which the file keeps what a call of `picker` gives: `ask` of `const ask = pick(provider)`. */
export function keptFrom(file: FileFacts, picker: string): readonly string[] {
  return giversIn(file).kept.get(picker) ?? [];
}

/** The function that gives this one, which is written where it returns. */
export function makerOf(file: FileFacts, fn: number): string | undefined {
  const written = writtenIn(file, fn)?.expr;
  const maker = file.functions[file.functions[fn]?.parent ?? -1]?.facts;
  if (!written || !maker || maker.name === "") return undefined;
  return eachStatement(maker.body).some((stmt) => stmt.kind === "return" && stmt.value === written)
    ? maker.name
    : undefined;
}

function giversIn(file: FileFacts): Givers {
  const known = files.get(file);
  if (known) return known;
  const pickers = new Map<string, string[]>();
  const kept = new Map<string, string[]>();
  for (const { facts } of file.functions) {
    const own = giversOf(facts);
    for (const [name, others] of own.pickers) addTo(pickers, name, ...others);
    for (const [name, others] of own.kept) addTo(kept, name, ...others);
  }
  const found = { pickers, kept };
  files.set(file, found);
  return found;
}

function giversOf(facts: FunctionFacts): Givers {
  const known = functions.get(facts);
  if (known) return known;
  const pickers = new Map<string, string[]>();
  const kept = new Map<string, string[]>();
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind === "return") for (const name of namesOf(stmt.value)) addTo(pickers, name, facts.name);
    if (stmt.kind !== "assign" || stmt.operator !== "=") continue;
    const value = stmt.value?.kind === "await" ? stmt.value.value : stmt.value;
    const [maker, name] = [value?.kind === "call" ? lastNameOf(value.callee) : "", lastNameOf(stmt.target)];
    if (maker !== "" && name !== "") addTo(kept, maker, name);
  }
  const found = { pickers, kept };
  functions.set(facts, found);
  return found;
}

/** `askOpenai`, `self.ask_openai`, and both of `isClaude ? askClaude : askOpenai`. */
function namesOf(value: Expr | null): readonly string[] {
  if (value?.kind === "conditional") return [...namesOf(value.then), ...namesOf(value.otherwise)];
  const name = lastNameOf(value);
  return name === "" ? [] : [name];
}
