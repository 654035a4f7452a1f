/** A Go file as a module: its functions, and its types as classes with the methods that name them as receiver. */
import type { Expr, FunctionFacts, Param, Stmt } from "../../facts/ir";
import { childInField, childrenInField, type SyntaxNode } from "../../syntax/syntax-node";
import type { FunctionReuse, LoweredFunction } from "../language";
import { rangeOf, type Scope, sourceOf } from "../scope";
import { DocComments } from "./doc-comments";
import { lowerImports } from "./imports";
import { lowerBlock, zeroOf } from "./statements";
import { baseNameOf, lowerType, methodsOf, structFields } from "./types";

/** The whole file as the function `<module>`. Never throws, whatever the tree. */
export function lowerModule(root: SyntaxNode, text: string, reuse: FunctionReuse): LoweredFunction {
  const scope: Scope = {
    text,
    base: 0,
    className: null,
    selfName: null,
    resultName: null,
    nested: [],
    reuse,
    depth: { value: 0, isCapped: false },
    nest: nestFunction,
  };
  const nodes = root.type === "ERROR" ? [root] : root.children;
  const facts: FunctionFacts = {
    name: "<module>",
    nameRange: { start: 0, end: 0 },
    range: { start: 0, end: text.length },
    params: [],
    decorators: [],
    doc: null,
    isAsync: false,
    returns: null,
    body: lowerFile(nodes, scope),
  };
  return { facts, nested: scope.nested, key: null };
}

/** Statements of the file in source order; each method stands in the class of its receiver. */
function lowerFile(nodes: readonly SyntaxNode[], scope: Scope): readonly Stmt[] {
  const methods = new Map<string, SyntaxNode[]>();
  for (const node of nodes) {
    const name = node.type === "method_declaration" ? receiverOf(node, scope)?.type : undefined;
    if (name !== undefined) methods.set(name, [...(methods.get(name) ?? []), node]);
  }
  const docs = new DocComments(scope);
  const docOf = new Map<SyntaxNode, string | null>();
  for (const node of nodes) {
    if (node.type === "comment") docs.meet(node);
    else docOf.set(node, docs.before(node));
  }
  const doc = (node: SyntaxNode): string | null => docOf.get(node) ?? null;
  const declared = new Set(nodes.flatMap((node) => declaredTypes(node, scope)));
  return nodes.flatMap((node): readonly Stmt[] => {
    switch (node.type) {
      case "import_declaration":
        return lowerImports(node, scope);
      case "function_declaration":
        return [functionStatement(node, doc(node), scope)];
      case "type_declaration":
        return lowerTypes(node, doc(node), methods, doc, scope);
      case "method_declaration": {
        const name = receiverOf(node, scope)?.type;
        if (name === undefined || declared.has(name) || methods.get(name)?.[0] !== node) return [];
        return [methodsElsewhere(node, name, methods.get(name) ?? [], doc, scope)];
      }
      case "var_declaration":
        return lowerEmbedded(node, doc(node), scope) ?? lowerBlock([node], scope);
      default:
        return lowerBlock([node], scope);
    }
  });
}

/** `//go:embed prompts/system.md` above a variable of text: the file's text. */
function lowerEmbedded(node: SyntaxNode, doc: string | null, scope: Scope): readonly Stmt[] | undefined {
  const path = /^go:embed[ \t]+"?([^\s"*?[]+)"?[ \t]*$/m.exec(doc ?? "")?.[1];
  const spec = node.children.find((child) => child.type === "var_spec");
  const name = spec && childInField(spec, "name");
  if (path === undefined || !name || childInField(spec, "value")) return undefined;
  const range = rangeOf(spec, scope);
  const named = (text: string): Expr => ({ kind: "name", name: text, range });
  const callee: Expr = { kind: "member", object: named("embed"), name: "ReadFile", nameRange: range, range };
  const file: Expr = { kind: "string", value: path, range };
  const value: Expr = {
    kind: "call",
    callee,
    args: [{ name: null, spread: false, value: file }],
    isNew: false,
    range,
  };
  const target: Expr = { ...named(sourceOf(name, scope)), range: rangeOf(name, scope) };
  return [{ kind: "assign", target, operator: "=", value, annotation: null, range }];
}

