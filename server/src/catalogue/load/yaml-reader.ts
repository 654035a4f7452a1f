/** Reads YAML or JSON into positioned nodes, with limits that keep hostile files harmless. No value is built from keys. */
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Range } from "../../base/range";

/** Something wrong in a file, as UTF-16 offsets. */
export interface TextProblem {
  readonly message: string;
  readonly range: Range;
}

export const MAX_FILE_CHARACTERS = 4_000_000;
/** The parser descends by recursion; far below what its stack holds, far above any real catalogue file. */
const MAX_DEPTH = 50;
const MAX_INDENT = 100;
const MAX_ALIASES = 100;

export type Positioned = PositionedMap | PositionedList | PositionedScalar;

export interface PositionedMap {
  readonly kind: "map";
  readonly range: Range;
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Positioned;
}

export interface PositionedList {
  readonly kind: "list";
  readonly range: Range;
  readonly items: readonly Positioned[];
}

export interface PositionedScalar {
  readonly kind: "scalar";
  readonly range: Range;
  readonly value: string | number | boolean | null;
}

/** The file's root, or undefined with problems. An empty file is an empty map. */
export function readYaml(text: string): { root: Positioned | undefined; problems: readonly TextProblem[] } {
  const refused = refusal(text);
  if (refused !== undefined) return { root: undefined, problems: [refused] };
  const document = parseDocument(text, { uniqueKeys: true, logLevel: "silent", schema: "core" });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      message: `Not valid YAML: ${firstLine(error.message)}`,
      range: { start: Math.min(error.pos[0], text.length), end: Math.min(error.pos[1], text.length) },
    }));
    return { root: undefined, problems };
  }
  const reader: Reader = { document, text, aliases: 0, problems: [] };
  const { contents } = document;
  const empty: PositionedMap = { kind: "map", range: { start: 0, end: 0 }, entries: [] };
  const root = contents === null ? empty : position(reader, contents, 0);
  return { root: reader.problems.length > 0 ? undefined : root, problems: reader.problems };
}

/** Size and nesting are checked on the text, since the parser itself would overflow. */
function refusal(text: string): TextProblem | undefined {
  const whole = { start: 0, end: Math.min(text.length, 1) };
  if (text.length > MAX_FILE_CHARACTERS) {
    return {
      message: `The file is larger than ${MAX_FILE_CHARACTERS} characters; split it or remove entries`,
      range: whole,
    };
  }
  let depth = 0;
  let column = 0;
  let markers = 0;
  let isLeading = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    if (unit === "\n") {
      column = 0;
      markers = 0;
      isLeading = true;
      continue;
    }
    if (unit === "[" || unit === "{") depth++;
    else if (unit === "]" || unit === "}") depth = Math.max(0, depth - 1);
    // Leading indicators nest on one line: "- - - a".
    if (isLeading && (unit === "-" || unit === "?" || unit === ":")) markers++;
    else if (isLeading && unit !== " " && unit !== "\t") {
      isLeading = false;
      if (depth === 0 && column > MAX_INDENT) return tooDeep(i);
    }
    column++;
    if (depth > MAX_DEPTH || markers > MAX_DEPTH) return tooDeep(i);
  }
  return undefined;
}

function tooDeep(offset: number): TextProblem {
  return { message: "The file is nested too deeply; flatten it", range: { start: offset, end: offset + 1 } };
}

interface Reader {
  readonly document: Document;
  readonly text: string;
  aliases: number;
  readonly problems: TextProblem[];
}

function position(reader: Reader, node: Node, depth: number): Positioned {
  const range = rangeOf(node);
  const empty: PositionedScalar = { kind: "scalar", range, value: null };
  if (depth > MAX_DEPTH) {
    if (reader.problems.length === 0) reader.problems.push(tooDeep(range.start));
    return empty;
  }
  if (isAlias(node)) return positionAlias(reader, node, depth);
  if (isMap(node)) {
    const entries = node.items.map((pair): MapEntry => {
      const key = pair.key as Node | null;
      const value = pair.value as Node | null;
      const keyRange = key === null ? range : rangeOf(key);
      const positioned = value === null ? { ...empty, range: keyRange } : position(reader, value, depth + 1);
      return { key: isScalar(key) ? String(key.value) : "", keyRange, value: positioned };
    });
    return { kind: "map", range, entries };
  }
  if (isSeq(node)) {
    return {
      kind: "list",
      range,
      items: node.items.map((item) => position(reader, item as Node, depth + 1)),
    };
  }
  if (!isScalar(node)) return empty;
  const { value } = node;
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { kind: "scalar", range, value: isPlain ? value : null };
}

function positionAlias(reader: Reader, alias: Alias, depth: number): Positioned {
  const range = rangeOf(alias);
  reader.aliases++;
  const target = reader.aliases > MAX_ALIASES ? undefined : alias.resolve(reader.document);
  if (target !== undefined) return { ...position(reader, target, depth + 1), range };
  if (reader.problems.length === 0) {
    const message =
      reader.aliases > MAX_ALIASES
        ? `The file uses more than ${MAX_ALIASES} YAML aliases; write the values out`
        : `The alias *${alias.source} names no anchor`;
    reader.problems.push({ message, range });
  }
  return { kind: "scalar", range, value: null };
}

function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "");
}
