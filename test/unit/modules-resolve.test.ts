import assert from "node:assert/strict";
import fc from "fast-check";
import type { LanguageId } from "../../server/src/facts/ir";
import {
  goModulesOf,
  goPackage,
  type ModuleConfig,
  resolveModule,
  resolveSubmodule,
} from "../../server/src/languages/modules";
import { packagePathRules } from "../../server/src/languages/package-paths";
import { parseTsconfig, tsPathRules } from "../../server/src/languages/tsconfig";

const PLAIN: ModuleConfig = { tsPaths: [] };

/** Resolves in a workspace of these files. */
function workspace(files: readonly string[], config: ModuleConfig = PLAIN) {
  const known = new Set(files);
  const has = (path: string): boolean => known.has(path);
  return {
    python: (from: string, specifier: string) => resolveModule(from, specifier, "python", has, config),
    submodule: (from: string, specifier: string, name: string, language: LanguageId = "python") =>
      resolveSubmodule(from, specifier, name, language, has, config),
    script: (from: string, specifier: string) => resolveModule(from, specifier, "typescript", has, config),
  };
}

describe("Python modules", () => {
  it("counts dots from the importing file's package", () => {
    const { python, submodule } = workspace([
      "app/__init__.py",
      "app/llm/__init__.py",
      "app/llm/client.py",
      "app/util.py",
    ]);
    assert.equal(python("app/llm/run.py", ".client"), "app/llm/client.py");
    assert.equal(python("app/llm/__init__.py", ".client"), "app/llm/client.py");
    assert.equal(python("app/llm/run.py", "."), "app/llm/__init__.py");
    assert.equal(python("app/llm/run.py", "..util"), "app/util.py");
    assert.equal(python("app/llm/run.py", "..llm.client"), "app/llm/client.py");
    assert.equal(submodule("app/llm/run.py", ".", "client"), "app/llm/client.py");
    assert.equal(submodule("app/llm/run.py", "..", "util"), "app/util.py");
    assert.equal(submodule("app/llm/run.py", "..", "missing"), undefined);
  });

  it("never leaves the workspace", () => {
    const { python, submodule } = workspace(["x.py", "__init__.py"]);
    assert.equal(python("a.py", "..x"), undefined);
    assert.equal(python("app/a.py", "...x"), undefined);
    assert.equal(submodule("a.py", "..", "x"), undefined);
    assert.equal(python("app/a.py", "..x"), "x.py");
    assert.equal(python("app/a.py", ".."), "__init__.py");
  });

  it("finds absolute packages from the root, src, the folders above and what other projects install", () => {
    const { python, submodule } = workspace(
      [
        "core/__init__.py",
        "core/a.py",
        "src/lib/b.py",
        "services/api/main.py",
        "services/shared.py",
        "backend/pkg/c.py",
      ],
      { ...PLAIN, pythonPackages: new Map([["pkg", "backend"]]) },
    );
    assert.equal(python("services/api/main.py", "core"), "core/__init__.py");
    assert.equal(python("services/api/main.py", "core.a"), "core/a.py");
    assert.equal(python("tests/t.py", "lib.b"), "src/lib/b.py");
    assert.equal(python("tests/t.py", "pkg.c"), "backend/pkg/c.py");
    assert.equal(python("services/api/main.py", "shared"), "services/shared.py");
    assert.equal(python("services/api/main.py", "openai"), undefined);
    assert.equal(submodule("tests/t.py", "lib", "b"), "src/lib/b.py");
    assert.equal(
      python("tests/t.py", "lib"),
      undefined,
      "a folder without __init__.py has no file of its own",
    );
  });

  it("prefers a package to a module, and a script's own folder to the root", () => {
    const { python } = workspace([
      "a.py",
      "a/__init__.py",
      "tools/a.py",
      "pkg/__init__.py",
      "pkg/a.py",
      "pkg/only.py",
    ]);
    assert.equal(python("main.py", "a"), "a/__init__.py");
    assert.equal(python("tools/run.py", "a"), "tools/a.py");
    assert.equal(python("pkg/run.py", "a"), "a/__init__.py", "inside a package, absolute means absolute");
    assert.equal(python("pkg/run.py", "only"), "pkg/only.py", "unless nothing else is found");
  });

  it("lets the examples of a library's repository use the library", () => {
    const config = {
      ...PLAIN,
      knownPackages: new Set(["instructor"]),
      packageMarks: new Map([["agents", "run.py"]]),
    };
    const own = workspace(["instructor/__init__.py", "src/agents/__init__.py", "src/agents/run.py"], config);
    assert.equal(own.python("examples/a/run.py", "instructor"), undefined);
    assert.equal(own.python("tests/test_a.py", "instructor"), "instructor/__init__.py");
    assert.equal(own.python("examples/a/run.py", "agents"), undefined);
    assert.equal(own.python("tests/test_a.py", "agents"), "src/agents/__init__.py");
    const other = workspace(["agents/__init__.py"], config);
    assert.equal(
      other.python("examples/run.py", "agents"),
      "agents/__init__.py",
      "a folder of the same name",
    );
  });

  it("does not take a file for the library it wraps", () => {
    const files = ["providers/openai.py", "providers/factory.py"];
    const config = { ...PLAIN, knownPackages: new Set(["openai"]) };
    assert.equal(
      workspace(files).python("providers/openai.py", "openai"),
      undefined,
      "nothing imports itself",
    );
    assert.equal(workspace(files, config).python("providers/factory.py", "openai"), undefined);
    assert.equal(workspace(files, config).python("providers/factory.py", ".openai"), "providers/openai.py");
    assert.equal(
      workspace(["src/openai/__init__.py"], config).python("tests/t.py", "openai"),
      "src/openai/__init__.py",
    );
  });

  it("takes nothing that is no module name", () => {
    const { python } = workspace(["a.py", "b/c.py"]);
    for (const name of ["", "b/c", "a b", "../a", "a-b"])
      assert.equal(python("main.py", name), undefined, name);
  });
});

