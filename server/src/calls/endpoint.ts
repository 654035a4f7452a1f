/** Raw HTTP: whether an address takes requests to a model, and what the address tells of host and model. */

import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { readText } from "../facts/texts";
import type { Confidence, ModelArgument } from "../sdks/call-site";
import type { CallRule, Endpoint, Role, Roles, Way } from "../sdks/sdk";
import type { FoundHost, HostFromUrl } from "./host-of";
import type { SdkObject } from "./sdk-object";
import type { CallEntry } from "./tables";
import { readRole, readWay } from "./ways";

export interface FoundEndpoint {
  readonly endpoint: Endpoint;
  /** Fields of the body as ways of the call. */
  readonly roles: Roles;
  /** The model id where the path names it; null where the body does. */
  readonly model: ModelArgument | null;
  readonly host: FoundHost;
  readonly confidence: Confidence;
  readonly reason: string | null;
}

/** Text of an address with what cannot be read as holes. */
type Part = string | Located;

const HOLE = "\u0001";
const MAX_DEPTH = 8;

/** The first endpoint of the SDK that one of the call's addresses reaches. */
export function findEndpoint(
  program: Program,
  call: Located,
  entry: CallEntry,
  object: SdkObject | null,
  hostFromUrl: HostFromUrl,
): FoundEndpoint | undefined {
  const { http } = entry.rule;
  if (!http) return undefined;
  for (const address of addressesOf(program, call, http, object)) {
    for (const endpoint of entry.sdk.endpoints ?? []) {
      const found = reach(program, call, endpoint, address, http.bodies, hostFromUrl);
      if (found) return found;
    }
  }
  return undefined;
}

/** What may be the address of the request, the likeliest first. */
function addressesOf(
  program: Program,
  call: Located,
  { urls, split }: NonNullable<CallRule["http"]>,
  object: SdkObject | null,
): readonly Address[] {
  const read = (ways: readonly Way[]): Located | undefined =>
    readRole(program, [{ call, roles: { baseUrl: ways } }], "baseUrl");
  const [host, path] = split ? [read(split.host), read(split.path)] : [];
  if (host && path) {
    const parts = joinPath(["https://", ...partsOf(program, host, 0)], partsOf(program, path, 0));
    return [addressFrom(parts, textOf(host.expr))];
  }
  return urls.flatMap((way) => {
    const at = readWay(program, call, way);
    return (at && addressOf(program, at, object)) ?? [];
  });
}

interface Address {
  /** Without query; holes stand as one character each. */
  readonly text: string;
  readonly holes: readonly Located[];
  readonly source: string;
}

function addressOf(program: Program, at: Located, object: SdkObject | null): Address | undefined {
  const own = partsOf(program, at, 0);
  const isRelative = typeof own[0] === "string" && !/^https?:\/\//i.test(own[0]);
  const base = isRelative && object ? readRole(program, object.sources, "baseUrl") : undefined;
  // A path alone is the program's own server.
  if (isRelative && !base) return undefined;
  return addressFrom(base ? joinPath(partsOf(program, base, 0), own) : own, textOf(at.expr));
}

