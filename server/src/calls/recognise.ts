/** The single engine that finds call sites: one walk over a file's calls, matched against the tables of all SDKs. */

import type { FileFacts } from "../facts/ir";
import { readList, readNumber } from "../facts/literals";
import { absoluteRange, type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { readString } from "../facts/texts";
import { type CallExpression, visitCalls } from "../facts/walk";
import type { CallSite, StepLimit } from "../sdks/call-site";
import type { CallRule, Role } from "../sdks/sdk";
import { cacheMarkerOf } from "./cache-marker";
import { fieldDefault } from "./field-default";
import { type HostFromUrl, hostOf } from "./host-of";
import { followModel, type ModelSources, readModel } from "./model-argument";
import { calleeOf, type Match, matchCall } from "./receiver";
import { stepLimitOf } from "./step-limit";
import { type RoleSource, readRole } from "./ways";

export interface RecogniseOptions {
  /** Which host of the catalogue a base URL belongs to. */
  readonly hostFromUrl: HostFromUrl;
}

/** Every call site of the file in source order. */
export function recogniseCalls(
  program: Program,
  file: FileFacts,
  options: RecogniseOptions,
): readonly CallSite[] {
  const sites: CallSite[] = [];
  file.functions.forEach((_, fn) => {
    visitCalls(file, fn, (call) => {
      const match = matchCall(program, call);
      if (match) sites.push(siteOf(program, call, match, options));
    });
  });
  return sites.sort((a, b) => a.nameStart - b.nameStart);
}

function siteOf(
  program: Program,
  call: Located<CallExpression>,
  match: Match,
  options: RecogniseOptions,
): CallSite {
  const { rule, sdk } = match.entry;
  const own: RoleSource = { call, roles: rule.roles };
  const model = followModel(program, [own, ...(match.object?.sources ?? [])]);
  const { sources } = model;
  const at = (role: Role): Located | undefined => readRole(program, sources, role);
  const maxOutput = at("maxOutput");
  const roles = rolesOf(program, match, model);
  const hasTools = roles.tools !== undefined;
  const loop = loopOf(program, call, match, sources, hasTools);
  const nameStart = nameStartOf(call);
  const classHost = match.object?.host ?? model.object?.host ?? null;
  const hostSdk = model.object?.sdk ?? sdk;
  return {
    id: `${call.file.path}:${nameStart}`,
    path: call.file.path,
    fn: call.fn,
    call,
    nameStart,
    range: absoluteRange(call.file, call.fn, call.expr.range),
    sdk: sdk.id,
    api:
      rule.namesMaker && match.object?.maker ? `${match.object.maker}.${match.entry.path}` : match.entry.path,
    ...loop,
    confidence: match.confidence,
    confidenceReason: match.reason,
    model: readModel(program, call, model, match.object),
    ...hostOf(program, hostSdk, sources, classHost, options.hostFromUrl),
    serviceTier: text(program, at("serviceTier")),
    roles,
    maxOutputTokens: number(program, maxOutput),
    maxOutputPlace: maxOutput ? placeOf(maxOutput) : null,
    hasTools,
    choices: number(program, at("choices")) ?? 1,
    cacheMarker: cacheMarkerOf(
      program,
      call,
      {
        request: at("cacheControl"),
        fixed: [roles.system, roles.tools, optionsOf(call)],
        messages: roles.messages,
      },
      sdk.cacheKeys,
    ),
    reasoning: { effort: text(program, at("effort")), budgetTokens: number(program, at("reasoningBudget")) },
  };
}

function rolesOf(program: Program, match: Match, model: ModelSources): CallSite["roles"] {
  const at = (role: Role): Located | undefined => readRole(program, model.sources, role);
  const template = match.object?.template ?? model.object?.template ?? at("template");
  const items = match.entry.rule.kind === "map" ? at("items") : undefined;
  const messages = template ?? (items ? firstItem(program, items) : at("messages"));
  const system = at("system");
  const tools = at("tools");
  return {
    ...(messages ? { messages } : {}),
    ...(system ? { system } : {}),
    ...(tools && !isEmpty(program, tools) ? { tools } : {}),
    ...(items ? { items } : {}),
  };
}

/** One of the inputs stands for all. */
function firstItem(program: Program, items: Located): Located | undefined {
  if (items.expr.kind === "comprehension") return { ...items, expr: items.expr.element };
  return readList(program, items)?.[0];
}

function loopOf(
  program: Program,
  call: Located,
  match: Match,
  sources: readonly RoleSource[],
  hasTools: boolean,
): Pick<CallSite, "kind" | "stepLimit" | "history"> {
  const { rule } = match.entry;
  if (rule.kind !== "loop") return { kind: rule.kind, stepLimit: null, history: historyOf(program, sources) };
  const limit = limitOf(program, call, match, sources, rule);
  const isSingle = rule.needsTools === true && (!hasTools || limit?.bound === 1);
  if (isSingle) return { kind: "request", stepLimit: null, history: historyOf(program, sources) };
  return { kind: "loop", stepLimit: limit, history: "library" };
}

function limitOf(
  program: Program,
  call: Located,
  match: Match,
  sources: readonly RoleSource[],
  rule: CallRule,
): StepLimit | null {
  const limit = match.object?.stepLimit ?? rule.stepLimit;
  return limit ? stepLimitOf(program, call, sources, limit) : null;
}

function historyOf(program: Program, sources: readonly RoleSource[]): CallSite["history"] {
  return readRole(program, sources, "serverHistory") ? "server" : "caller";
}

/** Options of the whole request in JavaScript may carry markers for its fixed parts. */
function optionsOf(call: Located<CallExpression>): Located | undefined {
  if (call.file.language === "python") return undefined;
  const [first] = call.expr.args;
  if (first?.value.kind !== "dict") return undefined;
  const options = first.value.entries.find(
    (e) =>
      (e.key?.kind === "string" && e.key.value === "providerOptions") ||
      (e.key?.kind === "name" && e.key.name === "providerOptions"),
  );
  return options ? { ...call, expr: options.value } : undefined;
}

function isEmpty(program: Program, at: Located): boolean {
  const value = at.expr.kind === "list" || at.expr.kind === "dict" ? at : resolvedLiteral(program, at);
  const expr = value?.expr;
  if (expr?.kind === "list") return expr.items.length === 0 && value === at;
  if (expr?.kind === "dict") return expr.entries.length === 0 && value === at;
  return expr?.kind === "null";
}

function resolvedLiteral(program: Program, at: Located): Located | undefined {
  const value = resolve(program, at);
  return value.kind === "expression" ? value.at : undefined;
}

function text(program: Program, at: Located | undefined): string | null {
  return (at && readString(program, at)?.value) ?? null;
}

function number(program: Program, at: Located | undefined): number | null {
  if (!at) return null;
  const given = readNumber(program, at) === undefined ? fieldDefault(program, at) : undefined;
  return readNumber(program, given ?? at) ?? null;
}

function nameStartOf(call: Located<CallExpression>): number {
  const callee = calleeOf(call);
  const range = callee.kind === "member" ? callee.nameRange : callee.range;
  return absoluteRange(call.file, call.fn, range).start;
}
