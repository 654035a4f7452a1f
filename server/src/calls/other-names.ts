/** Other names a file gives to what SDKs offer: `from litellm import completion as ask`, `ask = client.messages.create`. */
import type { Expr, FileFacts, FunctionFacts } from "../facts/ir";
import { eachStatement } from "../facts/walk";
import { mayCall } from "./tables";

/** An edit replaces the facts of the functions it touches only; the union of a file is made once per text. */
const byFunction = new WeakMap<FunctionFacts, readonly string[]>();
const byFile = new WeakMap<FileFacts, ReadonlySet<string>>();

/** Whether some scope of the file binds the name to something that a rule may call. Says nothing of which scope. */
export function isOtherName(file: FileFacts, name: string): boolean {
  let names = byFile.get(file);
  if (!names) {
    names = new Set(file.functions.flatMap((node) => otherNames(node.facts)));
    byFile.set(file, names);
  }
  return names.has(name);
}

function otherNames(facts: FunctionFacts): readonly string[] {
  const known = byFunction.get(facts);
  if (known) return known;
  const names: string[] = [];
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind === "import") {
      for (const { imported, local } of stmt.names) if (mayCall(imported)) names.push(local);
    } else if (stmt.kind === "assign" && stmt.target.kind === "name" && stmt.value && mayStandFor(stmt.value))
      names.push(stmt.target.name);
  }
  byFunction.set(facts, names);
  return names;
}

function mayStandFor(value: Expr): boolean {
  return (value.kind === "member" || value.kind === "name") && mayCall(value.name);
}
