/** Which rule a call falls under: the callee is resolved to the SDK's own object, or its path gives it away. */
import { callersOf } from "../facts/call-graph";
import { isProtocol } from "../facts/duck-callers";
import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { ExternalName, Program, Value } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { isTestPath } from "../facts/test-paths";
import { type CallExpression, callsIn } from "../facts/walk";
import type { Confidence } from "../sdks/call-site";
import type { CallRule, Role, Roles } from "../sdks/sdk";
import { runsOwnFunction } from "./added-function";
import { attachedTo } from "./attached";
import { handedOn, requestHandedOn, type Target, targetOf } from "./candidates";
import { holdsTrue, isGiven } from "./conditions";
import { promptedBy } from "./decorated";
import { type FoundEndpoint, findEndpoint } from "./endpoint";
import { callsWithTable, handedWithTable } from "./handed-table";
import type { HostFromUrl } from "./host-of";
import { importsSdk } from "./imports";
import { isOwnAtCallers, isWritten } from "./own-methods";
import { describeObject, type SdkObject } from "./sdk-object";
import { type CallEntry, callsNamed, callsOn, functionCalls, globalCalls } from "./tables";
import { callersInto } from "./through-helpers";
import { callBehind, hasUnreadSpread, readRole, readWay } from "./ways";

export interface Match {
  readonly entry: CallEntry;
  /** The object the call is made on; null for functions and unresolved receivers. */
  readonly object: SdkObject | null;
  readonly confidence: Confidence;
  readonly reason: string | null;
  /** What is called in the end: its last name is where the call site stands. */
  readonly callee: Located;
  /** The call with the arguments of what is called in the end. */
  readonly given: Located<CallExpression>;
  /** Calls that fixed arguments before: `partial(create, model="x")`. */
  readonly bound: readonly Located[];
  readonly roles: Roles;
  /** Name of the command that is sent; null where the call itself is the request. */
  readonly sent: string | null;
  /** For raw HTTP: the address and what it tells. */
  readonly endpoint: FoundEndpoint | null;
}

/** The rule for a candidate, or undefined for calls that are no request to a model. */
export function matchCall(
  program: Program,
  call: Located<CallExpression>,
  hostFromUrl: HostFromUrl,
): Match | undefined {
  const own = matchTarget(program, targetOf(call), hostFromUrl);
  if (own) return own;
  const handed = handedOn(call);
  if (handed) return runsWhatItGets(program, call) ? matchTarget(program, handed, hostFromUrl) : undefined;
  const target = call.file.language === "python" ? givenWithTable(program, call) : undefined;
  return target && matchTarget(program, target, hostFromUrl);
}

/** `retrying(client.responses.create, params)` as `client.responses.create(**params)`. */
function givenWithTable(program: Program, call: Located<CallExpression>): Target | undefined {
  const both = handedWithTable(call.expr);
  if (!both || !callsWithTable(program, call, both)) return undefined;
  const args = [{ name: null, spread: true, value: both.table }];
  return {
    callee: { ...call, expr: both.request },
    given: { ...call, expr: { ...call.expr, args } },
    bound: [],
  };
}

type FunctionValue = Extract<Value, { kind: "function" }>;

/** Functions of libraries that call what they are given at once; others keep it, wrap it or describe it. */
const RUNNERS = /retry|backoff|with_|run_|call_|invoke_|execute_|rate_?limit|throttl/i;

/** Whether the called function calls one of its parameters: told by its body, or, for a library's, by its name. */
function runsWhatItGets(program: Program, call: Located<CallExpression>): boolean {
  const own = calledFunctions(program, call);
  if (own.length === 0) return RUNNERS.test(lastNameOf(call.expr.callee));
  return own.some(({ file, fn }) => {
    const names = new Set((file.functions[fn]?.facts.params ?? []).map((param) => param.name));
    return callsIn(file, fn).some(({ call: inner }) => {
      const { callee } = inner;
      return callee.kind === "name" && names.has(callee.name);
    });
  });
}

/** The program's own functions that are called; `self.retrying` of a function outside of a class is a method of what its callers hand over. */
function calledFunctions(program: Program, call: Located<CallExpression>): readonly FunctionValue[] {
  const { callee } = call.expr;
  let ways: readonly Located<CallExpression>[] = [call];
  for (let left = MAX_HANDED; left >= 0 && ways.length > 0; left--) {
    const known = ways.flatMap((way) => resolveAll(program, { ...way, expr: callee }).filter(isFunction));
    if (known.length > 0 || callee.kind !== "member") return known;
    ways = ways.flatMap((way) => {
      const holder = resolveAll(program, { ...way, expr: callee.object }).find(isParameter);
      return holder && holder.fn !== 0 ? callersInto(program, way, holder) : [];
    });
    ways = ways.slice(0, MAX_WAYS);
  }
  return [];
}

/** Functions outside of a class that an object is handed down through, and callers of all of them. */
const MAX_HANDED = 3;
const MAX_WAYS = 24;

function isFunction(value: Value): value is FunctionValue {
  return value.kind === "function";
}

