/** Matches arguments with parameters, and keys with the entries of literals. */
import { lastNameOf } from "./expression-text";
import type { Argument, Expr } from "./ir";
import { laterEntries, onlyGiven } from "./later-entries";
import type { Frame, Located } from "./located";
import type { ClassInfo } from "./program";
import { handingOf, queuedBy } from "./runners";
import { unwrittenParameters } from "./self";

/** The argument of a call by keyword or by position; positions count from the call's first argument. */
export function argumentOf(
  args: readonly Argument[],
  want: { readonly name?: string; readonly index?: number },
): Argument | undefined {
  if (want.name !== undefined) {
    const named = args.find((arg) => arg.name === want.name);
    if (named) return named;
  }
  if (want.index === undefined) return undefined;
  const positional = args.filter((arg) => arg.name === null);
  const spreadBefore = positional.slice(0, want.index + 1).some((arg) => arg.spread);
  return spreadBefore ? undefined : positional[want.index];
}

/** The entry of a dict or list literal; of several with one key the last counts. */
export function entryOf(expr: Expr, key: string | number): Expr | undefined {
  if (expr.kind === "list") {
    const index = typeof key === "number" ? key : Number.NaN;
    return expr.items[index < 0 ? expr.items.length + index : index];
  }
  if (expr.kind !== "dict") return undefined;
  const matches = expr.entries.filter((entry) => {
    if (entry.key?.kind === "string" || entry.key?.kind === "number")
      return String(entry.key.value) === String(key);
    return entry.key?.kind === "name" && entry.key.name === key;
  });
  return matches[matches.length - 1]?.value;
}

/** Objects of Python that have what they are made with as members. */
const NAMESPACES = /^(SimpleNamespace|Namespace)$/;

/** What a Go struct literal, or one of Python's namespaces, gives for a field. */
export function fieldOf(call: Located | null, name: string): Located | undefined {
  if (call?.expr.kind !== "call") return undefined;
  const isGo = call.file.language === "go" && call.expr.isNew;
  if (!isGo && !NAMESPACES.test(lastNameOf(call.expr.callee))) return undefined;
  const given = call.expr.args.find((arg) => arg.name === name);
  return given && { ...call, expr: given.value };
}

/** Index of the class's own constructor; undefined where it writes none. */
export function constructorOf(cls: ClassInfo): number | undefined {
  return cls.methods.get("__init__") ?? cls.methods.get("constructor");
}

/** In place of a function in the frame of a class without a constructor: that of a base is entered by the same call. */
export const INHERITED = -1;

/** The frame of a constructor call: its arguments stand for the parameters of `__init__` / `constructor`. */
export function constructorFrame(cls: ClassInfo, call: Located): Frame {
  return { file: cls.file, fn: constructorOf(cls) ?? INHERITED, call };
}

/** What a call gives to the function of the name: `pool.submit(ask, model)` and `Thread(target=ask, args=(model,))` as `ask(model)` does. */
function argumentsFor(call: Extract<Expr, { kind: "call" }>, name: string): readonly Argument[] {
  const { callee, args } = call;
  const called = lastNameOf(callee);
  if (called === name) return args;
  const queued = queuedBy(call);
  if (queued && isNamed(queued.fn, name)) {
    if (queued.handing === "found") return [];
    return queued.handing === "listed" ? listedIn(args, 0) : args;
  }
  const handed = args.findIndex(({ value }) => isNamed(value, name) || holdsNamed(value, name));
  const handing = handed < 0 ? undefined : handingOf(called);
  if (handing === "behind") {
    const listed = args.find((arg) => arg.name === "args");
    return listed ? listedIn(args, handed + 1) : args.slice(handed + 1);
  }
  if (handing === "listed") return listedIn(args, handed + 1);
  // `table["q"].apply(ask, model="gpt-5")`: the runner finds the first argument and hands the named ones on.
  return handing === "found" ? args.filter((arg) => arg.name !== null && arg.name !== "args") : args;
}

