/** The editor as a person sees it: one editor server for all page tests, one browser page per theme. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Frame, Page } from "playwright-core";
import { launchBrowser } from "../../../tools/editor/browser.mjs";
import { ensureCache, root } from "../../../tools/editor/cache.mjs";
import { type Editor, startEditor } from "../../../tools/editor/editor.mjs";
import { freshWorkspace } from "../../../tools/editor/fixture.mjs";

export const THEMES = { dark: "Default Dark Modern", light: "Default Light Modern" } as const;
export type Theme = keyof typeof THEMES;

export class EditorPage {
  readonly page: Page;
  readonly theme: Theme;
  readonly #editor: Editor;
  readonly #browser: Browser;

  private constructor(page: Page, theme: Theme, editor: Editor, browser: Browser) {
    this.page = page;
    this.theme = theme;
    this.#editor = editor;
    this.#browser = browser;
  }

  /** A loaded workbench on a fresh copy of the fixture workspace. */
  static async start(theme: Theme, settings: Record<string, unknown> = {}): Promise<EditorPage> {
    const paths = ensureCache();
    mkdirSync(join(root, "out/screenshots"), { recursive: true });
    const editor = await startEditor(paths, {
      settings: { "workbench.colorTheme": THEMES[theme], ...settings },
      log: join(root, `out/editor/page-${theme}.log`),
    });
    const browser = await launchBrowser(paths.folder);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(30_000);
    await page.goto(editor.url(freshWorkspace(`page-${theme}`)));
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    return new EditorPage(page, theme, editor, browser);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#editor.stop();
  }

  /** Opens a file of the workspace by Quick Open and waits for its tab. */
  async open(path: string): Promise<void> {
    const name = path.split("/").at(-1) ?? path;
    await this.page.keyboard.press("Control+P");
    await this.#typeIntoQuickInput(path);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Runs a command through the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.#typeIntoQuickInput(`>${title}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    await row.waitFor();
    await row.click();
  }

  /** Puts the cursor on a text by the editor's find widget. */
  async cursorOn(text: string): Promise<void> {
    await this.page.locator(".part.editor .monaco-editor").first().click();
    await this.page.keyboard.press("Control+F");
    const input = this.page.locator(".find-widget.visible textarea.input").first();
    await input.waitFor();
    await input.fill(text);
    await this.page.locator(".find-widget .matchesCount", { hasText: /\d+ of \d+/ }).waitFor();
    await this.page.keyboard.press("Escape");
    await this.page.locator(".find-widget.visible").waitFor({ state: "hidden" });
  }

  /** Rows of the open quick pick, as a person reads them. */
  quickPickRows(): Promise<string[]> {
    return this.page.locator(".quick-input-list .monaco-list-row").allInnerTexts();
  }

  /** The panel's own document, two frames down. */
  async panel(): Promise<Frame> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      for (const frame of this.page.frames())
        if (
          (await frame
            .locator("main#panel table.offers tbody tr")
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      await this.page.waitForFunction(() => true);
    }
    throw new Error("the comparison panel did not appear within 30 s");
  }

  async screenshot(name: string): Promise<void> {
    const path = join(root, "out/screenshots", `${name}-${this.theme}.png`);
    const bytes = await this.page.screenshot();
    writeFileSync(path, bytes);
    if (!existsSync(path)) throw new Error(`no screenshot at ${path}`);
  }

  async #typeIntoQuickInput(text: string): Promise<void> {
    const input = this.page
      .locator(
        ".quick-input-widget:visible input.input, .quick-input-widget:visible .quick-input-filter input",
      )
      .first();
    await input.waitFor();
    await input.fill(text);
  }
}
