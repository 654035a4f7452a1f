/** Writes a run that was found as the plain data the layers above read. */
import { exactly } from "../base/quantity";
import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { absoluteRange, type Located, type Place, placeOf } from "../facts/located";
import { entryName, qualifiedName } from "../facts/names";
import type { Program } from "../facts/program";
import type { LoopContext } from "../facts/walk";
import type { CallSite } from "../sdks/call-site";
import { boundOf, type LoopBound } from "./bounds";
import type { Chain, Level } from "./chain";
import { choicesOn } from "./choices";
import { countOf } from "./counts";
import { type GraphLimit, graphLimit } from "./graph";
import { type PlacedLoop, rangeOf } from "./placed-loop";
import { recursionBound } from "./recursion-bound";
import { resultsOf } from "./results";
import type { PlacedMutation } from "./roots-on-chain";
import { requestsPerRound } from "./rounds";
import type { Growth, LoopKind, OuterLoop, RunShape } from "./run-shape";
import { runningClass } from "./running-class";
import { branches, callsAnew } from "./self-calls";

/** A run as it was found on one chain. */
export interface Found {
  readonly kind: LoopKind;
  /** Loops of the run, innermost first. */
  readonly run: readonly PlacedLoop[];
  /** Loops around the run. */
  readonly outer: readonly PlacedLoop[];
  readonly growth: Growth;
  readonly ownerLevel: number;
  /** The limit of a graph's circle, where the code states one. */
  readonly graphLimit?: GraphLimit;
  /** What the run does to its history. */
  readonly inside: readonly PlacedMutation[];
}

/** The run as the layers above read it. */
export function describe(
  program: Program,
  site: CallSite,
  chains: readonly Chain[],
  chain: Chain,
  found: Found,
): RunShape {
  const at = (level: number): Level => chain.levels[level] ?? (chain.levels[0] as Level);
  const bounds = found.run.map((l) => ({
    ...boundOf(program, { ...at(l.level), running: runningClass(program, chain, l.level) }, l.loop),
    level: l.level,
  }));
  const bound = combined(bounds) ?? recursive(program, chain, found);
  // Where the code goes round with an agent of a library, its rounds are counted.
  const library = site.kind === "loop" && found.kind === "framework" ? site.stepLimit : null;
  const graph =
    found.kind === "framework" && !library ? (found.graphLimit ?? graphLimit(program, site.call.file)) : null;
  const owner = at(namedLevel(chain, found.ownerLevel));
  const top = chain.levels[chain.levels.length - 1] ?? owner;
  const innermost = found.run[0];
  const perRound = requestsPerRound(chains, chain, innermost);
  return {
    kind: found.kind,
    bound: library ? library.bound : (graph?.bound ?? bound?.bound ?? null),
    boundUnit: library
      ? library.unit
      : graph
        ? found.graphLimit
          ? "turns"
          : "supersteps"
        : bound?.unit === "turns" && perRound > 1
          ? "rounds"
          : (bound?.unit ?? "turns"),
    boundOrigin: library ? library.origin : graph ? graph.origin : bound ? "declared" : "none",
    boundPlace: library ? library.place : (graph?.place ?? (bound?.at ? placeOf(bound.at) : null)),
    boundSource: library ? library.source : (graph?.source ?? null),
    loopPlace: innermost ? loopPlace(at(innermost.level), innermost.loop) : null,
    around: innermost
      ? chain.levels.slice(innermost.level).map(({ file, fn }) => ({ path: file.path, fn }))
      : [],
    growth: found.growth,
    outer: [
      ...found.outer.map((l) => outerLoop(program, at(l.level), l.loop)),
      ...mappedItems(program, site),
      ...callsOfItself(program, chain, found),
    ],
    owner: { path: owner.file.path, fn: owner.fn, name: entryName(owner.file, owner.fn) },
    entry: { path: top.file.path, fn: top.fn, name: entryName(top.file, top.fn) },
    callers: callersOfWrapper(chains),
    results: resultsOf(program, found.inside, chain),
    ...(perRound > 1 ? { requestsPerRound: perRound } : {}),
    choices: choicesOf(chains, chain),
    fixedTurns: fixedTurns(bounds, perRound),
  };
}

/** Choices that every way from the entry to the request takes alike: what runs on both ways of an `if` is on neither. */
function choicesOf(chains: readonly Chain[], chain: Chain): RunShape["choices"] {
  const top = chain.levels[chain.levels.length - 1];
  const others = chains
    .filter((other) => {
      const entry = other.levels[other.levels.length - 1];
      return other !== chain && entry?.file === top?.file && entry?.fn === top?.fn;
    })
    .map(choicesOn);
  return choicesOn(chain).filter(({ at, way }) =>
    others.every((choices) => choices.some((choice) => choice.at === at && choice.way === way)),
  );
}

