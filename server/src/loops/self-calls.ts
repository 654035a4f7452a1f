/**
 * Functions that call themselves and send messages made anew each time: `summarise(part)` of a tree, `refine(draft, left - 1)`. Each call
 * is a request of its own, as a round of a loop is.
 */
import { argumentForParameter } from "../facts/arguments";
import { lastNameOf } from "../facts/expression-text";
import { isSelf } from "../facts/self";
import { contextOf } from "../facts/walk";
import { comesFrom, namesFedBy } from "./answer";
import type { Chain, Level, Recursion } from "./chain";
import { isCountedAgain } from "./tried-again";

/** Calls of a function by itself that ask for something else than the call before: with the same arguments it is tried again. */
export function callsAnew({ recursion }: Chain): readonly Recursion[] {
  return recursion.filter(({ call }) => {
    const { file, fn, expr } = call;
    const params = file.functions[fn]?.facts.params ?? [];
    const own = new Set(params.map(({ name }) => name));
    const given = expr.args.map(({ value }) => value);
    const { callee } = expr;
    // Of another object's method of the name it is not certain that it is this one.
    const isOwn = callee.kind === "name" || (callee.kind === "member" && isSelf(lastNameOf(callee.object)));
    return (
      isOwn && !isCountedAgain(call) && !given.every((value) => value.kind === "name" && own.has(value.name))
    );
  });
}

/** Whether one call of a function makes several of itself, as on the way down a tree: its depth is no count of them. */
export function branches(recursion: readonly Recursion[]): boolean {
  const isRepeated = ({ call: { file, fn, expr } }: Recursion): boolean =>
    (contextOf(file, fn, expr)?.loops.length ?? 0) > 0;
  return recursion.length > 1 || recursion.some(isRepeated);
}

/**
 * Whether a function hands what came of the answer to its next call, which sends it: `return refine(answer, left - 1)`. `sent` are the
 * parameters that reach the request.
 */
export function feedsItself(chain: Chain, sent: (level: Level) => ReadonlySet<string>): boolean {
  const anew = callsAnew(chain);
  if (branches(anew)) return false;
  return anew.some(({ call, level }) => {
    const called = chain.levels[level];
    const facts = called?.file.functions[called.fn]?.facts;
    if (!called || !facts || call.file !== called.file || call.fn !== called.fn) return false;
    const fed = namesFedBy(called.call, facts.body, true);
    const { file, fn } = called;
    return [...sent(called)].some((name) => {
      const next = argumentForParameter({ file, fn, call }, name);
      return next !== undefined && comesFrom(next.expr, called.call, fed);
    });
  });
}
