/** A call's reference follows the edits above it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { movedCallId } from "../../client/src/moved-call";

describe("reference of a moved call", () => {
  it("points at the same text after edits anywhere before and behind it", () => {
    const text = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, text, (head, tail, above, below) => {
        const source = `${head}create(${tail}`;
        const changes = [
          { rangeOffset: 0, rangeLength: Math.floor(head.length / 2), text: above },
          { rangeOffset: source.length, rangeLength: 0, text: below },
        ];
        const after = above + source.slice(Math.floor(head.length / 2)) + below;
        const id = movedCallId(`file:///w#a:b.py:${head.length}`, changes);
        assert.match(id, /^file:\/\/\/w#a:b\.py:\d+$/);
        assert.ok(after.slice(Number(id.split(":").at(-1))).startsWith("create("));
      }),
    );
  });

  it("leaves a reference alone that has no offset", () => {
    assert.equal(movedCallId("none", [{ rangeOffset: 0, rangeLength: 0, text: "x" }]), "none");
  });
});
