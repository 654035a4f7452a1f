/**
 * What the code puts into a variable or a field after it was declared: `if (!options.model) options.model = "gpt-5"`,
 * `cfg.Model = "gpt-5"` in the function that loads the settings, `flag.StringVar(&model, "model", "gpt-5", "…")`.
 */
import { argumentForParameter } from "./arguments";
import { contradict } from "./certain-assignment";
import { isException } from "./exceptions";
import { lastNameOf, textOf } from "./expression-text";
import { filledBy } from "./go-options";
import type { Expr, FileFacts, FunctionFacts } from "./ir";
import type { Located } from "./located";
import type { ClassInfo, Program } from "./program";
import { resolve, resolveAll } from "./resolve";
import { enclosingClass, lookUp } from "./scope";
import { isSelf } from "./self";
import { isLeftBefore, testsAround } from "./tests-around";
import { callsIn, eachExpression, eachStatement } from "./walk";

export interface GivenLater {
  readonly target: Located;
  readonly value: Located;
  /** A person may give another on the command line. */
  readonly isOption: boolean;
  /** It stands before the use, in the same function or for the same attribute of the same class. */
  readonly isNear: boolean;
}

/** More assignments of one field are no default of it. */
const MAX_GIVEN = 24;
/** `x = y`, and `x ??= y` where it had nothing before. */
const GIVES = /^(\?\?|\|\|)?=$/;
/** Members of members of an object. */
const MAX_MEMBERS = 6;

/** What a name or a member is given besides where it is declared: in its own function before the use, else anywhere by its type. */
export function givenLater(program: Program, at: Located, depth = 0): readonly GivenLater[] {
  const { expr, file, fn } = at;
  if (expr.kind !== "name" && expr.kind !== "member") return [];
  const written = textOf(expr);
  const same = assignmentsOf(file, expr.name).filter(
    ({ target, value }) =>
      textOf(target.expr) === written &&
      !reads(value.expr, written) &&
      !(target.fn === fn && isElsewhere(target, at)) &&
      !isException(file, target.fn, written, value.expr, target.fn === fn ? expr.range.start : undefined),
  );
  const before = same.filter(({ target }) => target.fn === fn && target.expr.range.start < expr.range.start);
  const functions = functionsSharing(at);
  const shared = functions ? same.filter(({ target }) => functions.includes(target.fn)) : [];
  const near = [...before.reverse(), ...shared];
  if (near.length > 0) return near.map((given) => ({ ...given, isNear: true }));
  const filled = expr.kind === "member" ? filledBefore(program, at, expr) : [];
  if (filled.length > 0) return filled;
  const home = expr.kind === "member" ? packageNamed(program, { ...at, expr: expr.object }) : undefined;
  if (home) return ofVariable(program, { file: home, fn: 0, expr }, expr.name);
  return expr.kind === "name" ? ofVariable(program, at, expr.name) : ofField(program, at, expr, depth);
}

/** Whether the assignment stands in a branch that is not taken where the use is reached. */
function isElsewhere(assigned: Located, { file, fn, expr }: Located): boolean {
  const body = file.functions[fn]?.facts.body ?? [];
  if (isLeftBefore(body, assigned.expr.range.start, expr.range.start)) return true;
  const around = testsAround(body, expr.range.start);
  if (around.length === 0) return false;
  return testsAround(body, assigned.expr.range.start).some((test) =>
    around.some((known) => contradict(test, known)),
  );
}

/** Functions that mean the same by the member's text: methods for `self.config.model`, all of the file for a member of its own variable. */
function functionsSharing({ file, fn, expr }: Located): readonly number[] | undefined {
  if (expr.kind !== "member") return undefined;
  if (isOwn(expr)) return [...(enclosingClass(file, fn)?.methods.values() ?? [])];
  const { object } = expr;
  const isShared = object.kind === "name" && lookUp(file, fn, object.name)?.fn === 0;
  return isShared ? [...file.functions.keys()] : undefined;
}

/** `self.config.model`: an attribute of what the object keeps. */
function isOwn(expr: Expr): boolean {
  let inner = expr;
  for (let depth = 0; inner.kind === "member" && depth < MAX_MEMBERS; depth++) inner = inner.object;
  return inner.kind === "name" && isSelf(inner.name);
}

/** `useModel(run)` before `run.model`: what the function puts there, for certain, or else one of the things it may put there. */
function filledBefore(
  program: Program,
  { file, fn, expr: { range } }: Located,
  { object, name }: Extract<Expr, { kind: "member" }>,
): readonly GivenLater[] {
  if (object.kind !== "name" || isSelf(object.name)) return [];
  const calls = callsIn(file, fn).filter(
    ({ call }) =>
      call.range.end <= range.start &&
      call.args.some(({ value }) => value.kind === "name" && value.name === object.name),
  );
  for (const { call } of calls.slice(-MAX_FILLERS).reverse()) {
    const filler = resolve(program, { file, fn, expr: call.callee });
    if (filler.kind !== "function" || (filler.file === file && filler.fn === fn)) continue;
    const { params = [], body = [] } = filler.file.functions[filler.fn]?.facts ?? {};
    const taken = params.filter(({ name: param }) => {
      const given = argumentForParameter({ ...filler, call: { file, fn, expr: call } }, param)?.expr;
      return given?.kind === "name" && given.name === object.name;
    });
    const found = assignmentsOf(filler.file, name).filter(
      ({ target }) =>
        target.fn === filler.fn && taken.some((param) => textOf(target.expr) === `${param.name}.${name}`),
    );
    const certain = found.findLast(({ target }) => testsAround(body, target.expr.range.start).length === 0);
    if (found.length > 0) return certain ? [{ ...certain, isNear: true }] : found;
  }
  return [];
}

