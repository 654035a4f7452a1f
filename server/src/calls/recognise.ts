/** The single engine that finds call sites: one walk over a file's calls, matched against the tables of all SDKs. */

import { givenToField } from "../facts/call-graph";
import { lastNameOf } from "../facts/expression-text";
import { fieldDefault } from "../facts/field-default";
import { givenLater } from "../facts/given-later";
import { type FileFacts, isScript } from "../facts/ir";
import { readBoolean, readList, readNumber } from "../facts/literals";
import { absoluteRange, type Located, placeOf } from "../facts/located";
import { passedArguments } from "../facts/passed-arguments";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { readString } from "../facts/texts";
import type { CallExpression } from "../facts/walk";
import type { CallSite, StepLimit } from "../sdks/call-site";
import type { CallRule, Role, Roles } from "../sdks/sdk";
import { ambientModel } from "./ambient";
import { asList, attachedTo, modelsAddedTo } from "./attached";
import { cacheMarkerOf } from "./cache-marker";
import { candidatesIn } from "./candidates";
import { isGiven } from "./conditions";
import { servedModel } from "./foreign-model";
import { agreedRoles, forwardedFrom, offeringCall } from "./forwarded";
import { type HostFromUrl, hostOf } from "./host-of";
import { followModel, type ModelSources, readModel } from "./model-argument";
import { modelOfVariables } from "./model-variables";
import { promptFileOf } from "./prompt-file";
import { type Match, matchCall } from "./receiver";
import { senderOf } from "./sent-later";
import { outlivesProgram, sessionMemory } from "./session-memory";
import { stepLimitOf } from "./step-limit";
import { CALLED } from "./tables";
import { hasUnreadSpread, type RoleSource, readRole, readWay } from "./ways";

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
    for (const call of candidatesIn(file, fn)) {
      const match = matchCall(program, call, options.hostFromUrl);
      const site = match && siteOf(program, call, match, options);
      if (match && site && isLanguageModel(program, match, site.model.id)) sites.push(site);
    }
  });
  return sites.sort((a, b) => a.nameStart - b.nameStart);
}

/** Words in the ids of models that answer with vectors, ranks, pictures or sound; their requests have no text to price. */
const OTHER_MODELS =
  /(^|[-_/.:])(embed|rerank|(image|imagen|dall-e|stable-diffusion|veo|sora|tts|whisper|transcribe)(?![a-z]))/i;

function isLanguageModel(program: Program, { entry, given, endpoint }: Match, id: string | null): boolean {
  const only = endpoint ? endpoint.endpoint.onlyModels : entry.rule.onlyModels;
  if (id === null) return !only || isGiven(program, given, only.orGiven);
  const name = id.toLowerCase();
  return !OTHER_MODELS.test(id) && (!only || only.words.some((word) => name.includes(word)));
}

