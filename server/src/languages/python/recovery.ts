/**
 * Broken code. While a call is being typed its closing bracket is missing, and the parser leaves the parts in a row under
 * an ERROR node: `r`, `=`, `client.create`, `model="m"`. The call is put together again from what is there.
 */
import type { Argument, Expr, Stmt } from "../../facts/ir";
import type { SyntaxNode } from "../../syntax/syntax-node";
import { rangeAcross, type Scope } from "../scope";
import { lowerArgument, lowerExpression } from "./expressions";

type LowerStatement = (node: SyntaxNode, scope: Scope) => readonly Stmt[];

/** Statements found in a row of nodes the parser could not fit together. */
export function lowerBroken(
  nodes: readonly SyntaxNode[],
  scope: Scope,
  lower: LowerStatement,
): readonly Stmt[] {
  const parts = nodes.filter((node) => node.isNamed && !node.isMissing && !isStrayKeyword(node, scope));
  const out: Stmt[] = [];
  for (let i = 0; i < parts.length; ) {
    const part = parts[i];
    if (!part) break;
    const target = isTarget(part, parts[i + 1], scope) ? part : null;
    const callee = target ? parts[i + 1] : part;
    const call = callee && openCall(callee, parts.slice(i + (target ? 2 : 1)), scope);
    if (call) {
      out.push(statementOf(target, call, scope));
      i += (target ? 2 : 1) + call.taken;
    } else {
      out.push(...lower(part, scope));
      i++;
    }
  }
  return out;
}

interface OpenCall {
  readonly value: Expr;
  readonly end: SyntaxNode;
  /** Parts that became arguments. */
  readonly taken: number;
}

/** A call whose opening bracket stands right behind `callee` and whose closing bracket is missing. */
function openCall(callee: SyntaxNode, rest: readonly SyntaxNode[], scope: Scope): OpenCall | null {
  if (callee.type !== "attribute" && callee.type !== "identifier") return null;
  if (!/^[^\S\r\n]*\(/.test(scope.text.slice(callee.end, callee.end + 20))) return null;
  // The name of a function or class whose header is broken calls nothing.
  if (/\b(?:def|class)\s+$/.test(scope.text.slice(Math.max(0, callee.start - 12), callee.start))) return null;
  const args: Argument[] = [];
  let end = callee;
  let taken = 0;
  for (let i = 0; i < rest.length; i++) {
    const part = rest[i];
    if (!part || endsCall(scope.text.slice(end.end, part.start))) break;
    const next = rest[i + 1];
    const keyword = next && isTarget(part, next, scope) ? scope.text.slice(part.start, part.end) : null;
    if (keyword !== null && next) {
      args.push({ name: keyword, spread: false, value: lowerExpression(next, scope) });
      i++;
    } else {
      args.push(lowerArgument(part, scope));
    }
    end = keyword !== null && next ? next : part;
    taken = i + 1;
  }
  const range = rangeAcross(callee, end, scope);
  return {
    value: { kind: "call", callee: lowerExpression(callee, scope), args, isNew: false, range },
    end,
    taken,
  };
}

/** The text between two parts holds the closing bracket, or the keyword that begins a new statement. */
function endsCall(gap: string): boolean {
  return /[)]|[\r\n]\s*(?:return|def|class|if|for|while|with|try|import|from|raise|pass|await)\b/.test(gap);
}

const KEYWORDS: ReadonlySet<string> = new Set(
  "return def class if elif else for while with try except finally import from raise in is not and or as pass".split(
    " ",
  ),
);

/** Inside broken code the parser takes keywords for names. */
function isStrayKeyword(node: SyntaxNode, scope: Scope): boolean {
  return node.type === "identifier" && KEYWORDS.has(scope.text.slice(node.start, node.end));
}

/** `name =` in front of the next part. */
function isTarget(node: SyntaxNode, next: SyntaxNode | undefined, scope: Scope): boolean {
  if (node.type !== "identifier" && node.type !== "attribute") return false;
  return next !== undefined && /^\s*=[\s[{(]*$/.test(scope.text.slice(node.end, next.start));
}

function statementOf(target: SyntaxNode | null, call: OpenCall, scope: Scope): Stmt {
  if (!target) return { kind: "expression", value: call.value, range: call.value.range };
  return {
    kind: "assign",
    target: lowerExpression(target, scope),
    operator: "=",
    value: call.value,
    annotation: null,
    range: rangeAcross(target, call.end, scope),
  };
}
