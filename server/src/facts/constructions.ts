/**
 * Calls that make objects without naming their class: subclasses that hand arguments on to their base, and classes or factories chosen at
 * run time (`AGENTS[name](tools=…, policy=…)`), which fit by what they take.
 */
import { constructorOf } from "./arguments";
import { baseCalls } from "./base-calls";
import { allEdges } from "./call-index";
import { extendsClass, heirsOf } from "./classes";
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Frame, Located } from "./located";
import type { ClassInfo, Program } from "./program";
import { argumentForParameter, resolve } from "./resolve";
import { enclosingClass, lookUp } from "./scope";
import { isSelf } from "./self";
import { isTestPath } from "./test-paths";
import { testsAround } from "./tests-around";
import { holdsUse } from "./values";
import { type CallExpression, eachExpression, eachStatement, expressionsOf, operandsOf } from "./walk";

/** A function. */
interface FunctionPlace {
  readonly file: FileFacts;
  readonly fn: number;
}

/** One argument given by name fits too much. */
const FEWEST_NAMED = 2;

/** The class in whose code an attribute of its object is read, and the function that reads it. */
export interface Reader {
  readonly cls: ClassInfo;
  readonly fn: number;
}

/**
 * What is given for a parameter of a constructor besides by calls that name its class. `reader`: where the object's attribute is read, if
 * that is known: a base class's constructor is then reached through the class that reads, and classes that have a method of their own in
 * the place of the reading one do not count.
 */
export function givenToConstructor(
  program: Program,
  { file, fn, name }: FunctionPlace & { readonly name: string },
  reader: Reader | undefined,
): readonly Located[] {
  const cls = enclosingClass(file, fn);
  if (!cls || constructorOf(cls) !== fn) return [];
  const own = reader?.cls;
  const isBase = own !== undefined && own !== cls && extendsClass(program, own, cls);
  const makers = isBase ? [own] : heirsOf(program, cls).filter((heir) => !overrides(heir, reader));
  const handedOn = makers.flatMap((maker) => baseCalls(maker));
  const isReached = isBase && constructorOf(own) !== undefined;
  const chosen = isReached ? [] : callsChoosing(program, isBase ? own : cls, { file, fn });
  return [...handedOn, ...chosen].flatMap((call) => argumentForParameter({ file, fn, call }, name) ?? []);
}

function overrides(heir: ClassInfo, reader: Reader | undefined): boolean {
  const name = reader?.cls.file.functions[reader.fn]?.facts.name;
  return name !== undefined && heir.methods.has(name);
}

/** Calls of something chosen at run time whose arguments are those the constructor takes, and whose type tests the class passes. */
function callsChoosing(program: Program, cls: ClassInfo, target: FunctionPlace): readonly Located[] {
  return program.files.flatMap((file) => {
    if (isTestPath(file.path) || file.language !== cls.file.language) return [];
    return callsOfNames(file).flatMap((call) => {
      const fits = takes(target, call) && isChosen(program, call) && passesTypeTests(program, call, cls);
      return fits && !isOnlyLookedAt(call) ? [call] : [];
    });
  });
}

const named = new WeakMap<FileFacts, readonly Located<CallExpression>[]>();

/** Calls of plain names with enough arguments given by name to tell something. */
function callsOfNames(file: FileFacts): readonly Located<CallExpression>[] {
  const known = named.get(file);
  if (known) return known;
  const found = allEdges(file).flatMap(({ call }) => {
    const { args, callee } = call.expr;
    const telling = args.filter(({ name }) => name !== null).length >= FEWEST_NAMED;
    return telling && callee.kind === "name" ? [call] : [];
  });
  named.set(file, found);
  return found;
}

/** Nobody in the code says which class or function is called. */
function isChosen(program: Program, call: Located): boolean {
  if (call.expr.kind !== "call") return false;
  const { kind } = resolve(program, { ...call, expr: call.expr.callee });
  return kind === "expression" || kind === "unknown" || kind === "parameter";
}