function addressFrom(parts: readonly Part[], source: string): Address {
  const text = parts.map((part) => (typeof part === "string" ? part : HOLE)).join("");
  const holes = parts.filter((part) => typeof part !== "string");
  return { text: text.replace(/[?#][\s\S]*$/, "").replace(/\/+$/, ""), holes, source };
}

function joinPath(base: readonly Part[], path: readonly Part[]): readonly Part[] {
  const last = base[base.length - 1];
  const [first, ...rest] = path;
  const head = typeof last === "string" ? [...base.slice(0, -1), last.replace(/\/+$/, "")] : base;
  return [...head, typeof first === "string" ? `/${first.replace(/^\/+/, "")}` : "/", ...rest];
}

function partsOf(program: Program, at: Located, depth: number): readonly Part[] {
  const { expr } = at;
  if (depth > MAX_DEPTH) return [at];
  const inner = (part: Expr): readonly Part[] => partsOf(program, { ...at, expr: part }, depth + 1);
  if (expr.kind === "string") return [expr.value];
  if (expr.kind === "template")
    return expr.parts.flatMap((part) => (typeof part === "string" ? [part] : inner(part)));
  if (expr.kind === "binary" && expr.operator === "+") return [...inner(expr.left), ...inner(expr.right)];
  const found = readText(program, at).found;
  // An empty text stands for an address that is told elsewhere.
  if (found && found.value !== "") return [found.value];
  if (expr.kind === "call") {
    const joined = joinedBy(expr);
    if (joined) return joinPath(inner(joined[0]), inner(joined[1]));
    return [at];
  }
  const value = resolve(program, at);
  const isFurther = value.kind === "expression" && value.at.expr !== expr;
  return isFurther ? partsOf(program, value.at, depth + 1) : [at];
}

/** `urljoin(base, path)` and `new URL(path, base)`: base and path. */
function joinedBy(expr: Extract<Expr, { kind: "call" }>): readonly [Expr, Expr] | undefined {
  const name = lastNameOf(expr.callee);
  const [first, second] = expr.args;
  if (!first || !second) return undefined;
  if (name === "urljoin") return [first.value, second.value];
  return name === "URL" ? [second.value, first.value] : undefined;
}

function reach(
  program: Program,
  call: Located,
  endpoint: Endpoint,
  address: Address,
  bodies: readonly Way[],
  hostFromUrl: HostFromUrl,
): FoundEndpoint | undefined {
  const roles = rolesIn(endpoint, bodies);
  const has = (role: Role): boolean => readRole(program, [{ call, roles }], role) !== undefined;
  const isTelling = endpoint.telling?.every(has) ?? false;
  if (address.text === HOLE) {
    const mayBe = isTelling && (endpoint.telling?.length ?? 0) > 1;
    return mayBe
      ? {
          endpoint,
          roles,
          model: null,
          ...guess(address, "the address is not told; the body is one of a request"),
        }
      : undefined;
  }
  const match = pathPattern(endpoint).exec(address.text);
  if (!match) return undefined;
  const base = address.text.slice(0, match.index);
  const known = base.includes(HOLE) ? undefined : hostFromUrl(base + match[0]);
  const model = modelIn(program, address, match);
  if (known) {
    const host = { host: known.host, region: known.region ?? null, unknownBaseUrl: null };
    return { endpoint, roles, model, host, confidence: "certain", reason: null };
  }
  const local = endpoint.local && localHost(endpoint.local, base, call, address);
  if (local) return { endpoint, roles, model, ...local };
  if (!isTelling) return undefined;
  return {
    endpoint,
    roles,
    model,
    ...guess(address, "the host is not one of the catalogue; path and body are a request"),
  };
}

/** A server of one's own: told by its port, or, where the address is put together elsewhere, by its name around the call. */
function localHost(
  { port, name, host: id }: NonNullable<Endpoint["local"]>,
  base: string,
  call: Located,
  address: Address,
): Pick<FoundEndpoint, "host" | "confidence" | "reason"> | undefined {
  const host = { host: id, region: null, unknownBaseUrl: null };
  if (base.endsWith(`:${port}`)) return { host, confidence: "certain", reason: null };
  const { path, functions } = call.file;
  const around = [
    ...path.split("/").slice(-2),
    functions[call.fn]?.facts.name,
    address.source,
    ...address.holes.map((at) => textOf(at.expr)),
  ];
  const isNamed = around.some((text) => text?.toLowerCase().includes(name));
  const reason = `the address is not told; the path and the names around it are those of ${name}`;
  return isNamed && base.includes(HOLE) ? { host, confidence: "likely", reason } : undefined;
}

function guess(address: Address, reason: string): Pick<FoundEndpoint, "host" | "confidence" | "reason"> {
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
    .replaceAll("{any}", "[^/]+");
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
  if (reading?.found)
    return { id: reading.found.value, source: reading.found.source, text, literal: null, reason: null };
  const reason = reading && !reading.found ? reading.reason : "the path is put together at run time";
  return { id: null, source: "unknown", text, literal: null, reason };
}

function decodeId(text: string): string {
  return text.replace(/%3A/gi, ":").replace(/%2F/gi, "/");
}
