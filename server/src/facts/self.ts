/** The object a method belongs to: its names, and whether a call writes it. */
import type { FileFacts } from "./ir";

export function isSelf(name: string): boolean {
  return name === "self" || name === "this" || name === "cls";
}

/** How many of the parameters a call does not write: 1 for a method's `self`, which a function outside of a class gets like any other. */
export function unwrittenParameters(file: FileFacts, fn: number): number {
  const node = file.functions[fn];
  const [first] = node?.facts.params ?? [];
  if (!node || !first || !isSelf(first.name)) return 0;
  const isPlain = file.language === "python" && node.className === null && node.parent === 0;
  return isPlain ? 0 : 1;
}
