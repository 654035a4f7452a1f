/**
 * Broken code. While a call is being typed its closing bracket is missing, and the parser leaves the parts in a row:
 * `client.create`, `(`, `{`, `model: "m"`. The call is put together again from what is there.
 */
import type { Argument, Expr, Stmt } from "../../facts/ir";
import { namedChildren, type SyntaxNode } from "../../syntax/syntax-node";
import { lowerPairs, stripTypes } from "./expressions";
import { lowerTarget } from "./patterns";
import { rangeOf, type Scope } from "./scope";

type LowerStatement = (node: SyntaxNode, scope: Scope, out: Stmt[]) => void;

interface OpenCall {
  readonly value: Expr;
  /** Nodes of the row that became arguments. */
  readonly taken: number;
}

/** Statements of a row of nodes the parser could not fit together, without the names and literals that stand alone in it. */
export function lowerBrokenRow(
  nodes: readonly SyntaxNode[],
  scope: Scope,
  out: Stmt[],
  lower: LowerStatement,
): void {
  const row = nodes.filter((node) => !node.isMissing);
  for (let i = 0; i < row.length; ) {
    const node = row[i];
    if (!node) return;
    const next = row[i + 1];
    const target = next && isTarget(node, next, scope) ? node : null;
    const callee = target && next ? next : node;
    const used = target ? 2 : 1;
    const call = openCall(callee, row.slice(i + used), scope);
    if (call) {
      out.push(statementOf(target, call.value, scope));
      i += used + call.taken;
      continue;
    }
    const pieces: Stmt[] = [];
    lower(node, scope, pieces);
    out.push(...pieces.filter((piece) => piece.kind !== "expression" || !isScrap(piece.value)));
    i++;
  }
}

/** The expression, as the call it starts where its bracket is open and the arguments lie in the nodes behind it. */
export function lowerRecovered(node: SyntaxNode, behind: readonly SyntaxNode[], scope: Scope): Expr {
  const isBroken = behind[0]?.type === "ERROR";
  const call = isBroken ? openCall(node, behind, scope) : undefined;
  return call?.value ?? scope.file.lower.expression(node, scope);
}

/** Whether the nodes behind the expression hold the arguments of its open bracket. */
export function isOpenCall(node: SyntaxNode, behind: readonly SyntaxNode[], scope: Scope): boolean {
  return behind[0]?.type === "ERROR" && calleeOf(node, scope) !== undefined;
}

const SCRAPS: ReadonlySet<Expr["kind"]> = new Set(["name", "string", "number", "boolean", "null", "other"]);

function isScrap(expr: Expr): boolean {
  return expr.kind === "other" ? expr.operands.length === 0 : SCRAPS.has(expr.kind);
}

/** `target =`, perhaps with a type and an await between. */
function isTarget(node: SyntaxNode, next: SyntaxNode, scope: Scope): boolean {
  if (node.type !== "identifier" && !node.type.endsWith("_pattern")) return false;
  return /^\s*=\s*(?:(?:await|new)\s+)*$/.test(scope.file.text.slice(node.end, next.start));
}

function statementOf(target: SyntaxNode | null, value: Expr, scope: Scope): Stmt {
  if (!target) return { kind: "expression", value, range: value.range };
  const range = { start: target.start - scope.base, end: value.range.end };
  return {
    kind: "assign",
    target: lowerTarget(target, scope),
    operator: "=",
    value,
    annotation: null,
    range,
  };
}

/** A name or member with an opening bracket right behind it that is no declaration's head. */
function calleeOf(node: SyntaxNode, scope: Scope): SyntaxNode | undefined {
  const stripped = stripTypes(node);
  const inner = stripped.type === "await_expression" ? namedChildren(stripped)[0] : stripped;
  if (inner?.type !== "identifier" && inner?.type !== "member_expression") return undefined;
  const { text } = scope.file;
  if (!/^[^\S\r\n]*\(/.test(text.slice(inner.end, inner.end + 20))) return undefined;
  const before = text.slice(Math.max(0, inner.start - 20), inner.start);
  return /(?:\bfunction|\bfunction\s*\*)\s*$/.test(before) ? undefined : inner;
}

function openCall(node: SyntaxNode, behind: readonly SyntaxNode[], scope: Scope): OpenCall | undefined {
  const callee = calleeOf(node, scope);
  if (!callee) return undefined;
  const { text } = scope.file;
  let taken = 0;
  let end = callee.end;
  const parts: SyntaxNode[] = [];
  for (const part of behind) {
    if (/[;)]/.test(text.slice(end, part.start)) || STATEMENT.test(part.type)) break;
    parts.push(...(part.type === "ERROR" ? namedChildren(part) : [part]));
    taken++;
    end = part.end;
  }
  const before = text.slice(Math.max(0, callee.start - 12), callee.start);
  const range = { start: callee.start - scope.base, end: end - scope.base };
  const call: Expr = {
    kind: "call",
    callee: scope.file.lower.expression(callee, scope),
    args: openArguments(parts, scope),
    isNew: /\bnew\s+$/.test(before),
    range,
  };
  const isAwaited = /\bawait\s+$/.test(before);
  return { value: isAwaited ? { kind: "await", value: call, range } : call, taken };
}

const STATEMENT = /_(?:statement|declaration)$/;

/** Entries without their braces are the options object being typed. */
function openArguments(parts: readonly SyntaxNode[], scope: Scope): readonly Argument[] {
  const args: Argument[] = [];
  let entries: SyntaxNode[] = [];
  const closeEntries = (): void => {
    if (entries.length > 0) args.push(argumentOf(lowerPairs(entries, rangeAcross(entries, scope), scope)));
    entries = [];
  };
  for (const part of parts) {
    if (ENTRIES.has(part.type)) entries.push(part);
    else if (part.type !== "property_identifier") {
      closeEntries();
      args.push(argumentOf(scope.file.lower.expression(part, scope)));
    }
  }
  closeEntries();
  return args.filter((arg) => arg.value.kind !== "other" || arg.value.operands.length > 0);
}

const ENTRIES: ReadonlySet<string> = new Set([
  "pair",
  "shorthand_property_identifier",
  "spread_element",
  "method_definition",
]);

function argumentOf(value: Expr): Argument {
  return { name: null, spread: false, value };
}

function rangeAcross(nodes: readonly SyntaxNode[], scope: Scope): Expr["range"] {
  const first = nodes[0];
  const last = nodes.at(-1);
  return first && last
    ? { start: rangeOf(first, scope).start, end: rangeOf(last, scope).end }
    : { start: 0, end: 0 };
}
