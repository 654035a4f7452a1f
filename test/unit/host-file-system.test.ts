import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assetPath, readAsset } from "../../server/src/host/assets";
import { createNodeFileSystem } from "../../server/src/host/node-file-system";
import { type WalkOptions, walk } from "../../server/src/host/walk";
import { createSkipRules } from "../../server/src/workspace/skip";
import { withFolder } from "../support/temp-folder";

const onPosix = process.platform === "win32" ? it.skip : it;

describe("file system", () => {
  const read = (root: string, path: string, maxFileSize = 1_000) =>
    createNodeFileSystem({ root, maxFileSize }).readText(path);

  it("reads below the root only, whatever the path looks like", () =>
    withFolder({ "ws/a.py": "inside", "ws/b/c.py": "deep", "secret.py": "outside" }, async (folder) => {
      const root = join(folder, "ws");
      assert.equal(await read(root, "a.py"), "inside");
      assert.equal(await read(root, "./b/c.py"), "deep");
      assert.equal(await read(root, "b//c.py"), "deep");
      const refused = [
        "../secret.py",
        "b/../../secret.py",
        "b/../a.py",
        join(folder, "secret.py"),
        join(root, "a.py"),
        "a.py\0",
        "",
        ".",
        "b",
        "absent.py",
        "%2e%2e/secret.py",
        "//etc/passwd",
      ];
      for (const path of refused) assert.equal(await read(root, path), undefined, JSON.stringify(path));
    }));

  onPosix("answers the same for links that lead outside, whether the target exists or not", () =>
    withFolder({ "ws/a.py": "inside", "secret/s.py": "outside" }, async (folder) => {
      const root = join(folder, "ws");
      symlinkSync("a.py", join(root, "inner.py"));
      symlinkSync(join(folder, "secret", "s.py"), join(root, "leak.py"));
      symlinkSync(join(folder, "secret", "absent.py"), join(root, "broken.py"));
      symlinkSync(join(folder, "secret"), join(root, "leak"));
      symlinkSync("loop.py", join(root, "loop.py"));
      symlinkSync("/dev/zero", join(root, "zero.py"));
      assert.equal(await read(root, "inner.py"), "inside");
      for (const path of ["leak.py", "broken.py", "leak/s.py", "leak/absent.py", "loop.py", "zero.py"]) {
        assert.equal(await read(root, path), undefined, path);
      }
    }),
  );

  onPosix("reads through a root that is a link itself", () =>
    withFolder({ "ws/a.py": "inside" }, async (folder) => {
      symlinkSync(join(folder, "ws"), join(folder, "link"));
      assert.equal(await read(join(folder, "link"), "a.py"), "inside");
    }),
  );

  onPosix("refuses pipes and devices at once", () =>
    withFolder({}, async (folder) => {
      execFileSync("mkfifo", [join(folder, "pipe.py")]);
      assert.equal(await read(folder, "pipe.py"), undefined);
      assert.equal(await read("/dev", "zero"), undefined);
    }),
  );

  it("refuses what is too large, by the bytes it has", () =>
    withFolder({ "a.py": "é".repeat(500), "b.py": "é".repeat(501) }, async (folder) => {
      assert.equal((await read(folder, "a.py"))?.length, 500);
      assert.equal(await read(folder, "b.py"), undefined);
    }));

  it("drops byte order marks and reads UTF-16", () =>
    withFolder({}, async (folder) => {
      writeFileSync(join(folder, "a.py"), "\ufeffx = 1");
      writeFileSync(join(folder, "b.py"), Buffer.from("\ufeffx = 2", "utf16le"));
      writeFileSync(join(folder, "c.py"), Buffer.from([0x78, 0xff, 0x79]));
      assert.equal(await read(folder, "a.py"), "x = 1");
      assert.equal(await read(folder, "b.py"), "x = 2");
      assert.equal(await read(folder, "c.py"), "x\ufffdy");
    }));
});

describe("shipped files", () => {
  it("are there without a build", async () => {
    for (const name of ["tree-sitter.wasm", "tree-sitter-python.wasm", "o200k_base.bin", "cl100k_base.bin"]) {
      assert.ok((await readAsset(name)).length > 100_000, name);
    }
  });

  it("hold the merged catalogue", async () => {
    const catalogue = JSON.parse(new TextDecoder().decode(await readAsset("catalogue.json")));
    assert.ok(catalogue.labs.length > 0);
    assert.ok(catalogue.hosts.length > 0);
  });

  it("have plain names", () => {
    for (const name of ["../package.json", "a/b.wasm", "", ".env", "/etc/passwd"]) {
      assert.throws(() => assetPath(name), /no name of a shipped file/);
    }
  });
});

interface Walked {
  readonly files: string[];
  readonly skipped: Record<string, string>;
  readonly notices: string[];
}

async function walkAll(root: string, options: Partial<WalkOptions> = {}): Promise<Walked> {
  const walked: Walked = { files: [], skipped: {}, notices: [] };
  const all: WalkOptions = {
    skip: createSkipRules({ exclude: [], maxFileSize: 1_000 }),
    accept: (path) => path.endsWith(".py"),
    onSkipped: (path, reason) => {
      walked.skipped[path] = reason;
    },
    onNotice: (message) => walked.notices.push(message),
    ...options,
  };
  for await (const { path } of walk(root, all)) walked.files.push(path);
  return walked;
}

