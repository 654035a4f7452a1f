/** Runs whose code makes a history, adds to it in loops, and sends it again. */
import { argumentForParameter } from "../facts/arguments";
import { lastNameOf } from "../facts/expression-text";
import { creationsOf, type HistoryRoot } from "../facts/history-roots";
import type { Expr, Stmt } from "../facts/ir";
import type { Mutation } from "../facts/mutations";
import type { Program } from "../facts/program";
import { type CallExpression, eachExpression, eachStatement, type LoopContext } from "../facts/walk";
import { namesSummary } from "../facts/windows";
import { namesFedBy } from "./answer";
import { leavesEarly } from "./bounds";
import type { Chain } from "./chain";
import type { Found } from "./describe";
import { growthOf } from "./growth";
import { isHintedRetry } from "./hinted-retry";
import { CONVERSATION, nameOf } from "./kept-run";
import {
  againLevel,
  createdPerItem,
  holds,
  type PlacedLoop,
  personIn,
  recursionKind,
  restarts,
  spares,
} from "./placed-loop";
import { addsToolResult } from "./results";
import type { PlacedMutation, PlacedRoot } from "./roots-on-chain";

/** A history that is created, fed inside loops and sent again. */
export function accumulatingRun(
  program: Program,
  root: PlacedRoot,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  const inRun = (l: PlacedLoop): boolean => {
    if (isFixedBefore(l, root, chain)) return false;
    if (l.level === root.level && goesThrough(l.loop, root.iteratedAt)) return false;
    if (root.persistent || l.level < root.level) return true;
    return l.level === root.level && !restarts(l.loop, root.createdAt);
  };
  const feeds = (l: PlacedLoop): boolean =>
    root.mutations.some((m) => m.level === null || repeats(l, m.level, m.mutation));
  // A loop that leaves the history alone and ends on success asks again for the same answer: a validation retry, once as a rule.
  const run = loops.filter((l) => inRun(l) && (feeds(l) || !leavesOnSuccess(l.loop)));
  const outer = loops.filter((l) => !inRun(l));
  const inside = insideRun(root, run, chain);
  if (!inside.some(({ mutation }) => mutation.kind === "append" || mutation.kind === "summarise"))
    return undefined;
  // A text an object keeps, which nothing called here adds to, is the same in every round.
  const adds = ({ level, mutation }: PlacedMutation): boolean =>
    level !== null && /^(append|summarise)$/.test(mutation.kind);
  if (root.trace.inText && run.length > 0 && !inside.some(adds)) return undefined;
  if (root.trace.inText && !growsByAnswers(chain, run, inside)) return undefined;
  // `self.db.add(record)`: not what is sent, which is only read of it.
  if (!isBuilt(root.trace.root) && !CONVERSATION.test(nameOf(root)) && inside.every(isStored))
    return undefined;
  if (root.trace.inText && !isBuilt(root.trace.root) && (root.persistent || inside.every(isStored)))
    return undefined;
  if (isHintedRetry(chain, run, inside)) return undefined;
  const growth = growthOf(
    root.trace,
    inside.map((m) => m.mutation),
  );
  const found = { run, outer, growth, ownerLevel: ownerLevel(root, chain, run), inside };
  if (run.length > 0) {
    if (!personIn(program, chain, run)) return { kind: "agent", ...found };
    if (asksForSummary(chain, [root])) return undefined;
    const steps = run.filter(
      (l) => feedsAlone(program, chain, l, inside) || stepsAlone(program, chain, l, inside),
    );
    if (steps.length === 0) return { kind: "chat", ...found };
    return {
      kind: "agent",
      ...found,
      run: steps,
      outer: [...run.filter((l) => !steps.includes(l)), ...outer],
    };
  }
  if (chain.recursion.length > 0) {
    // What a function below the one that calls itself makes is made anew each time.
    const isKept =
      root.persistent ||
      root.level > againLevel(chain) ||
      isHandedOn(root, chain) ||
      inside.some(({ isRecursive }) => isRecursive);
    if (!isKept && isBuilt(root.trace.root)) return undefined;
    return { kind: recursionKind(program, chain), ...found };
  }
  // Nobody in the code repeats it, but the history outlives the call: somebody outside comes back to it.
  // What is quoted in a message may be any store (`self.index.add(…)`); then its name must tell.
  if (asksForSummary(chain, [root])) return undefined;
  const isFed = !root.trace.inText && inside.some((m) => m.level !== null);
  return root.persistent && (isFed || CONVERSATION.test(nameOf(root)))
    ? { kind: "chat", ...found }
    : undefined;
}

