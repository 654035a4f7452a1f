/// <reference lib="dom" />
/** The editor as a person sees it: one editor server for all page tests, one browser page per theme. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../../tools/editor/browser.mjs";
import { ensureCache, root } from "../../../tools/editor/cache.mjs";
import { type Editor, startEditor } from "../../../tools/editor/editor.mjs";
import { freshWorkspace } from "../../../tools/editor/fixture.mjs";

export const THEMES = {
  dark: "Default Dark Modern",
  light: "Default Light Modern",
  contrast: "Default High Contrast",
} as const;
export type Theme = keyof typeof THEMES;

/** Each of them waits five seconds a step; a start under load took more than two. */
const QUICK_INPUT_TRIES = 6;

export interface StartOptions {
  /** User settings over the quiet ones of the harness. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace besides the fixture's, or in place of them. */
  readonly files?: Readonly<Record<string, string>>;
  /** What to open of the workspace: all of it, or a .code-workspace file. */
  readonly open?: string;
}

export class EditorPage {
  readonly page: Page;
  readonly theme: Theme;
  /** Absolute path of this editor's copy of the workspace. */
  readonly folder: string;
  readonly #editor: Editor;
  readonly #browser: Browser;

  private constructor(page: Page, theme: Theme, folder: string, editor: Editor, browser: Browser) {
    this.page = page;
    this.theme = theme;
    this.folder = folder;
    this.#editor = editor;
    this.#browser = browser;
  }