type DocOf = (node: SyntaxNode) => string | null;

function declaredTypes(node: SyntaxNode, scope: Scope): readonly string[] {
  if (node.type !== "type_declaration") return [];
  return specsOf(node).map((spec) => nameOf(spec, scope));
}

function specsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => child.type === "type_spec" || child.type === "type_alias");
}

function nameOf(node: SyntaxNode, scope: Scope): string {
  const name = childInField(node, "name");
  return name ? sourceOf(name, scope) : "";
}

/** Structs and interfaces are classes; whatever fits an interface is one, as with Python's protocols. Other types bind to their definition. */
function lowerTypes(
  node: SyntaxNode,
  doc: string | null,
  methods: ReadonlyMap<string, readonly SyntaxNode[]>,
  docOf: DocOf,
  scope: Scope,
): readonly Stmt[] {
  return specsOf(node).map((spec): Stmt => {
    const name = nameOf(spec, scope);
    const type = childInField(spec, "type");
    const range = rangeOf(spec, scope);
    const own = (methods.get(name) ?? []).map((method) =>
      methodStatement(method, name, docOf(method), scope),
    );
    const common = { kind: "class", name, decorators: [], doc, range } as const;
    if (type?.type === "struct_type") {
      const { fields, bases } = structFields(type, scope);
      return { ...common, bases, body: [...fields, ...own] };
    }
    if (type?.type === "interface_type") {
      const declared = methodsOf(type).map((method) => methodStatement(method, name, null, scope));
      return { ...common, bases: [{ kind: "name", name: "Protocol", range }], body: declared };
    }
    return { ...common, bases: type && own.length === 0 ? [lowerType(type, scope)] : [], body: own };
  });
}

/** Methods of a type that another file of the package declares: a class of the same name that extends it. */
function methodsElsewhere(
  first: SyntaxNode,
  name: string,
  methods: readonly SyntaxNode[],
  docOf: DocOf,
  scope: Scope,
): Stmt {
  const range = rangeOf(first, scope);
  const body = methods.map((method) => methodStatement(method, name, docOf(method), scope));
  const itself = { kind: "name", name, range } as const;
  return { kind: "class", name, bases: [itself], decorators: [], doc: null, body, range };
}

function functionStatement(node: SyntaxNode, doc: string | null, scope: Scope): Stmt {
  const child = nest(node, doc, scope);
  return { kind: "function", name: nameOf(node, scope), child, range: rangeOf(node, scope) };
}

function methodStatement(node: SyntaxNode, className: string, doc: string | null, scope: Scope): Stmt {
  const child = nest(node, doc, { ...scope, className });
  return { kind: "function", name: nameOf(node, scope), child, range: rangeOf(node, scope) };
}

/** Name and type of a method's receiver. */
function receiverOf(
  node: SyntaxNode,
  scope: Scope,
): { readonly name: string | null; readonly type: string } | undefined {
  const [param] = childInField(node, "receiver")?.children.filter((child) => child.isNamed) ?? [];
  const type = param && childInField(param, "type");
  const name = param && childInField(param, "name");
  const base = type && baseNameOf(type, scope);
  return base === undefined ? undefined : { name: name ? sourceOf(name, scope) : null, type: base };
}

function nestFunction(node: SyntaxNode, scope: Scope): number {
  return nest(node, null, scope);
}

/** Adds the function to its scope and returns its index there. */
function nest(node: SyntaxNode, doc: string | null, scope: Scope): number {
  const index = scope.nested.length;
  const lowered = reuseOrLower(node, doc, scope);
  scope.nested.push({ lowered, start: node.start - scope.base, className: scope.className });
  return index;
}

function reuseOrLower(node: SyntaxNode, doc: string | null, scope: Scope): LoweredFunction {
  if (!node.isIntact) return lowerFunction(node, doc, scope, null);
  // A literal's facts depend on what the method around it calls its receiver; the doc stands outside the text.
  const key = [
    node.type,
    scope.selfName ?? "",
    doc ?? "",
    doc === null ? "" : "doc",
    sourceOf(node, scope),
  ].join("\0");
  const found = scope.reuse.get(key);
  if (found) return found;
  const outerIsCapped = scope.depth.isCapped;
  scope.depth.isCapped = false;
  const lowered = lowerFunction(node, doc, scope, key);
  const reusable = scope.depth.isCapped ? { ...lowered, key: null } : lowered;
  scope.reuse.set(reusable);
  scope.depth.isCapped ||= outerIsCapped;
  return reusable;
}

