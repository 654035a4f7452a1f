/** What object of an SDK an expression holds, with everything fixed on the way to it: constructor, steps, joined parts. */

import { edgesOf } from "../facts/call-index";
import { placesOf } from "../facts/collections";
import { entryRead } from "../facts/entries";
import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import { entriesIn, operandsOf } from "../facts/joined";
import { frameKey, type Located } from "../facts/located";
import type { ExternalName, Program, Value } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { enclosingClass, isSelf } from "../facts/scope";
import { eachStatement } from "../facts/walk";
import { SDKS } from "../sdks";
import type { Way } from "../sdks/sdk";
import { ambientNamed } from "./ambient";
import { extendedAt } from "./base-object";
import { applies, holdsTrue } from "./conditions";
import { configuredUnder } from "./configurable";
import { decidedObject } from "./decided-object";
import { hasImport } from "./imports";
import { keptEntries } from "./kept-items";
import { ITEM, listBehind } from "./list-items";
import { objectOf, type SdkObject } from "./made-object";
import {
  argumentsPassed,
  callsFilling,
  entryPassed,
  givenToField,
  parameterBehind,
  partKept,
} from "./parameter-behind";
import { pickedEntry } from "./picked-entry";
import { conversationOf, sessionAfter } from "./session-memory";
import { isOneObject, offeredTools, sharedSources } from "./shared-sources";
import { storedInApplication, storedUnder } from "./slots";
import { constructorsOf } from "./tables";
import { readWay } from "./ways";

export type { SdkObject };

/** Longest way through joins, wrappers and callers. */
const MAX_DEPTH = 12;

/** The SDK object the expression stands for, or undefined. */
export function describeObject(program: Program, at: Located, depth = 0): SdkObject | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const { byExpression } = answersOf(program);
  let answers = byExpression.get(at.expr);
  if (!answers) {
    answers = new Map();
    byExpression.set(at.expr, answers);
  }
  // Behind a frame the same expression may stand for something else.
  return once(answers, `${at.fn}:${depth}${frameKey(at.frame)}`, () => describeAnew(program, at, depth));
}

/**
 * What is known already. Callers of callers fan out, and many ways lead to the same expression: without it the work grows with the power
 * of the depth. An answer holds for its depth alone, so that it does not depend on what was asked before.
 */
interface Answers {
  readonly byExpression: WeakMap<Expr, Map<string, SdkObject | null>>;
  readonly byParameter: Map<string, SdkObject | null>;
}

const known = new WeakMap<Program, Answers>();

function answersOf(program: Program): Answers {
  let answers = known.get(program);
  if (!answers) {
    answers = { byExpression: new WeakMap(), byParameter: new Map() };
    known.set(program, answers);
  }
  return answers;
}

function once(
  answers: Map<string, SdkObject | null>,
  key: string,
  make: () => SdkObject | undefined,
): SdkObject | undefined {
  const answer = answers.get(key);
  if (answer !== undefined) return answer ?? undefined;
  const made = make();
  answers.set(key, made ?? null);
  return made;
}

function describeAnew(program: Program, at: Located, depth: number): SdkObject | undefined {
  const next = (value: Located): SdkObject | undefined => describeObject(program, value, depth + 1);
  const decided = decidedObject(program, at, next, () => byStructure(program, at, depth));
  if (decided) return decided;
  let doubtful: SdkObject | undefined;
  for (const value of resolveAll(program, at)) {
    const object = fromValue(program, at, value, depth);
    if (object && object.doubt === null) return object;
    doubtful ??= object;
  }
  return (
    byStructure(program, at, depth) ??
    fromCallers(program, at, depth) ??
    fromHolder(program, at, depth) ??
    fromBase(program, at, depth) ??
    fromSlot(program, at, depth) ??
    handedBack(program, at, depth) ??
    handedOver(program, at, depth) ??
    doubtful
  );
}

