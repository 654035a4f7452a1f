/** How large a tool's answer gets, as far as its own code says: a limit in characters or items, or texts written in the code. */

import { lastNameOf } from "../../facts/expression-text";
import type { Expr } from "../../facts/ir";
import { readNumber } from "../../facts/literals";
import { type Located, type Place, placeOf } from "../../facts/located";
import type { Program } from "../../facts/program";
import { eachExpression, eachStatement, expressionsOf } from "../../facts/walk";
import { charLimit } from "../../loops/result-limit";
import type { ToolBody } from "../../prompts/prompt";
import { writtenTokens } from "./written-answer";

export type ResultSize =
  /** `return text[:10000]`: the largest of all its answers. */
  | { readonly kind: "characters"; readonly most: number; readonly place: Place }
  /** `search(query, max_results=5)`, `LIMIT 20`. */
  | { readonly kind: "items"; readonly most: number; readonly place: Place }
  /** Every answer stands in the code; o200k tokens of each, roughly. */
  | { readonly kind: "written"; readonly tokens: readonly number[]; readonly place: Place };

export function sizeOfResult(program: Program, body: ToolBody): ResultSize | null {
  const returned = returnsOf(body).map((expr): Located => ({ file: body.file, fn: body.fn, expr }));
  const [first] = returned;
  if (!first) return null;
  const tokens = returned.map((at) => writtenTokens(program, at));
  const read = tokens.filter((count): count is number => count !== null);
  if (read.length === returned.length) return { kind: "written", tokens: read, place: placeOf(first) };
  const open = returned.filter((_, i) => tokens[i] === null);
  const cut = cutOf(program, open);
  return cut ?? itemsOf(program, body);
}

/** What the function or branch answers; a branch may keep its answer under a name (`result = read(path)`) instead. */
function returnsOf({ file, fn, statements }: ToolBody): readonly Expr[] {
  const returned = eachStatement(statements).flatMap((stmt) =>
    stmt.kind === "return" && stmt.value ? [stmt.value] : [],
  );
  if (returned.length > 0 || file.functions[fn]?.facts.body === statements) return returned;
  return statements.flatMap((stmt) =>
    stmt.kind === "assign" &&
    stmt.value &&
    /result|output|observation|content|response/i.test(lastNameOf(stmt.target))
      ? [stmt.value]
      : [],
  );
}

/** The largest limit, where every answer that is not written in the code has one. */
function cutOf(program: Program, answers: readonly Located[]): ResultSize | null {
  const cuts = answers.map((at) => ({ at, most: charLimit(program, at) }));
  let largest: { readonly at: Located; readonly most: number } | null = null;
  for (const { at, most } of cuts) {
    if (most === null) return null;
    if (!largest || most > largest.most) largest = { at, most };
  }
  return largest && { kind: "characters", most: largest.most, place: placeOf(largest.at) };
}

const ITEM_NAME =
  /^(limit|k|top_?[kn]|max_?results|num_?results|n_results|page_?size|per_?page|max_?items|similarity_?top_?k)$/i;
/** `.limit(5)`, `.fetchmany(10)`, `.head(20)`: the number is the first argument. */
const ITEM_CALL = /^(limit|fetchmany|head|take|top)$/;
/** More is a safety net. */
const MOST_ITEMS = 1_000;
/** `results[:5]`: so few are no characters. */
const MOST_SLICED = 20;

/** The largest number of items that a call in the body asks for, a query limits itself to or a list is cut to. */
function itemsOf(program: Program, { file, fn, statements }: ToolBody): ResultSize | null {
  let best: { readonly most: number; readonly expr: Expr } | null = null;
  for (const stmt of eachStatement(statements))
    for (const expr of expressionsOf(stmt).flatMap(eachExpression))
      for (const most of statedIn(program, { file, fn, expr }))
        if (most >= 1 && most <= MOST_ITEMS && (!best || most > best.most)) best = { most, expr };
  return best && { kind: "items", most: best.most, place: placeOf({ file, fn, expr: best.expr }) };
}

function statedIn(program: Program, at: Located): readonly number[] {
  const { expr } = at;
  const read = (value: Expr | undefined | null): readonly number[] => {
    const number = value ? readNumber(program, { ...at, expr: value }) : undefined;
    return number === undefined ? [] : [number];
  };
  if (expr.kind === "string") return limitsInText(expr.value);
  if (expr.kind === "template")
    return expr.parts.flatMap((part) => (typeof part === "string" ? limitsInText(part) : []));
  if (expr.kind === "dict")
    return expr.entries.flatMap(({ key, value }) =>
      key?.kind === "string" && ITEM_NAME.test(key.value) ? read(value) : [],
    );
  if (expr.kind === "slice" && !expr.from) return read(expr.to).filter((to) => to < MOST_SLICED);
  if (expr.kind !== "call") return [];
  if (lastNameOf(expr.callee) === "slice") return read(expr.args[1]?.value).filter((to) => to < MOST_SLICED);
  const named = expr.args.flatMap(({ name, value }) =>
    name !== null && ITEM_NAME.test(name) ? read(value) : [],
  );
  return ITEM_CALL.test(lastNameOf(expr.callee)) ? [...named, ...read(expr.args[0]?.value)] : named;
}

/** `SELECT … LIMIT 20`, `?per_page=10`. */
function limitsInText(text: string): readonly number[] {
  const found =
    /\blimit\s+(\d{1,4})\b/i.exec(text) ??
    /[?&](?:limit|per_page|page_size|max_results|num)=(\d{1,4})\b/.exec(text);
  return found ? [Number(found[1])] : [];
}
