/** Loops in which the answer of one turn is read by the next, and nothing grows. */
import { lastNameOf } from "../facts/expression-text";
import { tracesOf } from "../facts/history";
import { creationsOf, type HistoryRoot } from "../facts/history-roots";
import type { Expr, Stmt } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { lookUp } from "../facts/scope";
import { eachExpression, eachStatement } from "../facts/walk";
import { pickedFrom } from "../facts/windows";
import { namesFedBy, objectsGiven } from "./answer";
import type { Chain, Level } from "./chain";
import type { Found } from "./describe";
import { constantGrowth } from "./growth";
import { againLevel, createdPerItem, type PlacedLoop, personIn, rangeOf, recursionKind } from "./placed-loop";
import type { PlacedRoot } from "./roots-on-chain";
import { feedsItself } from "./self-calls";

/** No growing history, but the answer of one turn is read by the next: an agent whose input stays about constant. */
export function fedLoop(
  program: Program,
  messages: Located | undefined,
  roots: readonly PlacedRoot[],
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  const again = fedAgain(program, messages, chain, loops);
  if (again) return again;
  const nearest = loops.find((l) => l.loop.kind === "statement");
  const level = nearest ? chain.levels[nearest.level] : undefined;
  if (!nearest || !level || nearest.loop.kind !== "statement") return undefined;
  if (createdPerItem(nearest.loop)) return undefined;
  const { body, target } = nearest.loop.loop;
  const own = targetNames(target);
  const isOwn = messages && level.file === messages.file && level.fn === messages.fn;
  const sent = isOwn ? [messages] : argumentsOf(level);
  // Of what is handed to a wrapper, the request may hold no part; a list of answers counts where it reaches the messages itself.
  const fed = namesFedBy(level.call, body, isOwn);
  const given = sent.flatMap((at) => tracesOf(program, at)).map((trace) => trace.root);
  const filled = isOwn ? fed : namesFedBy(level.call, body, true);
  const reached = roots.filter((root) => root.level === nearest.level).map(({ trace }) => trace.root);
  const acted = objectsGiven(level.call, body, fed);
  const hasPerson = personIn(program, chain, [nearest]);
  const isActedOn = (root: HistoryRoot): boolean =>
    !hasPerson &&
    acted.has(root.name) &&
    isObject(root) &&
    (root.kind === "attribute" || (isSeenBy(root, level) && carries(root, nearest)));
  const takes = (
    root: HistoryRoot,
    names: ReadonlySet<string>,
  ): root is Exclude<HistoryRoot, { kind: "attribute" }> =>
    root.kind !== "attribute" && names.has(root.name) && !own.includes(root.name) && isSeenBy(root, level);
  const isFed =
    given.some(
      (root) => takes(root, fed) && (carries(root, nearest) || isMadeOfCarried(root, nearest, fed, body)),
    ) ||
    reached.some((root) => takes(root, filled) && carries(root, nearest)) ||
    given.some(isActedOn) ||
    sent.some((at) => takesItem(at, { nearest, filled, body }));
  if (!isFed) return undefined;
  const growth = constantGrowth("the last answer replaces the text that is sent");
  const outer = loops.filter((l) => l !== nearest);
  const kind = hasPerson ? "chat" : "agent";
  return { kind, run: [nearest], outer, growth, ownerLevel: nearest.level, inside: [] };
}

/** Whether the name means the root in the function at hand: a name of a helper that put the text together is another one. */
function isSeenBy(root: Exclude<HistoryRoot, { kind: "attribute" }>, { file, fn }: Level): boolean {
  if (root.kind !== "variable" && root.kind !== "parameter") return true;
  return root.file === file && (lookUp(file, fn, root.name)?.fn ?? fn) === root.fn;
}

/** A game, an environment: made by a call, and no list that the rules of histories tell of. */
function isObject(root: HistoryRoot): boolean {
  const made = creationsOf(root).map(({ at }) => at.expr);
  return (
    made.length > 0 &&
    made.every((expr) => expr.kind === "call" && !/^(list|dict|set|deque)$/.test(lastNameOf(expr.callee)))
  );
}

/** The same of a function that hands the answer to its next call. */
function fedAgain(
  program: Program,
  messages: Located | undefined,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  const sent = (level: Level): ReadonlySet<string> => {
    const isOwn = messages && level.file === messages.file && level.fn === messages.fn;
    const roots = (isOwn ? [messages] : argumentsOf(level)).flatMap((at) => tracesOf(program, at));
    return new Set(roots.flatMap(({ root }) => (root.kind === "parameter" ? [root.name] : [])));
  };
  if (!feedsItself(chain, sent)) return undefined;
  const growth = constantGrowth("each call is given what the last one answered");
  const kind = recursionKind(program, chain);
  return { kind, run: [], outer: loops, growth, ownerLevel: againLevel(chain), inside: [] };
}

function argumentsOf(level: Level): readonly Located[] {
  const { file, fn, call } = level;
  return call.kind === "call" ? call.args.map((arg) => ({ file, fn, expr: arg.value })) : [];
}

/** The name lives before the loop, so that one round hands it to the next. */
function carries(root: HistoryRoot, nearest: PlacedLoop): boolean {
  if (root.kind === "parameter") return true;
  const range = rangeOf(nearest.loop);
  return creationsOf(root).some(({ start }) => start < range.start);
}

/** What each round makes anew of what the last one left: `code = model.invoke(history).content`, where the answers went into the history. */
function isMadeOfCarried(
  root: HistoryRoot,
  nearest: PlacedLoop,
  fed: ReadonlySet<string>,
  body: readonly Stmt[],
  steps = MAX_STEPS,
): boolean {
  if (root.kind !== "variable" || steps === 0) return false;
  return eachStatement(body).some((stmt) => {
    if (stmt.kind !== "assign" || !stmt.value || !targetNames(stmt.target).includes(root.name)) return false;
    return targetNames(stmt.value).some((name) => {
      const source: HistoryRoot = { ...root, name };
      if (name === root.name || !fed.has(name)) return false;
      return carries(source, nearest) || isMadeOfCarried(source, nearest, fed, body, steps - 1);
    });
  });
}

/** Names between two rounds. */
const MAX_STEPS = 3;

function targetNames(target: Expr | null): readonly string[] {
  if (!target) return [];
  return eachExpression(target).flatMap((e) => (e.kind === "name" ? [e.name] : []));
}

interface Round {
  readonly nearest: PlacedLoop;
  /** Names that hold answers, lists among them. */
  readonly filled: ReadonlySet<string>;
  readonly body: readonly Stmt[];
}

/** `ask(drafts[-1])`, `parent = random.choice(drafts)`: one of the answers that a list made before the loop keeps. */
function takesItem({ file, fn, expr }: Located, round: Round, steps = MAX_STEPS): boolean {
  const { nearest, filled, body } = round;
  const isKept = (list: Expr): boolean => {
    const home = list.kind === "name" && filled.has(list.name) ? lookUp(file, fn, list.name)?.fn : undefined;
    return (
      list.kind === "name" &&
      home !== undefined &&
      carries({ kind: "variable", file, fn: home, name: list.name }, nearest)
    );
  };
  return eachExpression(expr).some((part) => {
    const list = pickedFrom(part);
    if (list && eachExpression(list).some(isKept)) return true;
    if (part.kind !== "name" || steps === 0) return false;
    return eachStatement(body).some(
      (stmt) =>
        stmt.kind === "assign" &&
        stmt.value !== null &&
        stmt.target.kind === "name" &&
        stmt.target.name === part.name &&
        takesItem({ file, fn, expr: stmt.value }, round, steps - 1),
    );
  });
}