/** `mastra` in a step's or a tool's callback: the object that the program makes, or, where it makes none, one of its kind. */
function handedOver(program: Program, at: Located, depth: number): SdkObject | undefined {
  const name = lastNameOf(at.expr);
  const sdk = SDKS.find(({ handed }) => handed?.name === name);
  if (!sdk?.handed || depth > MAX_DEPTH || !hasImport(at.file, sdk)) return undefined;
  const doubt = `\`${name}\` is handed to a callback of the library`;
  for (const file of program.files) {
    for (const { call } of edgesOf(file, sdk.handed.made)) {
      const object = describeObject(program, call, depth + 1);
      if (object?.sdk === sdk) return { ...object, doubt };
    }
  }
  const rule = sdk.constructors.find(({ names }) => names.includes(sdk.handed?.made ?? ""));
  return rule && objectOf(sdk, rule, sdk.handed.made, null, at, doubt);
}

/** `Settings.llm` where it is read: what the program sets there for all, or the library's own default. */
function setForAll(program: Program, at: Located, name: ExternalName, depth: number): SdkObject | undefined {
  const read = depth > MAX_DEPTH ? undefined : ambientNamed(program, at.file, name);
  if (!read) return undefined;
  const object = read.model && describeObject(program, read.model, depth + 1);
  const made = object ?? objectOf(read.sdk, { names: [], produces: "model" }, "", null, at, null);
  // What callers give goes first: `llm or Settings.llm`.
  const isRead = textOf(at.expr).endsWith(name.path.slice(-2).join("."));
  return isRead
    ? made
    : { ...made, doubt: made.doubt ?? "it is what is set for all, unless another is given" };
}

/** What the file stores under the path that is read, or puts into the collection that an entry is read of. */
function fromSlot(program: Program, at: Located, depth: number): SdkObject | undefined {
  const places = placesOf(at);
  const stored = [
    ...places.flatMap(storedUnder),
    ...places.flatMap((each) => storedInApplication(program, each)),
  ];
  for (const value of stored) {
    const object = describeObject(program, value, depth + 2);
    if (object)
      return { ...object, doubt: object.doubt ?? "it is kept under a name in a place of another library" };
  }
  if (depth > MAX_DEPTH) return undefined;
  const describe = (value: Located) => describeObject(program, value, depth + 2) ?? [];
  const kept = keptEntries(program, places, describe);
  const objects = [...kept, ...configuredUnder(program, at).flatMap(describe)];
  return agreed(program, objects, "it is kept in a collection", depth);
}

/** What a function hands back that reads it out of a place of its own. */
function handedBack(program: Program, at: Located, depth: number): SdkObject | undefined {
  if (at.expr.kind !== "call" || depth > MAX_DEPTH) return undefined;
  for (const value of resolveAll(program, { ...at, expr: at.expr.callee })) {
    const object = value.kind === "function" ? fromGetter(program, value, depth) : undefined;
    if (object) return object;
  }
  return undefined;
}

function fromValue(program: Program, at: Located, value: Value, depth: number): SdkObject | undefined {
  switch (value.kind) {
    case "external-object": {
      const passed = stepOnPassed(program, at, value, depth);
      if (passed) return passed;
      const made =
        construct(program, value.origin, value.call, at, depth) ??
        cast(program, value, depth) ??
        wrapped(program, value.call, depth);
      return value.steps.reduce<SdkObject | undefined>(
        (object, step) => object && applyStep(program, object, step.name, step.call, depth),
        made,
      );
    }
    case "instance":
      return inherited(program, value, at, depth);
    case "expression":
      return value.at.expr === at.expr ? undefined : describeObject(program, value.at, depth + 1);
    case "parameter": {
      const expr: Expr = { kind: "name", name: value.name, range: at.expr.range };
      return fromCallers(program, { file: value.file, fn: value.fn, expr }, depth);
    }
    case "external":
      return setForAll(program, at, value.name, depth);
    case "function":
      return at.expr.kind === "member" ? fromGetter(program, value, depth) : undefined;
    default:
      return undefined;
  }
}

