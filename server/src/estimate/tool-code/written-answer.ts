/** Answers that stand in the code: texts, numbers, and the shape of an object whose values are short. */
import { lastNameOf } from "../../facts/expression-text";
import type { Expr } from "../../facts/ir";
import type { Located } from "../../facts/located";
import type { Program } from "../../facts/program";
import { lookUp } from "../../facts/scope";
import { roughTokens } from "../../prompts/like-named";
import { TINY_HOLE, WORD_HOLE } from "../../prompts/size-priors";

const MAX_DEPTH = 6;
/** Fields that hold what a tool went to fetch, whatever it is. */
const LONG_FIELD =
  /(content|text|body|html|markdown|result|output|data|items|rows|stdout|stderr|document|answer|response|summary|messages)/i;
/** Calls that hand on what they are given as text. */
const AS_TEXT = /^(str|dumps|stringify|repr|String|format|strip|trim)$/;
/** Calls that give a number or a word. */
const SHORT_CALL =
  /^(len|int|float|round|abs|sum|min|max|bool|isoformat|strftime|toISOString|toFixed|upper|lower|now)$/;

/** o200k tokens, roughly; null where something of unknown size goes into it. */
export function writtenTokens(program: Program, at: Located, depth = 0): number | null {
  const { expr } = at;
  const inner = (value: Expr): number | null => writtenTokens(program, { ...at, expr: value }, depth + 1);
  if (depth > MAX_DEPTH) return null;
  switch (expr.kind) {
    case "string":
      return roughTokens(expr.value);
    case "number":
    case "boolean":
    case "null":
      return TINY_HOLE.typical;
    case "template":
      return total(expr.parts.map((part) => (typeof part === "string" ? roughTokens(part) : inner(part))));
    case "binary":
      return expr.operator === "+" ? total([inner(expr.left), inner(expr.right)]) : TINY_HOLE.typical;
    case "conditional":
      return larger(inner(expr.then), inner(expr.otherwise));
    case "await":
      return inner(expr.value);
    case "list":
      return total(expr.items.map((item) => addTo(inner(item), 1)));
    case "dict":
      return total(expr.entries.map(({ key, value }) => fieldTokens(key, value, inner)));
    case "call":
      return callTokens(expr, inner);
    case "name":
      return nameTokens(program, { ...at, expr }, depth);
    default:
      return null;
  }
}

/** `"city": city` with its quotes and comma: the field's words, the value, and three signs. */
function fieldTokens(key: Expr | null, value: Expr, inner: (value: Expr) => number | null): number | null {
  if (key?.kind !== "string") return null;
  const framing = roughTokens(key.value) + 3;
  const isPart = value.kind === "index" || value.kind === "member";
  const size = isPart && !LONG_FIELD.test(key.value) ? WORD_HOLE.typical : inner(value);
  return addTo(size, framing);
}

function callTokens(
  call: Extract<Expr, { kind: "call" }>,
  inner: (value: Expr) => number | null,
): number | null {
  const name = lastNameOf(call.callee);
  if (SHORT_CALL.test(name)) return TINY_HOLE.typical;
  const [first] = call.args;
  if (!AS_TEXT.test(name)) return null;
  if (first && !/^(strip|trim|format)$/.test(name)) return inner(first.value);
  return call.callee.kind === "member" ? inner(call.callee.object) : null;
}

/** What the model sent comes back in a word; a name stands for the one value it is bound to, if that is no container to be filled. */
function nameTokens(
  program: Program,
  at: Located<Extract<Expr, { kind: "name" }>>,
  depth: number,
): number | null {
  const [binding, ...others] = lookUp(at.file, at.fn, at.expr.name)?.bindings ?? [];
  if (!binding || others.length > 0) return null;
  if (binding.kind === "parameter") return LONG_FIELD.test(binding.name) ? null : WORD_HOLE.typical;
  if (binding.kind !== "assign" || binding.operator !== "=" || binding.path.length > 0) return null;
  const { expr } = binding.value;
  const isEmpty =
    (expr.kind === "list" && expr.items.length === 0) || (expr.kind === "dict" && expr.entries.length === 0);
  return isEmpty ? null : writtenTokens(program, binding.value, depth + 1);
}

function addTo(size: number | null, more: number): number | null {
  return size === null ? null : size + more;
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

function total(sizes: readonly (number | null)[]): number | null {
  return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
}
