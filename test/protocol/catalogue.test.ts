/** The user's catalogue: prices of one's own change what is shown, and a broken file never takes good prices away. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FileChangeType } from "vscode-languageserver-protocol";
import type { StdioServer } from "../support/stdio-server";
import { CATALOGUE_FILE, catalogue, dollarsOf, oneCall, PRICES } from "./samples";
import { withServer } from "./workbench";

const DEARER = catalogue({ input: PRICES.input * 10, output: PRICES.output * 10 });

async function dollars(server: StdioServer, uri: string): Promise<number> {
  return dollarsOf((await server.labels(uri))[0]);
}

function nearly(actual: number, expected: number): void {
  assert.ok(Math.abs(actual / expected - 1) < 0.02, `${actual} is not about ${expected}`);
}

describe("protocol: user catalogue", () => {
  it("changes the hint when the file on disk changes, and asks for a refresh", () =>
    withServer({}, async ({ server, folder, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const before = await dollars(server, uri("title.py"));
      assert.ok(before > 0);
      const { hintRefreshes, lensRefreshes } = server.seen;
      writeFileSync(join(folder, CATALOGUE_FILE), DEARER);
      await server.filesChanged(FileChangeType.Changed, uri(CATALOGUE_FILE));
      const after = await server.until(
        "dearer",
        () => dollars(server, uri("title.py")),
        (now) => now !== before,
      );
      nearly(after, before * 10);
      await server.until(
        "refreshed",
        () => server.seen,
        (seen) => seen.hintRefreshes > hintRefreshes && seen.lensRefreshes > lensRefreshes,
      );
    }));

  it("follows the open file before it is saved", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const before = await dollars(server, uri("title.py"));
      await server.open(uri(CATALOGUE_FILE), catalogue(), "yaml");
      await server.change(uri(CATALOGUE_FILE), DEARER);
      nearly(await dollars(server, uri("title.py")), before * 10);
    }));

  it("goes back to the file on disk when the edited one is closed without saving", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const before = await dollars(server, uri("title.py"));
      await server.open(uri(CATALOGUE_FILE), DEARER, "yaml");
      nearly(await dollars(server, uri("title.py")), before * 10);
      await server.close(uri(CATALOGUE_FILE));
      nearly(
        await server.until(
          "cheap again",
          () => dollars(server, uri("title.py")),
          (now) => now < before * 5,
        ),
        before,
      );
    }));

  it("shows the error at its line, keeps what was good there and loads everything else", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("title.py"), oneCall());
      const before = await dollars(server, uri("title.py"));
      const lines = DEARER.split("\n");
      const line = lines.findIndex((text) => text.includes("currency: USD"));
      await server.open(uri(CATALOGUE_FILE), catalogue(), "yaml");
      await server.change(uri(CATALOGUE_FILE), DEARER.replace("currency: USD", "currency: dollars"));
      const [problem] = await server.until(
        "reported",
        () => server.diagnostics.get(uri(CATALOGUE_FILE)) ?? [],
        (found) => found.length > 0,
      );
      assert.equal(problem?.range.start.line, line);
      assert.equal(problem?.source, "farebox");
      // The host is the last good one, its offers are the new ones.
      nearly(await dollars(server, uri("title.py")), before * 10);
      await server.change(uri(CATALOGUE_FILE), DEARER);
      await server.until(
        "gone",
        () => server.diagnostics.get(uri(CATALOGUE_FILE)) ?? [],
        (found) => found.length === 0,
      );
      nearly(await dollars(server, uri("title.py")), before * 10);
    }));

  it("tells of a file that is broken at the start, at its line", () => {
    const broken = `${catalogue()}  - { model: [unclosed\n`;
    return withServer({ files: { [CATALOGUE_FILE]: broken } }, async ({ server, uri }) => {
      const [problem] = await server.until(
        "reported",
        () => server.diagnostics.get(uri(CATALOGUE_FILE)) ?? [],
        (found) => found.length > 0,
      );
      assert.ok((problem?.range.start.line ?? 0) >= catalogue().split("\n").length - 1);
      assert.ok(server.notices.some((notice) => notice.startsWith(`${CATALOGUE_FILE}: `)));
      await server.open(uri("title.py"), oneCall());
      assert.match((await server.labels(uri("title.py")))[0] ?? "", /unpriced/);
    });
  });

  it("takes its prices away with the file", () =>
    withServer({}, async ({ server, folder, uri }) => {
      await server.open(uri("title.py"), oneCall());
      assert.ok((await dollars(server, uri("title.py"))) > 0);
      rmSync(join(folder, CATALOGUE_FILE));
      await server.filesChanged(FileChangeType.Deleted, uri(CATALOGUE_FILE));
      await server.until(
        "unpriced",
        () => server.labels(uri("title.py")),
        ([label]) => /unpriced/.test(label ?? ""),
      );
    }));

  it("does not apply to a neighbouring folder", () => {
    const files = {
      "one/title.py": oneCall(),
      "two/title.py": oneCall(),
      "one/farebox.catalogue.yaml": catalogue(),
    };
    return withServer({ files, folders: ["one", "two"] }, async ({ server, uri }) => {
      await server.open(uri("one/title.py"), oneCall());
      await server.open(uri("two/title.py"), oneCall());
      assert.ok((await dollars(server, uri("one/title.py"))) > 0);
      assert.match((await server.labels(uri("two/title.py")))[0] ?? "", /unpriced/);
    });
  });
});