/** `self.judge = llm.with_structured_output(Form)`: of an `llm` that only an annotation tells, callers know more. */
function stepOnPassed(
  program: Program,
  at: Located,
  { call, steps }: Extract<Value, { kind: "external-object" }>,
  depth: number,
): SdkObject | undefined {
  const last = steps[steps.length - 1]?.call;
  if (call || !last || last.expr === at.expr || depth >= MAX_DEPTH) return undefined;
  const object = byStructure(program, last, depth + 1);
  return object && object.sources.length > 1 ? object : undefined;
}

/** `cast(Agent, session.get("agent"))`: the value, or what the type promises. */
function cast(
  program: Program,
  { origin, call }: Extract<Value, { kind: "external-object" }>,
  depth: number,
): SdkObject | undefined {
  if (origin.module !== "typing" || origin.path[0] !== "cast" || call?.expr.kind !== "call") return undefined;
  const [type, held] = call.expr.args;
  const object = held ? describeObject(program, { ...call, expr: held.value }, depth + 1) : undefined;
  if (object || !type) return object;
  const at = { ...call, expr: type.value };
  for (const named of resolveAll(program, at)) {
    const promised = named.kind === "external" ? construct(program, named.name, null, at, depth) : undefined;
    if (promised) return promised;
  }
  return undefined;
}

/** A method that is read without being called is a property: what it returns is the object. */
function fromGetter(
  program: Program,
  getter: Extract<Value, { kind: "function" }>,
  depth: number,
): SdkObject | undefined {
  const { file, fn } = getter;
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind !== "return" || !stmt.value) continue;
    const object = describeObject(program, { file, fn, expr: stmt.value }, depth + 1);
    if (object) return object;
  }
  return undefined;
}

/** The object a constructor call makes, or, without a call, what an annotation promises. */
function construct(
  program: Program,
  origin: ExternalName,
  call: Located | null,
  at: Located,
  depth: number,
): SdkObject | undefined {
  const entry = constructorsOf(origin).find((candidate) => applies(program, candidate, call));
  if (!entry) return undefined;
  const { sdk, rule, name } = entry;
  const maker = name.slice(name.lastIndexOf(".") + 1);
  const doubt = call ? null : `its type is told only by the annotation \`${name}\``;
  const made = objectOf(sdk, rule, maker, call, at, doubt);
  const object = call ? { ...made, session: made.session ?? conversationOf(program, call, rule) } : made;
  return call ? joinAll(program, object, call, rule.wraps, depth) : object;
}

/** An object of a workspace class that extends a class of an SDK. */
function inherited(
  program: Program,
  value: Extract<Value, { kind: "instance" }>,
  at: Located,
  depth: number,
): SdkObject | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (const base of value.cls.bases) {
    for (const parent of resolveAll(program, base)) {
      const object =
        parent.kind === "external"
          ? construct(program, parent.name, value.call, at, depth)
          : parent.kind === "class"
            ? inherited(program, { ...value, cls: parent.cls }, at, depth + 1)
            : undefined;
      if (object && depth < MAX_DEPTH) {
        return { ...object, doubt: `it is a \`${value.cls.name}\`, which extends the SDK's class` };
      }
    }
  }
  return undefined;
}

/** `wrap_openai(OpenAI())`, `instructor.from_anthropic(client)`: foreign functions that hand a client on. */
function wrapped(program: Program, call: Located | null, depth: number): SdkObject | undefined {
  if (call?.expr.kind !== "call") return undefined;
  const first = call.expr.args[0];
  if (!first || first.spread) return undefined;
  const inner = describeObject(program, { ...call, expr: first.value }, depth + 1);
  // What is made of a model is most often no model; a wrapper says that it is one.
  const isSame =
    inner?.kind === "client" || (inner?.kind === "model" && WRAPS.test(lastNameOf(call.expr.callee)));
  if (!inner || !isSame || inner.path.length > 0) return undefined;
  return { ...inner, doubt: inner.doubt ?? `the ${inner.kind} is wrapped by another library` };
}

/** `wrapAISDKModel(model)`, `withTracing(model, client)`. */
const WRAPS = /^(wrap|with|trace|instrument|observe)/i;