/** What the runner is given for the function: `args=(model,)` or the list at the position, and `kwargs={"model": model}`. */
function listedIn(args: readonly Argument[], index: number): readonly Argument[] {
  const list = (argumentOf(args, { name: "args", index }) ?? argumentOf(args, { name: "fargs" }))?.value;
  const named = args.find(({ name }) => name === "kwargs" || name === "fkwargs")?.value;
  const items = list?.kind === "list" ? list.items : [];
  const entries = named?.kind === "dict" ? named.entries : [];
  return [
    ...items.map((value) => ({ name: null, spread: value.kind === "spread", value })),
    ...entries.flatMap(({ key, value }) =>
      key?.kind === "string" ? [{ name: key.value, spread: false, value }] : [],
    ),
  ];
}

function isNamed(value: Expr, name: string): boolean {
  return (value.kind === "name" || value.kind === "member") && value.name === name;
}

/** `evaluate(run, evaluators=[grade])`. */
function holdsNamed(value: Expr, name: string): boolean {
  return value.kind === "list" && value.items.some((item) => isNamed(item, name));
}

/** The argument that a followed call passes for a parameter; undefined where it leaves the default. */
export function argumentForParameter(frame: Frame, name: string): Located | undefined {
  const { call, file, fn } = frame;
  if (call.expr.kind !== "call") return undefined;
  const params = file.functions[fn]?.facts.params ?? [];
  const position = params.findIndex((p) => p.name === name);
  const pattern = params.findIndex(
    (p) => p.kind === "pattern" && p.pattern.some((part) => part.property === name),
  );
  const offset = unwrittenParameters(file, fn);
  if (position < 0 && pattern < 0) return undefined;
  const args = argumentsFor(call.expr, file.functions[fn]?.facts.name ?? "");
  if (position >= 0) {
    const want = { name, index: position - offset };
    const arg = argumentOf(args, want);
    return arg ? { ...call, expr: arg.value } : spreadFor(call, args, name);
  }
  const options = argumentOf(args, { index: pattern - offset });
  const inner = options ? entryOf(options.value, name) : undefined;
  return inner ? { ...call, expr: inner } : undefined;
}

/**
 * What `make(**options)` gives for a parameter: an entry of a dict written in place or behind the name, or what the caller's own caller gave
 * by that name.
 */
function spreadFor(call: Located, args: readonly Argument[], name: string): Located | undefined {
  for (const { spread, value } of args) {
    if (!spread) continue;
    if (call.frame && value.kind === "name") {
      const handed = keywordForRest(call.frame, value.name, name);
      if (handed) return handed;
    }
    const dict = value.kind === "name" ? dictNamed(call, value.name, name) : value;
    const entry = dict?.kind === "dict" ? entryOf(dict, name) : undefined;
    if (entry) return { ...call, expr: entry };
  }
  return undefined;
}

/** What the calling function gives the name, where that is one value and no statement enters the key later. */
function dictNamed({ file, fn }: Located, name: string, key: string): Expr | undefined {
  const isLater = laterEntries(file, fn, name).some((entry) => entry.key === key);
  return isLater ? undefined : onlyGiven(file, fn, name);
}

/** The keyword that a followed call gives and `**rest` takes up; undefined where the name is no such parameter, or has none of that name. */
export function keywordForRest(frame: Frame, name: string, keyword: string): Located | undefined {
  const { call, file, fn } = frame;
  if (call.expr.kind !== "call") return undefined;
  const params = file.functions[fn]?.facts.params ?? [];
  const isRest = params.some((param) => param.kind === "keyword-rest" && param.name === name);
  const given = isRest ? argumentOf(call.expr.args, { name: keyword }) : undefined;
  return given && { ...call, expr: given.value };
}

/** The arguments a followed call passes for `*items` / `...items`; undefined where the name is no such parameter. */
export function argumentsForRest(frame: Frame, name: string): readonly Located[] | undefined {
  const { call, file, fn } = frame;
  if (call.expr.kind !== "call") return undefined;
  const params = file.functions[fn]?.facts.params ?? [];
  const position = params.findIndex((param) => param.kind === "rest" && param.name === name);
  if (position < 0) return undefined;
  const offset = unwrittenParameters(file, fn);
  const positional = call.expr.args.filter((arg) => arg.name === null);
  return positional.slice(position - offset).map((arg) => ({ ...call, expr: arg.value }));
}
