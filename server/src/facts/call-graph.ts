/** Who calls whom. Calls are indexed by name once per file; only those whose name fits are resolved, and only when asked. */

import {
  aliasesIn,
  entriesOfTable,
  keysIn,
  namesFunction,
  tableAround,
  tableRead,
  tablesIn,
} from "./aliases";
import { argumentForParameter, constructorOf } from "./arguments";
import { allEdges, type CallEdge, calledName, callsGiven, handedTo } from "./call-index";
import { extendsClass, madeAlike } from "./classes";
import { COMMON_METHODS, findDuckCallers } from "./duck-callers";
import { choicesOf, lastNameOf } from "./expression-text";
import { localNames } from "./imported-names";
import type { FileFacts } from "./ir";
import type { Located } from "./located";
import { bringsIn, edgesNamed, mayCall } from "./named-edges";
import { isPassed, passedAs } from "./passed-functions";
import { keptFrom, makerOf, pickersIn } from "./picked-functions";
import type { ClassInfo, Program, Value } from "./program";
import { resolve, resolveAll } from "./resolve";
import { queuedBy } from "./runners";
import { enclosingClass, isSelf } from "./scope";
import { callsWrapped, wrappedName } from "./wrapped";

export type { CallEdge };

/** By the program's files: what texts a program has loaded says nothing about who calls whom. */
const answers = new WeakMap<readonly FileFacts[], Map<string, readonly CallEdge[]>>();

/** Calls of the function anywhere in the program, ordered by path and offset. */
export function callersOf(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  const { callsFrom } = program;
  const all = allCallersOf(program, file, fn);
  return callsFrom ? all.filter(({ call }) => callsFrom(call.file, call.fn)) : all;
}

function allCallersOf(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  let known = answers.get(program.files);
  if (!known) {
    known = new Map();
    answers.set(program.files, known);
  }
  const key = `${file.path}:${fn}`;
  const answer = known.get(key);
  if (answer) return answer;
  const direct = findCallers(program, file, fn);
  const seen = new Set(direct.map((edge) => edge.call.expr));
  const duck = findDuckCallers(program, file, fn, direct.length === 0).filter(
    (edge) => !seen.has(edge.call.expr),
  );
  const found = [...direct, ...duck];
  known.set(key, found);
  return found;
}

/**
 * What calls of a class's constructor in the program give for a field of it, in order of path: `State(messages=[…])` for classes whose
 * constructor no code writes (pydantic, dataclasses).
 */
export function givenToField(program: Program, cls: ClassInfo, field: string): readonly Located[] {
  return constructionsOf(program, cls).flatMap((call) => {
    const argument = call.expr.kind === "call" && call.expr.args.find((arg) => arg.name === field);
    return argument ? [{ ...call, expr: argument.value }] : [];
  });
}

/** Calls of the class in the program, in order of path. */
export function constructionsOf(program: Program, cls: ClassInfo): readonly Located[] {
  return program.files.flatMap((caller) => {
    return edgesNamed(caller, cls.file, cls.name).flatMap(({ call }) => {
      const made = resolve(program, { ...call, expr: call.expr.callee });
      return made.kind === "class" && made.cls === cls ? [call] : [];
    });
  });
}

function findCallers(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  const node = file.functions[fn];
  if (!node || fn === 0) return [];
  const wrapped = wrappedName(file, fn);
  if (wrapped !== undefined) return callsOfWrapped(program, file, fn, wrapped);
  if (node.facts.name === "__call__") return objectsCalled(program, file, fn);
  if (isForward(file, fn)) {
    const near = program.files.filter((other) => other === file || bringsIn(program, other, file, fn));
    return [...namedCallers(program, file, fn), ...objectsCalled(program, file, fn, near)];
  }
  const named = namedCallers(program, file, fn);
  if (named.length > 0) return named;
  const tabled = callsThroughTable(program, file, fn);
  return tabled.length > 0 ? tabled : callsOfPicked(program, file, fn);
}

/** `forward` of a module of DSPy: calling the object is calling it. */
function isForward(file: FileFacts, fn: number): boolean {
  if (!/^a?forward$/.test(file.functions[fn]?.facts.name ?? "")) return false;
  return enclosingClass(file, fn)?.bases.some(({ expr }) => lastNameOf(expr) === "Module") === true;
}