function applyStep(
  program: Program,
  object: SdkObject,
  name: string,
  call: Located | null,
  depth: number,
): SdkObject | undefined {
  // What a block is entered with is what it is given.
  if (/^__a?enter__$/.test(name) && call) return object;
  const dotted = [...object.path, name].join(".");
  // A method that makes something else makes it when it is called.
  const isRead = call === null && name !== ITEM;
  const rule = object.sdk.steps.find(
    (step) =>
      step.on.includes(object.kind) &&
      !(isRead && step.produces !== undefined) &&
      (step.names.includes(name) || (step.names.includes(dotted) && call !== null)) &&
      (!step.when || (call !== null && holdsTrue(program, step.when, call))),
  );
  if (!rule) return call ? undefined : { ...object, path: [...object.path, name] };
  const entry = call && rule.picks ? pickedEntry(program, object, rule.picks, call) : undefined;
  const picked = entry ? describeObject(program, entry, depth + 1) : undefined;
  // A name the map explains is no id of a model, even where its entry cannot be read.
  if (picked || (entry && rule.produces === "model")) return picked;
  const kind = rule.produces ?? object.kind;
  const next: SdkObject = {
    ...object,
    kind,
    path: rule.names.includes(name) && rule.produces === undefined ? object.path : [],
    sources: call ? [{ call, roles: rule.roles ?? {} }, ...object.sources] : object.sources,
    host: rule.host ?? object.host,
    session: sessionAfter(object, kind, call),
  };
  return call ? joinAll(program, next, call, rule.wraps, depth) : next;
}

function joinAll(
  program: Program,
  object: SdkObject,
  call: Located,
  ways: readonly Way[] | undefined,
  depth: number,
): SdkObject {
  const parts = (ways ?? []).flatMap((way) =>
    way === "*" ? entriesIn(call) : (readWay(program, call, way) ?? []),
  );
  return parts.reduce((joined, part) => {
    const inner = describeObject(program, part, depth + 1);
    return inner ? join(joined, inner) : joined;
  }, object);
}

/**
 * Prompt and model make a model that carries the prompt, and what only wraps is what stands in it, as is what gives an agent a
 * history; anything else keeps its kind and takes over the other's roles.
 */
function join(outer: SdkObject, inner: SdkObject): SdkObject {
  const isMain = inner.kind === "model" || inner.kind === "plan" || inner.kind === "agent";
  const isAround = outer.kind === "template" || (outer.kind === "model" && inner.kind === "agent");
  const main = isAround && isMain ? inner : outer;
  return {
    ...main,
    sources: [...outer.sources, ...inner.sources],
    stepLimit: main.stepLimit ?? outer.stepLimit,
    host: outer.host ?? inner.host,
    template: outer.template ?? inner.template,
    session: outer.session ?? inner.session,
    doubt: outer.doubt ?? inner.doubt,
  };
}

/** `prompt | model | parser`; of what a dict runs side by side only where nothing else of the chain asks a model. */
function chained(program: Program, at: Located, depth: number): SdkObject | undefined {
  const operands = operandsOf(at);
  const found = operands.flatMap((operand) => describeObject(program, operand, depth + 1) ?? []);
  const parts = found.filter((part) => part.kind === "model" || part.kind === "template");
  const joined = parts.reduce<SdkObject | undefined>(
    (all, part) => (all ? join(all, part) : part),
    undefined,
  );
  if (joined?.kind === "model") return joined;
  const aside = operands.filter(({ expr }) => expr.kind === "dict").flatMap(entriesIn);
  for (const entry of aside) {
    const object = describeObject(program, entry, depth + 1);
    if (object?.kind === "model") return object;
  }
  return joined;
}

