/** Variables of a scope outside that a function gives their value: `global client`, and then `client = OpenAI()`. */
import type { FileFacts } from "./ir";
import type { Binding } from "./program";
import { bindingsOf, lookUp } from "./scope";

interface OuterAssignment {
  readonly fn: number;
  readonly binding: Binding;
}

const known = new WeakMap<FileFacts, ReadonlyMap<string, readonly number[]>>();

/** Functions by the names that they say belong to a scope outside. */
function assigning(file: FileFacts): ReadonlyMap<string, readonly number[]> {
  const answer = known.get(file);
  if (answer) return answer;
  const names = new Map<string, number[]>();
  file.functions.forEach(({ facts }, fn) => {
    for (const name of new Set(facts.outerNames)) names.set(name, [...(names.get(name) ?? []), fn]);
  });
  known.set(file, names);
  return names;
}

/** What functions inside the scope assign to its variable. */
export function outerAssignments(file: FileFacts, scope: number, name: string): readonly OuterAssignment[] {
  return (assigning(file).get(name) ?? []).flatMap((fn) => {
    const home = lookUp(file, file.functions[fn]?.parent ?? 0, name)?.fn ?? 0;
    if (home !== scope || fn === scope) return [];
    const bindings = bindingsOf(file, fn).get(name) ?? [];
    return bindings.filter(({ kind }) => kind === "assign").map((binding) => ({ fn, binding }));
  });
}
