/** Which rule a call falls under: the callee is resolved to the SDK's own object, or its path gives it away. */
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program, Value } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import type { CallExpression } from "../facts/walk";
import type { Confidence } from "../sdks/call-site";
import type { Role } from "../sdks/sdk";
import { importsSdk } from "./imports";
import { isOtherName } from "./other-names";
import { describeObject, type SdkObject } from "./sdk-object";
import { type CallEntry, callOn, callsNamed, functionCall, mayCall } from "./tables";
import { hasUnreadSpread, readRole } from "./ways";

export interface Match {
  readonly entry: CallEntry;
  /** The object the call is made on; null for functions and unresolved receivers. */
  readonly object: SdkObject | null;
  readonly confidence: Confidence;
  readonly reason: string | null;
}

/** The rule for the call, or undefined for calls that are no request to a model. */
export function matchCall(program: Program, call: Located<CallExpression>): Match | undefined {
  if (!isWorthResolving(call)) return undefined;
  const callee: Located = { ...call, expr: calleeOf(call) };
  for (const value of resolveAll(program, callee)) {
    if (value.kind !== "external") continue;
    const entry = functionCall(value.name);
    if (entry) return { entry, object: null, confidence: "certain", reason: null };
  }
  const object = describeObject(program, callee);
  if (object) {
    const entry = callOn(object.sdk, object.kind, object.path);
    const confidence = object.doubt === null ? "certain" : "likely";
    return entry && { entry, object, confidence, reason: object.doubt };
  }
  return byPath(program, call);
}

/** Functions that call their first argument in a thread, with the keyword arguments that follow. */
const THREAD_RUNNERS: ReadonlySet<string> = new Set(["to_thread", "run_in_threadpool"]);

/** What is called: the callee, or the function handed to a thread. */
export function calleeOf(call: Located<CallExpression>): Expr {
  const { callee, args } = call.expr;
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  const [first] = args;
  return THREAD_RUNNERS.has(name) && first?.value.kind === "member" ? first.value : callee;
}

/** The callee's last name, or what the file imports or assigns under that name, ends the path of some rule. */
function isWorthResolving(call: Located<CallExpression>): boolean {
  const callee = calleeOf(call);
  if (callee.kind === "member") return mayCall(callee.name);
  if (callee.kind !== "name") return false;
  return mayCall(callee.name) || isOtherName(call.file, callee.name);
}

/** Receivers whose type the code does not tell: only paths no other library has, with the arguments of a request. */
function byPath(program: Program, call: Located<CallExpression>): Match | undefined {
  const names = memberNames(calleeOf(call));
  const last = names[names.length - 1];
  if (last === undefined) return undefined;
  const entry = callsNamed(last).find((candidate) => {
    const path = candidate.path.split(".");
    return (
      candidate.rule.telling !== undefined &&
      path.length < names.length &&
      names.slice(-path.length).join(".") === candidate.path &&
      !isBeta(names, path)
    );
  });
  if (!entry?.rule.telling || !mayBeClient(program, call, entry.path)) return undefined;
  const sources = [{ call, roles: entry.rule.roles }];
  const has = (role: Role): boolean => readRole(program, sources, role) !== undefined;
  const isTold = entry.rule.telling.some((roles) => roles.every(has));
  const isImported = importsSdk(program, call.file, entry.sdk);
  if (!isTold && !(isImported && hasUnreadSpread(program, call))) return undefined;
  return isImported
    ? {
        entry,
        object: null,
        confidence: "likely",
        reason: "the receiver's type is not told; the file imports the SDK",
      }
    : {
        entry,
        object: null,
        confidence: "possible",
        reason: "only the path and the arguments look like the SDK",
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
function mayBeClient(program: Program, call: Located<CallExpression>, path: string): boolean {
  let root = calleeOf(call);
  for (let left = path.split(".").length; left > 0; ) {
    if (root.kind !== "member") return false;
    if (root.name !== "with_raw_response" && root.name !== "with_streaming_response") left--;
    root = root.object;
  }
  const isGetter = root.kind === "member";
  return resolveAll(program, { ...call, expr: root }).every(
    (value) => isOpen(value) || (isGetter && value.kind === "function"),
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