/** Expressions the resolver does not follow: chains, and members or calls on objects only this module can tell. */
function byStructure(program: Program, at: Located, depth: number): SdkObject | undefined {
  const { expr } = at;
  if (expr.kind === "binary" && expr.operator === "|") return chained(program, at, depth);
  if (expr.kind === "member") {
    // What a class of the workspace keeps is its own, whatever it extends.
    const isOwn = expr.object.kind === "name" && isSelf(expr.object.name);
    if (isOwn && enclosingClass(at.file, at.fn)?.attributes.has(expr.name)) return undefined;
    const object = describeObject(program, { ...at, expr: expr.object }, depth + 1);
    return object && applyStep(program, object, expr.name, null, depth);
  }
  const list = listBehind(at);
  const holder = list && describeObject(program, list, depth + 1);
  if (holder?.sdk.steps.some(({ names }) => names.includes(ITEM)))
    return applyStep(program, holder, ITEM, null, depth);
  if (expr.kind !== "call") return undefined;
  const { callee } = expr;
  if (callee.kind === "member") {
    const object = describeObject(program, { ...at, expr: callee.object }, depth + 1);
    return object && applyStep(program, object, callee.name, at, depth);
  }
  return undefined;
}

/** What all callers that can be read pass for the parameter behind a name or a `self` attribute. */
function fromCallers(program: Program, at: Located, depth: number): SdkObject | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const parameter = parameterBehind(program, at);
  if (!parameter) return fromFields(program, at, depth);
  const { file, fn, name } = parameter;
  const key = `${file.path}:${fn}:${name}:${depth}`;
  return once(answersOf(program).byParameter, key, () => passedFor(program, file, fn, name, depth));
}

function passedFor(
  program: Program,
  file: FileFacts,
  fn: number,
  name: string,
  depth: number,
): SdkObject | undefined {
  const calls = callsFilling(program, file, fn);
  const objects = calls.flatMap((call) => {
    const passed = argumentsPassed({ file, fn, call }, name);
    return passed.flatMap((way) => describeObject(program, way, depth + 2) ?? []).slice(0, 1);
  });
  return agreed(program, objects, `callers pass it for the parameter \`${name}\``, depth);
}

/** `self.llm` of a class whose fields its calls fill: what all of them that can be read give. */
function fromFields(program: Program, at: Located, depth: number): SdkObject | undefined {
  const given = givenToField(program, at);
  const objects = given.flatMap((value) => describeObject(program, value, depth + 2) ?? []);
  return agreed(program, objects, "calls of its class give it", depth);
}

/** `super().run(task)` in a class that extends one of an SDK. */
function fromBase(program: Program, at: Located, depth: number): SdkObject | undefined {
  const cls = extendedAt(program, at);
  return cls && inherited(program, { kind: "instance", cls, call: null }, at, depth);
}

/** Callers whose arguments are looked into for an entry. */
const MAX_HOLDERS = 12;

/** `context.llm`, `deps["llm"]`: what all callers that can be read have under the name in what they pass. */
function fromHolder(program: Program, held: Located, depth: number): SdkObject | undefined {
  const at = partKept(held);
  const read = entryRead(at.expr);
  const parameter = read && parameterBehind(program, { ...at, expr: read.object });
  if (!read || !parameter || depth > MAX_DEPTH - 2) return undefined;
  const { file, fn, name } = parameter;
  return once(answersOf(program).byParameter, `${file.path}:${fn}:${name}.${read.key}:${depth}`, () => {
    const calls = callsFilling(program, file, fn);
    const objects = calls.slice(0, MAX_HOLDERS).flatMap((call) => {
      const passed = entryPassed({ file, fn, call }, name, read.key);
      return (passed && describeObject(program, passed, depth + 2)) ?? [];
    });
    return agreed(program, objects, `callers pass it with the parameter \`${name}\``, depth);
  });
}

/** One object, or several of one kind, which then say what they have in common. */
function agreed(
  program: Program,
  objects: readonly SdkObject[],
  why: string,
  depth: number,
): SdkObject | undefined {
  const [first] = objects;
  const agree = objects.every((o) => o.sdk === first?.sdk && o.kind === first.kind);
  if (!first || !agree) return undefined;
  const doubt = first.doubt ?? why;
  if (isOneObject(objects)) return { ...first, doubt };
  const sources = sharedSources(program, objects, (at) => describeObject(program, at, depth + 2));
  return { ...first, sources: [...sources, ...offeredTools(program, objects)], host: null, doubt };
}
