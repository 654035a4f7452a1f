/** Prices of a team's server: nothing before somebody asks, in force at once, and kept for the next start. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { CancellationTokenSource } from "vscode-languageserver-protocol";
import { catalogueRequest, offerHistoryRequest, refreshPricesRequest } from "../../shared/protocol";
import { type Answering, hangs, TEST_CA_FILE, withPriceServer } from "../support/price-server";
import { withFolder } from "../support/temp-folder";
import { CATALOGUE_FILE, catalogue, oneCall } from "./samples";
import { type Bench, withServer } from "./workbench";

const EMPTY = { [CATALOGUE_FILE]: "version: 1\n" };
const OFFER = "moonbeam-9@moonhost/moon-dc";
const MOON = catalogue();

const servesCatalogue: Answering = (_request, response) => {
  response.writeHead(200, { "content-type": "application/yaml" }).end(MOON);
};

function over(source: string, storagePath: string, run: (bench: Bench) => Promise<void>): Promise<void> {
  const settings = (): unknown => ({
    workspaceScan: false,
    catalogue: { sources: [source], allowPrivateAddresses: true },
  });
  const env = { NODE_EXTRA_CA_CERTS: TEST_CA_FILE };
  return withServer({ files: EMPTY, settings, env, initializationOptions: { storagePath } }, run);
}

describe("protocol: prices of a source", () => {
  it("come when asked for, price the call, and outlive the server", () =>
    withFolder({}, (storage) =>
      withPriceServer({ "/moon.yaml": servesCatalogue }, async ({ url, requests }) => {
        const source = url("/moon.yaml");
        await over(source, join(storage, "prices"), async ({ server, uri }) => {
          await server.open(uri("title.py"), oneCall());
          assert.match((await server.labels(uri("title.py")))[0] ?? "", /unpriced/);
          assert.equal(requests.length, 0);
          const view = await server.connection.sendRequest(refreshPricesRequest, {});
          assert.ok("summary" in view, JSON.stringify(view));
          assert.equal(view.summary, "3 offers added");
          assert.equal(view.sources[0]?.state, "fresh");
          assert.match((await server.labels(uri("title.py")))[0] ?? "", /\$/);
          assert.equal(requests.length, 1);
        });
        await over(source, join(storage, "prices"), async ({ server, uri }) => {
          await server.open(uri("title.py"), oneCall());
          assert.match((await server.labels(uri("title.py")))[0] ?? "", /\$/);
          const table = await server.connection.sendRequest(catalogueRequest, { uri: uri("title.py") });
          assert.equal(table.sources[0]?.state, "kept");
          assert.equal(table.rows.find(({ id }) => id === OFFER)?.layer, "team");
          const history = await server.connection.sendRequest(offerHistoryRequest, {
            uri: null,
            offerId: OFFER,
          });
          assert.ok("periods" in history);
          assert.match(history.periods[0]?.prices ?? "", /input \$1,000\.00/);
          const gone = await server.connection.sendRequest(offerHistoryRequest, {
            uri: null,
            offerId: "none",
          });
          assert.ok("problem" in gone);
          assert.equal(requests.length, 1);
        });
      }),
    ));

  it("can be stopped while the server hangs, and change nothing then", () =>
    withFolder({}, (storage) =>
      withPriceServer({ "/moon.yaml": hangs }, ({ url, requests }) =>
        over(url("/moon.yaml"), storage, async ({ server, uri }) => {
          await server.open(uri("title.py"), oneCall());
          await server.labels(uri("title.py"));
          const cancel = new CancellationTokenSource();
          const started = Date.now();
          const answer = server.connection.sendRequest(refreshPricesRequest, {}, cancel.token);
          await server.until(
            "asked",
            () => requests.length,
            (count) => count > 0,
          );
          cancel.cancel();
          const view = await answer.catch((error: Error) => ({ problem: error.message }));
          assert.ok("problem" in view);
          assert.match(view.problem, /cancelled/);
          assert.ok(Date.now() - started < 9000, "it did not wait for the time to run out");
          assert.match((await server.labels(uri("title.py")))[0] ?? "", /unpriced/);
        }),
      ),
    ));
});