/** A function written in place is part of the named one around it. */
function namedLevel(chain: Chain, level: number): number {
  for (let index = level; index + 1 < chain.levels.length; index++) {
    if (chain.levels[index + 1]?.call.kind !== "function") return index;
  }
  return Math.max(level, chain.levels.length - 1);
}

interface Bound {
  readonly bound: number;
  readonly unit: LoopBound["unit"];
  readonly at: Located | null;
}

/** Nested run loops multiply; one unbounded loop makes the run unbounded. */
function combined(bounds: readonly LoopBound[]): Bound | null {
  const [first] = bounds;
  if (!first || bounds.some((b) => b.bound === null)) return null;
  const bound = bounds.reduce((product, b) => product * (b.bound ?? 1), 1);
  return { bound, unit: first.unit, at: first.at };
}

/** The limit of a function that calls itself, where no loop repeats the request. */
function recursive(program: Program, chain: Chain, { kind, run }: Found): Bound | null {
  const repeats = run.length === 0 && (kind === "agent" || kind === "chat") && chain.recursion.length > 0;
  const count = repeats ? recursionBound(program, chain) : null;
  return count && { bound: count.count, unit: "turns", at: count.at };
}

function fixedTurns(bounds: readonly LoopBound[], perRound: number): RunShape["fixedTurns"] {
  const product = combined(bounds);
  if (!product?.at || !bounds.every((b) => b.fixed) || product.bound < 1) return null;
  return exactly(product.bound * perRound, "declared", product.at.file.path);
}

function outerLoop(program: Program, level: Level, loop: LoopContext): OuterLoop {
  const bound = boundOf(program, level, loop);
  return {
    place: loopPlace(level, loop),
    times: bound.bound,
    text: bound.over ? shortText(bound.over) : "the loop",
  };
}

/** What is iterated or tested, in a few words. */
function shortText(expr: Expr): string {
  if (expr.kind === "list") return "a list";
  if (expr.kind === "boolean") return "the loop";
  if (expr.kind === "unary" && expr.operator === "not") return `not ${shortText(expr.operand)}`;
  if (expr.kind === "binary") return `${shortText(expr.left)} ${expr.operator} ${shortText(expr.right)}`;
  if (expr.kind === "comprehension") return shortText(expr.clauses[0]?.iterable ?? expr.element);
  const inner = expr.kind === "call" ? expr.args[0]?.value : undefined;
  const wraps =
    expr.kind === "call" && /^(enumerate|tqdm|list|reversed|sorted|track)$/.test(lastNameOf(expr.callee));
  if (wraps && inner) return shortText(inner);
  const mapped = expr.kind === "call" && expr.callee.kind === "member" && inner?.kind === "function";
  return mapped && expr.callee.kind === "member" ? shortText(expr.callee.object) : textOf(expr);
}

/** `llm.batch(items)`: the library sends one request per item. */
function mappedItems(program: Program, site: CallSite): readonly OuterLoop[] {
  if (site.kind !== "map" || !site.roles.items) return [];
  const count = countOf(program, site.roles.items);
  return [
    { place: placeOf(site.roles.items), times: count?.count ?? null, text: shortText(site.roles.items.expr) },
  ];
}

/** A function that calls itself sends a request each time: as many as its depth, where that is limited and one call makes but one more. */
function callsOfItself(program: Program, chain: Chain, { kind, run }: Found): readonly OuterLoop[] {
  const anew = kind === "map" || kind === "framework" ? callsAnew(chain) : [];
  const [first] = anew;
  const level = first && chain.levels[first.level];
  if (run.length > 0 || !first || !level) return [];
  const count = branches(anew) ? null : recursionBound(program, { ...chain, recursion: anew });
  const text = qualifiedName(level.file, level.fn);
  return [{ place: placeOf(first.call), times: count?.count ?? null, text, isRecursion: true }];
}

/** Where the call stands in a function that others call, they are its callers: one per place. */
function callersOfWrapper(chains: readonly Chain[]): RunShape["callers"] {
  const seen = new Set<string>();
  return chains.flatMap((chain) => {
    const caller = chain.levels[namedLevel(chain, 0) + 1];
    const top = chain.levels[chain.levels.length - 1];
    if (!caller || !top) return [];
    const place = placeOf({ file: caller.file, fn: caller.fn, expr: caller.call });
    const key = `${place.path}:${place.range.start}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ place, entry: entryName(top.file, top.fn) }];
  });
}

function loopPlace(level: Level, loop: LoopContext): Place {
  return { path: level.file.path, range: absoluteRange(level.file, level.fn, rangeOf(loop)) };
}
