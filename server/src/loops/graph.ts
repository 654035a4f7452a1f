/** Nodes of a graph whose library repeats them: what they read of the state, and the limit of steps. */

import { isGet } from "../facts/entries";
import type { Trace } from "../facts/history";
import type { Expr, FileFacts, Stmt } from "../facts/ir";
import { readNumber } from "../facts/literals";
import { absoluteRange } from "../facts/located";
import { basisOf, type Program } from "../facts/program";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import { documentedDefault } from "../sdks/documented-default";
import { GRAPH_LIMIT } from "../sdks/langchain-agents";
import { comesFrom, namesFedBy } from "./answer";
import type { Level } from "./chain";
import type { RunShape } from "./run-shape";

export interface GraphLimit {
  readonly bound: number | null;
  readonly origin: "declared" | "default";
  readonly place: RunShape["boundPlace"];
  readonly source: string | null;
}

/**
 * The node adds the model's answer to the value of the state that it sends: `return {"messages": [reply]}`, an update of a command, or
 * `state["messages"].append(reply)`. Then the library's steps are turns; else the node asks once.
 */
export function writesBack(node: Level, { root, inText }: Trace): boolean {
  if (root.kind !== "state") return false;
  const body = node.file.functions[node.fn]?.facts.body ?? [];
  const fed = namesFedBy(node.call, body);
  for (const stmt of eachStatement(body)) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) {
        const written = writtenTo(expr, root.key);
        // A value quoted in the text of a message grows only where it is written as itself and more.
        const grows = (value: Expr): boolean => !inText || readsKey(value, root.key, node.call, body);
        if (written.some((value) => grows(value) && comesFrom(value, node.call, fed))) return true;
      }
    }
  }
  return false;
}

/**
 * `state["draft"]`, `state.get("draft")`, `state.draft`, or a name that the node gave what it reads there. What the request is asked with is
 * no part of its answer.
 */
function readsKey(value: Expr, key: string, call: Expr, body: readonly Stmt[]): boolean {
  const asked = new Set(eachExpression(call));
  const isRead = (part: Expr): boolean =>
    !asked.has(part) && ((part.kind === "member" && part.name === key) || textRead(part) === key);
  const names = new Set(
    eachStatement(body).flatMap((stmt) =>
      stmt.kind === "assign" &&
      stmt.target.kind === "name" &&
      stmt.value &&
      eachExpression(stmt.value).some(isRead)
        ? [stmt.target.name]
        : [],
    ),
  );
  return eachExpression(value).some((part) => isRead(part) || (part.kind === "name" && names.has(part.name)));
}

/** The key that a look-up names by a text. */
function textRead(part: Expr): string | undefined {
  const index = part.kind === "index" ? part.index : isGet(part) ? part.args[0]?.value : undefined;
  return index?.kind === "string" ? index.value : undefined;
}

/** What the expression puts under the key: entries of a dict, arguments of `state["messages"].append(…)`. */
function writtenTo(expr: Expr, key: string): readonly Expr[] {
  if (expr.kind === "dict") {
    return expr.entries.flatMap((e) => (e.key?.kind === "string" && e.key.value === key ? [e.value] : []));
  }
  if (expr.kind !== "call" || expr.callee.kind !== "member") return [];
  const { object, name } = expr.callee;
  const isKey =
    object.kind === "member"
      ? object.name === key
      : object.kind === "index" && object.index.kind === "string" && object.index.value === key;
  return isKey && /^(append|extend|push)$/.test(name) ? expr.args.map((arg) => arg.value) : [];
}

export function importsGraph(file: FileFacts): boolean {
  return (file.functions[0]?.facts.body ?? []).some((s) => s.kind === "import" && /langgraph/.test(s.module));
}

/** The recursion limit declared in the node's file, else in a file that imports a graph, else the documented default. */
export function graphLimit(program: Program, file: FileFacts): GraphLimit {
  const others = program.files.filter((other) => other !== file && importsGraph(other));
  for (const candidate of [file, ...others]) {
    const declared = declaredIn(program, candidate);
    if (declared) return declared;
  }
  const library = documentedDefault(program, file, GRAPH_LIMIT);
  return { bound: library?.bound ?? null, origin: "default", place: null, source: library?.source ?? null };
}

/** By what the program stands on: every node of a graph asks for the same. */
const declared = new WeakMap<object, Map<FileFacts, GraphLimit | null>>();

function declaredIn(program: Program, file: FileFacts): GraphLimit | undefined {
  const basis = basisOf(program);
  const byFile = declared.get(basis) ?? new Map<FileFacts, GraphLimit | null>();
  declared.set(basis, byFile);
  let limit = byFile.get(file);
  if (limit === undefined) {
    limit = readDeclared(program, file) ?? null;
    byFile.set(file, limit);
  }
  return limit ?? undefined;
}

function readDeclared(program: Program, file: FileFacts): GraphLimit | undefined {
  for (const [fn, node] of file.functions.entries()) {
    for (const stmt of eachStatement(node.facts.body)) {
      for (const top of expressionsOf(stmt)) {
        for (const expr of eachExpression(top)) {
          if (expr.kind !== "dict") continue;
          const entry = expr.entries.find((e) => e.key?.kind === "string" && LIMIT_KEY.test(e.key.value));
          const bound = entry ? readNumber(program, { file, fn, expr: entry.value }) : undefined;
          if (!entry || bound === undefined) continue;
          const place = { path: file.path, range: absoluteRange(file, fn, entry.value.range) };
          return { bound, origin: "declared", place, source: null };
        }
      }
    }
  }
  return undefined;
}

const LIMIT_KEY = /^(recursion_limit|recursionLimit)$/;
