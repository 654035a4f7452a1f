/** The one download of Farebox against servers that are slow, endless, wrong, or somewhere they should not be. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { isPublicAddress } from "../../server/src/host/price-sources/address";
import { type DownloadOptions, download } from "../../server/src/host/price-sources/download";
import {
  bomb,
  cutGzip,
  cutsOff,
  drips,
  floods,
  hangs,
  redirects,
  sends,
  TEST_CA,
  withPriceServer,
} from "../support/price-server";

const LOCAL: DownloadOptions = {
  etag: null,
  ca: TEST_CA,
  admits: (address) => address === "127.0.0.1",
  timeoutMs: 5000,
};

async function reasonOf(address: string, options: Partial<DownloadOptions> = {}): Promise<string> {
  const answer = await download(address, { ...LOCAL, ...options });
  assert.equal(answer.kind, "failed", JSON.stringify(answer).slice(0, 200));
  return answer.kind === "failed" ? answer.reason : "";
}

describe("download: what works", () => {
  it("takes JSON, packed and plain, with its ETag, and tells nothing about the user", () =>
    withPriceServer(
      {
        "/plain": sends('{"a":1}', { etag: '"one"' }),
        "/packed": (_request, response) => {
          response.writeHead(200, {
            "content-type": "text/plain; charset=utf-8",
            "content-encoding": "gzip",
          });
          response.end(gzipSync('{"b":2}'));
        },
      },
      async ({ url, requests }) => {
        const plain = await download(url("/plain"), LOCAL);
        assert.deepEqual(plain, { kind: "fresh", text: '{"a":1}', etag: '"one"', bytes: 7 });
        const packed = await download(url("/packed"), LOCAL);
        assert.ok(packed.kind === "fresh" && packed.text === '{"b":2}');
        for (const { headers } of requests) {
          assert.deepEqual(Object.keys(headers).sort(), [
            "accept",
            "accept-encoding",
            "connection",
            "host",
            "user-agent",
          ]);
          assert.equal(headers["user-agent"], "farebox");
        }
      },
    ));

  it("asks whether an ETag still holds", () =>
    withPriceServer(
      {
        "/": (request, response) =>
          request.headers["if-none-match"] === '"one"'
            ? response.writeHead(304).end()
            : sends("[]")(request, response),
      },
      async ({ url }) => {
        assert.equal((await download(url("/"), { ...LOCAL, etag: '"one"' })).kind, "unchanged");
        assert.equal((await download(url("/"), { ...LOCAL, etag: '"two"' })).kind, "fresh");
        assert.match(await reasonOf(url("/none")), /answered 404/);
      },
    ));

  it("follows a redirect to an admitted place, without the ETag", () =>
    withPriceServer(
      { "/old": redirects("/new"), "/new": sends("[]", { etag: '"other"' }) },
      async ({ url, requests }) => {
        const answer = await download(url("/old"), { ...LOCAL, etag: '"one"' });
        assert.deepEqual(answer, { kind: "fresh", text: "[]", etag: null, bytes: 2 });
        assert.equal(requests[1]?.headers["if-none-match"], undefined);
      },
    ));
});

describe("download: servers that misbehave", function () {
  this.timeout(30_000);

  it("gives up on silence and on a slow drip after the whole time allowed", () =>
    withPriceServer({ "/hangs": hangs, "/drips": drips }, async ({ url }) => {
      for (const path of ["/hangs", "/drips"]) {
        const started = Date.now();
        assert.match(await reasonOf(url(path), { timeoutMs: 400 }), /no whole answer within 0.4 s/);
        assert.ok(Date.now() - started < 3000);
      }
    }));

  it("stops an endless answer at the limit, and takes little more", () =>
    withPriceServer({ "/": floods }, async ({ url, bytesSent }) => {
      assert.match(await reasonOf(url("/"), { maxBytes: 1_000_000 }), /larger than 1 MB/);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.ok(bytesSent() < 30_000_000, `${bytesSent()} bytes sent`);
    }));

  it("believes a stated length that is too large", () =>
    withPriceServer(
      {
        "/": (_request, response) =>
          response
            .writeHead(200, { "content-type": "application/json", "content-length": "2000000" })
            .write("["),
      },
      async ({ url }) => assert.match(await reasonOf(url("/"), { maxBytes: 1_000_000 }), /larger than 1 MB/),
    ));

  it("stops a gzip bomb while it unpacks", () =>
    withPriceServer({ "/": bomb(60_000_000) }, async ({ url }) => {
      const before = process.memoryUsage().rss;
      assert.match(await reasonOf(url("/"), { maxBytes: 1_000_000 }), /larger than 1 MB/);
      assert.ok(process.memoryUsage().rss - before < 50_000_000);
    }));

  it("refuses what is cut off, plain and packed", () =>
    withPriceServer({ "/plain": cutsOff, "/packed": cutGzip("x".repeat(5000)) }, async ({ url }) => {
      assert.match(await reasonOf(url("/plain")), /cut off|aborted|closed/);
      assert.match(await reasonOf(url("/packed")), /unexpected end|cut off/i);
    }));

  it("refuses other types, other packings, broken text and error codes", () =>
    withPriceServer(
      {
        "/html": sends("<html>", { "content-type": "text/html" }),
        "/none": (_request, response) => response.writeHead(200).end("[]"),
        "/brotli": sends("[]", { "content-encoding": "br" }),
        "/latin": (_request, response) =>
          response.writeHead(200, { "content-type": "text/plain" }).end(Buffer.from([0x22, 0xff, 0x22])),
        "/500": sends("no", {}, 500),
        "/not-asked": sends("", {}, 304),
      },
      async ({ url }) => {
        assert.match(await reasonOf(url("/html")), /text\/html, not JSON/);
        assert.match(await reasonOf(url("/none")), /of no stated type/);
        assert.match(await reasonOf(url("/brotli")), /packed as br/);
        assert.match(await reasonOf(url("/latin")), /encod|utf-8/i);
        assert.match(await reasonOf(url("/500")), /answered 500/);
        assert.match(await reasonOf(url("/not-asked")), /answered 304/);
      },
    ));

  it("trusts no unknown certificate", () =>
    withPriceServer({ "/": sends("[]") }, async ({ url, requests }) => {
      const { ca: _ca, ...strict } = LOCAL;
      const answer = await download(url("/"), strict);
      assert.ok(answer.kind === "failed");
      assert.match(answer.reason, /certificate/i);
      assert.equal(requests.length, 0);
    }));

  it("can be cancelled", () =>
    withPriceServer({ "/": hangs }, async ({ url }) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 100);
      assert.match(await reasonOf(url("/"), { signal: abort.signal }), /cancelled/);
    }));
});

describe("download: places it does not go", () => {
  it("asks no address that is not public, however it is written", async () => {
    const refused = [
      ...[
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
      ],
      ...[
        "https://0177.0.0.1/",
        "https://169.254.169.254/latest",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
      ],
      ...["https://[::ffff:127.0.0.1]/", "https://[fd00::1]/", "https://[fe80::1]/", "https://0.0.0.0/"],
      ...[
        "https://172.31.255.255/",
        "https://100.64.0.1/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
      ],
    ];
    for (const address of refused) {
      const answer = await download(address, { etag: null, timeoutMs: 3000 });
      assert.ok(answer.kind === "failed", address);
      assert.match(answer.reason, /no public address/, address);
    }
  });

  it("takes https only, and no names or passwords in addresses", async () => {
    for (const address of [
      "http://example.com/",
      "file:///etc/passwd",
      "data:application/json,[]",
      "ftp://a.b/",
    ])
      assert.match(await reasonOf(address), /is not https/, address);
    assert.match(await reasonOf("https://user:secret@127.0.0.1/"), /user name or password/);
    assert.match(await reasonOf("no address"), /no address/);
  });

  it("checks every redirect anew: scheme, place, port, and their number", () =>
    withPriceServer(
      {
        "/place": (request, response) =>
          redirects(`https://127.0.0.2:${request.socket.localPort}/secret`)(request, response),
        "/plain": redirects("http://127.0.0.1/"),
        "/port": redirects("https://127.0.0.1:1/"),
        "/loop": redirects("/loop"),
        "/nowhere": redirects("https://"),
        "/meta": redirects("https://169.254.169.254/latest/meta-data"),
        "/secret": sends('["secret"]'),
      },
      async ({ url, requests }) => {
        assert.match(await reasonOf(url("/place")), /127\.0\.0\.2, which is no public address/);
        assert.match(await reasonOf(url("/plain")), /is not https/);
        assert.match(await reasonOf(url("/port")), /redirect to port 1 is refused/);
        assert.match(await reasonOf(url("/loop")), /more than 5 redirects/);
        assert.match(await reasonOf(url("/nowhere")), /leads nowhere/);
        assert.match(await reasonOf(url("/meta")), /169\.254\.169\.254|port/);
        assert.equal(requests.filter((request) => request.url === "/secret").length, 0);
      },
    ));

  it("checks the addresses of a name, and that of the connection itself", () =>
    withPriceServer({ "/": sends("[]") }, async ({ url, requests }) => {
      assert.match(
        await reasonOf(url("/", "localhost"), { admits: () => false }),
        /localhost is at .*no public address/,
      );
      // The name resolves to a good address at first and the connection ends at a bad one: rebinding.
      let asked = 0;
      const answer = await download(url("/"), { ...LOCAL, admits: () => ++asked === 1 });
      assert.ok(answer.kind === "failed");
      assert.match(answer.reason, /no public address/);
      assert.equal(asked, 2);
      assert.equal(requests.length, 0);
    }));

  it("speaks TLS even where plain HTTP answers", async () => {
    const server = createServer((_request, response) => response.end("[]"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      assert.match(await reasonOf(`https://127.0.0.1:${port}/`), /SSL|EPROTO|wrong version/i);
    } finally {
      server.close();
    }
  });

  it("calls addresses public by the registries", () => {
    for (const address of ["1.1.1.1", "8.8.8.8", "185.199.108.133", "2606:50c0:8000::154", "172.32.0.1"])
      assert.equal(isPublicAddress(address), true, address);
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        for (const network of [
          `10.${a}.${b}.${c}`,
          `127.${a}.${b}.${c}`,
          `192.168.${a}.${b}`,
          `169.254.${b}.${c}`,
        ])
          assert.equal(isPublicAddress(network), false, network);
        assert.equal(isPublicAddress(`::ffff:${a}.${b}.${c}.1`), false);
        assert.equal(isPublicAddress(`fd${a.toString(16).padStart(2, "0")}::1`), false);
      }),
    );
    assert.equal(isPublicAddress("example.com"), false);
    assert.equal(isPublicAddress(""), false);
  });
});