  /** A loaded workbench on a fresh copy of the fixture workspace. `name` keeps copies and logs of test files apart. */
  static async start(
    theme: Theme,
    name: string,
    { settings = {}, files = {}, open = "" }: StartOptions = {},
  ): Promise<EditorPage> {
    const paths = ensureCache();
    for (const kind of ["screenshots", "editor"]) mkdirSync(join(root, "out", kind), { recursive: true });
    const editor = await startEditor(paths, {
      settings: { "workbench.colorTheme": THEMES[theme], ...settings },
      log: join(root, `out/editor/${name}-${theme}.log`),
    });
    const folder = freshWorkspace(`${name}-${theme}`);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const browser = await launchBrowser(paths.folder);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: editor.origin });
    page.setDefaultTimeout(30_000);
    await page.goto(editor.url(join(folder, open)));
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    return new EditorPage(page, theme, folder, editor, browser);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#editor.stop();
  }

  /** Opens a file of the workspace by Quick Open and waits for its tab and its text. */
  async open(path: string): Promise<void> {
    const name = path.split("/").at(-1) ?? path;
    await this.#quickInput("Control+P", path, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Runs a command through the palette. */
  async command(title: string): Promise<void> {
    await this.#quickInput("F1", `>${title}`, title);
  }

  /** Puts the cursor right before the first occurrence of a text in a file of the fixture. */
  async cursorOn(path: string, text: string): Promise<void> {
    await this.open(path);
    const lines = readFileSync(join(this.folder, path), "utf8").split("\n");
    const line = lines.findIndex((each) => each.includes(text));
    const column = (lines[line] ?? "").indexOf(text) + 1;
    await this.#quickInput("Control+G", `:${line + 1}:${column}`, "line");
    const place = `Ln ${line + 1}, Col ${column}`;
    await this.page.locator(".statusbar-item", { hasText: place }).waitFor();
  }

  /** Our hints in the open editor, as a person reads them. */
  hints(): Locator {
    return this.page.locator(".view-lines [class*='dyn-rule']", { hasText: /tok|unpriced/ });
  }

  /** Our sums in the status bar; the tokens of a selection are an entry of their own. */
  status(): Locator {
    return this.page.locator(".statusbar-item[id$='farebox.summary']");
  }

  /** The hover of the call under the cursor, once it stands still; a server that has just begun is asked again. */
  async hover(): Promise<Locator> {
    const hover = this.page.locator(".monaco-hover:visible .hover-contents", { hasText: /per run/ }).first();
    const ask = (): Promise<void> => this.command("Farebox: Show Cost at the Cursor");
    await ask();
    await hover.waitFor({ timeout: 10_000 }).catch(ask);
    await hover.waitFor();
    await hover.evaluate(async (element) => {
      const fading = element.closest(".monaco-hover")?.getAnimations({ subtree: true }) ?? [];
      await Promise.all(fading.map((animation) => animation.finished));
    });
    return hover;
  }

  /** What lies on the clipboard. The page must have the focus to read it. */
  async clipboard(): Promise<string> {
    await this.page
      .locator(".part.titlebar, .part.editor")
      .first()
      .click({ position: { x: 3, y: 3 } });
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Rows of the open quick pick, as a person reads them. */
  quickPickRows(): Promise<string[]> {
    return this.page.locator(".quick-input-list .monaco-list-row").allInnerTexts();
  }

  /**
   * The panel's own document, two frames down. VS Code sometimes misses the moment its first service worker takes over,
   * and then shows an empty webview; its own command to reload webviews is the way out.
   */
  async panel(): Promise<FrameLocator> {
    const panel = this.page.frameLocator("iframe.webview").frameLocator("#active-frame");
    const firstRow = panel.locator("table.offers tbody tr").first();
    try {
      await firstRow.waitFor({ timeout: 8000 });
    } catch {
      console.log("      (the editor did not load the webview at first; reloading webviews)");
      await this.command("Developer: Reload Webviews");
      await firstRow.waitFor();
    }
    return panel;
  }

  /** Process id of our language server in this editor. Throws while none runs. */
  languageServerPid(): number {
    const pid = this.#languageServer();
    if (pid === null) throw new Error("our language server does not run");
    return pid;
  }

  /** Waits until a language server runs that is not the given process. Throws after half a minute. */
  async languageServerOtherThan(gone: number): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      const pid = this.#languageServer();
      if (pid !== null && pid !== gone) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("no other language server was started");
  }

  /** The descendant of the editor that runs the bundle; null if there is none. Processes may end while we look. */
  #languageServer(): number | null {
    const pending = [this.#editor.pid];
    for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
      if (readProcess(`${pid}/cmdline`).includes(join(root, "dist/server.cjs"))) return pid;
      const tasks = existsSync(`/proc/${pid}/task`) ? readdirSync(`/proc/${pid}/task`) : [];
      for (const task of tasks) {
        pending.push(...readProcess(`${pid}/task/${task}/children`).split(" ").filter(Boolean).map(Number));
      }
    }
    return null;
  }

  /** A picture without anything half faded in; the whole window, or a part of it. */
  async screenshot(
    name: string,
    clip?: { x: number; y: number; width: number; height: number },
  ): Promise<void> {
    await this.page.screenshot({
      path: join(root, "out/screenshots", `${name}-${this.theme}.png`),
      animations: "disabled",
      ...(clip === undefined ? {} : { clip }),
    });
  }

  /**
   * Opens the quick input by a key, types, and accepts the first row with `rowText`. An editor that takes the focus
   * late closes the input again, and one that has just begun looks for files before it can find any and does not look
   * again by itself: so each try asks afresh.
   */
  async #quickInput(key: string, text: string, rowText: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input").filter({ visible: true }).first();
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: rowText }).first();
    for (let left = QUICK_INPUT_TRIES; ; left--) {
      try {
        await this.page.keyboard.press(key);
        await input.waitFor({ timeout: 5000 });
        await input.evaluate(setValue, text, { timeout: 5000 });
        await row.waitFor({ timeout: 5000 });
        return await row.click({ timeout: 5000 });
      } catch (error) {
        if (left <= 1) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }
}

/**
 * Writes into an input without the keyboard: an editor that takes the focus between the two would get what is typed,
 * and its file would be changed by a mere look.
 */
function setValue(input: SVGElement | HTMLElement, text: string): void {
  (input as HTMLInputElement).value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** A file of /proc; empty if the process is gone. */
function readProcess(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return "";
  }
}
