/** A local HTTPS server that misbehaves on demand; its certificate is for tests only. */
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const TLS = join(import.meta.dirname, "tls");
const KEY = readFileSync(join(TLS, "localhost-key.pem"), "utf8");
export const TEST_CA_FILE = join(TLS, "localhost-cert.pem");
/** Trust this to trust the server. */
export const TEST_CA = readFileSync(TEST_CA_FILE, "utf8");

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

export interface PriceServer {
  readonly port: number;
  /** `https://127.0.0.1:<port><path>` */
  readonly url: (path: string, host?: string) => string;
  /** Requests that arrived, with their headers. */
  readonly requests: readonly IncomingMessage[];
  readonly bytesSent: () => number;
}

/** Runs the test with a server that answers by path, then closes it with every connection. */
export async function withPriceServer<T>(
  routes: Readonly<Record<string, Answering>>,
  run: (server: PriceServer) => Promise<T>,
): Promise<T> {
  const requests: IncomingMessage[] = [];
  let sent = 0;
  const server = createServer({ key: KEY, cert: TEST_CA }, (request, response) => {
    requests.push(request);
    response.on("close", () => (sent += request.socket.bytesWritten));
    const answer = routes[request.url ?? ""];
    if (answer === undefined) response.writeHead(404, { "content-type": "text/plain" }).end("no");
    else answer(request, response);
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await run({
      port,
      url: (path, host = "127.0.0.1") => `https://${host}:${port}${path}`,
      requests,
      bytesSent: () => sent,
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export function sends(body: string, headers: Readonly<Record<string, string>> = {}, status = 200): Answering {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  };
}

export function redirects(location: string, status = 302): Answering {
  return (_request, response) => response.writeHead(status, { location }).end();
}

/** One byte, then silence. */
export const hangs: Answering = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).write("[");
};

/** A byte now and then, for ever. */
export const drips: Answering = (request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  request.socket.on("close", () => clearInterval(timer));
};

/** As fast as it goes, for ever. */
export const floods: Answering = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const block = Buffer.alloc(65_536, 32);
  const more = (): void => {
    while (!response.destroyed && response.write(block));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
};

/** States more bytes than it sends. */
export const cutsOff: Answering = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('[{"id":');
  setTimeout(() => response.destroy(), 20);
};

/** A little packed, much unpacked. */
export function bomb(unpackedBytes: number): Answering {
  const packed = gzipSync(Buffer.alloc(unpackedBytes, 32));
  return (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(packed);
  };
}

/** Packed properly, and cut in the middle. */
export function cutGzip(body: string): Answering {
  const packed = gzipSync(body);
  return (_request, response) => {
    response
      .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
      .end(packed.subarray(0, packed.length - 12));
  };
}
