/** Raw HTTP: whether an address takes requests to a model, and what the address tells of host and model. */

import { textOf } from "../facts/expression-text";
import { readDict } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { readText } from "../facts/texts";
import type { CallExpression } from "../facts/walk";
import type { Confidence, ModelArgument } from "../sdks/call-site";
import type { Endpoint, Role, Roles, Way } from "../sdks/sdk";
import { type Address, addressesOf, HOLE } from "./address";
import { answerOf } from "./chat-answer";
import type { FoundHost, HostFromUrl } from "./host-of";
import type { SdkObject } from "./sdk-object";
import type { CallEntry } from "./tables";
import { callersInto, waysInto } from "./through-helpers";
import { readRole, serialised } from "./ways";

/** Helpers that call helpers: `post(path, body)`, `request(method, url, body)`. */
const MAX_HELPERS = 2;

export interface FoundEndpoint {
  readonly endpoint: Endpoint;
  /** Fields of the body as ways of the call. */
  readonly roles: Roles;
  /** The model id where the path names it; null where the body does. */
  readonly model: ModelArgument | null;
  readonly host: FoundHost;
  readonly confidence: Confidence;
  readonly reason: string | null;
  /** The call, once for each caller that brings it there where those tell the address. */
  readonly entered: readonly Located<CallExpression>[];
}

type Found = Omit<FoundEndpoint, "entered">;

/** The first endpoint of the SDK that one of the call's addresses reaches. */
export function findEndpoint(
  program: Program,
  call: Located<CallExpression>,
  entry: CallEntry,
  object: SdkObject | null,
  hostFromUrl: HostFromUrl,
): FoundEndpoint | undefined {
  const { http } = entry.rule;
  if (!http) return undefined;
  const reached = (at: Located<CallExpression>): Reached => {
    const addresses = addressesOf(program, at, http, object);
    for (const address of addresses) {
      for (const endpoint of entry.sdk.endpoints ?? []) {
        const found = reach(program, at, endpoint, address, http.bodies, hostFromUrl);
        if (found) return { found: { ...found, entered: [at] }, addresses };
      }
    }
    return { found: undefined, addresses };
  };
  const own = reached(call);
  // A helper of the program's own: callers tell address and body.
  if (!own.found || own.found.confidence === "possible")
    return throughCallers(program, call, entry, own.addresses, reached) ?? own.found;
  if (tellsModel(program, call, own.found)) return own.found;
  const told = callersInto(program, call, call).flatMap((entered) => reached(entered).found ?? []);
  const [best] = told.filter((found) => tellsModel(program, call, found));
  return best ? together(best, told) : own.found;
}

function tellsModel(
  program: Program,
  call: Located<CallExpression>,
  { endpoint, roles, model, entered: [given = call] }: FoundEndpoint,
): boolean {
  if (model || !endpoint.fields.model) return true;
  return readRole(program, [{ call: given, roles }], "model") !== undefined;
}

/** Several callers of one helper: one site, of which each is a way into it. */
function together(best: FoundEndpoint, all: readonly FoundEndpoint[]): FoundEndpoint {
  const same = all.filter(({ endpoint }) => endpoint === best.endpoint);
  return { ...best, entered: [...new Set([best, ...same].flatMap(({ entered }) => entered))] };
}

interface Reached {
  readonly found: FoundEndpoint | undefined;
  readonly addresses: readonly Address[];
}

/** The best of what callers of the function around the call make of it; the others that reach the same endpoint stand behind it. */
function throughCallers(
  program: Program,
  call: Located<CallExpression>,
  entry: CallEntry,
  addresses: readonly Address[],
  reached: (at: Located<CallExpression>) => Reached,
  depth = 0,
): FoundEndpoint | undefined {
  const bodies = entry.rule.http?.bodies ?? [];
  const body = addresses.some((address) => mayReach(entry, address))
    ? readRole(program, [{ call, roles: { items: bodies } }], "items")
    : undefined;
  const found = waysInto(program, call, addresses, body).flatMap((entered) => {
    const { found: own, addresses: further } = reached(entered);
    const isEnough = own && own.confidence !== "possible";
    const above =
      isEnough || depth >= MAX_HELPERS
        ? undefined
        : throughCallers(program, entered, entry, further, reached, depth + 1);
    return above ?? own ?? [];
  });
  const best = found.find(({ confidence }) => confidence === "certain") ?? found[0];
  return best && together(best, found);
}

