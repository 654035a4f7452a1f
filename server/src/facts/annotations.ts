/** What a type written beside a name, or behind a function, promises. */
import { rootOf } from "./entries";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import { MAX_DEPTH } from "./module-values";
import type { ClassInfo, ExternalName, Value } from "./program";
import { lookUp } from "./scope";
import { aliased, ownTypeOf, unnamedShape } from "./shapes";

/** Values of an expression that stands some steps down a trail. */
type Follow = (at: Located, depth: number) => readonly Value[];

/** Containers and forms of types: what stands in their brackets is no parameter of a class. */
const TYPE_FORMS = /^(typing(_extensions)?|collections(\.abc)?)$/;
/** What is said of the first type in the brackets. */
const HOLDERS =
  /^(Optional|Annotated|Final|ClassVar|Promise|Awaited|Readonly|Partial|Required|NonNullable|Omit|Pick)$/;

/** Types of one union that count. */
const MAX_TYPES = 8;

/**
 * The objects an annotation promises: `OpenAI`, `Optional[OpenAI]`, `OpenAI | None`, `Union[OpenAI, None]`, `"OpenAI"`, `Agent[Deps, str]` of a package,
 * `Deps["llm"]`.
 */
export function annotated(annotation: Located, depth: number, follow: Follow): readonly Value[] {
  const { expr } = annotation;
  const inner = (part: Expr): readonly Value[] => annotated({ ...annotation, expr: part }, depth + 1, follow);
  if (depth > MAX_DEPTH) return [];
  switch (expr.kind) {
    case "string":
      return inner({ kind: "name", name: expr.value, range: expr.range });
    case "binary":
      return expr.operator === "|" || expr.operator === "&"
        ? [...inner(expr.left), ...inner(expr.right)].slice(0, MAX_TYPES)
        : [];
    case "index": {
      if (expr.index.kind === "string")
        return memberOfType({ ...annotation, expr: expr.object }, expr.index.value, depth + 1, follow);
      if (lastNameOf(expr.object) === "Union" && expr.index.kind === "list")
        return expr.index.items.flatMap(inner).slice(0, MAX_TYPES);
      if (!HOLDERS.test(lastNameOf(expr.object))) return inner(expr.object).filter(isGeneric);
      const held = expr.index.kind === "list" ? expr.index.items[0] : expr.index;
      return held ? inner(held) : [];
    }
    case "dict": {
      const cls = unnamedShape(annotation);
      return cls ? [{ kind: "instance", cls, call: null }] : [];
    }
    case "name":
    case "member":
      return objectsOf(follow(outside(annotation), depth + 1)[0], depth, follow);
    default:
      return [];
  }
}

/** `config: config.Config`: a type means what stands outside of the function, not the parameter of the same name. */
function outside(annotation: Located): Located {
  const { file, fn, expr } = annotation;
  const root = rootOf(expr);
  const found = root.kind === "name" && fn > 0 ? lookUp(file, fn, root.name) : undefined;
  const isOwn = found?.fn === fn && found.bindings.every(({ kind }) => kind === "parameter");
  return isOwn ? { ...annotation, fn: file.functions[fn]?.parent ?? 0 } : annotation;
}

/** Members of a package's objects that are what the type in the brackets says: `runtime.context`, `ctx.deps`. */
const HELD = /^(context|deps)$/;

/** `runtime.context` of a parameter `runtime: Runtime[Context]`, where the first is of a package and the second of the workspace. */
export function heldByType(
  at: Located,
  member: Extract<Expr, { kind: "member" }>,
  depth: number,
  follow: Follow,
): readonly Value[] {
  if (!HELD.test(member.name) || member.object.kind !== "name" || at.file.language !== "python") return [];
  const [only, ...others] = lookUp(at.file, at.fn, member.object.name)?.bindings ?? [];
  const type = only?.kind === "parameter" && others.length === 0 ? only.annotation : null;
  if (type?.expr.kind !== "index") return [];
  const { object, index } = type.expr;
  if (follow({ ...type, expr: object }, depth + 1)[0]?.kind !== "external") return [];
  const parts = index.kind === "list" ? index.items : [index];
  // What tools depend on stands last: `GraphRunContext[State, Deps]`.
  const held = member.name === "deps" ? parts.at(-1) : parts[0];
  const values = held ? annotated({ ...type, expr: held }, depth + 1, follow) : [];
  return values.filter(({ kind }) => kind === "instance");
}

function isGeneric(value: Value): boolean {
  return (
    value.kind === "instance" || (value.kind === "external-object" && !TYPE_FORMS.test(value.origin.module))
  );
}

function objectsOf(value: Value | undefined, depth: number, follow: Follow): readonly Value[] {
  if (value?.kind === "external")
    return saysNothing(value.name)
      ? []
      : [{ kind: "external-object", origin: value.name, call: null, steps: [] }];
  if (value?.kind !== "class") return [];
  const behind = aliased(value.cls);
  return behind ? annotated(behind, depth + 1, follow) : [{ kind: "instance", cls: value.cls, call: null }];
}

/** `agent: Any` says no more than no type at all. */
function saysNothing({ module, path }: ExternalName): boolean {
  return /^typing(_extensions)?$/.test(module) && path.join() === "Any";
}

/** The objects that a member of a type is said to be. */
function memberOfType(type: Located, name: string, depth: number, follow: Follow): readonly Value[] {
  for (const value of annotated(type, depth + 1, follow)) {
    const found = value.kind === "instance" ? memberOfShape(value.cls, name, depth + 1, follow) : [];
    if (found.length > 0) return found;
  }
  return [];
}

/** The objects that a field of a class or of a shape is said to be, by itself or by what it extends. */
export function memberOfShape(cls: ClassInfo, name: string, depth: number, follow: Follow): readonly Value[] {
  if (depth > MAX_DEPTH) return [];
  const type = ownTypeOf(cls, name);
  if (type) return annotated(type, depth + 1, follow);
  for (const base of cls.bases) {
    const found = memberOfType(base, name, depth + 1, follow);
    if (found.length > 0) return found;
  }
  return [];
}

/** `Literal[…]`, `Annotated[…]` are types themselves, no classes with type parameters. */
const TYPING = /^typing(_extensions)?$/;

/** `Agent[Deps, Answer]`: a class with its type parameters is the class. */
export function genericClass(
  at: Located,
  { object, index }: Extract<Expr, { kind: "index" }>,
  follow: (at: Located) => readonly Value[],
): readonly Value[] | undefined {
  if (at.file.language !== "python" || index.kind === "string" || index.kind === "number") return undefined;
  if (!/^[A-Z]\w*[a-z]/.test(lastNameOf(object))) return undefined;
  const values = follow({ ...at, expr: object });
  const isClass = (value: Value): boolean =>
    value.kind === "class" || (value.kind === "external" && !TYPING.test(value.name.module));
  return values.every(isClass) ? values : undefined;
}
