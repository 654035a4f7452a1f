/** What the functions on a chain give for the parameters and records that hold the messages below. */
import { declaringClass } from "../facts/classes";
import { lastNameOf, textOf } from "../facts/expression-text";
import { type Trace, tracesOf } from "../facts/history";
import { creationsOf, type HistoryRoot } from "../facts/history-roots";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { argumentForParameter, argumentOf, resolve, resolveAll } from "../facts/resolve";
import { enclosingClass, lookUp } from "../facts/scope";
import { namesConversation } from "../facts/stored-history";
import { type CallExpression, visitCalls } from "../facts/walk";
import type { Chain, Level } from "./chain";

/** Whether a helper makes the request that a function on the chain sends. */
export function isMadeAside({ file, fn }: Located, { levels }: Chain): boolean {
  return fn > 0 && !levels.some((level) => level.file === file && level.fn === fn);
}

/** `payload = self.payload(messages)`, by which the helper that writes the messages into the request is given them. */
export function madeWith(
  program: Program,
  carried: Trace,
  { file, fn }: Located,
  level: Level,
): readonly Trace[] {
  const { root } = carried;
  if (root.kind !== "parameter" || root.file !== file || root.fn !== fn) return [];
  const name = file.functions[fn]?.facts.name;
  return argumentsHere(program, root, level, carried, (call) => {
    if (lastNameOf(call.expr.callee) !== name) return false;
    const value = resolve(program, { ...call, expr: call.expr.callee });
    return value.kind === "function" && value.file === file && value.fn === fn;
  });
}

/** What the function above gives for the root of the one below. */
export function givenAbove(program: Program, trace: Trace, current: Level, above: Level): readonly Trace[] {
  const { root } = trace;
  if (root.kind === "attribute") return recordRoots(program, root, above, trace);
  if (root.kind === "state") return heldByState(program, root, current, above, trace);
  if (root.kind !== "parameter") return [];
  if (isConstructor(root)) return constructedWith(program, root, above, trace);
  if (root.file !== current.file || root.fn !== current.fn) return [];
  return passedRoots(program, root, { file: above.file, fn: above.fn, expr: above.call }, trace);
}

/** `client.Chat(&Request{Messages: a.messages})`: what the record holds that a caller makes, where the code of its type gives it nothing. */
function recordRoots(
  program: Program,
  root: Extract<HistoryRoot, { kind: "attribute" }>,
  { file, fn }: Level,
  carried: Trace,
): readonly Trace[] {
  if (creationsOf(root).length > 0) return [];
  const found: Trace[] = [];
  visitCalls(file, fn, (call) => {
    const { callee, args, isNew } = call.expr;
    if (!(isNew || file.language === "python") || lastNameOf(callee) !== root.cls.name) return;
    const held = argumentOf(args, { name: root.name })?.value;
    const value = held ? resolve(program, { ...call, expr: callee }) : undefined;
    if (!held || value?.kind !== "class" || value.cls !== root.cls) return;
    found.push(...carriedOn(tracesOf(program, { ...call, expr: held }, carried.inText), carried));
  });
  return found;
}

/** `agent.act(state)`, where `state` is an object of the workspace whose field is sent: no state that a graph hands over. */
function heldByState(
  program: Program,
  { file, fn, name, key }: Extract<HistoryRoot, { kind: "state" }>,
  current: Level,
  above: Level,
  carried: Trace,
): readonly Trace[] {
  if (file !== current.file || fn !== current.fn) return [];
  const call: Located = { file: above.file, fn: above.fn, expr: above.call };
  const given = argumentForParameter({ file, fn, call }, name);
  const objects = given ? resolveAll(program, given) : [];
  return objects.flatMap((object) => {
    const cls = object.kind === "instance" ? declaringClass(program, object.cls, key) : undefined;
    return cls?.attributes.has(key) ? [{ ...carried, root: { kind: "attribute", cls, name: key } }] : [];
  });
}

