import { addTo } from "../base/grouped";
import { isGet } from "../facts/entries";
import type { Expr, FileFacts, FunctionFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { isSelf } from "../facts/scope";
import { callsIn, eachStatement } from "../facts/walk";

type Slots = ReadonlyMap<string, readonly Expr[]>;

/** One walk per function; what is kept dies with its facts. */
const slotsOf = new WeakMap<FunctionFacts, Slots>();

/** Values stored in the file under the path the expression reads, the latest first. */
export function storedUnder(at: Located): readonly Located[] {
  const { file } = at;
  const path = pathOf(at.expr, shortest(file));
  if (path === undefined) return [];
  const found = file.functions.flatMap((_, fn) =>
    (slotsIn(file, fn).get(path) ?? []).map((expr) => ({ file, fn, expr })),
  );
  return found.filter(({ expr }) => expr !== at.expr).reverse();
}

/** What a web application keeps for all its requests: `app.state.agent`, `current_app.config["LLM"]`, `req.app.locals.model`. */
const APPLICATION = /(?:^|\.)\w*app\.(state|config|locals|extensions)\.(\w+)$/i;

const applications = new WeakMap<Program, ReadonlyMap<string, readonly Located[]>>();

/** Values that the program stores in the application under the name that the expression reads there, whichever file does. */
export function storedInApplication(program: Program, at: Located): readonly Located[] {
  const place = placeIn(pathOf(at.expr));
  if (place === undefined) return [];
  let stored = applications.get(program);
  if (!stored) {
    const found = new Map<string, Located[]>();
    for (const file of program.files) {
      for (const fn of file.functions.keys()) {
        for (const [path, values] of slotsIn(file, fn)) {
          const name = placeIn(path);
          if (name !== undefined) addTo(found, name, ...values.map((expr) => ({ file, fn, expr })));
        }
      }
    }
    stored = found;
    applications.set(program, stored);
  }
  return (stored.get(place) ?? []).filter(({ expr }) => expr !== at.expr);
}

function placeIn(path: string | undefined): string | undefined {
  const found = path === undefined ? null : APPLICATION.exec(path);
  return found ? `${found[1]}.${found[2]}` : undefined;
}

function slotsIn(file: FileFacts, fn: number): Slots {
  const facts = file.functions[fn]?.facts;
  if (!facts) return new Map();
  const known = slotsOf.get(facts);
  if (known) return known;
  const slots = new Map<string, Expr[]>();
  const store = (path: string | undefined, value: Expr): void => {
    if (path !== undefined) slots.set(path, [...(slots.get(path) ?? []), value]);
  };
  for (const stmt of eachStatement(facts.body)) {
    const isStored = stmt.kind === "assign" && stmt.operator === "=" && stmt.target.kind !== "name";
    if (isStored && stmt.value && stmt.value.kind !== "null") store(pathOf(stmt.target), stmt.value);
  }
  for (const { call } of callsIn(file, fn)) {
    const { callee, args } = call;
    const [key, value] = args;
    if (callee.kind !== "member" || callee.name !== "set" || !key || !value) continue;
    store(keyed(callee.object, key.value, shortest(file)), value.value);
  }
  slotsOf.set(facts, slots);
  return slots;
}

/** `await ctx.set("llm", llm)`: what Python calls so is no dict, so that the name alone tells the place. */
function shortest({ language }: FileFacts): number {
  return language === "python" ? 1 : 2;
}

/** `a.b.c`, `a.b["c"]` and `a.b.get("c")` are one path of at least three names; objects of classes are followed elsewhere. */
function pathOf(expr: Expr, least = 2): string | undefined {
  if (expr.kind === "await") return pathOf(expr.value, least);
  if (expr.kind === "index") return keyed(expr.object, expr.index, 2);
  if (isGet(expr)) {
    const first = expr.args[0];
    return first && keyed(expr.callee.object, first.value, least);
  }
  if (expr.kind !== "member") return undefined;
  const names = namesOf(expr);
  return names && names.length >= 3 ? names.join(".") : undefined;
}

function keyed(object: Expr, key: Expr, least: number): string | undefined {
  const names = key.kind === "string" ? namesOf(object) : undefined;
  return names && key.kind === "string" && names.length >= least
    ? [...names, key.value].join(".")
    : undefined;
}

function namesOf(expr: Expr): readonly string[] | undefined {
  if (expr.kind === "name") return isSelf(expr.name) ? undefined : [expr.name];
  if (expr.kind !== "member") return undefined;
  const inner = namesOf(expr.object);
  return inner && [...inner, expr.name];
}