function siteOf(
  program: Program,
  call: Located<CallExpression>,
  match: Match,
  options: RecogniseOptions,
): CallSite {
  const { sdk } = match.entry;
  const model = modelOf(program, call, match);
  const { sources } = model;
  const at = (role: Role): Located | undefined => readRole(program, sources, role);
  const maxOutput = at("maxOutput");
  const roles = rolesOf(program, match, model);
  const hasTools = roles.tools !== undefined;
  const loop = loopOf(program, call, match, sources, roles.tools);
  const { sentBy } = match.entry.rule;
  const sender = sentBy === undefined ? undefined : senderOf(call, sentBy);
  const shown = sender ?? call;
  const nameStart = nameStartOf(sender ? { ...sender, expr: sender.expr.callee } : match.callee);
  const classHost = match.object?.host ?? model.object?.host ?? match.entry.rule.host ?? null;
  const hostSdk = model.object?.sdk ?? sdk;
  const head = promptFileOf(program, sdk, sources);
  const asked =
    match.endpoint?.model ??
    (model.argument ? undefined : (head?.model ?? fromVariables(program, call, match, model))) ??
    readModel(program, call, model, match.object);
  const host = match.endpoint?.host ?? hostOf(program, hostSdk, sources, classHost, options.hostFromUrl);
  return {
    id: `${call.file.path}:${nameStart}`,
    path: call.file.path,
    fn: call.fn,
    call,
    nameStart,
    range: absoluteRange(shown.file, shown.fn, shown.expr.range),
    sdk: sdk.id,
    api: apiOf(match),
    ...loop,
    confidence: match.confidence,
    confidenceReason: match.reason,
    model: servedModel(hostSdk, asked, host, classHost),
    ...host,
    serviceTier: text(program, at("serviceTier")),
    roles,
    maxOutputTokens: capOf(maxOutput ? number(program, maxOutput) : (head?.maxOutput ?? null)),
    maxOutputPlace: maxOutput ? placeOf(maxOutput) : null,
    hasTools,
    forwarded: roles.messages ? [] : forwardedMessages(program, call, match),
    session: match.object?.session ?? null,
    goesOn: match.entry.rule.goesOn === true,
    sessionOutlives: outlivesProgram(program, hostSdk, match.object?.session ?? null),
    memory: sessionMemory(program, hostSdk, match.object?.session ?? null),
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

/** Sources in the order they count: the call, what was bound before it, what its object was made with, what the program set. */
function modelOf(program: Program, call: Located<CallExpression>, match: Match): ModelSources {
  const { object, roles } = match;
  const entered = match.endpoint?.entered ?? [];
  const own: RoleSource[] = [
    // Several callers of a helper are one site: what they agree on is its own.
    { call: match.given, roles: agreedRoles(program, entered, roles) },
    ...match.bound.map((bound) => ({ call: bound, roles: named(roles) })),
  ];
  const handing = [call, ...match.bound];
  const callers = handing.flatMap((each) => forwardedFrom(program, each)).map(({ given }) => given);
  const [caller] = callers;
  if (caller) own.push({ call: caller, roles: agreedRoles(program, callers, settingsOf(roles)) });
  const { tools = [] } = named(roles);
  const offering = [...entered.slice(1), offeringCall(program, handing, tools)];
  own.push(...offering.flatMap((given) => (given ? { call: given, roles: { tools } } : [])));
  const found = followModel(program, [...own, ...(object?.sources ?? [])]);
  if (found.argument) return found;
  const other = readRole(program, found.sources, "otherModel");
  const instead = other && followModel(program, found.sources, other);
  if (instead?.argument) return instead;
  const added = [object, found.object].flatMap((holder) =>
    holder ? modelsAddedTo(program, holder, found.sources) : [],
  );
  const set = ambientModel(program, call.file, match.entry.sdk);
  const holder = readRole(
    program,
    [{ call: match.given, roles: { items: match.entry.rule.heldBy ?? [] } }],
    "items",
  );
  for (const model of [holder, ...added, set].flatMap((each) => each ?? [])) {
    const further = followModel(program, found.sources, model);
    if (further.object) return further;
  }
  return found;
}

/** What the environment says where the code that can be read names no model. */
function fromVariables(
  program: Program,
  call: Located,
  { entry, object }: Match,
  model: ModelSources,
): CallSite["model"] | undefined {
  const isOpen = (model.object ?? object)?.doubt != null || hasUnreadSpread(program, call);
  return isOpen ? undefined : modelOfVariables(program, call.file, entry.sdk);
}

/** What the callers of a helper send, or of a wrapper that hands its keyword arguments on. */
function forwardedMessages(program: Program, call: Located, match: Match): CallSite["forwarded"] {
  const { roles, endpoint } = match;
  const ofHelper = (endpoint?.entered ?? []).flatMap((given) => {
    const messages = readRole(program, [{ call: given, roles }], "messages");
    return given.frame && messages ? [{ via: given.frame.call.expr, messages }] : [];
  });
  if (ofHelper.length > 0) return ofHelper;
  const handed = [call, ...match.bound].flatMap((each) => forwardedFrom(program, each));
  return handed.flatMap(({ via, given }) => {
    const messages = readRole(program, [{ call: given, roles: named(roles) }], "messages");
    return messages ? [{ via, messages }] : [];
  });
}

/** Named settings alone: what is said, and how often, is read where the request stands. */
function settingsOf(roles: Roles): Roles {
  const { messages: _messages, template: _template, items: _items, ...settings } = named(roles);
  return settings;
}

/** A partial application's positions count from the function it was given. */
function named(roles: Roles): Roles {
  const entries = Object.entries(roles).map(([role, ways]) => [
    role,
    ways.filter((way) => !way.startsWith("#")),
  ]);
  return Object.fromEntries(entries);
}

function apiOf(match: Match): string {
  const { entry, object, endpoint, callee } = match;
  if (endpoint) return endpoint.endpoint.api;
  const path =
    entry.path === CALLED || entry.path === "" ? (object?.maker ?? lastNameOf(callee.expr)) : entry.path;
  if (match.sent !== null) return match.sent;
  return entry.rule.namesMaker && object?.maker && path !== object.maker ? `${object.maker}.${path}` : path;
}

function rolesOf(program: Program, match: Match, model: ModelSources): CallSite["roles"] {
  const at = (role: Role): Located | undefined => readRole(program, model.sources, role);
  const template = match.object?.template ?? model.object?.template ?? at("template");
  const items = match.entry.rule.kind === "map" ? at("items") : undefined;
  const messages = template ?? (items ? firstItem(program, items) : at("messages"));
  const input = template ? at("messages") : undefined;
  const system = at("system");
  const holders = [match.object, model.object].filter((holder) => holder !== null);
  const added = holders.flatMap((holder) => attachedTo(program, holder, "tools"));
  const tools = at("tools") ?? asList(added);
  const conversation = at("serverHistory");
  return {
    ...(conversation ? { conversation } : {}),
    ...(messages ? { messages } : {}),
    ...(input ? { input } : {}),
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
  tools: Located | undefined,
): Pick<CallSite, "kind" | "stepLimit" | "history"> {
  const { rule } = match.entry;
  const isKept = readRole(program, sources, "serverHistory") !== undefined;
  const history = match.object?.session ? "library" : isKept ? "server" : "caller";
  if (rule.kind !== "loop") return { kind: rule.kind, stepLimit: null, history };
  const limit = limitOf(program, call, match, sources, rule);
  const isSingle =
    (rule.needsTools !== undefined && (!mayRepeat(program, rule, tools, limit) || limit?.bound === 1)) ||
    (rule.needsLimit === true && limit?.origin !== "declared") ||
    isOff(program, sources, rule);
  if (isSingle) return { kind: "request", stepLimit: null, history };
  return { kind: "loop", stepLimit: limit, history: "library" };
}

/** Whether the library has something to call between two requests, or an agent to ask next. */
function mayRepeat(
  program: Program,
  rule: CallRule,
  tools: Located | undefined,
  limit: StepLimit | null,
): boolean {
  if (limit?.repeatsAlone) return true;
  if (!tools || rule.needsTools !== "functions") return tools !== undefined;
  return (readList(program, tools) ?? [tools]).some((tool) => resolve(program, tool).kind === "function");
}

function isOff(program: Program, sources: readonly RoleSource[], rule: CallRule): boolean {
  const way = rule.offWhen;
  if (way === undefined) return false;
  const flags = sources.map(({ call }) => readWay(program, call, way));
  return flags.some((flag) => flag !== undefined && readBoolean(program, flag) === true);
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

/** Options of the whole request in JavaScript may carry markers for its fixed parts. */
function optionsOf(call: Located<CallExpression>): Located | undefined {
  if (!isScript(call.file.language)) return undefined;
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
  return (expr?.kind === "null" && !isFilled(program, at)) || isNeverGiven(program, at);
}

/** `payload.tools`, which is nothing by default, but given where such objects are made: `Payload(tools=…)`. */
function isFilled(program: Program, { expr, ...at }: Located): boolean {
  const holder = expr.kind === "member" ? resolve(program, { ...at, expr: expr.object }) : undefined;
  if (expr.kind !== "member" || holder?.kind !== "instance" || holder.call) return false;
  const isSomething = ({ expr: { kind } }: Located): boolean => kind !== "null";
  return (
    givenToField(program, holder.cls, expr.name).some(isSomething) ||
    givenLater(program, { ...at, expr }).some(({ value }) => isSomething(value))
  );
}

/** `tools=None` of a function whose callers all leave it. */
function isNeverGiven(program: Program, at: Located): boolean {
  const value = resolve(program, at);
  if (value.kind !== "parameter") return false;
  const { file, fn, name } = value;
  const param = file.functions[fn]?.facts.params.find((each) => each.name === name);
  const passed = param?.defaultValue?.kind === "null" ? passedArguments(program, file, fn, name) : [];
  return passed.length > 0 && passed.every((arg) => arg === undefined || arg.expr.kind === "null");
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

/** Zero is a field that nobody set, less than zero no limit. */
function capOf(tokens: number | null): number | null {
  return tokens !== null && tokens > 0 ? tokens : null;
}

/** Where the callee's last name begins; an object that a call makes on the spot begins at that call's name. */
function nameStartOf(at: Located): number {
  let callee = at.expr;
  while (callee.kind === "call") callee = callee.callee;
  const range = callee.kind === "member" ? callee.nameRange : callee.range;
  return absoluteRange(at.file, at.fn, range).start;
}