function isConstructor({ file, fn }: ParameterRoot): boolean {
  return /^(__init__|constructor)$/.test(file.functions[fn]?.facts.name ?? "");
}

/** `Streamer(client, prompt).stream()`: what the function above makes the object with, whose attribute is sent. */
function constructedWith(
  program: Program,
  root: ParameterRoot,
  above: Level,
  carried: Trace,
): readonly Trace[] {
  const own = enclosingClass(root.file, root.fn);
  if (!own) return [];
  return argumentsHere(program, root, above, carried, (call) => {
    if (lastNameOf(call.expr.callee) !== own.name) return false;
    const value = resolve(program, { ...call, expr: call.expr.callee });
    return value.kind === "class" && value.cls === own;
  });
}

type ParameterRoot = Extract<HistoryRoot, { kind: "parameter" }>;

/** What the level's calls that lead to the root's function give for it. */
function argumentsHere(
  program: Program,
  root: ParameterRoot,
  { file, fn }: Level,
  carried: Trace,
  leads: (call: Located<CallExpression>) => boolean,
): readonly Trace[] {
  const found: Trace[] = [];
  visitCalls(file, fn, (call) => {
    if (leads(call)) found.push(...passedRoots(program, root, call, carried));
  });
  return found;
}

/** What the call gives for the parameter. */
function passedRoots(program: Program, root: ParameterRoot, call: Located, carried: Trace): readonly Trace[] {
  const argument = argumentForParameter({ file: root.file, fn: root.fn, call }, root.name);
  const given = argument ? [argument] : inOptions(root, call);
  return given.flatMap((at) => carriedOn(tracesOf(program, at, carried.inText), carried));
}

/** What holds the messages among the options that a call spreads, `chat(**options)`, or gives a function which takes them up so: `chat(messages=…)`. */
function inOptions({ file, fn, name }: ParameterRoot, call: Located): readonly Located[] {
  const args = call.expr.kind === "call" && file.language === "python" ? call.expr.args : [];
  const params = file.functions[fn]?.facts.params ?? [];
  const isRest = params.some((param) => param.kind === "keyword-rest" && param.name === name);
  const messages = isRest ? args.filter((arg) => arg.name !== null && namesConversation(arg.name)) : [];
  const spread = args.filter(({ spread, value }) => spread && areOptions(value, call));
  return (messages.length > 0 ? messages : spread).map(({ value }) => ({ ...call, expr: value }));
}

/** Names that code gives arguments by name, where a call makes them. */
const OPTIONS = /kw|params|options|request|payload|body|config/i;

/** Whether the name stands for arguments by name: `**kwargs` of the function itself, or a dict. */
function areOptions(value: Expr, { file, fn }: Located): boolean {
  const bindings = value.kind === "name" ? (lookUp(file, fn, value.name)?.bindings ?? []) : [];
  const params = file.functions[fn]?.facts.params ?? [];
  return bindings.some((binding) => {
    if (binding.kind === "assign") {
      const { kind } = binding.value.expr;
      return kind === "dict" || (/^(call|await)$/.test(kind) && OPTIONS.test(lastNameOf(value)));
    }
    if (binding.kind !== "parameter") return false;
    const type = binding.annotation ? textOf(binding.annotation.expr) : "";
    const isRest = params.some((param) => param.kind === "keyword-rest" && param.name === binding.name);
    return isRest || /^(dict|Dict|Mapping)\b/.test(type);
  });
}

function carriedOn(traces: readonly Trace[], carried: Trace): readonly Trace[] {
  return traces.map((t) => ({
    root: t.root,
    window: t.window ?? carried.window,
    summarised: t.summarised ?? carried.summarised,
    cleared: t.cleared ?? carried.cleared,
    inText: t.inText || carried.inText,
    headOnly: t.headOnly && carried.headOnly,
    fixedAt: t.fixedAt ?? carried.fixedAt,
  }));
}
