/** Files stay small, say by their name what they hold, and carry nothing of the machine they were written on. */
import assert from "node:assert/strict";
import { homedir } from "node:os";
import { basename } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { FILES, filesIn, readText } from "./sources";

const CODE = FILES.filter((file) => /\.(ts|mts|cts|tsx|mjs|cjs|js|css)$/.test(file) || file === ".ci/run");
const MAX_LINES = 500;
const MAX_ARCHITECTURE_LINES = 200;
const EMPTY_NAMES = /^(utils?|helpers?|common|misc|shared|stuff|lib)\./;
/** Sources of the test workspace are samples: they may be called anything. */
const NAMED = CODE.filter(
  (file) => !file.startsWith("test/editor/workspace/") && !file.startsWith("examples/"),
);
const BINARY = /\.(bin|png|wasm|ico|gz|woff2?)$/;

describe("tidy: files", () => {
  it("keeps every code file within 500 lines", () => {
    const long = CODE.map((file) => ({ file, lines: linesOf(file) })).filter(
      ({ lines }) => lines > MAX_LINES,
    );
    assert.deepEqual(long, []);
    assert.ok(CODE.length > 200 && CODE.length < 2_000, `the walk found ${CODE.length} code files`);
  });

  it("keeps the architecture page within 200 lines", () => {
    assert.ok(linesOf("docs/architecture.md") <= MAX_ARCHITECTURE_LINES);
  });

  it("names files in kebab-case, after what they hold", () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d))?\.[a-z]+$/;
    const odd = NAMED.map((file) => ({ file, name: basename(file) })).filter(
      ({ file, name }) => file !== ".ci/run" && (EMPTY_NAMES.test(name) || !kebab.test(name)),
    );
    assert.deepEqual(odd, []);
  });

  it("exports by name only", () => {
    const defaults = [
      ...filesIn("server/src", ".ts"),
      ...filesIn("client/src", ".ts"),
      ...filesIn("shared", ".ts"),
    ].filter((file) => /^export default\b/m.test(readText(file)));
    assert.deepEqual(defaults, []);
  });

  it("holds no path of a machine", () => {
    // Homes in general, and the checkout's own place; a place one folder deep (`/app`) is too common a word.
    const own = [homedir(), fileURLToPath(new URL("../../", import.meta.url)).replace(/[/\\]$/, "")];
    const places = own.filter((path) => path.split(/[/\\]/).length > 2).map(escaped);
    const machine = new RegExp(
      `(?<![\\w.:@~-])(/(home|Users)/\\w+/|/roo[t]/|${[...places, "[A-Z]:\\\\Users\\\\"].join("|")})`,
    );
    const found = FILES.filter((file) => !BINARY.test(file)).flatMap((file) =>
      readText(file)
        .split("\n")
        .flatMap((line, at) =>
          machine.test(line) && !isSample(line) ? [`${file}:${at + 1} ${line.slice(0, 90)}`] : [],
        ),
    );
    assert.deepEqual(found, []);
  });
});

/** Tests need absolute paths that exist nowhere; these names mark them as invented. */
function isSample(line: string): boolean {
  return /\/(home|Users)\/(me|ada|user|someone)\//.test(line);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function linesOf(file: string): number {
  return readText(file).replace(/\n$/, "").split("\n").length;
}
