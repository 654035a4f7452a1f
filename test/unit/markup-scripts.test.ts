import assert from "node:assert/strict";
import fc from "fast-check";
import { languageOfPath } from "../../server/src/languages";
import { scriptsOf } from "../../server/src/languages/markup/scripts";

/** What is left of the text, without the blanks around it. */
function left(text: string, path = "Page.vue"): string {
  return scriptsOf(text, path).replace(/\s+/g, " ").trim();
}

describe("scripts inside markup", () => {
  it("keeps the scripts at their places and blanks the rest", () => {
    const text =
      '<template>\n  <p>{{ a }}</p>\n</template>\n<script setup lang="ts">\nconst a = 1;\n</script>\n';
    const code = scriptsOf(text, "Page.vue");
    assert.equal(code.length, text.length);
    assert.equal(code.indexOf("const a"), text.indexOf("const a"));
    assert.equal(left(text), "const a = 1; ;");
  });

  it("reads every script of a page", () => {
    assert.equal(left("<script>a()</script><b>x</b><SCRIPT type=module>c()</SCRIPT >"), "a(); c();");
  });

  it("leaves data, comments and words that only begin alike", () => {
    assert.equal(left('<script type="application/json">{"a": 1}</script>'), ";");
    assert.equal(left("<!-- <script>a()</script> --><script>b()</script>"), "b();");
    assert.equal(left("<scripts>a()</scripts>"), "");
  });

  it("does not end a tag inside an attribute", () => {
    assert.equal(left('<script lang="ts" generic="T extends Map<string, number>">a()</script>'), "a();");
  });

  it("reads what stands at the top of an Astro file, and of no other", () => {
    const text = "---\nconst a = ask();\n---\n<p>{a}</p>\n<script>b()</script>\n";
    assert.equal(left(text, "index.astro"), "const a = ask(); b();");
    assert.equal(left(text, "index.html"), "b();");
    assert.equal(left("---\n---\n<script>b()</script>", "index.astro"), "b();");
  });

  it("stops where a tag is never closed", () => {
    assert.equal(left("<script>a()</script><script>b()"), "a();");
    assert.equal(left("<script>a()</script><!-- <script>b()</script>"), "a();");
    assert.equal(left("<script a='"), "");
  });

  it("keeps length and line breaks of any text", () => {
    const piece = fc.constantFrom(
      "<script>",
      "</script>",
      "<script ",
      "<!--",
      "-->",
      "---\n",
      "\r\n",
      "\n",
      '"',
      "'",
      ">",
      "a()",
      "é",
    );
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom("a.vue", "a.astro"), (pieces, path) => {
        const text = pieces.join("");
        const code = scriptsOf(text, path);
        assert.equal(code.length, text.length);
        assert.deepEqual(code.match(/[\r\n]/g), text.match(/[\r\n]/g));
      }),
    );
  });

  it("is the language of components and pages", () => {
    for (const path of ["a.vue", "a.svelte", "a.astro", "a.html", "a.htm"])
      assert.equal(languageOfPath(path)?.id, "markup");
  });
});
