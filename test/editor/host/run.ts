/** Entry of the suite inside the extension host. Prints through the console, the one way out of a browser-driven editor. */
import Mocha from "mocha";

const files: (() => unknown)[] = [];

/** Called by the bundle for each test file; loading waits until mocha's globals exist. */
export function addSuite(load: () => unknown): void {
  files.push(load);
}

/** Runs everything; rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: Lines });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  for (const load of files) load();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** One marked line per event: the runner prints these and leaves the editor's own log out. */
class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const say = (text: string) => console.log(`farebox-suite|${text}`);
    runner.on("suite", (suite) => {
      if (suite.title !== "") say(suite.title);
    });
    runner.on("pass", (test) => say(`  ✔ ${test.title} (${test.duration ?? 0} ms)`));
    runner.on("pending", (test) => say(`  - ${test.title} (not run)`));
    runner.on("fail", (test, error: Error) => {
      say(`  ✘ ${test.fullTitle()}`);
      for (const line of (error.stack ?? error.message).split("\n")) say(`      ${line}`);
    });
    runner.on("end", () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      say(`  ${passes} passing`);
      if (failures > 0) say(`  ${failures} failing`);
    });
  }
}