function namedCallers(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  const node = file.functions[fn];
  if (!node) return [];
  const isConstructor = node.facts.name === "__init__" || node.facts.name === "constructor";
  const own = isConstructor ? enclosingClass(file, fn) : undefined;
  const made = own ? madeAlike(program, own) : [];
  const name = own?.name ?? node.facts.name;
  const aliases = isConstructor ? [] : aliasesOf(program, file, name);
  const kept = aliases.filter(namesFunction).flatMap((alias) => aliasesOf(program, file, alias));
  const classes = made.map((cls) => cls.name);
  const names = [...new Set([name, ...classes, ...aliases, ...kept, ...tabled(program, file, name)])];
  const isKept = (edge: CallEdge): boolean => kept.length > 0 && aliases.includes(keyOf(edge) ?? "");
  const edgesOfAll = (all: readonly string[]): readonly CallEdge[] =>
    program.files.flatMap((caller) => {
      const edges = all.flatMap((each) => edgesNamed(caller, file, each));
      return [...new Set(edges)].filter((edge) => isKept(edge) || leadsTo(program, edge, file, fn, made));
    });
  const found = edgesOfAll(names);
  return found.length > 0 || isConstructor ? found : edgesOfAll(parametersGiven(program, file, name));
}

/**
 * Names of the parameters by which functions of the workspace are given the function, and of what constructors keep them as:
 * `self.retry(self.ask, text)` of `def retry(self, run, text)`, `Runner(ask)` whose constructor says `self.step = run`.
 */
function parametersGiven(program: Program, file: FileFacts, name: string): readonly string[] {
  const calls = program.files.flatMap((other) =>
    mayCall(other, file) ? localNames(other, name).flatMap((each) => callsGiven(other, each)) : [],
  );
  const names = calls.flatMap(({ expr, ...at }) => {
    const runs = resolve(program, { ...at, expr: expr.callee });
    const made = runs.kind === "class" ? constructorOf(runs.cls) : undefined;
    const home = runs.kind === "class" ? runs.cls.file : runs.kind === "function" ? runs.file : undefined;
    const fn = runs.kind === "function" ? runs.fn : made;
    if (!home || fn === undefined) return [];
    const call = { ...at, expr };
    return (home.functions[fn]?.facts.params ?? []).flatMap((param) => {
      const value = argumentForParameter({ file: home, fn, call }, param.name)?.expr;
      if (!value || lastNameOf(value) !== name) return [];
      return made === undefined ? [param.name] : [param.name, ...aliasesIn(home, param.name)];
    });
  });
  return [...new Set(names)];
}

function callsOfWrapped(program: Program, file: FileFacts, fn: number, name: string): readonly CallEdge[] {
  return program.files.flatMap((caller) =>
    edgesNamed(caller, file, name).filter(({ call }) => {
      const values = resolveAll(program, { ...call, expr: call.expr.callee });
      return callsWrapped(call, values, file, fn);
    }),
  );
}