/** Whether the function takes all the call's arguments and gets all it needs. */
function takes({ file, fn }: FunctionPlace, call: Located): boolean {
  if (call.expr.kind !== "call") return false;
  const { args } = call.expr;
  const params = (file.functions[fn]?.facts.params ?? []).filter(({ name }) => !isSelf(name));
  const isOpen = params.some(({ kind }) => kind === "keyword-rest");
  const known = (name: string): boolean => params.some((param) => param.name === name);
  if (args.some(({ name, spread }) => spread || (name !== null && !isOpen && !known(name)))) return false;
  const positional = args.filter(({ name }) => name === null).length;
  return params.every(
    ({ name, kind, defaultValue }, i) =>
      kind !== "positional" || defaultValue || i < positional || args.some((arg) => arg.name === name),
  );
}

/** `agent = Chosen(…); print(agent.prompt)`: an object of which only attributes are read sends no request. */
function isOnlyLookedAt({ file, fn, expr }: Located): boolean {
  const statements = eachStatement(file.functions[fn]?.facts.body ?? []);
  const kept = statements.find((stmt) => stmt.kind === "assign" && stmt.value === expr);
  if (kept?.kind !== "assign" || kept.target.kind !== "name") return false;
  const { name } = kept.target;
  const targets = statements.flatMap((stmt) => (stmt.kind === "assign" ? [stmt.target] : []));
  const parts = statements.flatMap(expressionsOf).flatMap((part) => [...eachExpression(part)]);
  const isIt = (part: Expr): boolean => part.kind === "name" && part.name === name;
  const uses = parts.filter(
    (part) => isIt(part) && !targets.includes(part) && part.range.start > expr.range.end,
  );
  const read = parts.filter((part) => part.kind === "member" && isIt(part.object));
  const called = parts.filter((part) => part.kind === "call" && read.includes(part.callee));
  return (
    uses.length > 0 && called.length === 0 && uses.every((use) => read.some((r) => operandsOf(r)[0] === use))
  );
}

/** `if issubclass(Chosen, Agent): Chosen(…)`: the class must be, or in the other branch must not be, of that kind. */
function passesTypeTests(program: Program, call: Located<CallExpression>, cls: ClassInfo): boolean {
  const body = call.file.functions[call.fn]?.facts.body ?? [];
  return testsAround(body, call.expr.range.start).every(({ test, holds }) => {
    if (test.kind !== "call" || lastNameOf(test.callee) !== "issubclass") return true;
    const [asked, base] = test.args.map((arg) => arg.value);
    if (lastNameOf(asked ?? null) !== lastNameOf(call.expr.callee) || !base) return true;
    const value = resolve(program, { ...call, expr: base });
    return value.kind !== "class" || extendsClass(program, cls, value.cls) === holds;
  });
}

/** `world = make(solo=True)` before `world.policy()`, where nobody says what `make` is: the call that made the object. */
export function makerOf(program: Program, use: Located): Located | undefined {
  const { expr } = use;
  const object = expr.kind === "call" && expr.callee.kind === "member" ? expr.callee.object : undefined;
  if (object?.kind !== "name") return undefined;
  const found = lookUp(use.file, use.fn, object.name);
  const before = (found?.bindings ?? []).filter(
    (b) => found?.fn !== use.fn || (b.start <= expr.range.start && !holdsUse(b, use)),
  );
  const last = before[before.length - 1];
  if (last?.kind !== "assign" || last.path.length > 0 || last.value.expr.kind !== "call") return undefined;
  return isChosen(program, last.value) ? last.value : undefined;
}

/** The frame of a function as entered by a call that may have chosen it; undefined where the function does not take its arguments. */
export function enteredBy(maker: Located, target: FunctionPlace): Frame | undefined {
  return target.fn > 0 && takes(target, maker) ? { ...target, call: maker } : undefined;
}

/** By the program's files: methods by name. */
const methods = new WeakMap<readonly FileFacts[], ReadonlyMap<string, readonly FunctionPlace[]>>();

/** The only method of that name in the workspace: what an object nobody can tell must have; undefined for several. */
export function onlyMethod(program: Program, name: string): FunctionPlace | undefined {
  let known = methods.get(program.files);
  if (!known) {
    const found = new Map<string, FunctionPlace[]>();
    for (const file of program.files)
      if (!isTestPath(file.path))
        file.functions.forEach(({ facts, className }, fn) => {
          if (className !== null) found.set(facts.name, [...(found.get(facts.name) ?? []), { file, fn }]);
        });
    known = found;
    methods.set(program.files, known);
  }
  const [only, ...others] = known.get(name) ?? [];
  return others.length === 0 ? only : undefined;
}
