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
import { argumentForParameter } from "./arguments";
import { allEdges, type CallEdge, calledName, callsGiven, edgesOf, handedTo } from "./call-index";
import { extendsClass, fitsShape, madeAlike } from "./classes";
import { lastNameOf } from "./expression-text";
import { defaultImports, localNames } from "./imported-names";
import { areOneLanguage, type FileFacts, isScript, type Param } from "./ir";
import type { Located } from "./located";
import { importsIn } from "./outline";
import type { ClassInfo, Program, Value } from "./program";
import { hasAllOf, recordOf } from "./records";
import { resolve, resolveAll, shapesOf } from "./resolve";
import { queuedBy } from "./runners";
import { enclosingClass, isSelf } from "./scope";
import { isTestPath } from "./test-paths";
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
  return named.length > 0 ? named : callsThroughTable(program, file, fn);
}

/** `forward` of a module of DSPy: calling the object is calling it. */
function isForward(file: FileFacts, fn: number): boolean {
  if (!/^a?forward$/.test(file.functions[fn]?.facts.name ?? "")) return false;
  return enclosingClass(file, fn)?.bases.some(({ expr }) => lastNameOf(expr) === "Module") === true;
}

/** Whether a file imports the class of the method by its name, or anything of the file that declares it. */
function bringsIn(program: Program, other: FileFacts, file: FileFacts, fn: number): boolean {
  const own = enclosingClass(file, fn)?.name;
  return importsIn(other).some(
    ({ module, names }) =>
      names.some(({ imported }) => imported === own) ||
      program.resolveModule(other.path, module) === file.path,
  );
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

/** Names of the parameters by which functions of the workspace are given the function: `self.retry(self.ask, text)`, `def retry(self, run, text)`. */
function parametersGiven(program: Program, file: FileFacts, name: string): readonly string[] {
  const calls = program.files.flatMap((other) =>
    mayCall(other, file) ? localNames(other, name).flatMap((each) => callsGiven(other, each)) : [],
  );
  const names = calls.flatMap(({ expr, ...at }) => {
    const runs = resolve(program, { ...at, expr: expr.callee });
    if (runs.kind !== "function") return [];
    const { file: home, fn } = runs;
    const call = { ...at, expr };
    return (home.functions[fn]?.facts.params ?? []).flatMap((param) => {
      const value = argumentForParameter({ file: home, fn, call }, param.name)?.expr;
      return value && lastNameOf(value) === name ? [param.name] : [];
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

/** What callers pass where the name is a parameter of the function: `def loop(llm, messages)`, `loop(self.llm, messages)`. */
function passedAs(program: Program, { file, fn, expr }: Located): readonly Value[] {
  const params = expr.kind === "name" ? (file.functions[fn]?.facts.params ?? []) : [];
  return expr.kind === "name" && params.some(({ name }) => name === expr.name)
    ? passedFor(program, file, fn, expr.name)
    : [];
}

/** What calls of the function give for a parameter. */
function passedFor(program: Program, file: FileFacts, fn: number, name: string): readonly Value[] {
  const called = file.functions[fn]?.facts.name ?? "";
  return program.files.flatMap((caller) =>
    edgesNamed(caller, file, called).flatMap(({ call }) => {
      const runs = resolve(program, { ...call, expr: call.expr.callee });
      if (runs.kind !== "function" || runs.file !== file || runs.fn !== fn) return [];
      const given = argumentForParameter({ file, fn, call }, name);
      return given ? resolveAll(program, given) : [];
    }),
  );
}

/**
 * Calls that reach a method through an interface: `self.model.query(…)` where `model` is a parameter without a class, or is
 * annotated with a protocol or a base class. Objects nobody can tell are taken only where nothing calls the method by its own class, or
 * where the caller's file knows the class and no other class has a method of the name.
 */
function findDuckCallers(
  program: Program,
  file: FileFacts,
  fn: number,
  guesses: boolean,
): readonly CallEdge[] {
  const node = file.functions[fn];
  const record = node?.className ? undefined : recordOf(file, fn);
  if (!node || !(node.className || record) || /^(__init__|constructor)$/.test(node.facts.name)) return [];
  const isCommon = COMMON_METHODS.has(node.facts.name);
  const isOnlyOne = (): boolean => !isCommon && methodsNamed(program, node.facts.name, file.language) === 1;
  // Types of scripts tell whom they call, whatever the method's name.
  if (isCommon && !extendsAnything(file, fn) && !isScript(file.language)) return [];
  const most = node.facts.params.length;
  const open = node.facts.params.some((param) => param.kind !== "positional");
  const least = file.language === "python" ? needed(node.facts.params) : 0;
  return program.files.flatMap((caller) => {
    if (!mayCall(caller, file)) return [];
    return edgesOf(caller, node.facts.name).filter(({ call }) => {
      const { callee, args } = call.expr;
      if (callee.kind !== "member" || (args.length > most && !open)) return false;
      if (args.length < least && !args.some(({ spread }) => spread)) return false;
      const value = resolve(program, { ...call, expr: callee });
      if (value.kind === "function")
        return resolveAll(program, { ...call, expr: callee }).some(
          (each) => each.kind === "function" && isInterfaceOf(program, each.file, each.fn, file, fn),
        );
      const object = { ...call, expr: callee.object };
      if (isBaseWithout(program, object, file, fn)) return true;
      const shapes = shapesOf(program, object).filter(({ attributes }) => attributes.has(node.facts.name));
      if (shapes.length > 0)
        return shapes.some((shape) => (record ? hasAllOf(record, shape) : fits(program, shape, file, fn)));
      if (value.kind === "external-object") return isPromised(program, value, file, fn);
      if (!/^(expression|unknown|parameter)$/.test(value.kind)) return false;
      if (guesses)
        return !isCommon && (!record || methodsNamed(program, node.facts.name, file.language) === 0);
      return (caller === file || bringsIn(program, caller, file, fn)) && isOnlyOne();
    });
  });
}

const methodCounts = new WeakMap<readonly FileFacts[], Map<string, number>>();

/** How many classes of the program, in one language, have a method of the name. */
function methodsNamed({ files }: Program, name: string, language: FileFacts["language"]): number {
  const known = methodCounts.get(files) ?? new Map<string, number>();
  methodCounts.set(files, known);
  const key = `${isScript(language) ? "script" : language} ${name}`;
  const counted = known.get(key);
  if (counted !== undefined) return counted;
  const count = files
    .filter((file) => areOneLanguage(file.language, language))
    .reduce(
      (sum, file) => sum + file.functions.filter((fn) => fn.className && fn.facts.name === name).length,
      0,
    );
  known.set(key, count);
  return count;
}

/** Arguments without which Python does not call the method: `text.translate(table)` is no translator's. */
function needed(params: readonly Param[]): number {
  return params.filter(
    ({ name, kind, defaultValue }) => kind === "positional" && defaultValue === null && !isSelf(name),
  ).length;
}

/** `model: Judge`, where only the classes that extend `Judge` have the method. */
function isBaseWithout(program: Program, object: Located, file: FileFacts, fn: number): boolean {
  const own = enclosingClass(file, fn);
  if (!own || !extendsAnything(file, fn)) return false;
  return resolveAll(program, object).some(
    (value) => value.kind === "instance" && value.cls !== own && extendsClass(program, own, value.cls),
  );
}

/** `llm: Llm`, an interface: the classes that say they implement it, and those that have all it asks for. */
function fits(program: Program, shape: ClassInfo, file: FileFacts, fn: number): boolean {
  const own = enclosingClass(file, fn);
  const method = file.functions[fn]?.facts.name ?? "";
  return own !== undefined && (extendsClass(program, own, shape) || fitsShape(program, own, shape, method));
}

/** `service: Service`, an interface of a package outside the workspace that the class says it implements. */
function isPromised(
  program: Program,
  { origin, call, steps }: Extract<Value, { kind: "external-object" }>,
  file: FileFacts,
  fn: number,
): boolean {
  if (call || steps.length !== 1) return false;
  return (enclosingClass(file, fn)?.promised ?? []).some((type) => {
    const value = resolve(program, type);
    return (
      value.kind === "external" &&
      value.name.module === origin.module &&
      value.name.path.join(".") === origin.path.join(".")
    );
  });
}

function extendsAnything(file: FileFacts, fn: number): boolean {
  const own = enclosingClass(file, fn);
  return own !== undefined && own.bases.length + own.promised.length > 0;
}

/** One language calls itself only; and what a test passes is not what a user runs. */
export function mayCall(caller: FileFacts, file: FileFacts): boolean {
  if (!areOneLanguage(caller.language, file.language)) return false;
  return isTestPath(file.path) || !isTestPath(caller.path);
}

/** Method names every library has: a call of one on an unknown object says nothing. */
const COMMON_METHODS = new Set([
  ...[
    "get",
    "set",
    "add",
    "append",
    "pop",
    "update",
    "items",
    "keys",
    "values",
    "read",
    "write",
    "close",
    "open",
  ],
  ...[
    "create",
    "run",
    "call",
    "invoke",
    "send",
    "format",
    "join",
    "split",
    "map",
    "filter",
    "then",
    "push",
    "toString",
  ],
  ...[
    "execute",
    "start",
    "stop",
    "parse",
    "load",
    "save",
    "print",
    "log",
    "next",
    "init",
    "__init__",
    "constructor",
  ],
]);

/** The resolved method is declared by a protocol, an abstract base, or a base class of the other method's class. */
function isInterfaceOf(
  program: Program,
  base: FileFacts,
  baseFn: number,
  file: FileFacts,
  fn: number,
): boolean {
  const declared = enclosingClass(base, baseFn);
  const own = enclosingClass(file, fn);
  if (!declared || !own || declared === own) return false;
  return extendsClass(program, own, declared) || (own.bases.length === 0 && isProtocol(declared));
}

/** Anything that has the methods fits a protocol; an abstract base only counts for classes that name it. */
export function isProtocol(cls: ClassInfo): boolean {
  return cls.bases.some(
    (b) => (b.expr.kind === "name" || b.expr.kind === "member") && b.expr.name === "Protocol",
  );
}

/** Calls in one file of what another declares as `name`: under that name, and under what the caller's imports make of it. */
function edgesNamed(caller: FileFacts, file: FileFacts, name: string): readonly CallEdge[] {
  const names = new Set([...localNames(caller, name), ...defaultImports(caller)]);
  const found = new Map(
    [...names].flatMap((local) => edgesOf(caller, local)).map((edge) => [edge.call.expr, edge]),
  );
  return found.size > 0 && mayCall(caller, file) ? [...found.values()] : NO_EDGES;
}

const NO_EDGES: readonly CallEdge[] = [];

/** `run(ask=ask_openai)`, where `run` calls its parameter: whether a caller passes the function. */
function isPassed(
  program: Program,
  parameter: Extract<Value, { kind: "parameter" }>,
  file: FileFacts,
  fn: number,
): boolean {
  return passedFor(program, parameter.file, parameter.fn, parameter.name).some(
    (value) => value.kind === "function" && value.file === file && value.fn === fn,
  );
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
  const candidates = [call.expr.callee, ...(queued ? [queued.fn] : []), ...handedTo(call.expr)];
  return candidates.some((expr) => {
    const isTabled = expr === call.expr.callee && tableRead(expr) !== undefined;
    if (expr.kind !== "name" && expr.kind !== "member" && !isTabled) return false;
    if (isKeptByHeir(program, { ...call, expr }, file, fn)) return true;
    return resolveAll(program, { ...call, expr }).some((value) => {
      if (value.kind === "function") return value.file === file && value.fn === fn;
      if (value.kind === "parameter" && expr === call.expr.callee) return isPassed(program, value, file, fn);
      return value.kind === "class" && expr === call.expr.callee && made.includes(value.cls);
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