/** Whether a function nobody here calls gives the list that it was given to its call of itself. */
function isHandedOn({ trace: { root } }: PlacedRoot, { levels, recursion }: Chain): boolean {
  if (root.kind !== "parameter") return false;
  return recursion.some(({ call, level }) => {
    const own = levels[level];
    if (own?.file !== root.file || own.fn !== root.fn) return false;
    const given = argumentForParameter({ file: root.file, fn: root.fn, call }, root.name)?.expr;
    return given?.kind === "name" && given.name === root.name && call.file === own.file && call.fn === own.fn;
  });
}

/**
 * Whether the request sums a conversation up, or names it, which its message quotes: it is asked for once, and not in each turn. What a
 * wrapper is handed is put together by its caller, whose name tells then.
 */
export function asksForSummary({ levels }: Chain, roots: readonly PlacedRoot[]): boolean {
  const names = levels.map(({ file, fn }) => file.functions[fn]?.facts.name ?? "");
  const isQuoted = roots.length > 0 && roots.every(({ trace }) => trace.inText);
  const [name = ""] = names;
  if (isQuoted && (namesSummary(name) || /title/i.test(name))) return true;
  // A node of a graph that sends its state is a turn of it.
  if (roots.some(({ trace }) => trace.root.kind === "state")) return false;
  const isHandedTo = ({ file, fn }: Chain["levels"][number]): boolean =>
    roots.some(
      ({ trace: { root, inText } }) =>
        root.kind === "parameter" && !inText && root.file === file && root.fn === fn,
    );
  const maker = levels.findIndex((level) => !isHandedTo(level));
  return names.slice(0, maker + 1).some((each) => SUMS_UP.test(each));
}

/** Whether the request only finds a name for the conversation, in a function or a wrapper's caller that says so: `generate_title(messages)`. */
export function asksForTitle({ levels }: Chain): boolean {
  return levels.slice(0, 2).some(({ file, fn }) => MAKES_TITLE.test(file.functions[fn]?.facts.name ?? ""));
}

const MAKES_TITLE =
  /^_?(auto|maybe|create|generate|make|build|get|propose|suggest|derive|summari[sz]e)?_?((chat|conversation|thread|session)_?)?title(?!s)/i;

/** Names of functions that do it: `autoSummarize`, `compact_history`. */
const SUMS_UP =
  /^_?(auto|manual(ly)?|maybe|do|create|generate|make|build|get|run)?_?(summari[sz]e|compact|compress|condense)/i;

/** A loop within a conversation that adds to it without asking the person: the agent's own steps between two messages. */
function feedsAlone(
  program: Program,
  chain: Chain,
  placed: PlacedLoop,
  inside: readonly PlacedMutation[],
): boolean {
  const adds = inside.some(
    ({ level, mutation }) => mutation.kind === "append" && level !== null && repeats(placed, level, mutation),
  );
  return adds && !createdPerItem(placed.loop) && !personIn(program, chain, [placed]);
}

/** One loop for both: it goes on with the results of tools where there are any, and asks the person where there are none. */
function stepsAlone(
  program: Program,
  chain: Chain,
  placed: PlacedLoop,
  inside: readonly PlacedMutation[],
): boolean {
  return inside.some(
    (placedMutation) =>
      placedMutation.level === placed.level &&
      addsToolResult(program, placedMutation) &&
      repeats(placed, placed.level, placedMutation.mutation) &&
      spares(program, chain, placed, placedMutation.mutation.at.expr),
  );
}

/** `self.db.add(record)`: lists are appended to. */
function isStored({ mutation: { kind, origin } }: PlacedMutation): boolean {
  return kind === "append" && origin.kind === "call" && lastNameOf(origin.callee) === "add";
}

/** Whether the code begins it as a text or a list; what is quoted in a message may be any store (`self.index.add(…)`). */
function isBuilt(root: HistoryRoot): boolean {
  if (root.kind !== "attribute") return true;
  return creationsOf(root).some(({ at: { expr } }) => {
    const maker = expr.kind === "call" ? lastNameOf(makerIn(expr)) : "";
    return /^(list|deque|dict|str)$/.test(maker) || /^(list|string|template|dict|null)$/.test(expr.kind);
  });
}