/** Whether the address may be one of a model: the body then tells. */
function mayReach({ sdk }: CallEntry, { text }: Address): boolean {
  return text.includes(HOLE) || (sdk.endpoints ?? []).some((endpoint) => pathPattern(endpoint).test(text));
}

const ANSWERED = "the answer is read as one of a model";

/** There the program's other half answers. */
const OWN_MACHINE = /^https?:\/\/(localhost|127\.|0\.0\.0\.0|\[::1\])/i;

/** Whether the code reads choices out of the answer, as the API of the endpoint gives them. */
function isAnsweredAs(call: Located, { api, path }: Endpoint): boolean {
  const holds = api === "chat.completions" ? "message" : api === "completions" ? "text" : undefined;
  return holds !== undefined && !path.includes("{model}") && answerOf(call) === holds;
}

function reach(
  program: Program,
  call: Located,
  endpoint: Endpoint,
  address: Address,
  bodies: readonly Way[],
  hostFromUrl: HostFromUrl,
): Found | undefined {
  const roles = rolesIn(endpoint, bodies);
  const has = (role: Role): boolean => readRole(program, [{ call, roles }], role) !== undefined;
  const isTelling = endpoint.telling?.every(has) ?? false;
  const isAnswered = isAnsweredAs(call, endpoint);
  const isWholeBody = isTelling && !endpoint.local && (endpoint.telling?.length ?? 0) > 1;
  const told = (reason: string): Found => ({ endpoint, roles, model: null, ...guess(address, reason) });
  if (address.text === HOLE) {
    if (isAnswered) return { ...told(`the address is not told; ${ANSWERED}`), confidence: "likely" };
    return isWholeBody ? told("the address is not told; the body is one of a request") : undefined;
  }
  const match = pathPattern(endpoint).exec(address.text);
  if (!match)
    return isAnswered && isWholeBody && !OWN_MACHINE.test(address.text)
      ? told(`the address is not one of an API; ${ANSWERED}`)
      : undefined;
  const base = address.text.slice(0, match.index);
  const isHostTold = !(/^[^/]*\/\/[^/]*/.exec(base)?.[0] ?? base).includes(HOLE);
  const known = isHostTold ? hostFromUrl(base + match[0]) : undefined;
  const model = modelIn(program, address, match);
  if (endpoint.at && !endpoint.at.some((name) => base.startsWith(`https://${name}`))) return undefined;
  if (known && (isTelling || !endpoint.isShared)) {
    const host = { host: known.host, region: known.region ?? null, unknownBaseUrl: null };
    return { endpoint, roles, model, host, confidence: "certain", reason: null };
  }
  if (endpoint.local && onlyLoads(program, call, roles, bodies)) return undefined;
  const local = endpoint.local && localHost(program, endpoint, endpoint.local, base, call, address);
  if (local && (isTelling || !endpoint.telling)) return { endpoint, roles, model, ...local };
  if (endpoint.local || (!isTelling && !isAnswered)) return undefined;
  return {
    endpoint,
    roles,
    model,
    ...guess(address, "the host is not one of the catalogue; path and body are a request"),
  };
}

/**
 * Ollama loads a model, or lets it go, where a request brings it nothing to answer:
 * https://github.com/ollama/ollama/blob/main/docs/api.md#load-a-model
 */
function onlyLoads(program: Program, call: Located, roles: Roles, bodies: readonly Way[]): boolean {
  const given = readRole(program, [{ call, roles }], "messages");
  if (given) return given.expr.kind === "string" && given.expr.value === "";
  const body = readRole(program, [{ call, roles: { items: bodies } }], "items");
  const entries = body && readDict(program, serialised(program, body));
  const keys = entries?.map(({ key }) => key) ?? [];
  return keys.includes("model") && !keys.includes(null);
}

