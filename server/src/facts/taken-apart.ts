/** Names that a pattern takes out of something: `const { model = "gpt-5" } = options`, `const { model } = await request.json()`. */
import { entryOf } from "./arguments";
import { entryExpression, entryRead } from "./entries";
import { textOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Binding, Program } from "./program";
import { resolveAll } from "./resolve";
import { lookUp } from "./scope";
import { withFrame } from "./values";

/** The entry the name stands for, written out: `options.model`, with its default `options.model ?? "gpt-5"`; undefined for other names. */
export function takenOut(at: Located, isDead?: (binding: Binding) => boolean): Located | undefined {
  const bindings = at.expr.kind === "name" ? (lookUp(at.file, at.fn, at.expr.name)?.bindings ?? []) : [];
  // Tests are asked only where they have something to decide; in Go, every error has such a name.
  const mayChoose =
    bindings.length > 1 &&
    at.file.language !== "go" &&
    bindings.some((b) => b.kind === "assign" && b.path.length > 0);
  const usual = takenOutOf(at, bindings);
  return (
    usual ??
    (isDead && mayChoose
      ? takenOutOf(
          at,
          bindings.filter((b) => !isDead(b)),
        )
      : undefined)
  );
}

function takenOutOf(at: Located, bindings: readonly Binding[]): Located | undefined {
  const parts = bindings.filter(
    (binding) => binding.kind === "assign" && binding.path.length > 0 && !binding.path.includes("..."),
  );
  const [taken] = parts;
  if (taken?.kind !== "assign" || parts.some((part) => written(part) !== written(taken))) return undefined;
  const [other, ...more] = bindings.filter((binding) => !parts.includes(binding));
  // The default of a pattern binds the name in the same statement.
  const isDefault = other?.kind === "assign" && other.start === taken.start && other.path.length === 0;
  if (more.length > 0 || (other && !isDefault)) return undefined;
  const entry = taken.path.reduce<Expr>(entryExpression, taken.value.expr);
  const { range } = entry;
  const expr: Expr = isDefault
    ? { kind: "binary", operator: "??", left: entry, right: other.value.expr, range }
    : entry;
  return withFrame({ ...taken.value, expr }, at.frame);
}

/** Blocks of one function may take the same part each: `const { model } = config` here and there. */
function written(binding: Binding): string | undefined {
  return binding.kind === "assign" ? `${textOf(binding.value.expr)}.${binding.path.join(".")}` : undefined;
}

/** `config.chat.model`: the entry of the literal that is read, as it stands there; undefined where none or more than one may be meant. */
export function heldEntry(program: Program, at: Located): Located | undefined {
  const read = entryRead(at.expr);
  const [holder, ...more] = read ? resolveAll(program, { ...at, expr: read.object }) : [];
  if (!read || holder?.kind !== "expression" || more.length > 0) return undefined;
  const held = entryOf(holder.at.expr, read.key);
  return held && { ...holder.at, expr: held };
}

/** `const { model } = await request.json()`, `model = request.get_json()["model"]`, `body.model` of `body = await request.json()`. */
export function comesWithRequest({ file, fn, expr }: Located): boolean {
  const root = holderOf(expr);
  if (isRequest(root)) return root !== expr;
  if (root.kind !== "name") return false;
  return (lookUp(file, fn, root.name)?.bindings ?? []).some((binding) => {
    if (binding.kind !== "assign") return false;
    const { expr: held } = binding.value;
    const isEntry =
      binding.path.length > 0 || root !== expr || held.kind === "index" || held.kind === "member";
    return isEntry && isRequest(holderOf(held));
  });
}

/** What the entries of entries are read of. */
function holderOf(expr: Expr): Expr {
  let inner = expr;
  while (!isRequest(inner)) {
    const next = inner.kind === "await" ? inner.value : entryRead(inner)?.object;
    if (!next) return inner;
    inner = next;
  }
  return inner;
}

function isRequest(expr: Expr): boolean {
  return /(^|\.)(req|request)\.(body|json(\(\))?|get_json\(\))$/i.test(textOf(expr));
}
