/** Python string literals: prefixes, escapes, line ends, f-string parts, docstrings. */
import type { Expr } from "../../facts/ir";
import type { SyntaxNode } from "../../syntax/syntax-node";
import { rangeOf, type Scope } from "../scope";

/** Static text and the expressions between, in order. */
export type TextParts = readonly (string | Expr)[];

type LowerHole = (node: SyntaxNode, scope: Scope) => Expr;

/** A literal or a row of adjacent literals: static text where there are no holes, else a template. */
export function lowerString(node: SyntaxNode, scope: Scope, lowerHole: LowerHole): Expr {
  const literals = node.type === "concatenated_string" ? node.children.filter(isLiteral) : [node];
  const parts = joinText(literals.flatMap((literal) => literalParts(literal, scope, lowerHole)));
  const range = rangeOf(node, scope);
  const isStatic = parts.every((part) => typeof part === "string");
  return isStatic ? { kind: "string", value: parts.join(""), range } : { kind: "template", parts, range };
}

function isLiteral(node: SyntaxNode): boolean {
  return node.type === "string";
}

/** The text of a literal without holes that stands as a docstring; null for bytes and f-strings. */
export function docstringOf(node: SyntaxNode, scope: Scope): string | null {
  if (node.type !== "string" && node.type !== "concatenated_string") return null;
  const first = node.type === "string" ? node : node.children.find(isLiteral);
  if (!first || /[bf]/.test(prefixOf(first, scope))) return null;
  const lowered = lowerString(node, scope, () => ({ kind: "null", range: { start: 0, end: 0 } }));
  return lowered.kind === "string" ? cleanDocstring(lowered.value) : null;
}

/** What `inspect.cleandoc` does: common indentation, leading and trailing blank lines removed. */
export function cleanDocstring(value: string): string {
  const [first = "", ...rest] = value.split("\n");
  const indents = rest
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  const lines = [first.trimStart(), ...rest.map((line) => line.slice(indent))].map((line) => line.trimEnd());
  return lines.join("\n").replace(/^\n+/, "").replace(/\n+$/, "");
}

function prefixOf(literal: SyntaxNode, scope: Scope): string {
  return /^[a-z]*/i.exec(scope.text.slice(literal.start, literal.start + 3))?.[0].toLowerCase() ?? "";
}

/**
 * The static text is what lies between the quotes and the holes, read from the source: the grammar's own text nodes leave
 * out what its scanner skips.
 */
function literalParts(literal: SyntaxNode, scope: Scope, lowerHole: LowerHole): TextParts {
  const prefix = prefixOf(literal, scope);
  const decode = (start: number, end: number): string => decodeText(scope.text.slice(start, end), prefix);
  const parts: (string | Expr)[] = [];
  let at = contentStart(literal, scope, prefix);
  const end = literal.children.find((child) => child.type === "string_end")?.start ?? literal.end;
  for (const child of literal.children) {
    if (child.type !== "interpolation") continue;
    parts.push(decode(at, child.start));
    const value =
      child.children.find((part) => part.field === "expression") ?? child.children.find((c) => c.isNamed);
    const label = debugLabel(child, scope);
    if (label !== null) parts.push(label);
    if (value) parts.push(lowerHole(value, scope));
    at = child.end;
  }
  parts.push(decode(at, Math.max(at, end)));
  return parts;
}

function contentStart(literal: SyntaxNode, scope: Scope, prefix: string): number {
  const opening = literal.children.find((child) => child.type === "string_start");
  if (opening) return opening.end;
  const quotes = literal.start + prefix.length;
  return scope.text.startsWith('"""', quotes) || scope.text.startsWith("'''", quotes)
    ? quotes + 3
    : quotes + 1;
}

/** `{x = }` prints its own source up to and with the equals sign and the blanks behind it. */
function debugLabel(hole: SyntaxNode, scope: Scope): string | null {
  const equals = hole.children.find((child) => child.type === "=");
  if (!equals) return null;
  const blanks = /^\s*/.exec(scope.text.slice(equals.end, hole.end))?.[0] ?? "";
  return scope.text.slice(hole.start + 1, equals.end) + blanks;
}

function decodeText(source: string, prefix: string): string {
  const unix = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  const braced =
    prefix.includes("f") || prefix.includes("t")
      ? unix.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0))
      : unix;
  return prefix.includes("r") || !braced.includes("\\")
    ? braced
    : decodeEscapes(braced, prefix.includes("b"));
}

const ESCAPE =
  /\\(\n|[\\'"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}\n]*\}?)/g;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** An unknown escape stays as written, as in Python. */
function decodeEscapes(source: string, isBytes: boolean): string {
  return source.replace(ESCAPE, (whole, body: string) => {
    const simple = SIMPLE_ESCAPES[body];
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
    if (isBytes && !body.startsWith("x")) return whole;
    // The character's name would need the Unicode name table; one stand-in keeps the length right.
    if (body.startsWith("N")) return "\uFFFD";
    const code = Number.parseInt(body.slice(1), 16);
    return code > 0x10ffff ? "\uFFFD" : String.fromCodePoint(code);
  });
}

/** Adjacent static parts joined, empty ones dropped. */
function joinText(parts: TextParts): TextParts {
  const joined: (string | Expr)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}
