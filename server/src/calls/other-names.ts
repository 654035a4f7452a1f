/** Other names a file gives to what SDKs offer: `from litellm import completion as ask`, `ask = client.messages.create`. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts, FunctionFacts } from "../facts/ir";
import { eachStatement } from "../facts/walk";
import { mayPrompt } from "./decorated";
import { makesCallable, mayCall } from "./tables";

/** An edit replaces the facts of the functions it touches only; the union of a file is made once per text. */
const byFunction = new WeakMap<FunctionFacts, readonly string[]>();
const byFile = new WeakMap<FileFacts, ReadonlySet<string>>();

/** Whether some scope of the file binds the name, or an attribute of that name, to something that a rule may call. Says nothing of which scope. */
export function isOtherName(file: FileFacts, name: string): boolean {
  let names = byFile.get(file);
  if (!names) {
    names = unionOf(file, otherNames);
    byFile.set(file, names);
  }
  return names.has(name);
}

function unionOf(file: FileFacts, namesOf: (facts: FunctionFacts) => readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { facts } of file.functions) for (const name of namesOf(facts)) names.add(name);
  return names;
}

function otherNames(facts: FunctionFacts): readonly string[] {
  const known = byFunction.get(facts);
  if (known) return known;
  const names: string[] = [];
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind === "import") {
      for (const { imported, local } of stmt.names)
        if (mayCall(imported) || makesCallable(imported)) names.push(local);
    } else if (stmt.kind === "assign" && stmt.value && mayStandFor(stmt.value)) {
      const { target } = stmt;
      if (target.kind === "name" || target.kind === "member") names.push(target.name);
    }
  }
  byFunction.set(facts, names);
  return names;
}

/** A function that a rule may call, or one of several: `send = messages.stream if live else messages.create`. */
function mayStandFor(value: Expr): boolean {
  if (value.kind === "conditional") return mayStandFor(value.then) || mayStandFor(value.otherwise);
  if (value.kind === "binary" && /^(or|\|\||\?\?)$/.test(value.operator))
    return mayStandFor(value.left) || mayStandFor(value.right);
  return (value.kind === "member" || value.kind === "name") && mayCall(value.name);
}

const callableByFunction = new WeakMap<FunctionFacts, readonly string[]>();
const callableByFile = new WeakMap<FileFacts, ReadonlySet<string>>();

/**
 * Whether a variable or attribute of that name may hold an object that is called itself: something a rule's constructor
 * made, a partial application, or a value of another file of the workspace.
 */
export function mayBeCallable(file: FileFacts, name: string): boolean {
  let names = callableByFile.get(file);
  if (!names) {
    names = unionOf(file, (facts) => [
      ...callableNames(facts),
      ...madeNames(facts).flatMap(([made, maker]) => (isOtherName(file, maker) ? [made] : [])),
    ]);
    callableByFile.set(file, names);
  }
  return names.has(name);
}

const madeByFunction = new WeakMap<FunctionFacts, readonly (readonly [string, string])[]>();

/** What calls make, with the maker's name: only the file tells whether an import gave it that name. */
function madeNames(facts: FunctionFacts): readonly (readonly [string, string])[] {
  const known = madeByFunction.get(facts);
  if (known) return known;
  const names = [...eachStatement(facts.body)].flatMap((stmt): readonly (readonly [string, string])[] => {
    if (stmt.kind !== "assign" || stmt.value?.kind !== "call") return [];
    const { target, value } = stmt;
    const maker = value.callee.kind === "name" ? value.callee.name : "";
    return maker !== "" && (target.kind === "name" || target.kind === "member") ? [[target.name, maker]] : [];
  });
  madeByFunction.set(facts, names);
  return names;
}

function callableNames(facts: FunctionFacts): readonly string[] {
  const known = callableByFunction.get(facts);
  if (known) return known;
  const names: string[] = facts.decorators.some(mayPrompt) ? [facts.name] : [];
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind === "import" && /^\.|^@\/|^[a-z_][\w.]*$/i.test(stmt.module)) {
      // Classes and components are no objects; what a workspace function is called is told once it is resolved.
      for (const { local } of stmt.names) if (/^[a-z_]/.test(local)) names.push(local);
    } else if (stmt.kind === "assign" && stmt.value && mayHold(stmt.value)) {
      const { target } = stmt;
      if (target.kind === "name" || target.kind === "member") names.push(target.name);
    }
  }
  callableByFunction.set(facts, names);
  return names;
}

function mayHold(value: Expr): boolean {
  const made = value.kind === "await" ? value.value : value;
  if (made.kind !== "call") return false;
  const callee = made.callee.kind === "index" ? made.callee.object : made.callee;
  const name = lastNameOf(callee);
  return name === "partial" || makesCallable(name);
}