/** Calls before a use that may fill what they are given. */
const MAX_FILLERS = 12;

/** A variable of the module that functions fill; Go's options fill those of other packages, too. */
function ofVariable(program: Program, { file, fn }: Located, name: string): readonly GivenLater[] {
  const home = lookUp(file, fn, name);
  const files = home ? [file] : (program.packageOf?.(file.path) ?? []);
  if (home && home.fn > 0) return [];
  const found = files.flatMap((each) =>
    assignmentsOf(each, name).filter(
      ({ target, isOption }) => target.expr.kind === "name" && (target.fn > 0 || isOption),
    ),
  );
  const given = found.length > 0 ? found : fromOtherPackages(program, file, name);
  return given.length > MAX_GIVEN ? [] : given;
}

/** The file of the Go package that a name stands for. */
function packageNamed(program: Program, at: Located): FileFacts | undefined {
  if (at.file.language !== "go" || at.expr.kind !== "name") return undefined;
  const value = resolve(program, at);
  return value.kind === "module" ? value.file : undefined;
}

/** `flag.StringVar(&llm.Model, "model", "gpt-5", "…")`, `llm.Model = "gpt-5"` in another package. */
function fromOtherPackages(program: Program, file: FileFacts, name: string): readonly GivenLater[] {
  if (file.language !== "go" || !/^[A-Z]/.test(name)) return [];
  const own = new Set([file, ...(program.packageOf?.(file.path) ?? [])]);
  return program.files.flatMap((other) =>
    own.has(other)
      ? []
      : assignmentsOf(other, name).filter(({ target }) => {
          if (target.expr.kind !== "member" || target.expr.object.kind !== "name") return false;
          const holder = resolve(program, { ...target, expr: target.expr.object });
          return holder.kind === "module" && own.has(holder.file);
        }),
  );
}

/** A field of an object of a class of the workspace, wherever a variable of that class is assigned it. */
function ofField(
  program: Program,
  at: Located,
  expr: Extract<Expr, { kind: "member" }>,
  depth: number,
): readonly GivenLater[] {
  const classes = classesBehind(program, { ...at, expr: expr.object }, depth);
  if (classes.length === 0) return [];
  const files = new Set(
    classes.flatMap(({ file }) => [file, at.file, ...(program.packageOf?.(file.path) ?? [])]),
  );
  const found = [...files].flatMap((file) =>
    assignmentsOf(file, expr.name).filter(({ target, value }) => {
      if (target.expr.kind !== "member" || reads(value.expr, textOf(target.expr))) return false;
      const owners = classesBehind(program, { ...target, expr: target.expr.object }, depth);
      return owners.some((owner) => classes.includes(owner));
    }),
  );
  return found.length > MAX_GIVEN ? [] : found;
}

/** `config.llm` is of the class of `Section()`, where the code says `config.llm = Section()` of an empty object. */
function classesBehind(program: Program, at: Located, depth: number): readonly ClassInfo[] {
  if (at.expr.kind === "name" && isSelf(at.expr.name)) return [];
  const found = resolveAll(program, at).flatMap((value) => (value.kind === "instance" ? [value.cls] : []));
  if (found.length > 0 || at.expr.kind !== "member" || depth >= MAX_MEMBERS) return found;
  return givenLater(program, at, depth + 1).flatMap(({ value }) =>
    value.expr.kind === "call" ? classesBehind(program, value, depth + 1) : [],
  );
}

function reads(value: Expr, written: string): boolean {
  return eachExpression(value).some(
    (part) => (part.kind === "member" || part.kind === "name") && textOf(part) === written,
  );
}

interface Assigned {
  readonly target: Expr;
  readonly value: Expr;
  readonly isOption: boolean;
}

/** One walk per function; an edit replaces the facts of the functions it touches only. */
const known = new WeakMap<FunctionFacts, ReadonlyMap<string, readonly Assigned[]>>();

/** Assignments of the file whose target ends in the name. */
function assignmentsOf(file: FileFacts, name: string): GivenLater[] {
  return file.functions.flatMap(({ facts }, fn) => {
    let found = known.get(facts);
    if (!found) {
      found = assignmentsIn(file, fn);
      known.set(facts, found);
    }
    return (found.get(name) ?? []).map(({ target, value, isOption }) => ({
      ...{ isOption, isNear: false },
      target: { file, fn, expr: target },
      value: { file, fn, expr: value },
    }));
  });
}

function assignmentsIn(file: FileFacts, fn: number): ReadonlyMap<string, readonly Assigned[]> {
  const found = new Map<string, Assigned[]>();
  const add = (assigned: Assigned): void => {
    const name = lastNameOf(assigned.target);
    if (name !== "") found.set(name, [...(found.get(name) ?? []), assigned]);
  };
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? []))
    if (stmt.kind === "assign" && GIVES.test(stmt.operator) && stmt.value)
      add({ target: stmt.target, value: stmt.value, isOption: false });
  for (const { call } of file.language === "go" ? callsIn(file, fn) : []) {
    const filled = filledBy(call);
    if (filled) add({ ...filled, isOption: true });
  }
  return found;
}