function lowerFunction(
  node: SyntaxNode,
  doc: string | null,
  outer: Scope,
  key: string | null,
): LoweredFunction {
  const receiver = node.type === "method_declaration" ? receiverOf(node, outer) : undefined;
  const selfName = receiver ? receiver.name : outer.selfName;
  const resultName = resultNameOf(node, outer);
  const scope: Scope = { ...outer, base: node.start, className: null, selfName, resultName, nested: [] };
  const name = childInField(node, "name");
  const isMethod = receiver !== undefined || node.type === "method_elem";
  const body = childInField(node, "body");
  const facts: FunctionFacts = {
    name: name ? sourceOf(name, scope) : "<lambda>",
    nameRange: name ? rangeOf(name, scope) : { start: 0, end: "func".length },
    range: rangeOf(node, scope),
    params: [...(isMethod ? [selfParam(node, scope)] : []), ...paramsOf(node, scope)],
    decorators: [],
    doc,
    isAsync: false,
    returns: resultOf(node, scope),
    body: body ? [...namedResults(node, scope), ...lowerBlock([body], scope)] : [],
  };
  return { facts, nested: scope.nested, key };
}

function selfParam(node: SyntaxNode, scope: Scope): Param {
  const receiver = childInField(node, "receiver") ?? node;
  return { ...plainParam("self", scope, receiver), annotation: null };
}

function plainParam(name: string, scope: Scope, node: SyntaxNode): Param {
  return {
    name,
    kind: "positional",
    annotation: null,
    defaultValue: null,
    pattern: [],
    range: rangeOf(node, scope),
  };
}

/** `a, b string` is one declaration of two parameters. */
function paramsOf(node: SyntaxNode, scope: Scope): readonly Param[] {
  const list = childInField(node, "parameters");
  return (list?.children ?? []).flatMap((declaration): readonly Param[] => {
    const isRest = declaration.type === "variadic_parameter_declaration";
    if (!isRest && declaration.type !== "parameter_declaration") return [];
    const type = childInField(declaration, "type");
    const annotation = type && !isRest ? lowerType(type, scope) : null;
    const names = childrenInField(declaration, "name");
    const kind = isRest ? "rest" : "positional";
    // A parameter without a name keeps the places of those behind it.
    if (names.length === 0) return [{ ...plainParam("_", scope, declaration), annotation, kind }];
    return names.map((name) => ({ ...plainParam(sourceOf(name, scope), scope, name), annotation, kind }));
  });
}

/** `(config Config, err error)`: results with names are variables. */
function namedResults(node: SyntaxNode, scope: Scope): readonly Stmt[] {
  const declared = childInField(node, "result")?.children ?? [];
  return declared.flatMap((declaration): readonly Stmt[] => {
    const type = declaration.type === "parameter_declaration" ? childInField(declaration, "type") : undefined;
    if (!type) return [];
    const annotation = lowerType(type, scope);
    return childrenInField(declaration, "name").map((name): Stmt => {
      const range = rangeOf(name, scope);
      const target: Expr = { kind: "name", name: sourceOf(name, scope), range };
      const value = zeroOf(type, annotation, scope);
      return { kind: "assign", target, operator: "=", value, annotation, range };
    });
  });
}

function resultNameOf(node: SyntaxNode, scope: Scope): string | null {
  const [first] = childInField(node, "result")?.children ?? [];
  const name = first?.type === "parameter_declaration" ? childInField(first, "name") : undefined;
  return name ? sourceOf(name, scope) : null;
}

/** The type of the first result: errors come last. */
function resultOf(node: SyntaxNode, scope: Scope): FunctionFacts["returns"] {
  const result = childInField(node, "result");
  if (!result) return null;
  if (result.type !== "parameter_list") return lowerType(result, scope);
  const first = result.children.find((child) => child.type === "parameter_declaration");
  const type = first && childInField(first, "type");
  return type ? lowerType(type, scope) : null;
}
