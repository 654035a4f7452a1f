/**
 * Where the code takes one way or another on the way to a request: branches of an `if`, what stands behind an `if` that leaves, handlers of
 * a `try`, and one call that reaches several implementations of a method. Requests on different ways of one choice replace each other.
 */
import type { Range } from "../base/range";
import { calledName } from "../facts/call-index";
import type { Stmt } from "../facts/ir";
import { blocksOf, expressionsOf } from "../facts/walk";
import type { Chain, Level } from "./chain";
import type { Choice } from "./run-shape";

/** Every choice from the request up to the entry, the innermost first. */
export function choicesOn(chain: Chain): readonly Choice[] {
  return chain.levels.flatMap((level, index) => {
    const below = chain.levels[index - 1];
    return [...(below ? dispatchTo(level, below) : []), ...branchesAround(level)];
  });
}

/** `self.provider.ask(…)`: which method runs is decided by the object. */
function dispatchTo(level: Level, below: Level): readonly Choice[] {
  const name = below.file.functions[below.fn]?.facts.name;
  if (level.call.kind !== "call" || calledName(level.call) !== name) return [];
  return [{ at: placeOf(level, level.call.range.start, "call"), way: `${below.file.path}:${below.fn}` }];
}

function branchesAround(level: Level): readonly Choice[] {
  const found: Choice[] = [];
  descend(level, level.file.functions[level.fn]?.facts.body ?? [], found);
  return found.reverse();
}

/** Notes the choices on the way down to the level's call, the outermost first. */
function descend(level: Level, body: readonly Stmt[], found: Choice[]): void {
  const index = body.findIndex((stmt) => reaches(stmt, level));
  const stmt = body[index];
  if (!stmt) return;
  for (const before of body.slice(0, index)) {
    const way = before.kind === "if" ? wayPast(before) : undefined;
    if (way) found.push({ at: choiceAt(level, before), way });
  }
  for (const [way, block] of waysOf(stmt)) {
    if (!block.some((inner) => reaches(inner, level))) continue;
    if (way !== null) found.push({ at: choiceAt(level, stmt), way });
    descend(level, block, found);
  }
}

/** Whether the call stands in the statement. Later cases of a `switch` lie outside the range of the first, which holds them. */
function reaches(stmt: Stmt, level: Level): boolean {
  const { call } = level;
  const holds = ({ range }: { readonly range: Range }): boolean =>
    range.start <= call.range.start && call.range.end <= range.end;
  const blocks = blocksOf(stmt);
  if (blocks.length === 0) return holds(stmt);
  return (
    expressionsOf(stmt).some(holds) || blocks.some((block) => block.some((inner) => reaches(inner, level)))
  );
}

/** Blocks of a statement with the way each is; null where the block runs whatever happens. */
function waysOf(stmt: Stmt): readonly (readonly [way: string | null, block: readonly Stmt[]])[] {
  switch (stmt.kind) {
    case "if":
      return [
        ["then", stmt.then],
        ["else", stmt.otherwise],
      ];
    case "try":
      return [
        ["body", stmt.body],
        ...stmt.handlers.map((handler) => ["handler", handler] as const),
        [null, stmt.finally],
      ];
    case "loop":
    case "with":
      return [[null, stmt.body]];
    default:
      return [];
  }
}

/** The branch after which the code goes on behind the `if`, where the other one leaves. */
function wayPast({ then, otherwise }: Extract<Stmt, { kind: "if" }>): "then" | "else" | undefined {
  if (leaves(then)) return "else";
  return leaves(otherwise) ? "then" : undefined;
}

function leaves(body: readonly Stmt[]): boolean {
  const last = body[body.length - 1];
  if (last?.kind === "if") return leaves(last.then) && leaves(last.otherwise);
  return last !== undefined && /^(return|raise|continue|break)$/.test(last.kind);
}

function choiceAt(level: Level, stmt: Stmt): string {
  const { range } = stmt.kind === "if" ? stmt.test : stmt;
  return placeOf(level, range.start, stmt.kind);
}

function placeOf({ file, fn }: Level, start: number, kind: string): string {
  return `${file.path}:${fn}:${kind}@${start}`;
}
