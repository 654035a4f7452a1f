/** Edits of advice: directives read back with what was written, the rest of the text stays, calls still parse. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { directiveEdit, pinCall, pinEdit, targetOf } from "../../server/src/advice/directive-edit";
import { useModelEdit } from "../../server/src/advice/model-edit";
import type { TextEdit } from "../../server/src/advice/rule";
import { LineMap } from "../../server/src/base/line-map";
import { attachDirectives } from "../../server/src/calls/directives";
import type { CallSite } from "../../server/src/sdks/call-site";
import { programFrom, sitesOf } from "../support/check-calls";
import { contextOf, estimateOf, unmark } from "../support/estimates";

function apply(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((now, { range, newText }) => now.slice(0, range.start) + newText + now.slice(range.end), text);
}

const HEAD = "from openai import OpenAI\nclient = OpenAI()\n";
/** `§` is the place of the call; each must be legal Python around it. */
const PYTHON = [
  "reply = §\n",
  "def f():\n    return §\n",
  "def f(m):\n    for x in m:\n        y = g(\n            1,\n            h(§),\n        )\n",
  "def f():\n\tif x: return §\n",
  'def f():\n    """Doc (with an open bracket,\n    """\n    return §\n',
  "def f():\n    r = x or \\\n        §\n",
  "@retry\ndef f():\n    with a() as b:\n        z = [§ for i in b]\n",
  "try:\n    a = 1\nexcept E:\n    a = §\n",
  "if a:\n    pass\nelif §:\n    pass\n",
  "def f():\n    # farebox: output=50\n    return §\n",
  "def f():\n    # farebox: turns=3 output=50\n    # why\n    return §\n",
  "f = lambda: (\n    §\n)\n",
];
const CALL = 'client.chat.completions.create(model="gpt-5", messages=m)';
const SCRIPT_HEAD = 'import OpenAI from "openai";\nconst client = new OpenAI();\n';
const SCRIPT = [
  "const r = await §;\n",
  "async function f() {\n  return §;\n}\n",
  "const f = async (m) => {\n  const all = await Promise.all(\n    m.map((x) => §),\n  );\n};\n",
  "async function f() {\n  if (a) {\n    b();\n  } else return §;\n}\n",
  "class A {\n  async run() {\n    // farebox: turns=4\n    return await §;\n  }\n}\n",
  "const text = `a ${\n  await §\n} b`;\n",
  "const o = {\n  a: 1,\n  b: await §,\n};\n",
];
const SCRIPT_CALL = 'client.chat.completions.create({ model: "gpt-5", messages: m })';

async function onlySite(path: string, text: string): Promise<CallSite> {
  const sites = await sitesOf({ [path]: text });
  assert.equal(sites.length, 1, text);
  return sites[0] as CallSite;
}

/** What the directives of the text say about its only call. */
async function readBack(path: string, text: string) {
  const program = await programFrom({ [path]: text });
  const [file] = program.files;
  assert.ok(file && !file.incomplete, text);
  const site = await onlySite(path, text);
  const map = new LineMap(text);
  const read = attachDirectives(file.directives, [site], (offset) => map.position(offset).line);
  assert.deepEqual(read.problems, []);
  return read.values.get(site.id);
}