/** `list` of `list()` and of `Field(default_factory=list)`. */
function makerIn({ callee, args }: CallExpression): Expr {
  const factory = args.find(({ name }) => name === "default_factory")?.value;
  return factory && /^[Ff]ield$/.test(lastNameOf(callee)) ? factory : callee;
}

/** Whether a text that a loop puts together takes up what the model says; examples and passages are no turns. Told only within one function. */
function growsByAnswers(
  chain: Chain,
  run: readonly PlacedLoop[],
  inside: readonly PlacedMutation[],
): boolean {
  const [only, ...others] = new Set(inside.map((m) => m.level));
  const nearest = run.find((l) => l.level === only && l.loop.kind === "statement");
  const level = nearest ? chain.levels[nearest.level] : undefined;
  if (others.length > 0 || !level || nearest?.loop.kind !== "statement") return true;
  const { body } = nearest.loop.loop;
  const fed = namesFedBy(level.call, body);
  if (!createdPerItem(nearest.loop) && decides(body, fed)) return true;
  const isAnswer = (part: Expr): boolean =>
    part === level.call || (part.kind === "name" && fed.has(part.name));
  const takes = (expr: Expr): boolean => eachExpression(expr).some(isAnswer);
  return inside.some(({ mutation }) => {
    if (mutation.kind !== "append" || mutation.added.some(({ expr }) => takes(expr))) return true;
    // What a method is given it may add.
    return mutation.at.expr !== mutation.origin && takes(mutation.at.expr);
  });
}

/** Whether what is made of the answer ends the loop or begins its next round. */
function decides(body: readonly Stmt[], fed: ReadonlySet<string>): boolean {
  return eachStatement(body).some(
    (stmt) =>
      stmt.kind === "if" &&
      eachExpression(stmt.test).some((part) => part.kind === "name" && fed.has(part.name)) &&
      [...stmt.then, ...stmt.otherwise].some(({ kind }) => /^(break|continue|return)$/.test(kind)),
  );
}

/** Whether the text that quotes the history is put together before the loop: what a round adds to the history does not get into it. */
function isFixedBefore(placed: PlacedLoop, { trace: { fixedAt } }: PlacedRoot, chain: Chain): boolean {
  if (!fixedAt) return false;
  const made = chain.levels.findIndex(({ file, fn }) => file === fixedAt.file && fn === fixedAt.fn);
  return made >= 0 && !holds(placed, made, fixedAt);
}

/** Whether each round of the loop takes the next of several histories. */
function goesThrough(loop: LoopContext, iteratedAt: readonly number[]): boolean {
  return loop.kind === "statement" && iteratedAt.includes(loop.loop.range.start);
}

/** Mutations that stand in one of the run's loops, or on a level below them. */
function insideRun(root: PlacedRoot, run: readonly PlacedLoop[], chain: Chain): readonly PlacedMutation[] {
  const recurs = run.length === 0 && chain.recursion.length > 0;
  const stays = run.length === 0 && root.persistent;
  const again = againLevel(chain);
  return root.mutations.filter(({ level, mutation, isRecursive }) => {
    // What a method does that nothing of a loop calls, it does between two runs.
    const isBetween =
      root.trace.root.kind === "attribute" && mutation.kind !== "append" && (recurs || !stays);
    if (level === null) return !isBetween;
    if (isRecursive) return true;
    if (recurs) return level <= again;
    return (stays && mutation.rebinds !== true) || run.some((l) => repeats(l, level, mutation));
  });
}

/** Whether each round of the loop does it to the same history: a list that the called function makes for itself is gone with the call. */
function repeats(loop: PlacedLoop, level: number, mutation: Mutation): boolean {
  return holds(loop, level, mutation.at) && (mutation.rebinds !== true || level === loop.level);
}

/** Where the history is made, or the outermost loop that feeds it; an object's maker does not own the runs of its methods. */
function ownerLevel(root: PlacedRoot, chain: Chain, run: readonly PlacedLoop[]): number {
  const made = root.persistent || root.constructed ? 0 : root.level;
  return Math.min(chain.levels.length - 1, Math.max(made, ...run.map((l) => l.level)));
}

function leavesOnSuccess(loop: LoopContext): boolean {
  return loop.kind === "statement" && leavesEarly(loop.loop.body);
}