/** The key behind the called name, where the function or one around it reads it: `ask = config["ask_func"]`. */
function keyOf({ call: { file, fn, expr } }: CallEdge): string | undefined {
  const name = calledName(expr) ?? "";
  for (let at = fn; at >= 0; at = file.functions[at]?.parent ?? -1) {
    const key = keysIn(file.functions[at]?.facts).get(name);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Names under which any file that may call the function keeps it. */
function aliasesOf(program: Program, file: FileFacts, name: string): readonly string[] {
  const all = program.files.flatMap((other) => (mayCall(other, file) ? aliasesIn(other, name) : []));
  return [...new Set(all)].filter((alias) => !COMMON_METHODS.has(alias));
}

/** Names of tables that hold the function, and of what is read out of them: `ask = ASK[provider]`. */
function tabled(program: Program, file: FileFacts, name: string): readonly string[] {
  const callers = program.files.filter((other) => mayCall(other, file));
  const tables = [
    ...new Set(callers.flatMap((other) => localNames(other, name).flatMap((each) => tablesIn(other, each)))),
  ];
  const entries = tables.flatMap((table) => callers.flatMap((other) => entriesOfTable(other, table)));
  return [...tables, ...entries].filter((each) => !COMMON_METHODS.has(each));
}

/** `make = MAKERS[name]`, `make(model)`: calls of a function that is written into a table. */
function callsThroughTable(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  const table = tableAround(file, fn);
  if (table === undefined) return [];
  const callers = program.files.filter((other) => mayCall(other, file));
  const names = [...new Set([table, ...callers.flatMap((other) => entriesOfTable(other, table))])];
  return callers.flatMap((caller) =>
    names
      .flatMap((name) => edgesNamed(caller, file, name))
      .filter((edge) => leadsTo(program, edge, file, fn, [])),
  );
}

/** `ask = pick(provider)`, `ask(messages)`: calls of a function that another one gives. */
function callsOfPicked(program: Program, file: FileFacts, fn: number): readonly CallEdge[] {
  const { name } = (file.functions[fn] as FileFacts["functions"][number]).facts;
  const callers = program.files.filter((other) => mayCall(other, file));
  const maker = makerOf(file, fn);
  const pickers = maker ? [maker] : callers.flatMap((other) => pickersOf(other, name));
  const makers = new Set(pickers);
  const keeps = (other: FileFacts): readonly string[] => [...makers].flatMap((each) => keptIn(other, each));
  const anywhere = callers.flatMap(keeps).filter((each) => !COMMON_METHODS.has(each));
  return callers.flatMap((caller) => {
    const names = new Set([...anywhere, ...keeps(caller)]);
    const edges = new Set([...names].flatMap((each) => edgesNamed(caller, file, each)));
    return [...edges].filter((edge) => leadsTo(program, edge, file, fn, []));
  });
}

function pickersOf(file: FileFacts, name: string): readonly string[] {
  return localNames(file, name).flatMap((each) => pickersIn(file, each));
}

function keptIn(file: FileFacts, picker: string): readonly string[] {
  return localNames(file, picker).flatMap((each) => keptFrom(file, each));
}

/** `self.llm(prompt)`: calls of an object whose class says what calling it does. Such classes are few, so every call may be asked. */
function objectsCalled(
  program: Program,
  file: FileFacts,
  fn: number,
  callers = program.files,
): readonly CallEdge[] {
  const own = enclosingClass(file, fn);
  return callers.flatMap((caller) => {
    if (!own || !mayCall(caller, file)) return [];
    return allEdges(caller).filter(({ call }) => {
      // Classes and methods of libraries are no objects of ours: their names begin with a capital letter or follow no name of ours.
      if (/^[A-Z]/.test(calledName(call.expr) ?? "")) return false;
      const callee = { ...call, expr: call.expr.callee };
      return [...resolveAll(program, callee), ...passedAs(program, callee)].some(
        (value) => value.kind === "instance" && (value.cls === own || extendsClass(program, own, value.cls)),
      );
    });
  });
}

function leadsTo(
  program: Program,
  edge: CallEdge,
  file: FileFacts,
  fn: number,
  made: readonly ClassInfo[],
): boolean {
  const { call } = edge;
  const queued = queuedBy(call.expr);
  const called = choicesOf(call.expr.callee);
  const candidates = [...called, ...(queued ? [queued.fn] : []), ...handedTo(call.expr)];
  return candidates.some((expr) => {
    const isCalled = called.includes(expr);
    const isTabled = isCalled && tableRead(expr) !== undefined;
    if (expr.kind !== "name" && expr.kind !== "member" && !isTabled) return false;
    if (isKeptByHeir(program, { ...call, expr }, file, fn)) return true;
    const isFunction = (value: Value): boolean =>
      value.kind === "function" && value.file === file && value.fn === fn;
    return resolveAll(program, { ...call, expr }).some((value) => {
      if (value.kind === "function") return isFunction(value);
      if (value.kind === "parameter" && isCalled) return isPassed(program, value, isFunction);
      return value.kind === "class" && isCalled && made.includes(value.cls);
    });
  });
}

/** `self.ask(text)` of a base class, where the class of the method puts it there: `self.ask = self.ask_openai`. */
function isKeptByHeir(program: Program, { expr, ...at }: Located, file: FileFacts, fn: number): boolean {
  if (expr.kind !== "member" || expr.object.kind !== "name" || !isSelf(expr.object.name)) return false;
  const base = enclosingClass(at.file, at.fn);
  const own = enclosingClass(file, fn);
  const kept = base && own && base !== own ? (own.attributes.get(expr.name) ?? []) : [];
  if (!base || !own || kept.length === 0 || !extendsClass(program, own, base)) return false;
  return kept.some(
    (binding) =>
      binding.kind === "assign" &&
      resolveAll(program, binding.value).some(
        (value) => value.kind === "function" && value.file === file && value.fn === fn,
      ),
  );
}
