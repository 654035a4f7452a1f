/** `farebox catalogue` as users start it: what it prints where, and its exit codes. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { readCommand } from "../../server/src/cli/arguments";
import type { CatalogueRow, RefreshView } from "../../shared/catalogue-view";
import { TEST_CA_FILE, withPriceServer } from "../support/price-server";
import { runCli } from "../support/run-cli";
import { withFolder } from "../support/temp-folder";

const OWN = `version: 1
models:
  - id: our-model
    lab: us
    contextWindow: 64000
hosts:
  - id: our-box
    name: Our box
    country: DE
regions:
  - id: cellar
    name: The cellar
    country: DE
offers:
  - model: our-model
    host: our-box
    region: cellar
    currency: EUR
    checked: 2026-01-01
    prices: { input: 0.5, output: 1.5 }
  - model: our-model
    host: our-box
    region: cellar
    serviceTier: batch
    currency: EUR
    from: 2026-03-01
    prices: { input: 0.25, output: 0.75 }
`;
const FILES = { "farebox.catalogue.yaml": OWN };
const FIELDS = [
  ...["model", "lab", "host", "region", "country", "serviceTier", "currency", "input", "output"],
  ...["cacheRead", "cacheWrite", "effectiveFrom", "effectiveTo", "source", "checked", "layer"],
];

function run(folder: string, ...args: string[]) {
  return runCli(["catalogue", ...args], folder);
}

describe("cli: catalogue", function () {
  this.timeout(120_000);

  it("lists offers as rows with every promised field", () =>
    withFolder(FILES, async (folder) => {
      const { code, stdout, stderr } = await run(
        folder,
        "list",
        "--model",
        "our-*",
        "--json",
        "--when",
        "2026-04-01",
      );
      assert.deepEqual([code, stderr], [0, ""]);
      const rows = JSON.parse(stdout) as CatalogueRow[];
      assert.equal(rows.length, 2);
      for (const row of rows)
        assert.deepEqual(
          FIELDS.filter((field) => !Object.hasOwn(row, field)),
          [],
        );
      const [standard] = rows;
      assert.deepEqual(
        [standard?.model, standard?.lab, standard?.country, standard?.input, standard?.currency],
        ["our-model", "us", "DE", 0.5, "EUR"],
      );
      assert.deepEqual([standard?.layer, standard?.origin], ["folder", "farebox.catalogue.yaml"]);
    }));

  it("lists the shipped catalogue without a file, and filters it", () =>
    withFolder({}, async (folder) => {
      const { stdout } = await run(
        folder,
        "list",
        "--country",
        "EU",
        "--max-price",
        "5",
        "--min-context",
        "100k",
        "--json",
      );
      const rows = JSON.parse(stdout) as CatalogueRow[];
      assert.ok(rows.length > 5);
      assert.ok(rows.every(({ country, jurisdiction }) => country !== null || jurisdiction === "EU"));
      assert.ok(rows.every(({ contextWindow }) => (contextWindow ?? 0) >= 100_000));
      assert.ok(rows.every(({ layer }) => typeof layer === "string" && layer !== ""));
    }));

  it("prints a table for people, with its summary apart", () =>
    withFolder(FILES, async (folder) => {
      const { stdout, stderr } = await run(folder, "list", "--host", "our-box", "--when", "2026-02-01");
      assert.match(stdout, /^offer +country +input/);
      assert.match(stdout, /^our-model@our-box\/cellar#EUR +DE +€0\.50 +€1\.50 +– +64K/m);
      assert.match(stderr, /^1 offer of 1 model at 1 host; prices of 2026-02-01/);
      assert.match(stderr, /1 more offer without a price on that day/);
      const quiet = await run(folder, "list", "--host", "our-box", "--quiet");
      assert.equal(quiet.stderr, "");
    }));

  it("shows an offer and a model, and says what a wrong name may mean", () =>
    withFolder(FILES, async (folder) => {
      const offer = await run(folder, "show", "our-model@our-box/cellar#EUR");
      assert.match(offer.stdout, /^our-model@our-box\/cellar#EUR\n/);
      assert.match(offer.stdout, /input €0\.50, output €1\.50/);
      assert.match(offer.stdout, /checked 2026-01-01/);
      const model = await run(folder, "show", "our-model", "--json");
      assert.equal((JSON.parse(model.stdout) as { offers: unknown[] }).offers.length, 2);
      const wrong = await run(folder, "show", "our-model@our-box/attic");
      assert.equal(wrong.code, 2);
      assert.match(wrong.stderr, /Did you mean our-model@our-box\/cellar#EUR/);
    }));

  it("shows formulas for machines of one's own, with their break-even", async () => {
    const [all, one, wrong] = await Promise.all([
      run("/", "show", "self-hosted"),
      run("/", "show", "self-hosted/deepseek-r1-h200", "--json", "--input-share", "0.9"),
      run("/", "show", "self-hosted/none"),
    ]);
    assert.match(all.stdout, /^ +self-hosted\/deepseek-r1-h200 +\$[\d.]+ +\$[\d.]+ /m);
    const { breakEven, inputShare } = JSON.parse(one.stdout) as { breakEven: unknown[]; inputShare: number };
    assert.ok(breakEven.length > 0 && inputShare === 0.9);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /there are self-hosted\/deepseek-r1-h200/);
  });

  it("checks catalogues by line and column, below the folder too", () =>
    withFolder(
      { ...FILES, "team/farebox.catalogue.json": '{\n  "version": 1,\n  "ofers": []\n}\n' },
      async (folder) => {
        const { code, stdout, stderr } = await run(folder, "check", "--when", "2026-11-24");
        assert.equal(code, 2);
        assert.match(stdout, /^team\/farebox\.catalogue\.json:3:3: ofers is not a field/m);
        assert.match(stderr, /^2 catalogue files; 1 mistake; /);
        const own = await run(folder, "check", "farebox.catalogue.yaml", "--json", "--when", "2026-11-24");
        assert.equal(own.code, 0);
        const { mistakes, stale, disagreements } = JSON.parse(own.stdout) as {
          mistakes: [];
          stale: { id: string }[];
          disagreements: { id: string; source: string; reason: string }[];
        };
        assert.ok(disagreements.every(({ id, source, reason }) => id.includes("@") && source && reason));
        assert.deepEqual(mistakes, []);
        assert.ok(stale.some(({ id }) => id === "our-model@our-box/cellar#EUR"));
      },
    ));

  it("names what an entry extends in vain, and fails for prices over the age allowed", () =>
    withFolder(
      { "farebox.catalogue.yaml": "offers:\n  - extends: no@such/offer\n    multiplier: 1\n" },
      async (folder) => {
        const { code, stdout } = await run(folder, "check");
        assert.equal(code, 2);
        assert.match(stdout, /^farebox\.catalogue\.yaml:2:5: .*no@such\/offer/m);
        await withFolder({}, async (empty) => {
          assert.equal((await run(empty, "check", "--max-age", "0", "--when", "2030-01-01")).code, 1);
          assert.equal((await run(empty, "check", "--max-age", "99999")).code, 0);
        });
      },
    ));

  it("compares two days, and two catalogues", () =>
    withFolder(FILES, async (folder) => {
      const days = await run(folder, "diff", "2026-02-28", "2026-03-01", "--model", "our-model");
      assert.equal(days.stdout, "+ our-model@our-box/cellar:batch#EUR: input €0.25, output €0.75\n");
      assert.match(days.stderr, /^1 offer added\.$/m);
      const sides = await run(folder, "diff", "shipped", "farebox.catalogue.yaml", "--json");
      const found = JSON.parse(sides.stdout) as { added: CatalogueRow[]; removed: []; changed: [] };
      assert.deepEqual([found.added.length, found.removed.length, found.changed.length], [2, 0, 0]);
    }));

  it("prints the JSON Schema that a catalogue must fit", async () => {
    const { stdout } = await run("/", "schema");
    const validate = new Ajv({ strict: false }).compile(JSON.parse(stdout) as object);
    assert.equal(validate({ version: 1, favourites: ["a"] }), true);
    assert.equal(validate({ ofers: [] }), false);
  });
});

describe("cli: catalogue update", function () {
  this.timeout(120_000);
  const TEAM = "offers:\n  - extends: gpt-5.2@openai/global\n    multiplier: 0.5\n";

  it("asks a source, says what changed, and keeps it for commands that name it", () =>
    withFolder({}, (folder) =>
      withPriceServer(
        {
          "/prices.yaml": (request, response) =>
            request.headers["if-none-match"] === '"1"'
              ? response.writeHead(304).end()
              : response.writeHead(200, { "content-type": "text/yaml", etag: '"1"' }).end(TEAM),
        },
        async ({ url }) => {
          const source = url("/prices.yaml");
          const settings = join(folder, "settings.json");
          writeFileSync(settings, JSON.stringify({ "farebox.catalogue.sources": [source] }));
          const env = { XDG_CACHE_HOME: join(folder, "cache"), NODE_EXTRA_CA_CERTS: TEST_CA_FILE };
          const cli = (...args: string[]) => runCli(["catalogue", ...args], folder, { env });
          const first = await cli("update", "--settings", settings, "--allow-private-addresses");
          assert.deepEqual([first.code, first.stdout.split("\n").length > 1], [0, true], first.stderr);
          assert.match(first.stdout, /^gpt-5\.2@openai\/global: input .* \(-50%\)/m);
          assert.match(first.stderr, /^1 price changed\.$/m);
          const again = await cli("update", "--settings", settings, "--allow-private-addresses", "--json");
          const view = JSON.parse(again.stdout) as RefreshView;
          assert.deepEqual([view.summary, view.sources[0]?.state], ["no price changed", "unchanged"]);
          const rows = async (...args: string[]): Promise<CatalogueRow[]> =>
            JSON.parse(
              (
                await cli(
                  "list",
                  "--model",
                  "gpt-5.2",
                  "--host",
                  "openai",
                  "--region",
                  "global",
                  "--tier",
                  "standard",
                  "--json",
                  ...args,
                )
              ).stdout,
            );
          const [kept, shipped] = [await rows("--settings", settings), await rows()];
          assert.deepEqual([kept[0]?.layer, shipped[0]?.layer], ["team", "curated"]);
          assert.ok(Math.abs((kept[0]?.input ?? 0) * 2 - (shipped[0]?.input ?? 1)) < 1e-9);
        },
      ),
    ));

  it("ends with 2 where a source fails or none is named, and asks no private address", () =>
    withFolder({}, (folder) =>
      withPriceServer({}, async ({ url, requests }) => {
        const env = { XDG_CACHE_HOME: join(folder, "cache"), NODE_EXTRA_CA_CERTS: TEST_CA_FILE };
        const refused = await runCli(["catalogue", "update", "--source", url("/a.yaml")], folder, { env });
        assert.equal(refused.code, 2);
        assert.match(refused.stderr, /no public address.*nothing to use/);
        assert.equal(requests.length, 0);
        const none = await runCli(["catalogue", "update"], folder, { env });
        assert.deepEqual([none.code, none.stdout], [2, ""]);
        assert.match(none.stderr, /no source is named/);
      }),
    ));
});

describe("cli: arguments of catalogue", () => {
  it("explains each subcommand", () => {
    for (const name of ["list", "show", "check", "diff", "update", "schema"]) {
      const command = readCommand(["catalogue", name, "--help"]);
      assert.ok(command.kind === "catalogue" && command.action === "help");
      assert.match(command.text, new RegExp(`farebox catalogue ${name}`));
    }
    const all = readCommand(["catalogue"]);
    assert.ok(all.kind === "catalogue" && all.action === "help" && all.text.includes("catalogue diff"));
  });

  it("names what is wrong and what to write", () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ["catalogue lst", /"lst" is no command; the commands are list, show, check/],
      ["catalogue list gpt-5", /"gpt-5" is too much; .*--model/],
      ["catalogue list --max-price cheap", /--max-price: "cheap"/],
      ["catalogue list --min-context 1x", /200k or 1M/],
      ["catalogue list --currency dollars", /--currency: "dollars"/],
      ["catalogue list --sort price", /--sort: "price" is none of offer, input/],
      ["catalogue list --when yesterday", /--when: "yesterday"/],
      ["catalogue list --modle x", /--modle.*catalogue list --help/],
      ["catalogue show", /name an offer/],
      ["catalogue show a --input-share 75", /write 0\.75 for 75%/],
      ["catalogue diff 2026-01-01", /two days or two catalogues/],
      ["catalogue diff 2026-01-01 shipped", /a day and a catalogue/],
      ["catalogue diff 2026-01-01 2026-01-02 --when 2026-01-03", /--when belongs to two catalogues/],
      ["catalogue schema now", /"now" is too much/],
    ];
    for (const [line, words] of wrong) assert.throws(() => readCommand(line.split(" ")), words, line);
  });

  it("reads window sizes as people write them", () => {
    const sizes = ["200000", "200k", "1M", "1.5m"].map((size) => {
      const command = readCommand(["catalogue", "list", "--min-context", size]);
      return command.kind === "catalogue" && command.action === "list" ? command.filter.minContext : null;
    });
    assert.deepEqual(sizes, [200_000, 200_000, 1_000_000, 1_500_000]);
  });
});