function isParameter(value: Value): value is Extract<Value, { kind: "parameter" }> {
  return value.kind === "parameter";
}

function matchTarget(program: Program, target: Target, hostFromUrl: HostFromUrl): Match | undefined {
  const { callee } = target;
  const accepted = (entries: readonly CallEntry[], object: SdkObject | null): Match | undefined => {
    for (const entry of entries) {
      const match = accept(program, target, entry, object, hostFromUrl);
      if (match) return match;
    }
    return undefined;
  };
  const values = resolveAll(program, callee);
  for (const value of values) {
    if (value.kind === "external") {
      const match = accepted(functionCalls(value.name), null);
      if (match) return match;
    }
    const prompted = value.kind === "function" ? promptedBy(program, value.file, value.fn) : undefined;
    if (prompted) return accepted(callsOn(prompted.sdk, prompted.kind, []), prompted);
    const inner = partialOf(value, target.given);
    if (!inner || target.bound.length > 0) continue;
    const match = matchTarget(program, inner, hostFromUrl);
    if (match) return { ...match, callee };
  }
  // A method of the workspace's own class, whatever it extends.
  if (values.length > 0 && values.every((value) => isWritten(program, value))) return undefined;
  if (isHandedIn(program, callee)) return undefined;
  const object = describeObject(program, callee);
  if (object) {
    const entries = callsOn(object.sdk, object.kind, object.path);
    const match = accepted(entries, object);
    if (match && object.doubt !== null && isOwnAtCallers(program, callee)) return undefined;
    // Of several clients that it may be another one has the path.
    if (match || entries.length > 0) return match;
  }
  const global = globalName(callee);
  if (global !== undefined) {
    const match = accepted(globalCalls(global), null);
    if (match) return match;
  }
  return byPath(program, target);
}

/** `fetch`, `window.fetch`, `$.ajax`: the path of a name that nothing in the file binds; undefined for all others. */
function globalName({ file, fn, expr }: Located): string | undefined {
  const names: string[] = [];
  let root = expr;
  while (root.kind === "member") {
    names.unshift(root.name);
    root = root.object;
  }
  if (root.kind !== "name" || lookUp(file, fn, root.name)) return undefined;
  return (/^(window|globalThis|self)$/.test(root.name) ? names : [root.name, ...names]).join(".");
}

/** `def retrying(create, **kwargs): create(**kwargs)`: where callers hand a request over, their calls are the requests. */
function isHandedIn(program: Program, { file, fn, expr }: Located): boolean {
  const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
  if (!found?.bindings.some((binding) => binding.kind === "parameter")) return false;
  return callersOf(program, file, found.fn).some(({ call }) => requestHandedOn(call.expr) !== undefined);
}

/** `create = partial(client.chat.completions.create, model="x")`. */
function partialOf(value: Value, given: Located<CallExpression>): Target | undefined {
  if (value.kind !== "external-object" || value.steps.length > 0 || !isFunctools(value.origin))
    return undefined;
  const { call } = value;
  const first = call?.expr.kind === "call" ? call.expr.args[0] : undefined;
  return call && first ? { callee: { ...call, expr: first.value }, given, bound: [call] } : undefined;
}

function isFunctools({ module, path }: ExternalName): boolean {
  return module === "functools" && path[path.length - 1] === "partial";
}

/** The match, provided what the rule asks of arguments and address holds. */
function accept(
  program: Program,
  target: Target,
  entry: CallEntry,
  object: SdkObject | null,
  hostFromUrl: HostFromUrl,
): Match | undefined {
  const { rule } = entry;
  const sent = sentBy(program, target.given, entry);
  if (rule.sends && sent === null) return undefined;
  if (rule.given && !isGiven(program, target.given, rule.given)) return undefined;
  if (rule.unless && holdsTrue(program, rule.unless, target.given)) return undefined;
  if (rule.needsModel && !holdsModel(program, target.given, rule, rule.needsModel, object)) return undefined;
  if (rule.runsAdded && runsOwnFunction(program, target.given, rule.runsAdded)) return undefined;
  const doubt = object?.doubt ?? null;
  const common = { entry, object, sent, ...target };
  if (!rule.http) {
    return {
      ...common,
      confidence: doubt === null ? "certain" : "likely",
      reason: doubt,
      roles: rule.roles,
      endpoint: null,
    };
  }
  const endpoint = findEndpoint(program, target.given, entry, object, hostFromUrl);
  if (!endpoint) return undefined;
  const { confidence, reason, roles, entered } = endpoint;
  const [given = target.given] = entered;
  return { ...common, given, confidence, reason, roles, endpoint };
}

/** Whether what the rule needs is there: on the object, or, for a function, among its arguments. */
function holdsModel(
  program: Program,
  call: Located,
  { roles }: CallRule,
  needs: true | "where-made",
  object: SdkObject | null,
): boolean {
  if (object) return mayHoldModel(program, object, needs);
  const given = readRole(program, [{ call, roles }], "model");
  return given !== undefined && describeObject(program, given) !== undefined;
}

