/** The hover: its figures, and that text of the workspace can never become markup or a command. */
import assert from "node:assert/strict";
import { HoverRequest } from "vscode-languageserver-protocol";
import { callPlaceRequest } from "../../shared/protocol";
import { AGENT, catalogue, MODEL, oneCall, positionOf } from "./samples";
import { withServer } from "./workbench";

/** What would be markup, were it not escaped. */
const HOSTILE = "[x](command:evil) <img src=x onerror=alert> `tick` ![i](http://x) \u202Egnp\u2066 **b** | c";

/** Everything Markdown would act on in a text, by its own rules of escaping. */
function active(markdown: string): {
  readonly links: readonly string[];
  readonly html: boolean;
  readonly images: boolean;
} {
  const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, "").replace(/(`+)[^`][\s\S]*?\1(?!`)/g, "");
  return {
    links: [...bare.matchAll(/\]\(([^)]*)\)/g)].map((match) => match[1] ?? ""),
    html: /<[a-z/!]/i.test(bare),
    images: /!\[/.test(bare),
  };
}

describe("protocol: hover", () => {
  it("tells the cost, every quantity with its basis, and the assumptions", () =>
    withServer({}, async ({ server, uri }) => {
      await server.open(uri("agent.py"), AGENT);
      const text = (await server.hover(uri("agent.py"), positionOf(AGENT, "create("))) ?? "";
      assert.match(text, /^\*\*\$[\d.]+K? per run\*\*/);
      for (const word of ["Moonbeam 9", "counted", "assumed", "**Loop** agent", "**Growth** accumulates"])
        assert.ok(text.includes(word), word);
    }));

  it("stands on the callee's name only, so that arguments keep their own hovers", () =>
    withServer({}, async ({ server, uri }) => {
      const text = oneCall();
      await server.open(uri("title.py"), text);
      for (const needle of ["from openai", "client.chat", "completions", "model=", "Give the text"])
        assert.equal(await server.hover(uri("title.py"), positionOf(text, needle)), null, needle);
      const name = positionOf(text, "create(");
      const hover = await server.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uri("title.py") },
        position: { ...name, character: name.character + 3 },
      });
      assert.deepEqual(hover?.range, {
        start: name,
        end: { ...name, character: name.character + "create".length },
      });
    }));

  it("has a way to its place from anywhere in the call, by a call's id, and from its line", () =>
    withServer({}, async ({ server, uri }) => {
      const text = `${oneCall()}x = 1\n`;
      await server.open(uri("title.py"), text);
      const placeAt = (position: { line: number; character: number } | null, callId?: string) =>
        server.connection.sendRequest(callPlaceRequest, {
          uri: uri("title.py"),
          position,
          ...(callId === undefined ? {} : { callId }),
        });
      const there = await placeAt(positionOf(text, "messages="));
      assert.deepEqual(there?.range.start, positionOf(text, "create("));
      assert.deepEqual(await placeAt(positionOf(text, "return")), there);
      assert.deepEqual(await placeAt(null, there?.callId), there);
      assert.equal(await placeAt(positionOf(text, "x = 1")), null);
      assert.equal(await placeAt(null, `${there?.callId}9`), null);
    }));

  for (const commandLinks of [true, false]) {
    it(`shows hostile text as text ${commandLinks ? "in a client with command links" : "elsewhere"}`, () => {
      const text = AGENT.replace(MODEL, HOSTILE.replaceAll('"', "'"));
      return withServer({ initializationOptions: { commandLinks } }, async ({ server, uri }) => {
        await server.open(uri("agent.py"), text);
        const shown = (await server.hover(uri("agent.py"), positionOf(text, "create("))) ?? "";
        const tooltip = await server.tooltip((await server.hints(uri("agent.py")))[0]);
        assert.ok(shown.includes("evil") && tooltip.includes("evil"), "the text is shown at all");
        for (const markdown of [shown, tooltip]) {
          const { links, html, images } = active(markdown);
          assert.deepEqual([html, images], [false, false], markdown);
          const foreign = links.filter((link) => !/^(command:farebox\.|file:\/\/)/.test(link));
          assert.deepEqual(foreign, []);
          assert.ok(!/[\u202A-\u202E\u2066-\u2069]/.test(markdown), "no bidi controls");
        }
      });
    });
  }

  it("escapes file names and names of the catalogue, too", () => {
    const name = "Moon <b>[x](command:evil)</b>";
    const files = {
      "farebox.catalogue.yaml": catalogue().replace("name: Moonbeam 9", `name: "${name}"`),
    };
    const path = "a[x](command_evil)<img>`b`.py";
    return withServer({ files }, async ({ server, uri }) => {
      await server.open(uri(path), AGENT);
      const shown = (await server.hover(uri(path), positionOf(AGENT, "create("))) ?? "";
      const { links, html } = active(shown);
      assert.equal(html, false, shown);
      assert.ok(links.length > 0 && links.every((link) => link.startsWith("file://")), links.join("\n"));
    });
  });

  it("has command links only where the client runs them", async () => {
    const shownWith = async (initializationOptions: unknown): Promise<string> => {
      let shown = "";
      await withServer({ initializationOptions }, async ({ server, uri }) => {
        await server.open(uri("agent.py"), AGENT);
        shown = (await server.hover(uri("agent.py"), positionOf(AGENT, "create("))) ?? "";
      });
      return shown;
    };
    assert.ok((await shownWith({ commandLinks: true })).includes("](command:farebox.pinAssumption?"));
    for (const options of [{ commandLinks: false }, undefined, { commandLinks: "yes" }]) {
      const shown = await shownWith(options);
      assert.ok(!shown.includes("command:"));
      assert.ok(shown.includes("farebox: turns="), "the directive to write stands in place of the link");
    }
  });
});
