/** Calls that reach a method through what its class looks like: protocols, interfaces, bases, objects nobody can tell. */
import { type CallEdge, edgesOf } from "./call-index";
import { extendsClass, fitsShape } from "./classes";
import { areOneLanguage, type FileFacts, isScript, type Param } from "./ir";
import type { Located } from "./located";
import { bringsIn, mayCall } from "./named-edges";
import { isGivenElsewhere } from "./passed-functions";
import type { ClassInfo, Program, Value } from "./program";
import { hasAllOf, recordOf } from "./records";
import { resolve, resolveAll, shapesOf } from "./resolve";
import { enclosingClass, isSelf } from "./scope";

/**
 * Calls that reach a method through an interface: `self.model.query(…)` where `model` is a parameter without a class, or is
 * annotated with a protocol or a base class. Objects nobody can tell are taken only where nothing calls the method by its own class, or
 * where the caller's file knows the class and no other class has a method of the name.
 */
export function findDuckCallers(
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
      if ((caller === file || bringsIn(program, caller, file, fn)) && isOnlyOne()) return true;
      return isGivenElsewhere(program, object, (each) => runsMethod(program, each, file, fn));
    });
  });
}

/** Whether the method is the one that an object runs: that of its class, or of one which its class stands for. */
function runsMethod(program: Program, value: Value, file: FileFacts, fn: number): boolean {
  const own = enclosingClass(file, fn);
  const name = file.functions[fn]?.facts.name ?? "";
  if (!own || value.kind !== "instance") return false;
  if (value.cls === own || extendsClass(program, own, value.cls)) return true;
  return !value.cls.methods.has(name) && extendsClass(program, value.cls, own);
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

/** Method names every library has: a call of one on an unknown object says nothing. */
export const COMMON_METHODS = new Set([
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
