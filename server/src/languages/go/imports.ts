/** Imports. Which name a package has stands in its own source; without it the path tells. */
import type { Stmt } from "../../facts/ir";
import { childInField, type SyntaxNode } from "../../syntax/syntax-node";
import { rangeOf, type Scope, sourceOf } from "../scope";

/** One statement per imported package. `import _ "m"` binds nothing; `import . "m"` everything. */
export function lowerImports(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const specs = node.children.flatMap((child) =>
    child.type === "import_spec_list" ? child.children : [child],
  );
  return specs
    .filter((spec) => spec.type === "import_spec")
    .map((spec): Stmt => {
      const path = childInField(spec, "path");
      const alias = childInField(spec, "name");
      const module = path ? sourceOf(path, scope).slice(1, -1) : "";
      const written = alias ? sourceOf(alias, scope) : packageNameOf(module);
      const local = written === "." ? "*" : written;
      const names = written === "_" ? [] : [{ imported: "*", local }];
      return { kind: "import", module, names, range: rangeOf(spec, scope) };
    });
}

/**
 * The package's name by its path: the last step without version and the usual dress of Go repositories (`openai-go/v3` is `openai`,
 * `anthropic-sdk-go` is `anthropic`, `gopkg.in/yaml.v3` is `yaml`).
 */
export function packageNameOf(path: string): string {
  const steps = path.split("/").filter((step) => !/^v\d+$/.test(step));
  // The Go part of a repository in several languages (`copilot-sdk/go`) is called after the repository.
  const isPart = steps.length > 2 && steps.at(-1) === "go";
  const last = (isPart ? steps.at(-2)?.replace(/[-.]sdk$/, "") : steps.at(-1)) ?? path;
  return last
    .replace(/\.v\d+$/, "")
    .replace(/^go[-.]/, "")
    .replace(/([-.]sdk)?[-.]go$/, "")
    .replace(/[^\w].*$/, "");
}
