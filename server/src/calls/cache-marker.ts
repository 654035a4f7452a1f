/** Whether the code asks for prompt caching, and whether the breakpoint follows the growing history. */
import type { Expr } from "../facts/ir";
import { type LocatedEntry, readDict, readList } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { readString } from "../facts/texts";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import { wireName } from "../facts/wire-name";
import type { CacheMarker } from "../sdks/call-site";

export interface MarkedParts {
  /** A marker for the whole request: the host puts the breakpoint on the last block. */
  readonly request: Located | undefined;
  /** Parts that stay where they are: system text, tools, and options of the whole request. */
  readonly fixed: readonly (Located | undefined)[];
  readonly messages: Located | undefined;
}

const NONE: CacheMarker = { kind: "none", lifetime: null };
const MAX_DEPTH = 8;

/** `keys` are the names under which the SDK takes a marker; without any, caching is the host's own affair. */
export function cacheMarkerOf(
  program: Program,
  call: Located,
  parts: MarkedParts,
  keys: readonly string[],
): CacheMarker {
  if (keys.length === 0) return NONE;
  if (parts.request) return requestMarker(program, parts.request);
  const moving = movingMarker(program, call, parts.messages, keys);
  if (moving) return moving;
  for (const part of [...parts.fixed, parts.messages]) {
    const value = part && findKey(program, part, keys, 0);
    if (value) return { kind: "fixed", lifetime: lifetimeOf(program, value) };
  }
  return NONE;
}

/** One marker object for the request, or a list of points where the library injects one. */
function requestMarker(program: Program, at: Located): CacheMarker {
  const points = readList(program, at);
  if (!points) return { kind: "moving", lifetime: lifetimeOf(program, at) };
  const isLast = points.some((point) => {
    const index = entryNamed(readDict(program, point), "index");
    return index?.expr.kind === "unary" || (index?.expr.kind === "number" && index.expr.value < 0);
  });
  return { kind: isLast ? "moving" : "fixed", lifetime: null };
}

/** Code that sets the marker while it runs: in the call's own function, or in the one that prepares the messages. */
function movingMarker(
  program: Program,
  call: Located,
  messages: Located | undefined,
  keys: readonly string[],
): CacheMarker | undefined {
  const own = assignedIn(program, call, keys);
  if (own) return own;
  if (messages?.expr.kind !== "call") return undefined;
  const callee = resolve(program, { ...messages, expr: messages.expr.callee });
  if (callee.kind !== "function") return undefined;
  const inside: Located = { file: callee.file, fn: callee.fn, expr: messages.expr };
  return assignedIn(program, inside, keys) ?? writtenIn(program, inside, keys);
}

/** `messages[-1]["content"][-1]["cache_control"] = {...}`. */
function assignedIn(program: Program, scope: Located, keys: readonly string[]): CacheMarker | undefined {
  for (const stmt of eachStatement(scope.file.functions[scope.fn]?.facts.body ?? [])) {
    if (stmt.kind !== "assign" || !stmt.value || stmt.value.kind === "null") continue;
    const { target } = stmt;
    const key = target.kind === "index" && target.index.kind === "string" ? target.index.value : null;
    const member = target.kind === "member" ? [target.name, wireName(target.name)] : [];
    if (![key ?? "", ...member].some((name) => keys.includes(name))) continue;
    return { kind: "moving", lifetime: lifetimeOf(program, { ...scope, expr: stmt.value }) };
  }
  return undefined;
}

function writtenIn(program: Program, scope: Located, keys: readonly string[]): CacheMarker | undefined {
  for (const stmt of eachStatement(scope.file.functions[scope.fn]?.facts.body ?? [])) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) {
        const value = keyIn(expr, keys);
        if (value) return { kind: "moving", lifetime: lifetimeOf(program, { ...scope, expr: value }) };
      }
    }
  }
  return undefined;
}

/** The marker in a dict, or in the literal of a Go struct. */
function keyIn(holder: Expr, keys: readonly string[]): Expr | undefined {
  if (holder.kind === "call" && holder.isNew)
    return holder.args.find(({ name }) => name !== null && keys.includes(wireName(name)))?.value;
  if (holder.kind !== "dict") return undefined;
  return holder.entries.find(
    ({ key }) =>
      (key?.kind === "string" && keys.includes(key.value)) ||
      (key?.kind === "name" && keys.includes(key.name)),
  )?.value;
}

/** Value of the first such key in nested lists, dicts and call arguments, through names. */
function findKey(program: Program, at: Located, keys: readonly string[], depth: number): Located | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const entries = readDict(program, at);
  if (entries) {
    const own = keys.map((key) => entryNamed(entries, key)).find((v) => v && v.expr.kind !== "null");
    if (own) return own;
    return firstOf(
      entries.map((entry) => entry.value),
      program,
      keys,
      depth,
    );
  }
  const items = readList(program, at);
  if (items) return firstOf(items, program, keys, depth);
  const call = callBehind(program, at);
  if (call?.expr.kind !== "call") return undefined;
  const args = call.expr.args.map((arg): Located => ({ ...call, expr: arg.value }));
  return firstOf(args, program, keys, depth);
}

function firstOf(
  parts: readonly Located[],
  program: Program,
  keys: readonly string[],
  depth: number,
): Located | undefined {
  for (const part of parts) {
    const found = findKey(program, part, keys, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function callBehind(program: Program, at: Located): Located | null {
  if (at.expr.kind === "string" || at.expr.kind === "template") return null;
  const value = resolve(program, at);
  return value.kind === "external-object" ? value.call : value.kind === "expression" ? value.at : null;
}

function lifetimeOf(program: Program, marker: Located): string | null {
  const ttl = entryNamed(readDict(program, marker), "ttl");
  return (ttl && readString(program, ttl)?.value) ?? null;
}

function entryNamed(entries: readonly LocatedEntry[] | undefined, name: string): Located | undefined {
  return entries?.findLast((entry) => entry.key === name)?.value;
}
