import assert from "node:assert/strict";
import { sitesOf } from "../support/check-calls";

/** Code whose ways fork at every step: each of these ran for minutes before there was a limit. */
describe("calls of hostile code", () => {
  it("are found where the model comes from functions that return each other", async () => {
    const returns = [1, 2, 3, 4].map((n) => `    if x == ${n}:\n        return pick(x - ${n})\n`).join("");
    const sites = await sitesOf({
      "a.py": `from openai import OpenAI\n\ndef pick(x):\n${returns}\nOpenAI().chat.completions.create(model=pick(q), messages=m)\n`,
    });
    assert.equal(sites.length, 1);
  });

  it("are found where names stand for each other in pairs", async () => {
    const names = Array.from(
      { length: 12 },
      (_, n) => `m${n} = m${n + 1} or n${n}\nn${n} = m${n + 1} or n${n + 1}\n`,
    );
    const sites = await sitesOf({
      "a.py": `from openai import OpenAI\n${names.join("")}\nOpenAI().chat.completions.create(model=m0, messages=m)\n`,
    });
    assert.equal(sites.length, 1);
  });

  it("are found beside configuration files with long names", async () => {
    const sites = await sitesOf({
      "main.go": `package main

import (
	"github.com/openai/openai-go"
	"github.com/spf13/viper"
)

func ask(client openai.Client) {
	client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: viper.GetString("llm.model")})
}
`,
      [`config${"_".repeat(80)}-.yaml`]: "llm:\n  model: gpt-5\n",
    });
    assert.equal(sites.length, 1);
  });
});
