/** Settings files as the editor writes them, and as people do. */
import assert from "node:assert/strict";
import { loadSettings } from "../../server/src/cli/settings-file";
import { UsageError } from "../../server/src/cli/usage";
import { readSettings } from "../../shared/settings";
import { withFolder } from "../support/temp-folder";

const load = (text: string) => withFolder({ "s.json": text }, (folder) => loadSettings("s.json", folder));

async function complaint(text: string): Promise<string> {
  const error = await load(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof UsageError);
  return error.message;
}

describe("cli settings", () => {
  it("are the defaults without a file", async () => {
    assert.deepEqual(await loadSettings(null, "/"), readSettings(undefined).settings);
  });

  it("are read flat, nested, with the prefix and without", async () => {
    const wanted = readSettings({
      currency: "EUR",
      assume: { turns: 8 },
      residency: { allow: ["EU"] },
    }).settings;
    for (const raw of [
      { "farebox.currency": "EUR", "farebox.assume.turns": 8, "farebox.residency.allow": ["EU"] },
      { farebox: { currency: "EUR", assume: { turns: 8 }, residency: { allow: ["EU"] } } },
      { currency: "EUR", "assume.turns": 8, residency: { allow: ["EU"] } },
      { farebox: { currency: "EUR", "assume.turns": 8 }, "farebox.residency": { allow: ["EU"] } },
    ])
      assert.deepEqual(await load(JSON.stringify(raw)), wanted);
  });

  it("may stand among other tools' settings", async () => {
    const { currency } = await load('\ufeff{"editor.fontSize": 12, "farebox.currency": "EUR"}');
    assert.equal(currency, "EUR");
  });

  it("name what is wrong instead of falling back to a default", async () => {
    assert.match(await complaint('{"farebox.curency": "EUR"}'), /no setting "farebox\.curency"/);
    assert.match(await complaint('{"turns": 8}'), /no setting "turns"/);
    assert.match(await complaint('{"assume": {"turns": 0}}'), /farebox\.assume\.turns: must be at least 1/);
    assert.match(await complaint('{"currency": 5}'), /farebox\.currency: expected a text/);
    assert.match(await complaint("[1]"), /must hold an object/);
    assert.match(await complaint('{"currency": "EUR", // euros\n}'), /is no JSON/);
    await assert.rejects(loadSettings("none.json", "/"), /--settings none\.json cannot be read/);
  });

  it("do not reach into prototypes", async () => {
    assert.match(await complaint('{"__proto__": {"currency": "EUR"}}'), /no setting/);
  });
});
