/** One careful GET: https only, addresses checked where the connection is made, bounded in time and size. */
import { lookup as resolveName } from "node:dns";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request } from "node:https";
import type { LookupFunction } from "node:net";
import { createGunzip } from "node:zlib";
import { isPublicAddress, literalAddress, urlComplaint } from "./address";

export const MAX_BYTES = 20_000_000;
export const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;

/** What may carry a price list: raw file hosts send JSON and YAML as plain text. */
const TYPES = /^(application\/(json|yaml|x-yaml|octet-stream|[\w.-]+\+json)|text\/(plain|yaml|x-yaml|json))$/;

export interface DownloadOptions {
  /** The last answer's ETag: an unchanged list is not sent again. */
  readonly etag: string | null;
  /** Whether the address may be connected to. Default: public ones only. */
  readonly admits?: (address: string) => boolean;
  readonly signal?: AbortSignal;
  /** Certificates to trust besides the usual ones, for a company's own server and for tests. */
  readonly ca?: string;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

export type Downloaded =
  | { readonly kind: "fresh"; readonly text: string; readonly etag: string | null; readonly bytes: number }
  | { readonly kind: "unchanged" }
  /** A sentence: what went wrong. */
  | { readonly kind: "failed"; readonly reason: string };

/** Never rejects. No cookie, key or identifying header is ever sent. */
export async function download(address: string, options: DownloadOptions): Promise<Downloaded> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  try {
    return await follow(new URL(address), { ...options, signal });
  } catch (error) {
    if (options.signal?.aborted === true) return failed("it was cancelled");
    if (timeout.aborted)
      return failed(`no whole answer within ${(options.timeoutMs ?? TIMEOUT_MS) / 1000} s`);
    if (error instanceof TypeError && !URL.canParse(address)) return failed("this is no address");
    return failed(error instanceof Error ? error.message : String(error));
  }
}

type Bounded = DownloadOptions & { readonly signal: AbortSignal };

async function follow(start: URL, options: Bounded): Promise<Downloaded> {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    // An ETag belongs to the address it came from; other hosts are told nothing.
    const response = await get(url, hop === 0 ? options : { ...options, etag: null });
    const next = redirectOf(response, url);
    if (next === undefined) return answer(response, hop === 0, options);
    response.destroy();
    if (next.port !== "" && next.port !== start.port)
      throw new Error(`a redirect to port ${next.port} is refused`);
    url = next;
  }
  throw new Error(`more than ${MAX_REDIRECTS} redirects`);
}

function get(url: URL, options: Bounded): Promise<IncomingMessage> {
  const complaint = urlComplaint(url);
  if (complaint !== null) throw new Error(`refused: ${complaint}`);
  const admits = options.admits ?? isPublicAddress;
  const literal = literalAddress(url);
  if (literal !== undefined && !admits(literal)) throw new Error(refusal(url, literal));
  const settings: RequestOptions = {
    method: "GET",
    agent: false,
    signal: options.signal,
    lookup: checkedLookup(url, admits),
    headers: {
      accept: "application/json, application/yaml, text/plain;q=0.9",
      "accept-encoding": "gzip",
      "user-agent": "farebox",
      ...(options.etag === null ? {} : { "if-none-match": options.etag }),
    },
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, settings, resolve);
    asked.on("error", reject);
    // The address really connected to, whatever the name said before: nothing is sent to another one.
    asked.on("socket", (socket) => {
      socket.once("connect", () => {
        const { remoteAddress } = socket;
        const plain = remoteAddress?.replace(/^::ffff:(?=\d+\.)/, "");
        if (plain === undefined || !admits(plain)) asked.destroy(new Error(refusal(url, plain ?? "unknown")));
      });
    });
    asked.end();
  });
}

function refusal(url: URL, address: string): string {
  return `${url.hostname} is at ${address}, which is no public address; allow it by farebox.catalogue.allowPrivateAddresses in your user settings`;
}

/** Resolves a name and refuses it where one of its addresses is not admitted: a mixed answer is a trick or a mistake. */
function checkedLookup(url: URL, admits: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    resolveName(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, "");
      const refused = addresses.find(({ address }) => !admits(address));
      const [first] = addresses;
      if (refused !== undefined) return done(new Error(refusal(url, refused.address)), "");
      if (first === undefined) return done(new Error(`${name} has no address`), "");
      if (options.all === true) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  if (headers.location === undefined || !URL.canParse(headers.location, from))
    throw new Error("a redirect that leads nowhere");
  return new URL(headers.location, from);
}

async function answer(response: IncomingMessage, isFirst: boolean, options: Bounded): Promise<Downloaded> {
  const { statusCode, headers } = response;
  if (statusCode === 304 && isFirst && options.etag !== null) {
    response.destroy();
    return { kind: "unchanged" };
  }
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const encoding = headers["content-encoding"] ?? "identity";
  const complaint =
    statusCode !== 200
      ? `the server answered ${statusCode}`
      : !TYPES.test(type)
        ? `the answer is ${type === "" ? "of no stated type" : type}, not JSON or YAML`
        : encoding !== "gzip" && encoding !== "identity"
          ? `the answer is packed as ${encoding}`
          : undefined;
  if (complaint !== undefined) {
    response.destroy();
    return failed(complaint);
  }
  const bytes = await bodyOf(response, encoding === "gzip", options.maxBytes ?? MAX_BYTES);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  return { kind: "fresh", text, etag: isFirst ? (headers.etag ?? null) : null, bytes: bytes.length };
}

/** The body unpacked. Both the packed and the unpacked bytes are bounded, so a bomb stops early. */
async function bodyOf(response: IncomingMessage, isPacked: boolean, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new Error(`the answer is larger than ${maxBytes / 1_000_000} MB`);
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) {
    response.destroy();
    throw tooLarge;
  }
  let arrived = 0;
  response.on("data", (chunk: Buffer) => {
    arrived += chunk.length;
    if (arrived > maxBytes) response.destroy(tooLarge);
  });
  const source = isPacked ? response.pipe(createGunzip()) : response;
  // A pipe hands no errors on: a cut connection must end the unpacking too.
  response.on("error", (error) => source.destroy(error));
  response.on("aborted", () => source.destroy(new Error("the answer was cut off")));
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw tooLarge;
    }
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error("the answer was cut off");
  return Buffer.concat(chunks);
}

function failed(reason: string): Downloaded {
  return { kind: "failed", reason };
}
