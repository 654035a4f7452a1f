import assert from "node:assert/strict";
import { createPrefilter } from "../../server/src/workspace/prefilter";

const couldCall = createPrefilter({
  packages: ["openai", "ai", "@ai-sdk/openai", "langchain_openai"],
  apis: ["chat.completions.create", "api.openai.com"],
});

describe("prefilter", () => {
  const found = [
    "import openai",
    "from openai import OpenAI",
    "from openai.types import X",
    "import os, openai",
    "import os, \\\n  openai",
    "from langchain_openai import ChatOpenAI",
    'import { generateText } from "ai";',
    "import { x } from 'ai/react'",
    'const { openai } = require("@ai-sdk/openai")',
    "await import(`openai`)",
    "client.chat.completions.create(",
    "client.chat\n    .completions\n    .create(",
    "client?.chat?.completions?.create(",
    'fetch("https://api.openai.com/v1")',
  ];
  const passed = [
    "",
    "ai = 3",
    "import aiohttp",
    "from openai_mock import x",
    "import main",
    'x = "openai-like"',
    'import x from "./ai-helpers"',
    "xchat.completions.creates()",
    "chat completions create",
  ];
  for (const text of found) it(`takes ${JSON.stringify(text)}`, () => assert.equal(couldCall(text), true));
  for (const text of passed) it(`passes ${JSON.stringify(text)}`, () => assert.equal(couldCall(text), false));

  it("escapes names and keeps no state between texts", () => {
    const dotted = createPrefilter({ packages: [], apis: ["a+b.c"] });
    assert.deepEqual(["a+b.c", "aab.c", "a+b.c"].map(dotted), [true, false, true]);
  });

  it("takes a text with every word of a group, in any order", () => {
    const grouped = createPrefilter({
      packages: [],
      apis: [],
      groups: [["fetch", "JSON.stringify", "messages"]],
    });
    const texts = [
      "const messages = []; fetch(url, { body: JSON.stringify({ messages }) })",
      "fetch(messages)",
      "fetches",
    ];
    assert.deepEqual(texts.map(grouped), [true, false, false]);
  });

  it("finds nothing where nothing is looked for", () =>
    assert.equal(createPrefilter({ packages: [], apis: [] })("import openai"), false));

  it("stays linear on hostile texts", () => {
    for (const unit of ["chat ", "chat .", "from ", ", ", '"', "import\n", "a"]) {
      const text = unit.repeat(1_000_000 / unit.length);
      const begin = performance.now();
      couldCall(text);
      couldCall(`chat${" ".repeat(1_000_000)}`);
      couldCall(`from${" ".repeat(1_000_000)}`);
      const spent = performance.now() - begin;
      assert.ok(spent < 1_500, `${JSON.stringify(unit)} took ${spent} ms`);
    }
  });
});
