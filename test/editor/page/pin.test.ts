/** Pinning an assumption from the hover: the input box checks what is typed, the comment appears, the hint follows. */
import assert from "node:assert/strict";
import { EditorPage } from "./session";

describe("pinning (dark)", () => {
  let editor: EditorPage;

  before(async () => {
    editor = await EditorPage.start("dark", "pin");
    await editor.cursorOn("py/agent.py", "create(");
    await editor.hints().first().waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.screenshot(`failed-${this.currentTest.title}`);
  });

  after(() => editor.stop());

  it("offers the assumed number, refuses what is none, and writes the comment", async () => {
    const { page } = editor;
    const hover = await editor.hover();
    const link = hover.locator("a[data-href*='pinAssumption']", { hasText: "pin" }).first();
    await link.scrollIntoViewIfNeeded();
    await link.click();
    const box = page.locator(".quick-input-widget");
    const input = box.locator("input").filter({ visible: true }).first();
    await box.locator(".quick-input-title", { hasText: /^Pin / }).waitFor();
    assert.match(await input.inputValue(), /^\d+(\.\d+)?$/, "the assumed number is offered");
    for (const wrong of ["many", "-3", "1e3", ""]) {
      await input.fill(wrong);
      await box.locator(".quick-input-message", { hasText: "Enter a number" }).waitFor();
    }
    await editor.screenshot("pin-refused");
    await page.keyboard.press("Enter");
    await input.waitFor();
    await input.fill("9");
    await box.locator(".quick-input-message", { hasText: "Written as a comment" }).waitFor();
    await editor.screenshot("pin");
    await page.keyboard.press("Enter");
    await page.locator(".view-line", { hasText: /#\sfarebox:\sturns=9/ }).waitFor();
    await page.locator(".tab.dirty", { hasText: "agent.py" }).waitFor();
    await editor.hints().filter({ hasText: /×9$/ }).first().waitFor();
  });
});
