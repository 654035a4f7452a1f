/** Conversations that a chain puts into its template by itself: `{"history": lambda _: history, …} | prompt | llm`. */

import { entryOf } from "../facts/arguments";
import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { operandsOf } from "../facts/joined";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve, resolveAll } from "../facts/resolve";
import { namesConversation } from "../facts/stored-history";
import { eachStatement } from "../facts/walk";
import type { CallSite } from "../sdks/call-site";

/** Steps of a chain that are looked at, those of chains within it among them. */
const MAX_STEPS = 24;

/** What stands under the name of a conversation in the chain that the call runs. */
export function pipedIn(program: Program, { call }: CallSite): readonly Located[] {
  if (call.expr.kind !== "call" || call.expr.callee.kind !== "member") return [];
  const chain = { ...call, expr: call.expr.callee.object };
  const open = (stepsOf(chain) ?? namedBy(program, chain).flatMap((at) => stepsOf(at) ?? [])).slice();
  const found: Located[] = [];
  for (let step = open.shift(), seen = 0; step && seen < MAX_STEPS; step = open.shift(), seen++) {
    const whole = step.expr.kind === "name" ? namedBy(program, step) : [step];
    for (const at of whole) {
      const inner = stepsOf(at);
      if (inner) open.push(...inner);
      else found.push(...namedIn(program, at));
    }
  }
  return found;
}

/** What a name of a chain or of one of its steps stands for, and what a function returns as one. */
function namedBy(program: Program, at: Located): readonly Located[] {
  return resolveAll(program, at).flatMap((value) => {
    if (value.kind === "expression") return [value.at];
    if (value.kind !== "external-object") return [];
    return [value.call, ...value.steps.map((step) => step.call)].flatMap((call) => call ?? []);
  });
}

/** The steps of `a | b`, `a.pipe(b)`, `RunnableSequence.from([a, b])` and `RunnableSequence(a, b)`; undefined for what is no chain. */
function stepsOf(at: Located): readonly Located[] | undefined {
  const { expr } = at;
  if (expr.kind === "binary") return expr.operator === "|" ? operandsOf(at) : undefined;
  if (expr.kind !== "call") return undefined;
  const { callee, args } = expr;
  const given = args.flatMap(({ value }) => (value.kind === "list" ? value.items : [value]));
  const isFrom = callee.kind === "member" && callee.name === "from";
  if (lastNameOf(isFrom ? callee.object : callee) === "RunnableSequence")
    return given.map((step) => ({ ...at, expr: step }));
  if (callee.kind !== "member" || callee.name !== "pipe") return undefined;
  return [callee.object, ...given].map((step) => ({ ...at, expr: step }));
}

/** Entries of a dict, or of `RunnablePassthrough.assign(history=…)` and `RunnableParallel({…})`. */
function namedIn(program: Program, at: Located): readonly Located[] {
  const { expr } = at;
  const made = (name: string, value: Expr): readonly Located[] =>
    namesConversation(name) ? madeBy(program, { ...at, expr: value }) : [];
  if (expr.kind === "dict") return expr.entries.flatMap(({ key, value }) => made(keyText(key), value));
  if (expr.kind !== "call") return [];
  return expr.args.flatMap(({ name, value }) => {
    if (value.kind === "dict") return namedIn(program, { ...at, expr: value });
    return name === null ? [] : made(name, value);
  });
}

function keyText(key: Expr | null): string {
  return key?.kind === "string" ? key.value : lastNameOf(key);
}

/** What a function gives that stands there: in place, by its name, or within `RunnableLambda(…)` and `new RunnableLambda({ func: … })`. */
function madeBy(program: Program, at: Located): readonly Located[] {
  const { expr } = at;
  const isWrapped = expr.kind === "call" && /(^|\.)RunnableLambda(\.from)?$/.test(textOf(expr.callee));
  const [given] = isWrapped ? expr.args.map(({ value }) => value) : [expr];
  const func = given?.kind === "dict" ? entryOf(given, "func") : given;
  if (!func) return [at];
  if (func.kind === "function") {
    const fn = at.file.functions[at.fn]?.children[func.child];
    return fn === undefined ? [] : returnsOf({ ...at, fn });
  }
  if (func.kind !== "name") return [at];
  const target = resolve(program, { ...at, expr: func });
  return target.kind === "function" ? returnsOf({ file: target.file, fn: target.fn }) : [at];
}

function returnsOf(at: Omit<Located, "expr">): readonly Located[] {
  return eachStatement(at.file.functions[at.fn]?.facts.body ?? []).flatMap((stmt) =>
    stmt.kind === "return" && stmt.value ? [{ ...at, expr: stmt.value }] : [],
  );
}