describe("TypeScript and JavaScript modules", () => {
  it("adds extensions and index files", () => {
    const { script } = workspace([
      "src/a.ts",
      "src/b.tsx",
      "src/c/index.js",
      "src/d.mts",
      "src/e.data.ts",
      "index.ts",
      "src/f.js",
      "src/f.ts",
    ]);
    assert.equal(script("src/x.ts", "./a"), "src/a.ts");
    assert.equal(script("src/x.ts", "./b"), "src/b.tsx");
    assert.equal(script("src/x.ts", "./c"), "src/c/index.js");
    assert.equal(script("src/x.ts", "./c/"), "src/c/index.js");
    assert.equal(script("src/c/x.ts", "."), "src/c/index.js");
    assert.equal(script("src/c/x.ts", "../d"), "src/d.mts");
    assert.equal(script("src/x.ts", "./e.data"), "src/e.data.ts");
    assert.equal(script("src/x.ts", ".."), "index.ts");
    assert.equal(script("src/x.ts", "./f"), "src/f.ts");
    assert.equal(script("src/x.ts", "./missing"), undefined);
  });

  it("reads a compiled name as its source", () => {
    const { script } = workspace(["a.ts", "b.tsx", "c.mts", "d.js", "e.cts", "f.ts", "f.js"]);
    assert.equal(script("x.ts", "./a.js"), "a.ts");
    assert.equal(script("x.ts", "./b.jsx"), "b.tsx");
    assert.equal(script("x.ts", "./b.js"), "b.tsx");
    assert.equal(script("x.ts", "./c.mjs"), "c.mts");
    assert.equal(script("x.ts", "./e.cjs"), "e.cts");
    assert.equal(script("x.js", "./d.js"), "d.js");
    assert.equal(script("x.ts", "./a.ts"), "a.ts");
    assert.equal(script("x.ts", "./f.js"), "f.ts");
  });

  it("never leaves the workspace and never enters node_modules", () => {
    const { script } = workspace(["a.ts", "node_modules/openai/index.js", "src/node_modules/x.js"]);
    assert.equal(script("src/x.ts", "../../a"), undefined);
    assert.equal(script("x.ts", "openai"), undefined);
    assert.equal(script("x.ts", "./node_modules/openai"), undefined);
    assert.equal(script("src/x.ts", "./node_modules/x"), undefined);
    for (const name of ["/a", "node:fs", "https://x.dev/a.ts", ""])
      assert.equal(script("x.ts", name), undefined, name);
  });

  it("follows the nearest tsconfig's paths, the longest prefix first, and then baseUrl", () => {
    const files = [
      "src/lib/a.ts",
      "src/lib/deep/b.ts",
      "alt/b.ts",
      "web/src/a.ts",
      "src/env.ts",
      "src/base.ts",
      "src/x.server.ts",
    ];
    const root = parseTsconfig(
      '{ "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["lib/*"], "@/deep/*": ["../alt/*", "lib/deep/*"], "env": ["env"], "*-srv": ["*.server"] } } }',
      "tsconfig.json",
    );
    const web = parseTsconfig(
      '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      "web/tsconfig.json",
    );
    const { script } = workspace(files, { tsPaths: tsPathRules([root, web]) });
    assert.equal(script("src/main.ts", "@/a"), "src/lib/a.ts");
    assert.equal(script("src/main.ts", "@/deep/b"), "alt/b.ts");
    assert.equal(script("web/src/main.ts", "@/a"), "web/src/a.ts");
    assert.equal(script("webby/main.ts", "@/a"), "src/lib/a.ts");
    assert.equal(script("src/main.ts", "env"), "src/env.ts");
    assert.equal(script("src/main.ts", "env/x"), undefined);
    assert.equal(script("src/main.ts", "base"), "src/base.ts");
    assert.equal(script("src/main.ts", "x-srv"), "src/x.server.ts");
    assert.equal(script("src/main.ts", "@/missing"), undefined);
  });

  it("has no submodules", () => {
    assert.equal(workspace(["a/b.ts"]).submodule("x.ts", "./a", "b", "typescript"), undefined);
  });
});

