/** Circles of a graph: its strongly connected components, in time that grows with its edges. */

export type Targets = ReadonlyMap<string, ReadonlySet<string>>;

/** Names that can all be reached from each other and from themselves, together. */
export function circlesOf(targets: Targets): readonly ReadonlySet<string>[] {
  const seen = new Set<string>();
  const left = [...targets.keys()].flatMap((name) => walk(targets, name, seen));
  const sources = turned(targets);
  const taken = new Set<string>();
  return left.reverse().flatMap((name) => {
    const together = new Set(walk(sources, name, taken));
    return together.size > 1 || (together.has(name) && targets.get(name)?.has(name)) ? [together] : [];
  });
}

/** What is reached from the start and not yet seen, in the order in which it is left for good; without recursion, as graphs may be long. */
function walk(targets: Targets, start: string, seen: Set<string>): readonly string[] {
  if (seen.has(start)) return [];
  const left: string[] = [];
  const enter = (name: string) => {
    seen.add(name);
    return { name, ways: (targets.get(name) ?? new Set()).values() };
  };
  const path = [enter(start)];
  for (let last = path.at(-1); last; last = path.at(-1)) {
    const { done, value } = last.ways.next();
    if (done) {
      left.push(last.name);
      path.pop();
    } else if (!seen.has(value)) path.push(enter(value));
  }
  return left;
}

function turned(targets: Targets): Targets {
  const sources = new Map<string, Set<string>>();
  for (const [from, all] of targets) {
    for (const to of all) {
      const known = sources.get(to) ?? new Set();
      sources.set(to, known.add(from));
    }
  }
  return sources;
}
