import type { FileFacts } from "./ir";

/** "solve", "Agent.step", "outer.inner", or "<module>": the part of an entry's name behind `#`. */
export function qualifiedName(file: FileFacts, fn: number): string {
  const parts: string[] = [];
  let index = fn;
  while (index > 0) {
    const node = file.functions[index];
    if (!node) break;
    parts.unshift(node.facts.name);
    if (node.className) parts.unshift(node.className);
    index = node.parent;
  }
  return parts.length === 0 ? "<module>" : parts.join(".");
}

/** `path#qualified.name`, the entry's name of the JSON contract. */
export function entryName(file: FileFacts, fn: number): string {
  return `${file.path}#${qualifiedName(file, fn)}`;
}

/** Innermost function whose source range holds the absolute offset. */
export function functionAt(file: FileFacts, offset: number): number {
  let best = 0;
  for (let i = 1; i < file.functions.length; i++) {
    const node = file.functions[i];
    if (!node) continue;
    const { start, end } = node.facts.range;
    const inside = node.start + start <= offset && offset <= node.start + end;
    if (inside && node.start >= (file.functions[best]?.start ?? 0)) best = i;
  }
  return best;
}
