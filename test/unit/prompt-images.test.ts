/** Images the code names: their size comes from the file's header in the workspace. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolderPort } from "../../server/src/host/folder-port";
import type { Report } from "../../server/src/reports/contract";
import { readResource } from "../../server/src/workspace/resources";
import { readSettings } from "../../shared/settings";
import { runCli } from "../support/run-cli";

const HEADER = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

/** The header of a picture, and more bytes behind it than a source file may have. */
function png(width: number, height: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([HEADER, size, Buffer.alloc(2_000_000)]);
}

const CODE = (file: string): string => `import base64
from openai import OpenAI

def encode(path):
    with open(path, "rb") as f:
        return base64.b64encode(f.read()).decode()

def look():
    data = encode("${file}")
    return OpenAI().chat.completions.create(
        model="gpt-5.5",
        messages=[{"role": "user", "content": [
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}},
        ]}],
    )
`;

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "farebox-images-"));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("images in prompts", function () {
  this.timeout(120_000);

  it("are read by their header only, and only below the folder", () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, "wide.png"), png(800, 600));
      await writeFile(join(folder, "broken.png"), "no picture");
      await writeFile(join(folder, "words.txt"), "words");
      const port = createFolderPort(folder, () => readSettings(undefined).settings);
      assert.equal(await readResource(port, "wide.png"), "800x600");
      assert.equal(await readResource(port, "broken.png"), undefined);
      assert.equal(await readResource(port, "missing.png"), undefined);
      assert.equal(await readResource(port, "../wide.png"), undefined);
      assert.equal(await readResource(port, "words.txt"), "words");
      assert.equal((await port.readHead?.("wide.png", 16))?.length, 16);
    }));

  it("cost what the maker's formula says for their size", () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, "small.png"), png(512, 512));
      await writeFile(join(folder, "large.png"), png(1024, 1024));
      for (const name of ["small", "large", "missing"])
        await writeFile(join(folder, `${name}.py`), CODE(`${name}.png`));
      const { code, stdout } = await runCli(["report", "--format", "json"], folder);
      assert.equal(code, 0);
      const { calls } = JSON.parse(stdout) as Report;
      const first = (file: string) => calls.find((call) => call.file === file)?.perTurn.firstUser;
      const [small, large, missing] = ["small.py", "large.py", "missing.py"].map(first);
      assert.ok(small && large && missing);
      assert.equal(large.typical - small.typical, 1229 - 308);
      assert.equal(small.low, small.high, "the size is known");
      assert.equal(missing.typical, large.typical, "a megapixel is assumed");
      assert.ok(missing.low < missing.typical && missing.typical < missing.high);
    }));
});