describe("Module names from anywhere", () => {
  it("ask only for clean relative paths and answer only with files that exist", () => {
    const piece = fc.constantFrom(
      ".",
      "..",
      "/",
      "a",
      "@",
      "*",
      "node_modules",
      "$&",
      "é",
      "#x",
      "\\",
      "a.js",
      "index",
    );
    const specifier = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(""));
    const tsPaths = tsPathRules([
      parseTsconfig('{"compilerOptions":{"baseUrl":"..","paths":{"*":["*","../*"]}}}', "a/tsconfig.json"),
    ]);
    fc.assert(
      fc.property(
        specifier,
        fc.constantFrom<LanguageId>("python", "tsx"),
        fc.boolean(),
        (name, language, exists) => {
          const asked: string[] = [];
          const has = (path: string): boolean => {
            asked.push(path);
            return exists;
          };
          const found = resolveModule("a/b/c.ts", name, language, has, {
            pythonPackages: new Map([["b", "src"]]),
            tsPaths,
          });
          assert.ok(found === undefined || (exists && asked.includes(found)));
          for (const path of asked)
            assert.doesNotMatch(path, /^\/|\/\/|\/$|(^|\/)\.\.?(\/|$)|(^|\/)node_modules\/.*[jt]sx?$/);
        },
      ),
    );
  });
});

