/** What the code cuts a result to, in characters. */

import { lastNameOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { readString } from "../facts/texts";
import { eachExpression, eachStatement } from "../facts/walk";

/** A long line of code or of a listing. A judgement: how long lines are, the code that cuts them does not say. */
const LINE_CHARACTERS = 120;

/**
 * `text[:4000]`, `text.slice(0, 4000)`, `truncate(text, 4000)`, `lines[:50]`, a command that ends in `| head -n 50`, anywhere in what is
 * added, two names deep; null where nothing is cut.
 */
export function charLimit(program: Program, at: Located, depth = 0): number | null {
  for (const part of eachExpression(at.expr)) {
    const limit = cutAt(program, { ...at, expr: part });
    if (limit !== null) return limit;
    const cut = part.kind === "call" && depth < 2 ? returnLimit(program, { ...at, expr: part }, depth) : null;
    if (cut !== null) return cut;
    if (part.kind !== "name" || depth >= 2) continue;
    const bindings = lookUp(at.file, at.fn, part.name)?.bindings ?? [];
    for (const binding of bindings) {
      const inner = binding.kind === "assign" ? charLimit(program, binding.value, depth + 1) : null;
      if (inner !== null) return inner;
    }
  }
  return null;
}

/** What a workspace function cuts its answer to: the largest limit where every `return` is cut or a literal. */
function returnLimit(program: Program, call: Located, depth: number): number | null {
  if (call.expr.kind !== "call") return null;
  const target = resolve(program, { ...call, expr: call.expr.callee });
  if (target.kind !== "function") return null;
  const { file, fn } = target;
  let most: number | null = null;
  for (const stmt of eachStatement(file.functions[fn]?.facts.body ?? [])) {
    if (stmt.kind !== "return" || !stmt.value || isFixedText(stmt.value)) continue;
    const limit = charLimit(program, { file, fn, expr: stmt.value }, depth + 1);
    if (limit === null) return null;
    most = Math.max(most ?? 0, limit);
  }
  return most;
}

/** `"done"`, `f"no file {name}"`: short by itself. */
function isFixedText(expr: Expr): boolean {
  return expr.kind === "string" || expr.kind === "template" || expr.kind === "null";
}

function cutAt(program: Program, at: Located): number | null {
  const { expr } = at;
  if (expr.kind === "string" || expr.kind === "template") return commandLimit(program, at);
  if (expr.kind === "slice" && expr.to && !isFromTheEnd(program, at, expr.from))
    return sliceLimit({ ...at, expr: expr.object }, readNumber(program, { ...at, expr: expr.to }));
  if (expr.kind !== "call") return null;
  const name = lastNameOf(expr.callee);
  if (
    name === "slice" &&
    expr.callee.kind === "member" &&
    partsOfList({ ...at, expr: expr.callee.object }) !== null
  ) {
    const [from, to] = expr.args.map(({ value }) => readNumber(program, { ...at, expr: value }));
    return from === 0 ? sliceLimit({ ...at, expr: expr.callee.object }, to) : null;
  }
  if (!/^(slice|substring|substr|truncate|shorten|clip)/i.test(name)) return null;
  for (const arg of expr.args) {
    const number = readNumber(program, { ...at, expr: arg.value });
    if (number !== undefined && number >= 20) return number;
  }
  return null;
}

/** Fewer characters than 20 are no result; a list's items are of a size nobody cut. */
function sliceLimit(sliced: Located, to: number | undefined): number | null {
  if (to === undefined) return null;
  const parts = partsOfList(sliced);
  if (parts === "items") return null;
  if (parts === "lines") return to >= 1 ? to * LINE_CHARACTERS : null;
  return to >= 20 ? to : null;
}

/** What a list holds, by how it is made or called; null for what is no list, as far as the code tells. */
function partsOfList(at: Located, depth = 0): "lines" | "items" | null {
  const { expr } = at;
  if (expr.kind === "list" || expr.kind === "comprehension") return "items";
  if (expr.kind === "call") {
    const name = lastNameOf(expr.callee);
    if (/^(splitlines|readlines)$/.test(name)) return "lines";
    const [separator] = expr.args;
    if (name === "split") return isLineBreak(separator?.value) ? "lines" : "items";
    return /^(sorted|list|glob|listdir|findall|filter|map)$/.test(name) ? "items" : null;
  }
  const name = lastNameOf(expr);
  if (/lines$/i.test(name)) return "lines";
  const bindings =
    expr.kind === "name" && depth < 2 ? (lookUp(at.file, at.fn, expr.name)?.bindings ?? []) : [];
  for (const binding of bindings) {
    const parts = binding.kind === "assign" ? partsOfList(binding.value, depth + 1) : null;
    if (parts !== null) return parts;
  }
  return /(results|items|rows|hits|docs|documents|matches|files|entries|chunks|records)$/i.test(name)
    ? "items"
    : null;
}

/** `"\n"`, or `/\r?\n/` of which the facts keep nothing. */
function isLineBreak(separator: Expr | undefined): boolean {
  return separator?.kind === "string" ? separator.value.includes("\n") : separator?.kind === "other";
}

/** `grep … | head -n 50`, `head -50`, `head -c 4000` at the end of a command. */
function commandLimit(program: Program, at: Located): number | null {
  const { expr } = at;
  const last = expr.kind === "template" ? expr.parts.at(-1) : undefined;
  const command =
    expr.kind === "string" ? expr.value : typeof last === "string" ? last : readString(program, at)?.value;
  const cut = /\|\s*head\s+(?:-(n|c)\s*|--(?:lines|bytes)=|-)(\d{1,7})\s*$/.exec(command ?? "");
  if (!cut) return null;
  const isBytes = cut[1] === "c" || cut[0].includes("bytes");
  return Number(cut[2]) * (isBytes ? 1 : LINE_CHARACTERS);
}

function isFromTheEnd(program: Program, at: Located, from: Expr | null): boolean {
  const start = from ? readNumber(program, { ...at, expr: from }) : 0;
  return start !== undefined && start < 0;
}
