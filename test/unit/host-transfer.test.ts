import assert from "node:assert/strict";
import fc from "fast-check";
import type { FileFacts, FunctionFacts } from "../../server/src/facts/ir";
import { FactsDecoder, FactsEncoder } from "../../server/src/host/workers/facts-transfer";

const NOWHERE = { start: 0, end: 0 };

function fn(name: string): FunctionFacts {
  const parts = { params: [], decorators: [], doc: null, isAsync: false, returns: null, body: [] };
  return { name, nameRange: NOWHERE, range: NOWHERE, ...parts };
}

function file(functions: readonly FunctionFacts[], incomplete = false): FileFacts {
  const nodes = functions.map((facts, start) => ({
    facts,
    start,
    parent: -1,
    children: [],
    className: null,
  }));
  return { path: "a.py", language: "python", functions: nodes, directives: [], incomplete };
}

describe("transfer of facts", () => {
  it("yields equal facts for any sequence of versions, over a real clone", () => {
    const pool = Array.from({ length: 8 }, (_, i) => fn(`f${i}`));
    const version = fc.tuple(fc.array(fc.constantFrom(...pool), { maxLength: 10 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(version, { maxLength: 12 }), (versions) => {
        const encoder = new FactsEncoder();
        const decoder = new FactsDecoder();
        for (const [functions, incomplete] of versions) {
          const facts = file(functions, incomplete);
          assert.deepEqual(decoder.decode(structuredClone(encoder.encode(facts))), facts);
        }
      }),
    );
  });

  it("sends only what is new and keeps the receiver's objects", () => {
    const [a, b, c] = [fn("a"), fn("b"), fn("c")];
    const encoder = new FactsEncoder();
    const decoder = new FactsDecoder();
    const first = decoder.decode(structuredClone(encoder.encode(file([a, b]))));
    const packed = structuredClone(encoder.encode(file([a, c, b])));
    assert.deepEqual(
      packed.fresh.map(([, facts]) => facts.name),
      ["c"],
    );
    const second = decoder.decode(packed);
    assert.equal(second.functions[0]?.facts, first.functions[0]?.facts);
    assert.equal(second.functions[2]?.facts, first.functions[1]?.facts);
  });

  it("forgets what the last version no longer had", () => {
    const [a, b] = [fn("a"), fn("b")];
    const encoder = new FactsEncoder();
    encoder.encode(file([a, b]));
    encoder.encode(file([a]));
    assert.equal(encoder.encode(file([a, b])).fresh.length, 1);
  });

  it("starts over when the sender does, and notices a missed packet", () => {
    const a = fn("a");
    const decoder = new FactsDecoder();
    decoder.decode(new FactsEncoder().encode(file([fn("old")])));
    assert.equal(decoder.decode(new FactsEncoder().encode(file([a]))).functions[0]?.facts.name, "a");
    const encoder = new FactsEncoder();
    encoder.encode(file([a]));
    const missed = encoder.encode(file([a]));
    assert.throws(() => new FactsDecoder().decode(missed), /never received/);
  });
});
