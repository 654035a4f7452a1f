/** Texts like a text, for messages only: nothing is ever matched by it. */
import { foldId } from "./model-id";

/** Up to `count` of the candidates that share more than half of their letter pairs with the text, the closest first. */
export function closestOf(text: string, candidates: readonly string[], count: number): string[] {
  const wanted = pairsOf(foldId(text));
  const scored = candidates.map((id) => ({ id, score: overlap(wanted, pairsOf(foldId(id))) }));
  return scored
    .filter((entry) => entry.score > 0.5)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map((entry) => entry.id);
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < Math.min(text.length, 80); i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared++;
  return (2 * shared) / (a.size + b.size);
}
