/**
 * Completion in farebox.catalogue.yaml, from the same JSON Schema that describes the file, plus the ids the catalogue knows. JSON files are
 * served by the editor's own JSON support and the schema.
 */
import type { Catalogue } from "../catalogue/types";

export interface CompletionEntry {
  readonly label: string;
  readonly insert: string;
  readonly detail: string;
  readonly kind: "field" | "value";
}

/** The part of JSON Schema the catalogue's schema uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

interface Line {
  readonly indent: number;
  readonly isItem: boolean;
  readonly key: string | null;
}

/** What may stand at the offset: field names of the block, or values of the field. */
export function catalogueCompletions(
  text: string,
  offset: number,
  root: Schema,
  catalogue: Catalogue,
): readonly CompletionEntry[] {
  const before = text.slice(0, offset).split(/\r?\n/);
  const current = before.pop() ?? "";
  if (/^\s*#/.test(current)) return [];
  const value = /^\s*(?:- +)?([\w$]+): *\S*$/.exec(current);
  if (value?.[1] && current.includes(":")) {
    const schema = schemaAt(root, pathAbove(before, current));
    return valuesOf(value[1], propertyOf(root, schema, value[1]), root, catalogue);
  }
  const item = /^\s*- +["']?[^:]*$/.exec(current);
  const path = pathAbove(before, current);
  const block = schemaAt(root, path);
  if (item) {
    const last = path[path.length - 1];
    if (last === "favourites" || last === "hide") return ids([...catalogue.offersById.keys()], "offer");
  }
  const present = siblings(text, before.length, current);
  return Object.entries(block?.properties ?? {})
    .filter(([name]) => name !== "$schema" && !present.has(name))
    .map(([name, property]) => fieldEntry(root, name, property));
}

function fieldEntry(root: Schema, name: string, property: Schema): CompletionEntry {
  const type = deref(root, property).type;
  const indent = type === "array" || type === "object" ? "\n" : " ";
  return {
    label: name,
    insert: `${name}:${indent === "\n" ? "" : indent}`,
    detail: property.description ?? "",
    kind: "field",
  };
}

/** Keys that lead from the file's top to the block of the line. */
function pathAbove(before: readonly string[], current: string): readonly string[] {
  const own = read(current);
  let indent = own.isItem ? own.indent + 2 : own.indent;
  if (own.isItem) indent = own.indent + 1;
  const path: string[] = [];
  for (let i = before.length - 1; i >= 0 && indent > 0; i--) {
    const text = before[i] ?? "";
    if (text.trim() === "" || /^\s*#/.test(text)) continue;
    const line = read(text);
    // `- key:` opens a block whose fields stand two further right.
    const keyIndent = line.isItem ? line.indent + 2 : line.indent;
    if (keyIndent < indent && line.key !== null && !(line.isItem && keyIndent === indent)) {
      path.unshift(line.key);
      indent = line.isItem ? line.indent + 1 : line.indent;
    } else if (line.isItem && line.indent < indent) indent = line.indent + 1;
  }
  // `models:` with its items at the same depth is legal YAML.
  if (path.length === 0 && own.isItem && own.indent === 0) {
    const parent = [...before]
      .reverse()
      .map(read)
      .find((line) => !line.isItem && line.key !== null && line.indent === 0);
    if (parent?.key) path.unshift(parent.key);
  }
  return path;
}

function read(text: string): Line {
  const match = /^(\s*)(- +)?(?:["']?([\w$.@/-]+)["']?:(?:\s|$))?/.exec(text);
  return {
    indent: match?.[1]?.length ?? 0,
    isItem: match?.[2] !== undefined || /^\s*-\s*$/.test(text),
    key: match?.[3] ?? null,
  };
}

/** Field names that stand in the same block already. */
function siblings(text: string, lineNumber: number, current: string): ReadonlySet<string> {
  const lines = text.split(/\r?\n/);
  const own = read(current);
  const depth = own.isItem ? own.indent + 2 : own.indent;
  const found = new Set<string>();
  const visit = (from: number, step: number): void => {
    for (let i = from; i >= 0 && i < lines.length; i += step) {
      const raw = lines[i] ?? "";
      if (raw.trim() === "" || /^\s*#/.test(raw)) continue;
      const line = read(raw);
      const keyIndent = line.isItem ? line.indent + 2 : line.indent;
      if (keyIndent < depth || (line.isItem && step > 0 && keyIndent === depth)) return;
      if (keyIndent === depth && line.key !== null) found.add(line.key);
      if (line.isItem && keyIndent === depth && step < 0) return;
    }
  };
  if (!own.isItem) visit(lineNumber - 1, -1);
  visit(lineNumber + 1, 1);
  return found;
}

function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const key of path) {
    if (!schema) return undefined;
    const property: Schema | undefined = propertyOf(root, schema, key);
    schema = property?.items ? deref(root, property.items) : property;
  }
  return schema ? deref(root, schema) : undefined;
}

function propertyOf(root: Schema, schema: Schema | undefined, key: string): Schema | undefined {
  if (!schema) return undefined;
  const own = deref(root, schema);
  const property = own.properties?.[key];
  if (property) return deref(root, property);
  return typeof own.additionalProperties === "object" ? deref(root, own.additionalProperties) : undefined;
}

function deref(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.replace("#/definitions/", "");
  const target = name === undefined ? undefined : root.definitions?.[name];
  return target
    ? { ...target, ...(schema.description === undefined ? {} : { description: schema.description }) }
    : schema;
}

function valuesOf(
  key: string,
  property: Schema | undefined,
  root: Schema,
  catalogue: Catalogue,
): readonly CompletionEntry[] {
  const schema = property ? deref(root, property) : undefined;
  if (schema?.enum)
    return schema.enum.map((value) => ({
      label: String(value),
      insert: String(value),
      detail: schema.description ?? "",
      kind: "value",
    }));
  if (schema?.type === "boolean")
    return ["true", "false"].map((value) => ({
      label: value,
      insert: value,
      detail: schema.description ?? "",
      kind: "value",
    }));
  switch (key) {
    case "model":
      return ids([...catalogue.models.keys()], "model");
    case "host":
      return ids([...catalogue.hosts.keys()], "host");
    case "region":
    case "defaultRegion":
      return ids([...catalogue.regions.keys()], "region");
    case "lab":
      return ids([...catalogue.labs.keys()], "lab");
    case "currency":
      return ids(["USD", "EUR", "CNY"], "currency");
    case "extends":
      return ids([...catalogue.offersById.keys(), ...catalogue.models.keys()], "offer or model to build on");
    case "tokenizerFamily":
      return ids(
        [...new Set([...catalogue.models.values()].flatMap((model) => model.tokenizerFamily ?? []))],
        "tokenizer family",
      );
    default:
      return [];
  }
}

function ids(values: readonly string[], detail: string): readonly CompletionEntry[] {
  return values.map((value) => ({ label: value, insert: value, detail, kind: "value" }));
}