/** A server of one's own: told by its port, or, where the address is put together elsewhere, by its name around the call. */
function localHost(
  program: Program,
  { telling }: Endpoint,
  { port, name, host: id }: NonNullable<Endpoint["local"]>,
  base: string,
  call: Located,
  address: Address,
): Pick<Found, "host" | "confidence" | "reason"> | undefined {
  const host = { host: id, region: null, unknownBaseUrl: null };
  if (port !== undefined && base.endsWith(`:${port}`)) return { host, confidence: "certain", reason: null };
  const { path, functions } = call.file;
  const named = [address.source, ...address.holes.flatMap((at) => namesOf(program, at))];
  const around = telling ? [] : [...path.split("/").slice(-2), functions[call.fn]?.facts.name];
  const isNamed = [...around, ...named].some((text) => text?.toLowerCase().includes(name));
  const reason = `the address is not told; the path and the names around it are those of ${name}`;
  return isNamed && base.includes(HOLE) ? { host, confidence: "likely", reason } : undefined;
}

/** What the code calls it, here and where it comes from. */
function namesOf(program: Program, at: Located): readonly string[] {
  const value = resolve(program, at);
  return [textOf(at.expr), ...(value.kind === "expression" ? [textOf(value.at.expr)] : [])];
}

function guess(address: Address, reason: string): Pick<Found, "host" | "confidence" | "reason"> {
  const url = address.text.includes(HOLE) ? address.source : address.text;
  const unknownBaseUrl = url === "…" ? "an address put together at run time" : url;
  const isWhole = address.text !== HOLE;
  return {
    host: { host: null, region: null, unknownBaseUrl },
    confidence: isWhole ? "likely" : "possible",
    reason,
  };
}

function rolesIn(endpoint: Endpoint, bodies: readonly Way[]): Roles {
  const entries = Object.entries(endpoint.fields).map(([role, ways]) => [
    role,
    bodies.flatMap((body) => ways.map((way) => `${body}.${way}`)),
  ]);
  return Object.fromEntries(entries);
}

function pathPattern(endpoint: Endpoint): RegExp {
  const body = endpoint.path
    .replace(/[.*+?^$()|[\]\\]/g, "\\$&")
    .replace("{model}", "(?<model>[^/]+)")
    .replace("{@maker/owner/model}", "(?<model>@[^/]+/[^/]+/[^/]+)")
    .replace("{owner/model}", "(?<model>[^/]+/[^/]+)")
    .replaceAll("{any}", "[^/]+")
    // What stands before may end in the slash.
    .replace(/^\//, `(?:/|(?<=${HOLE}|/v\\d))`);
  return new RegExp(`${body}$`);
}

/** The id in the path: its own text, or what fills the hole. An edit there would not be one of an argument: no literal. */
function modelIn(program: Program, address: Address, match: RegExpExecArray): ModelArgument | null {
  const written = match.groups?.["model"];
  if (written === undefined) return null;
  if (!written.includes(HOLE)) {
    const id = decodeId(written);
    return { id, source: "literal", text: written, literal: null, reason: null };
  }
  const before = address.text.slice(0, match.index + match[0].indexOf(written));
  const hole = address.holes[before.split(HOLE).length - 1];
  const text = hole ? textOf(hole.expr) : written;
  const reading = hole && written === HOLE ? readText(program, hole) : undefined;
  if (reading?.found && reading.found.value.trim() !== "")
    return { id: reading.found.value, source: reading.found.source, text, literal: null, reason: null };
  const isEmpty = reading?.found?.value.trim() === "";
  const unread = reading && !reading.found ? reading.reason : "the path is put together at run time";
  const reason = isEmpty ? "the model id is empty" : unread;
  return { id: null, source: "unknown", text, literal: null, reason };
}

function decodeId(text: string): string {
  return text.replace(/%3A/gi, ":").replace(/%2F/gi, "/");
}
