/** Below `host` nothing reads the clock, the disk, the process or chance; nothing anywhere reaches the network. */
import assert from "node:assert/strict";
import ts from "typescript";
import { filesIn, importsOf, lineOf, syntaxOf, visit } from "./sources";

const OUTER = ["host", "lsp", "cli"].map((layer) => `server/src/${layer}/`);
const PURE = filesIn("server/src", ".ts").filter((file) => !OUTER.some((folder) => file.startsWith(folder)));
const SHIPPED = [
  ...filesIn("server/src", ".ts"),
  ...filesIn("client/src", ".ts"),
  ...filesIn("shared", ".ts"),
];

const GLOBALS = new Set([
  "console",
  "process",
  "globalThis",
  "performance",
  "Buffer",
  "__dirname",
  "__filename",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
]);
const MEMBERS = new Set(["Date.now", "Math.random", "import.meta"]);

const NETWORK_GLOBALS = new Set(["fetch", "XMLHttpRequest", "WebSocket", "EventSource"]);
/** The one place that asks a server, and only for what `farebox.catalogue.sources` names. */
const NETWORK_FOLDER = "server/src/host/price-sources/";
const NETWORK_MODULES = ["http", "https", "http2", "net", "tls", "dgram", "dns", "undici"];
const EXECUTING_MODULES = ["child_process", "vm", "cluster"];
const EXECUTING_GLOBALS = new Set(["eval", "Function"]);

describe("tidy: purity", () => {
  it("looks at the core", () => assert.ok(PURE.length > 100));

  it("keeps globals of the host out of the core", () => {
    assert.deepEqual(findings(PURE, GLOBALS, MEMBERS), []);
  });

  it("reads no clock in the core", () => {
    assert.deepEqual(PURE.flatMap(clockReads), []);
  });

  it("keeps no variable state in modules", () => {
    assert.deepEqual(filesIn("server/src", ".ts").flatMap(moduleVariables), []);
    assert.deepEqual(
      [...filesIn("client/src", ".ts"), ...filesIn("shared", ".ts")].flatMap(moduleVariables),
      [],
    );
  });

  it("has no network in anything shipped, but for the sources of prices that a user names", () => {
    const others = SHIPPED.filter((file) => !file.startsWith(NETWORK_FOLDER));
    assert.ok(others.length < SHIPPED.length, "the folder is where it was");
    assert.deepEqual(findings(SHIPPED, NETWORK_GLOBALS, new Set()), []);
    assert.deepEqual(moduleImports(others, NETWORK_MODULES), []);
  });

  it("executes nothing of the workspace", () => {
    assert.deepEqual(findings(SHIPPED, EXECUTING_GLOBALS, new Set()), []);
    assert.deepEqual(moduleImports(SHIPPED, EXECUTING_MODULES), []);
  });
});

/** Free uses of names, and member accesses written `A.b`. */
function findings(
  files: readonly string[],
  names: ReadonlySet<string>,
  members: ReadonlySet<string>,
): readonly string[] {
  return files.flatMap((file) => {
    const tree = syntaxOf(file);
    const own = declaredNames(tree);
    const found: string[] = [];
    visit(tree, (node) => {
      const name = ts.isIdentifier(node) && isFree(node) && !own.has(node.text) ? node.text : undefined;
      const member =
        ts.isPropertyAccessExpression(node) || ts.isMetaProperty(node) ? node.getText(tree) : undefined;
      if (name !== undefined && names.has(name)) found.push(`${file}:${lineOf(tree, node)} ${name}`);
      if (member !== undefined && members.has(member)) found.push(`${file}:${lineOf(tree, node)} ${member}`);
    });
    return found;
  });
}

/** An identifier that reads a variable: no member's name, no key, no part of a type. */
function isFree(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) return isLeftOf(parent, node);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !(
    ts.isTypeReferenceNode(parent) ||
    ts.isTypeElement(parent) ||
    ts.isClassElement(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent)
  );
}

function isLeftOf(parent: ts.PropertyAccessExpression | ts.QualifiedName, node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(parent) ? parent.expression === node : parent.left === node;
}

/** Names the file declares itself, anywhere: a parameter called `process` is no global. */
function declaredNames(tree: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  visit(tree, (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (declares && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}

/** `new Date()` and `Date()` take today's date; with an argument they are arithmetic. */
function clockReads(file: string): readonly string[] {
  const tree = syntaxOf(file);
  const found: string[] = [];
  visit(tree, (node) => {
    const isDate =
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === "Date";
    if (isDate && (ts.isCallExpression(node) || (node.arguments?.length ?? 0) === 0))
      found.push(`${file}:${lineOf(tree, node)} ${node.getText(tree)}`);
  });
  return found;
}

function moduleVariables(file: string): readonly string[] {
  const tree = syntaxOf(file);
  return tree.statements
    .filter(ts.isVariableStatement)
    .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) === 0)
    .filter(({ modifiers }) => !modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword))
    .map((statement) => `${file}:${lineOf(tree, statement)} ${statement.getText(tree).split("\n")[0]}`);
}

function moduleImports(files: readonly string[], modules: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ specifier }) => modules.includes(specifier.replace(/^node:/, "").split("/")[0] ?? ""))
      .map(({ specifier, line }) => `${file}:${line} imports ${specifier}`),
  );
}
