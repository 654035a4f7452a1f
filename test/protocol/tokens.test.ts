/** Counting a text over the protocol: for the models of the document first. */
import assert from "node:assert/strict";
import { countTokensRequest } from "../../shared/protocol";
import { AGENT, MODEL } from "./samples";
import { withServer } from "./workbench";

describe("protocol: count tokens", () => {
  it("counts for the document's model first and for every tokenizer on demand", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const ask = (text: string, brief: boolean) =>
        server.connection.sendRequest(countTokensRequest, { uri: uri("agent.py"), text, brief });
      const short = await ask("hello world", true);
      assert.equal(short.problem, null);
      assert.deepEqual(
        short.rows.map(({ model, tokens, exact, accuracy }) => [model, tokens, exact, accuracy]),
        [[MODEL, 2, true, "exact"]],
      );
      const all = await ask("hello world <|endoftext|>", false);
      assert.equal(all.rows[0]?.model, MODEL);
      const families = all.rows.map((row) => row.family);
      assert.ok(["deepseek-v3", "qwen3", "gemma3", "claude-4.7"].every((id) => families.includes(id)));
      assert.ok(all.rows.every((row) => row.tokens > 2));
      assert.deepEqual((await ask("", true)).rows[0]?.tokens, 0);
    }));
});
