/** Which model a call asks for, and how the id came there. */

import { entryExpression } from "../facts/entries";
import { textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { optionsEntry, readList } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { type Reading, readText } from "../facts/texts";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import type { ModelArgument } from "../sdks/call-site";
import type { ObjectKind } from "../sdks/sdk";
import { besideClient } from "./beside-client";
import { configuredModel } from "./configured-model";
import { describeObject, type SdkObject } from "./sdk-object";
import { callerFillsOptions, hasUnreadSpread, type RoleSource, readRole } from "./ways";

const MAX_NESTING = 5;

const HOLDS_MODEL: ReadonlySet<ObjectKind> = new Set<ObjectKind>(["model", "agent", "plan", "session"]);

export interface ModelSources {
  /** The given sources and those of the model object behind them. */
  readonly sources: readonly RoleSource[];
  /** What the innermost model object says of itself, as far as one was found. */
  readonly object: SdkObject | null;
  /** The id's expression, or the one that should hold it; undefined where nothing is given. */
  readonly argument: Located | undefined;
}

/** Follows a model argument that is an object of an SDK (`model: openai("x")`, `create_agent(ChatOpenAI(...))`) to its own call. */
export function followModel(
  program: Program,
  sources: readonly RoleSource[],
  given: Located | undefined = readRole(program, sources, "model"),
): ModelSources {
  let all = sources;
  let object: SdkObject | null = null;
  let argument = given;
  for (let depth = 0; argument && depth < MAX_NESTING; depth++) {
    const inner = describeObject(program, argument);
    if (!inner || !HOLDS_MODEL.has(inner.kind)) break;
    object = inner;
    all = [...all, ...inner.sources];
    const next = readRole(program, inner.sources, "model");
    if (next?.expr === argument.expr) break;
    argument = next;
  }
  return { sources: all, object, argument };
}

/** The id with its source, or the reason why it cannot be read. */
export function readModel(
  program: Program,
  call: Located,
  found: ModelSources,
  receiver: SdkObject | null,
): ModelArgument {
  const { argument } = found;
  if (!argument) {
    const id = receiver ? configuredModel(program, receiver) : undefined;
    if (id !== undefined) return { id, source: "configuration", text: "", literal: null, reason: null };
    const isKept = receiver !== null && HOLDS_MODEL.has(receiver.kind);
    // The call's own arguments come first, as the request gets them.
    const [own] = found.sources;
    const isAsked = own?.roles.model !== undefined && hasUnreadSpread(program, own.call);
    const isFilled = !isKept && isAsked && callerFillsOptions(own.call);
    const reason = missingReason(program, call, found.object ?? receiver);
    return unread("", reason, isFilled ? "parameter" : "unknown");
  }
  const text = textOf(argument.expr);
  const beside = textBeside(program, argument, receiver);
  const reading: Reading = beside ? { found: beside } : readId(program, argument);
  const read = reading.found;
  if (!read) return unread(text, reading.reason, reading.callerDecides ? "parameter" : "unknown");
  const deployed = receiver ? deployedModel(program, receiver, read.value) : undefined;
  if (deployed && "reason" in deployed) return unread(text, deployed.reason);
  const id = deployed?.id ?? read.value;
  if (id.trim() === "") return unread(text, "the model id is empty");
  const literal = deployed?.at ?? read.at;
  const isNamed = read.source === "literal" && isInNamedSettings(program, found.sources, read.at);
  return {
    id,
    source: deployed ? "configuration" : isNamed ? "constant" : read.source,
    text,
    literal: isWritten(literal, id, read.source) ? placeOf(literal) : null,
    reason: null,
  };
}

/** What the class keeps beside the client that sends the request. */
function textBeside(program: Program, argument: Located, receiver: SdkObject | null): Reading["found"] {
  const beside = receiver && besideClient(argument, receiver);
  const found = beside ? readId(program, beside).found : null;
  return found && { ...found, source: found.source === "literal" ? "constant" : found.source };
}

/** Arguments that are the request itself: what stands in them stands in the request. */
const BODIES = /^(json|data|body|content)$/;

/** `Agent(llm_config=SETTINGS)`: the text stands in a table that a name of its own holds. */
function isInNamedSettings(program: Program, sources: readonly RoleSource[], literal: Located): boolean {
  return sources.some(({ call }) => {
    const args = call.expr.kind === "call" ? call.expr.args : [];
    const own = args.filter(({ name, spread }) => name !== null && !spread && !BODIES.test(name));
    // `llm_config={"config_list": MODELS}` names its table one step deeper.
    const names = own.flatMap(({ value }) =>
      value.kind === "dict" ? value.entries.map((entry) => entry.value) : [value],
    );
    return names.some((expr) => expr.kind === "name" && isHeldBy(program, { ...call, expr }, literal));
  });
}

function isHeldBy(program: Program, name: Located, literal: Located): boolean {
  const held = resolve(program, name);
  if (held.kind !== "expression" || held.at.file !== literal.file || held.at.fn !== literal.fn) return false;
  const around = ({ range }: Expr): boolean =>
    range.start <= literal.expr.range.start && literal.expr.range.start < range.end;
  const isMade = eachExpression(held.at.expr).some((part) => part.kind === "call" && around(part));
  return /^(dict|list)$/.test(held.at.expr.kind) && around(held.at.expr) && !isMade;
}

/** Whether a literal may stand in its place: one does already, or a constant of the SDK that stands for its text. */
function isWritten(literal: Located, id: string, source: ModelArgument["source"]): boolean {
  const { expr } = literal;
  if (expr.kind === "string") return expr.value === id && !isCompared(literal);
  return expr.kind === "member" && source === "constant";
}

/** `if model == "gpt-5"`: a text that something is compared with says what is, and sets nothing. */
function isCompared({ file, fn, expr }: Located): boolean {
  const tests = eachStatement(file.functions[fn]?.facts.body ?? []).filter(({ kind }) => kind === "if");
  return tests
    .flatMap((stmt) => expressionsOf(stmt).flatMap(eachExpression))
    .some(
      (part) =>
        part.kind === "binary" &&
        /^[=!]==?$/.test(part.operator) &&
        (part.left === expr || part.right === expr),
    );
}

function readId(program: Program, at: Located): Reading {
  const reading = readText(program, at);
  const found = reading.found ?? enumValue(program, at) ?? ownClientText(program, at);
  return found ? { found } : reading;
}

/** Attributes under which a client that the workspace writes itself keeps the id. */
const OWN_ATTRIBUTES = ["model", "model_name", "modelName", "model_id", "modelId", "_model"];

/** `Agent(model_client=OwnClient(model="qwen3"))`: what an object of the workspace's own class says of its model. */
function ownClientText(program: Program, at: Located): Reading["found"] {
  const value = resolve(program, at);
  if (value.kind !== "instance" || value.call === null) return null;
  for (const name of OWN_ATTRIBUTES) {
    const { found } = readText(program, { ...at, expr: entryExpression(at.expr, name) });
    if (found) return { ...found, source: found.source === "literal" ? "constant" : found.source };
  }
  return null;
}

/** `Model.FAST.value` of an enum: the text is the member's own. */
function enumValue(program: Program, at: Located): Reading["found"] {
  if (at.expr.kind !== "member" || at.expr.name !== "value") return null;
  const { found } = readText(program, { ...at, expr: at.expr.object });
  return found && { ...found, source: found.source === "literal" ? "constant" : found.source };
}

function missingReason(program: Program, call: Located, object: SdkObject | null): string {
  if (hasUnreadSpread(program, call)) return "the arguments are put together at run time";
  if (object?.doubt) return `the model is fixed elsewhere: ${object.doubt}`;
  return "the code names no model";
}

/** The deployment behind a router's name, if its list can be read and all deployments of that name agree. */
function deployedModel(
  program: Program,
  router: SdkObject,
  name: string,
): { readonly id: string; readonly at: Located } | { readonly reason: string } | undefined {
  if (!router.deployments) return undefined;
  const { call, rule } = router.deployments;
  const list = readRole(program, [{ call, roles: { items: [rule.list] } }], "items");
  const items = list ? readList(program, list) : undefined;
  if (!items) return { reason: `\`${name}\` is a name in the router's list, which cannot be read` };
  const matching = items.filter((item) => textAt(program, item, rule.name)?.value === name);
  const models = matching.map((item) => textAt(program, item, rule.model));
  const [first] = models;
  if (!first) return { reason: `\`${name}\` is not in the router's list` };
  if (models.some((model) => model?.value !== first.value)) {
    return { reason: `the router spreads \`${name}\` over several models` };
  }
  return { id: first.value, at: first.at };
}

function textAt(program: Program, item: Located, way: string): { value: string; at: Located } | undefined {
  const entry = optionsEntry(program, item, way.split("."));
  return (entry && readText(program, entry).found) ?? undefined;
}

function unread(text: string, reason: string, source: ModelArgument["source"] = "unknown"): ModelArgument {
  return { id: null, source, text, literal: null, reason };
}
