/** Loops around a call on each level of the way up to the entry. */
import type { Range } from "../base/range";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, Stmt } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { eachStatement, type LoopContext } from "../facts/walk";
import type { CallSite } from "../sdks/call-site";
import type { Chain } from "./chain";
import { asksOf, asksPerson, isRetry, waitsForPerson } from "./loop-kind";

/** A loop together with the level it stands on. */
export interface PlacedLoop {
  readonly level: number;
  readonly loop: LoopContext;
}

/** Loops around the call on every level, innermost first, without transport retries. */
export function loopsOf(site: CallSite, chain: Chain): readonly PlacedLoop[] {
  return chain.levels.flatMap((level, index) =>
    [...level.loops]
      .reverse()
      .filter(
        (loop) => loop.kind !== "statement" || !isRetry(loop.loop, index === 0 ? site.call.expr : level.call),
      )
      .map((loop) => ({ level: index, loop })),
  );
}

/** The outermost level that is called again; -1 where none is. */
export function againLevel({ recursion }: Chain): number {
  return Math.max(-1, ...recursion.map(({ level }) => level));
}

/** The kind of a run that a function makes which calls itself: who asks the person above it begins its run. */
export function recursionKind(program: Program, chain: Chain): "chat" | "agent" {
  const inside = chain.levels.slice(0, againLevel(chain) + 1);
  return inside.some(({ file, fn }) => asksPerson(program, file, fn)) ? "chat" : "agent";
}

export function rangeOf(loop: LoopContext): Range {
  return loop.kind === "statement" ? loop.loop.range : loop.range;
}

/** Whether what stands on a level (0 = nearest to the request) is repeated by the loop. */
export function holds(loop: PlacedLoop, level: number, at: Located): boolean {
  if (level !== loop.level) return level < loop.level;
  const range = rangeOf(loop.loop);
  return range.start <= at.expr.range.start && at.expr.range.end <= range.end;
}

/** Whether the history is made anew in every round: a reset under an `if` (`if text == "clear"`) happens now and then only. */
export function restarts(loop: LoopContext, createdAt: readonly number[]): boolean {
  const range = rangeOf(loop);
  const inside = createdAt.filter((start) => range.start <= start && start < range.end);
  if (inside.length === 0) return false;
  const beginsOutside = inside.length < createdAt.length;
  if (loop.kind !== "statement" || !beginsOutside) return true;
  return inside.some((start) => !isAside(loop.loop.body, start, null));
}

/**
 * Whether what stands at the offset is done now and then only: under an `if` or in a handler that the way on to the other
 * offset, where there is one, does not lead through. What an option of the function guards that is on unless a caller says otherwise
 * (`def run(self, reset=True): if reset: …`) is done each time.
 */
export function isAside(
  body: readonly Stmt[],
  start: number,
  wayOn: number | null,
  isUsual: (test: Expr) => boolean = () => false,
): boolean {
  return eachStatement(body).some((stmt) => {
    const branches =
      stmt.kind !== "if" ? [] : isUsual(stmt.test) ? [stmt.otherwise] : [stmt.then, stmt.otherwise];
    const aside = stmt.kind === "try" ? stmt.handlers : branches;
    return aside.some((block) => covers(block, start) && !covers(block, wayOn));
  });
}

function covers(block: readonly Stmt[], offset: number | null): boolean {
  return offset !== null && block.some(({ range }) => range.start <= offset && offset < range.end);
}

/** Loops over items start afresh with each item; only open-ended or counted loops let an answer travel. */
export function createdPerItem(loop: LoopContext): boolean {
  if (loop.kind !== "statement" || loop.loop.form !== "for-each") return false;
  return !isCounted(loop.loop.iterable);
}

/** `range(n)`, `tqdm(range(n))`. */
function isCounted(iterable: Expr | null): boolean {
  if (iterable?.kind !== "call") return false;
  const name = lastNameOf(iterable.callee);
  if (/^(tqdm|track)$/.test(name)) return isCounted(iterable.args[0]?.value ?? null);
  return /^(t?range|count|keys)$/.test(name);
}

/** Whether a person is asked in one of the loops. */
export function personIn(program: Program, chain: Chain, run: readonly PlacedLoop[]): boolean {
  return run.some(({ level, loop }) => {
    const at = chain.levels[level];
    return loop.kind === "statement" && at !== undefined
      ? waitsForPerson(program, { loop: loop.loop, file: at.file, fn: at.fn })
      : false;
  });
}

/** Whether a round that does the one thing may do without the person: `if tool_calls: messages.append(…) else: input()`. */
export function spares(program: Program, chain: Chain, { level, loop }: PlacedLoop, done: Expr): boolean {
  const at = chain.levels[level];
  if (!at || loop.kind !== "statement") return false;
  const asks = asksOf(program, { loop: loop.loop, file: at.file, fn: at.fn });
  if (!asks || asks.length === 0) return false;
  return asks.every(({ range }) => isAside(loop.loop.body, range.start, done.range.start));
}