/** Whether a model, or something that holds one, was added to the object; of an object that is made out of sight nobody can tell. */
function mayHoldModel(program: Program, object: SdkObject, needs: true | "where-made"): boolean {
  if (needs === "where-made" && object.sources.length === 0) return true;
  const given = readRole(program, object.sources, "model");
  const added = [...attachedTo(program, object, "model"), ...(given ? [given] : [])];
  return added.some((at) => describeObject(program, at) !== undefined);
}

/** Name of the rule's command that the call sends, if it sends one. */
function sentBy(program: Program, call: Located, { rule }: CallEntry): string | null {
  if (!rule.sends) return null;
  const at = readWay(program, call, rule.sends.way);
  const made = at ? callBehind(program, at) : null;
  const name = made?.expr.kind === "call" ? lastNameOf(made.expr.callee) : "";
  return rule.sends.makers.includes(name) ? name : null;
}

/** Receivers whose type the code does not tell: only paths no other library has, with the arguments of a request. */
function byPath(program: Program, target: Target): Match | undefined {
  const names = memberNames(target.callee.expr);
  const last = names[names.length - 1];
  if (last === undefined) return undefined;
  const entry = callsNamed(last).find((candidate) => {
    const path = candidate.path.split(".");
    return (
      candidate.rule.telling !== undefined &&
      path.length < names.length &&
      names.slice(-path.length).join(".") === candidate.path &&
      !isBeta(names, path) &&
      (candidate.rule.rootNamed ?? names[0]) === names[0]
    );
  });
  if (!entry?.rule.telling) return undefined;
  const isNamed = entry.rule.rootNamed !== undefined;
  if (!isNamed && !mayBeClient(program, target.callee, entry.path)) return undefined;
  const sources = [target.given, ...target.bound].map((source) => ({
    call: source,
    roles: entry.rule.roles,
  }));
  const has = (role: Role): boolean => readRole(program, sources, role) !== undefined;
  const isTold = entry.rule.telling.some((roles) => roles.every(has));
  const isImported = importsSdk(program, target.given.file, entry.sdk);
  const isNear = isImported || isNamed;
  if (entry.rule.needsImport && !isNear) return undefined;
  if (!isTold && !(isNear && hasUnreadSpread(program, target.given))) return undefined;
  return {
    entry,
    object: null,
    sent: null,
    ...target,
    roles: entry.rule.roles,
    endpoint: null,
    confidence: isNear ? "likely" : "possible",
    reason: isImported
      ? "the receiver's type is not told; the file imports the SDK"
      : isNamed
        ? `\`${entry.rule.rootNamed}\` is no import of the SDK, but called like it`
        : "only the path and the arguments look like the SDK",
  };
}

/** The longer `beta.` path is a rule of its own. */
function isBeta(names: readonly string[], path: readonly string[]): boolean {
  return names[names.length - path.length - 1] === "beta" && path[0] !== "beta";
}

/** Names of the callee's members behind its root, without the SDKs' raw-response steps. */
function memberNames(callee: Expr): readonly string[] {
  const names: string[] = [];
  let expr = callee;
  while (expr.kind === "member") {
    if (expr.name !== "with_raw_response" && expr.name !== "with_streaming_response")
      names.unshift(expr.name);
    expr = expr.object;
  }
  if (names.length > 0) names.unshift(expr.kind === "name" ? expr.name : "");
  return names;
}

const TEST_DOUBLES = /^(unittest|mock|pytest_mock|vitest|jest|@jest|sinon)\b/;

/** False where the receiver is known to be something else: a class, function or literal of the workspace, a test double. */
function mayBeClient(program: Program, callee: Located, path: string): boolean {
  let root = callee.expr;
  for (let left = path.split(".").length; left > 0; ) {
    if (root.kind !== "member") return false;
    if (root.name !== "with_raw_response" && root.name !== "with_streaming_response") left--;
    root = root.object;
  }
  const isGetter = root.kind === "member";
  return resolveAll(program, { ...callee, expr: root }).every(
    (value) =>
      isOpen(value) || (isGetter && value.kind === "function") || isInterface(program, value, callee.expr),
  );
}

/** An interface of Go that nothing in the workspace implements but the SDK's own client. */
function isInterface(program: Program, value: Value, callee: Expr): boolean {
  if (value.kind !== "instance" || value.cls.file.language !== "go" || !isProtocol(value.cls)) return false;
  const name = lastNameOf(callee);
  const implementing = program.files.filter(({ path }) => !isTestPath(path));
  return !implementing.some((file) =>
    file.functions.some(({ facts }) => facts.name === name && facts.body.length > 0),
  );
}

function isOpen(value: Value): boolean {
  switch (value.kind) {
    case "unknown":
    case "parameter":
      return true;
    case "external":
      return !TEST_DOUBLES.test(value.name.module);
    case "external-object":
      return !TEST_DOUBLES.test(value.origin.module);
    case "expression": {
      const { kind } = value.at.expr;
      return (
        kind === "call" ||
        kind === "member" ||
        kind === "index" ||
        kind === "name" ||
        kind === "other" ||
        kind === "null"
      );
    }
    default:
      return false;
  }
}
