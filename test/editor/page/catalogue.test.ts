/// <reference lib="dom" />
/** The catalogue as a table: what a person sees, filters, sorts and opens, in light and dark. */
import assert from "node:assert/strict";
import { EditorPage, type Theme } from "./session";

for (const theme of ["dark", "light"] satisfies Theme[]) {
  describe(`the catalogue's table (${theme})`, () => {
    let editor: EditorPage;

    before(async () => {
      editor = await EditorPage.start(theme, "catalogue");
      await editor.open("py/agent.py");
      await editor.command("Farebox: Open Catalogue");
    });

    afterEach(async function () {
      if (this.currentTest?.state === "failed") await editor.screenshot(`failed-${this.currentTest.title}`);
    });

    after(() => editor.stop());

    it("lists every offer, a page at a time", async () => {
      const panel = await editor.panel();
      const status = panel.locator(".status").first();
      await status.filter({ hasText: /offers with a price on/ }).waitFor();
      const [, matching = "0", all = "0"] = /^(\d+) of (\d+) offers/.exec(await status.innerText()) ?? [];
      assert.equal(matching, all);
      assert.ok(Number(all) > 1000, all);
      assert.equal(await panel.locator("table.offers > tbody > tr").count(), 100);
      await editor.screenshot("catalogue");
    });

    it("turns pages, and says where one is", async () => {
      const panel = await editor.panel();
      const first = await panel.locator("table.offers > tbody > tr").first().getAttribute("data-offer");
      assert.equal(await panel.getByRole("button", { name: "Previous" }).isDisabled(), true);
      await panel.getByRole("button", { name: "Next" }).click();
      await panel.locator(".status", { hasText: /page 2 of \d+/ }).waitFor();
      assert.notEqual(
        await panel.locator("table.offers > tbody > tr").first().getAttribute("data-offer"),
        first,
      );
    });

    it("filters as one types, back on the first page", async () => {
      const panel = await editor.panel();
      await panel.locator("input[type=search]").fill("gpt-5.6-luna openai");
      await panel.locator(".status", { hasText: /^\d+ of \d+ offers.*Per 1,000,000 tokens/ }).waitFor();
      const ids = await panel
        .locator("table.offers > tbody > tr")
        .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-offer") ?? ""));
      assert.ok(ids.length > 0 && ids.every((id) => id.startsWith("gpt-5.6-luna")), ids.join(", "));
    });

    it("opens the price history of a row by keyboard, and keeps the focus", async () => {
      const panel = await editor.panel();
      await panel.locator('[data-focus="open gpt-5.6-luna@openai/global"]').focus();
      await editor.page.keyboard.press("Enter");
      const periods = panel.locator("table.periods tbody tr");
      await periods.first().waitFor();
      assert.ok((await periods.count()) >= 2, "the price changed on 2026-07-30");
      assert.match((await periods.allInnerTexts()).join("\n"), /2026-07-30[\s\S]*input \$/);
      const focus = await panel
        .locator("body")
        .evaluate(() => document.activeElement?.getAttribute("data-focus"));
      assert.equal(focus, "open gpt-5.6-luna@openai/global");
      await editor.screenshot("catalogue-history");
    });

    it("sorts by price over currencies, unknown ones last", async () => {
      const panel = await editor.panel();
      await panel.locator("input[type=search]").fill("");
      await panel.locator("th button", { hasText: "Input" }).first().click();
      await panel.locator("th[aria-sort='ascending']", { hasText: "Input" }).waitFor();
      const cheap = await panel.locator("table.offers > tbody > tr > td:nth-child(5)").first().innerText();
      await panel.locator("th button", { hasText: "Input" }).first().click();
      await panel.locator("th[aria-sort='descending']", { hasText: "Input" }).waitFor();
      const dear = await panel.locator("table.offers > tbody > tr > td:nth-child(5)").first().innerText();
      assert.notEqual(cheap, dear);
      assert.ok(!dear.includes("–"), dear);
    });

    it("runs nothing but its own script", async () => {
      const panel = await editor.panel();
      const policy = await panel
        .locator("meta[http-equiv='Content-Security-Policy']")
        .getAttribute("content");
      assert.match(policy ?? "", /^default-src 'none'; script-src 'nonce-[^']+'; style-src [^;]+$/);
    });

    it("asks nobody while no source is named, and says how to name one", async () => {
      await editor.command("Farebox: Refresh Prices…");
      await editor.command("Notifications: Show Notifications");
      const message = editor.page.locator(".notifications-center .notification-list-item", {
        hasText: "No source of prices is named",
      });
      await message.waitFor();
      assert.match(await message.innerText(), /Open Settings/);
    });
  });
}
