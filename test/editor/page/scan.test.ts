/** The scan of a large workspace: its progress is shown, and can be cancelled. */
import { EditorPage } from "./session";

const FILES = 3_000;
const CALL = `from openai import OpenAI
def ask(text):
    return OpenAI().chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": text}])
`;

describe("scanning a large workspace (dark)", () => {
  let editor: EditorPage;

  before(async function () {
    this.timeout(120_000);
    const many = Array.from({ length: FILES }, (_, at) => [`many/f${at}.py`, CALL] as const);
    editor = await EditorPage.start("dark", "scan", {
      settings: { "farebox.workspaceScan": false },
      files: Object.fromEntries(many),
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await editor.screenshot(`failed-${this.currentTest.title}`);
  });

  after(() => editor.stop());

  it("counts the files in a notification and stops on Cancel", async () => {
    const { page } = editor;
    await editor.open("py/agent.py");
    await editor.hints().first().waitFor();
    await editor.command("Farebox: Analyse the Workspace");
    await editor.command("Notifications: Show Notifications");
    const notice = page.locator(".notifications-center .notification-list-item", { hasText: /analysing/ });
    await notice.filter({ hasText: /analysing the workspace: \d+ of 3\d{3} files/ }).waitFor();
    await editor.screenshot("scan");
    await notice.getByRole("button", { name: "Cancel" }).click();
    await notice.waitFor({ state: "detached" });
    await editor.status().filter({ hasText: /ws \$/ }).waitFor();
  });
});
