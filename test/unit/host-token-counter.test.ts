import assert from "node:assert/strict";
import { readAsset } from "../../server/src/host/assets";
import { createTokenCounter } from "../../server/src/host/token-counter";
import { familyOf, familyTokens } from "../../server/src/tokens/families";

describe("token counter", () => {
  it("loads a vocabulary when it is first asked for, once", async () => {
    const read: string[] = [];
    const counter = createTokenCounter((name) => {
      read.push(name);
      return readAsset(name);
    });
    assert.deepEqual(read, []);
    await counter.count(["hello"], []);
    assert.deepEqual(read, ["o200k_base.bin"]);
    const [count] = await counter.count(["hello world", "again"], ["deepseek_v3", "o200k_base"]);
    await counter.count(["and again"], ["deepseek_v3"]);
    assert.deepEqual(read, ["o200k_base.bin", "deepseek_v3.bin"]);
    assert.deepEqual(count?.tokens, { o200k_base: 2, deepseek_v3: 2 });
  });

  it("estimates a family whose vocabulary was left out", async () => {
    const counter = createTokenCounter((name) =>
      name === "llama3.bin" ? Promise.reject(new Error("not there")) : readAsset(name),
    );
    const [count] = await counter.count(["hello world"], ["llama3"]);
    assert.ok(count);
    assert.deepEqual(count.tokens, { o200k_base: 2 });
    const tokens = familyTokens(count, familyOf("llama3"));
    assert.ok(!tokens.exact && tokens.typical > 0 && tokens.high > tokens.low);
  });

  it("refuses to count without the base vocabulary", async () => {
    const counter = createTokenCounter(() => Promise.reject(new Error("not there")));
    await assert.rejects(counter.count(["x"], []), /not there/);
  });
});