describe("walk", () => {
  it("lists in the order of the paths and says what it left out", () => {
    const files = {
      "b.py": "",
      "a/z.py": "",
      "a.py": "",
      "a-b.py": "",
      "a/b/c.py": "",
      "Z.py": "",
      "notes.txt": "",
      "node_modules/x/y.py": "",
      "env/pyvenv.cfg": "",
      "env/lib/a.py": "",
      "big.py": "x".repeat(1_001),
      "x_pb2.py": "",
    };
    return withFolder(files, async (folder) => {
      const { files: found, skipped, notices } = await walkAll(folder);
      assert.deepEqual(found, ["Z.py", "a-b.py", "a.py", "a/b/c.py", "a/z.py", "b.py"]);
      assert.deepEqual(found, [...found].sort());
      assert.deepEqual(Object.keys(skipped), ["big.py", "env/", "node_modules/", "x_pb2.py"]);
      assert.match(skipped["big.py"] ?? "", /maxFileSize/);
      assert.deepEqual(notices, []);
    });
  });

  it("obeys .gitignore at and below the root, not above it", () => {
    const files = {
      ".gitignore": "ws/\n*.py\n",
      "ws/.gitignore": "ignored/\n",
      "ws/ignored/a.py": "",
      "ws/sub/.gitignore": "/b.py\n",
      "ws/sub/b.py": "",
      "ws/sub/c.py": "",
      "ws/b.py": "",
    };
    return withFolder(files, async (folder) => {
      const { files: found, skipped } = await walkAll(join(folder, "ws"));
      assert.deepEqual(found, ["b.py", "sub/c.py"]);
      assert.deepEqual(skipped, { "ignored/": ".gitignore", "sub/b.py": "sub/.gitignore" });
    });
  });

  it("scans a root inside a folder that would be skipped", () =>
    withFolder({ "build/node_modules/ws/a.py": "" }, async (folder) => {
      assert.deepEqual((await walkAll(join(folder, "build/node_modules/ws"))).files, ["a.py"]);
    }));

  onPosix("follows no link: no loops, nothing from outside", () =>
    withFolder({ "ws/a/x.py": "", "other/secret.py": "" }, async (folder) => {
      const root = join(folder, "ws");
      symlinkSync(root, join(root, "self"));
      symlinkSync("../b", join(root, "a", "to-b"));
      mkdirSync(join(root, "b"));
      symlinkSync("../a", join(root, "b", "to-a"));
      symlinkSync("/", join(root, "slash"));
      symlinkSync(join(folder, "other"), join(root, "other"));
      symlinkSync(join(folder, "other", "secret.py"), join(root, "secret.py"));
      const { files, skipped } = await walkAll(root);
      assert.deepEqual(files, ["a/x.py"]);
      assert.match(skipped["secret.py"] ?? "", /link/);
    }),
  );

  onPosix("reports what it cannot read and goes on", function () {
    if (process.getuid?.() === 0) this.skip();
    return withFolder({ "closed/a.py": "", "open/b.py": "" }, async (folder) => {
      chmodSync(join(folder, "closed"), 0);
      const { files, skipped } = await walkAll(folder);
      chmodSync(join(folder, "closed"), 0o755);
      assert.deepEqual(files, ["open/b.py"]);
      assert.equal(skipped["closed/"], "cannot be read");
    });
  });

  onPosix("names pipes among what it left out", () =>
    withFolder({ "a.py": "" }, async (folder) => {
      execFileSync("mkfifo", [join(folder, "pipe.py")]);
      const { files, skipped } = await walkAll(folder);
      assert.deepEqual(files, ["a.py"]);
      assert.deepEqual(skipped, { "pipe.py": "no regular file" });
    }),
  );

  it("stops at its caps and says so once", () => {
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`d${i}/a.py`, ""]));
    return withFolder({ ...files, "d0/e/f/a.py": "" }, async (folder) => {
      const byFiles = await walkAll(folder, { maxFiles: 3 });
      assert.equal(byFiles.files.length, 3);
      assert.match(byFiles.notices.join(), /stopped after 3 files/);
      const byFolders = await walkAll(folder, { maxFolders: 5 });
      assert.equal(byFolders.notices.length, 1);
      assert.match(byFolders.notices.join(), /stopped after 5 folders/);
      const byDepth = await walkAll(folder, { maxDepth: 1 });
      assert.deepEqual(byDepth.skipped, { "d0/e/": "more than 1 folders deep" });
      assert.equal(byDepth.files.length, 9);
      assert.deepEqual((await walkAll(folder, { maxFiles: 10 })).notices, []);
    });
  });

  it("stops when it is cancelled", () =>
    withFolder({ "a.py": "", "b.py": "", "c.py": "" }, async (folder) => {
      const signal = { cancelled: false };
      const skip = createSkipRules({ exclude: [], maxFileSize: 1_000 });
      const found: string[] = [];
      for await (const { path } of walk(folder, { skip, signal, accept: () => true })) {
        found.push(path);
        signal.cancelled = true;
      }
      assert.deepEqual(found, ["a.py"]);
    }));

  it("yields nothing where the root does not exist", async () => {
    assert.deepEqual((await walkAll("/no/such/folder")).files, []);
  });

  it("tells of patterns it did not apply", () =>
    withFolder({ ".gitignore": `${"*a".repeat(20)}\n`, "x.py": "" }, async (folder) => {
      const { files, notices } = await walkAll(folder);
      assert.deepEqual(files, ["x.py"]);
      assert.equal(notices.length, 1);
      const exclude = ["*b".repeat(20)];
      const both = await walkAll(folder, { skip: createSkipRules({ exclude, maxFileSize: 1_000 }) });
      assert.equal(both.notices.length, 2);
    }));
});