describe("Go packages", () => {
  const texts = new Map([
    ["go.mod", "module example.com/app/v2\n"],
    ["tools/go.mod", 'module "example.com/app/v2/tools" // nested\n'],
    ["broken/go.mod", "go 1.22\n"],
  ]);
  const folders: Readonly<Record<string, readonly string[]>> = {
    "": ["main.go"],
    "internal/llm": ["internal/llm/ask.go", "internal/llm/client.go"],
    "tools/run": ["tools/run/run.go"],
  };
  const config: ModuleConfig = {
    ...PLAIN,
    goModules: goModulesOf(texts),
    goFiles: (folder) => folders[folder] ?? [],
  };

  it("are the files of a folder below the module's", () => {
    assert.deepEqual(goPackage("example.com/app/v2/internal/llm", config), folders["internal/llm"]);
    assert.deepEqual(goPackage("example.com/app/v2", config), ["main.go"]);
    assert.deepEqual(goPackage("example.com/app/v2/tools/run", config), ["tools/run/run.go"]);
  });

  it("of other modules are no part of the workspace", () => {
    assert.deepEqual(goPackage("fmt", config), []);
    assert.deepEqual(goPackage("example.com/app/v2x/internal/llm", config), []);
    assert.deepEqual(goPackage("example.com/app/v2/../../etc", config), []);
    assert.deepEqual(goPackage("example.com/app/v2", PLAIN), []);
  });

  it("leave an SDK's own packages to its table", () => {
    const goFiles = (): readonly string[] => ["client.go"];
    const goModules = goModulesOf(new Map([["go.mod", "module github.com/openai/openai-go/v3\n"]]));
    const sdk = { ...PLAIN, goModules, goFiles };
    const name = "github.com/openai/openai-go/v3";
    assert.deepEqual(goPackage(name, sdk), ["client.go"]);
    assert.deepEqual(
      goPackage(name, { ...sdk, knownPackages: new Set(["github.com/openai/openai-go"]) }),
      [],
    );
  });
});

describe("packages of the workspace", () => {
  const files = [
    "packages/llm/src/index.ts",
    "packages/llm/src/agent.ts",
    "packages/old/lib/main.js",
    "packages/lost/src/index.ts",
    "apps/web/src/client.ts",
    "apps/web/server/util.ts",
    "apps/kit/src/lib/ask.ts",
    "packages/llm/src/internal/ask.ts",
  ];
  const manifests = new Map([
    [
      "packages/llm/package.json",
      JSON.stringify({
        name: "@acme/llm",
        exports: { ".": { import: "./dist/index.js" }, "./agent": { types: "./dist/agent.d.ts" } },
        imports: { "#internal/*": "./src/internal/*.ts" },
      }),
    ],
    ["packages/old/package.json", JSON.stringify({ name: "old", main: "lib/main.js" })],
    ["packages/lost/package.json", JSON.stringify({ name: "openai", main: "dist/index.js" })],
    ["apps/web/package.json", "{ broken"],
    ["apps/kit/package.json", "{}"],
  ]);
  const packagePaths = packagePathRules(manifests, (name) => name === "openai");
  const { script } = workspace(files, { ...PLAIN, packagePaths });

  it("are imported by name, and lead to the source of what was built", () => {
    assert.equal(script("apps/web/src/client.ts", "@acme/llm"), "packages/llm/src/index.ts");
    assert.equal(script("apps/web/src/client.ts", "@acme/llm/agent"), "packages/llm/src/agent.ts");
    assert.equal(script("apps/web/src/client.ts", "old"), "packages/old/lib/main.js");
    assert.equal(script("apps/web/src/client.ts", "@acme/other"), undefined);
  });

  it("stay packages where an SDK's table has them", () => {
    assert.equal(script("apps/web/src/client.ts", "openai"), undefined);
  });

  it("call their own folders by short names", () => {
    assert.equal(script("apps/web/server/util.ts", "@/client"), "apps/web/src/client.ts");
    assert.equal(script("apps/web/src/client.ts", "~/server/util"), "apps/web/server/util.ts");
    assert.equal(script("apps/kit/src/lib/ask.ts", "$lib/ask"), "apps/kit/src/lib/ask.ts");
    assert.equal(script("packages/lost/src/index.ts", "@/index"), "packages/lost/src/index.ts");
    const { script: bare } = workspace(["tool/src/a/one.ts", "tool/src/b/two.ts"]);
    assert.equal(bare("tool/src/a/one.ts", "@/b/two"), "tool/src/b/two.ts");
    assert.equal(bare("tool/src/a/one.ts", "@scope/b/two"), undefined);
    assert.equal(script("packages/llm/src/agent.ts", "#internal/ask"), "packages/llm/src/internal/ask.ts");
    assert.equal(script("apps/web/src/client.ts", "#internal/ask"), undefined);
  });
});