const withoutDirectives = (text: string): string =>
  text.replace(/^[^\S\r\n]*(#|\/\/) farebox:.*(\r\n|\n)/gm, "");

describe("pinning above a call", () => {
  const cases = [
    ...PYTHON.map((body) => ["a.py", (HEAD + body).replace("§", CALL)] as const),
    ...SCRIPT.map((body) => ["a.ts", (SCRIPT_HEAD + body).replace("§", SCRIPT_CALL)] as const),
  ];
  for (const [path, source] of cases) {
    for (const ending of ["\n", "\r\n"]) {
      it(`reads back in ${path} ${JSON.stringify(source.slice(path === "a.py" ? HEAD.length : SCRIPT_HEAD.length))} with ${JSON.stringify(ending)}`, async () => {
        const text = source.replaceAll("\n", ending);
        const site = await onlySite(path, text);
        const turns = 12;
        const edit = pinCall({ site }, text, "turns", turns);
        const after = apply(text, [edit]);
        assert.equal((await readBack(path, after))?.quantities.turns, turns);
        assert.equal(withoutDirectives(after), withoutDirectives(text));
        if (ending === "\r\n") assert.doesNotMatch(after, /[^\r]\n/);
        const { start } = site.range;
        const language = site.call.file.language;
        const byText = pinEdit({ path, text, callOffset: start, language, name: "turns", value: turns });
        const other = apply(text, [byText]);
        assert.equal((await readBack(path, other))?.quantities.turns, turns, "found from the text alone");
        assert.equal(withoutDirectives(other), withoutDirectives(text));
        const again = apply(after, [
          pinCall({ site: await onlySite(path, after) }, after, "outputTokens", 77),
        ]);
        const values = await readBack(path, again);
        assert.deepEqual([values?.quantities.turns, values?.quantities.output], [turns, 77]);
        const marks = (again.match(/farebox:/g) ?? []).length;
        assert.equal(marks, 1, again);
      });
    }
  }

  it("writes any count so that it reads back, whatever stands above", async () => {
    const above = fc.constantFrom(
      "",
      "# note\n",
      "# farebox: host=openai  turns=3\n",
      "# farebox:\n",
      "# farebox: ignore\n",
    );
    const name = fc.constantFrom("turns", "output", "gap" as const);
    await fc.assert(
      fc.asyncProperty(above, name, fc.nat({ max: 1_000_000 }), async (lines, pinned, value) => {
        const text = `${HEAD}${lines}r = ${CALL}\n`;
        const site = await onlySite("a.py", text);
        const after = apply(text, [pinCall({ site }, text, pinned, value)]);
        const read = await readBack("a.py", after);
        assert.equal(read?.quantities[pinned as "turns"], value);
        assert.equal(read?.ignore, lines.includes("ignore"));
        if (lines.includes("host")) assert.equal(read?.names.host, "openai");
      }),
      { numRuns: 40 },
    );
  });

  it("writes fractions without an exponent", () => {
    const target = { path: "a.py", text: "f()", callOffset: 0, language: "python" } as const;
    assert.equal(pinEdit({ ...target, name: "gap", value: 0.5 }).newText, "# farebox: gap=0.5\n");
    assert.equal(pinEdit({ ...target, name: "turns", value: 1e6 }).newText, "# farebox: turns=1000000\n");
  });

  it("finds the statement from text alone", () => {
    const { text, start } = unmark("def f():\n    y = g(\n        1,\n        h(»create()«),\n    )\n");
    const edit = pinEdit({
      path: "a.py",
      text,
      callOffset: start,
      language: "python",
      name: "turns",
      value: 2,
    });
    assert.equal(apply(text, [edit]), text.replace("    y = g", "    # farebox: turns=2\n    y = g"));
  });

  it("names an offer beside what is pinned", async () => {
    const text = `${HEAD}# farebox: turns=3\nr = ${CALL}\n`;
    const site = await onlySite("a.py", text);
    const words = [
      ["model", "m"],
      ["host", "h"],
      ["region", "r"],
    ] as const;
    const read = await readBack("a.py", apply(text, [directiveEdit(targetOf({ site }, text), words)]));
    assert.deepEqual(read?.names, { model: "m", host: "h", region: "r" });
    assert.equal(read?.quantities.turns, 3);
  });
});

describe("use this model", () => {
  const ctx = contextOf();
  const offer = (id: string) => {
    const found = ctx.catalogue.offersById.get(id);
    assert.ok(found, id);
    return found;
  };

  function edited(
    text: string,
    model = "mini-1",
    to = "mini-2.5@acme/global",
    sdk: "openai" | "litellm" = "openai",
  ) {
    const plain = unmark(text).text;
    const [written = ""] = /(["'`])(acme\/)?mini-1.*?\1|\w+\.ChatModelMini1/.exec(plain) ?? [];
    const at = plain.indexOf(written);
    const end = at + written.length;
    const estimate = estimateOf(
      {
        text,
        model,
        site: {
          sdk,
          model: {
            id: model,
            source: "literal",
            text: "",
            literal: { path: "src/agent.py", range: { start: at, end } },
            reason: null,
          },
        },
      },
      ctx,
    );
    const result = useModelEdit(estimate, offer(to), ctx.catalogue, () => plain);
    return "problem" in result ? result.problem : apply(plain, result.edits);
  }

  it("keeps the quotes and everything around", () => {
    assert.equal(edited('r = »f(model="mini-1", x=1)«'), 'r = f(model="mini-2.5", x=1)');
    assert.equal(edited("r = »f(model='mini-1')«"), "r = f(model='mini-2.5')");
    assert.equal(edited("r = »f({ model: `mini-1` })«"), "r = f({ model: `mini-2.5` })");
  });

  it("replaces a constant of the SDK by a literal", () => {
    assert.equal(edited("r = »f(Model: openai.ChatModelMini1)«", "mini-1"), 'r = f(Model: "mini-2.5")');
  });

  it("says why not", () => {
    const other = edited('r = »f(model="mini-1")«', "mini-1", "mini-1@bolt/us");
    assert.match(other, /talks to acme; bolt needs another client/);
    assert.match(
      edited('r = »f(model="mini-1")«', "mini-1", "mini-1@acme/eu"),
      /eu needs a client for that region/,
    );
    assert.match(
      edited('r = »f(model="mini-1")«', "mini-1", "mini-1@acme/global:batch"),
      /batch tier needs more/,
    );
    assert.match(edited('r = »f(model="mini-1" "x")«', "mini-1"), /=/);
    const none = estimateOf({ model: null, text: "r = »f(model=model)«", overrides: {} }, ctx);
    const result = useModelEdit(none, offer("mini-2.5@acme/global"), ctx.catalogue, () => "");
    assert.ok("problem" in result);
  });
});

describe("the literal of a model", () => {
  const body = (model: string, before = ""): string =>
    `${HEAD}def f(model, m):\n${before}    return client.chat.completions.create(model=${model}, messages=m)\n`;

  it("is the text that the request gets", async () => {
    const source = body('"GPT-5".lower()');
    assert.equal((await onlySite("a.py", source)).model.literal, null);
    const same = body("model", '    model = "gpt-5"\n');
    const { literal } = (await onlySite("a.py", same)).model;
    assert.equal(same.slice(literal?.range.start, literal?.range.end), '"gpt-5"');
  });

  it("is none that a test compares the model with", async () => {
    for (const given of ["model", "name"]) {
      const before = `    if model != "gpt-5":\n        return None\n    if model == "gpt-5":\n        name = model\n    `;
      const { model } = await onlySite("a.py", body(given, before));
      assert.deepEqual([model.id, model.literal], ["gpt-5", null]);
    }
  });
});
