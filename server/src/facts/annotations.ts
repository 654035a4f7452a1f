/** What a type written beside a name, or behind a function, promises. */
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import { MAX_DEPTH } from "./module-values";
import type { Value } from "./program";

/** Values of an expression that stands some steps down a trail. */
type Follow = (at: Located, depth: number) => readonly Value[];

/** Containers and forms of types: what stands in their brackets is no parameter of a class. */
const TYPE_FORMS = /^(typing(_extensions)?|collections(\.abc)?)$/;
const HOLDERS = /^(Optional|Annotated|Final|ClassVar)$/;

/** The object an annotation promises: `OpenAI`, `Optional[OpenAI]`, `OpenAI | None`, `"OpenAI"`, `Agent[Deps, str]` of a package. */
export function annotated(annotation: Located, depth: number, follow: Follow): Value | undefined {
  const { expr } = annotation;
  const inner = (part: Expr): Value | undefined =>
    annotated({ ...annotation, expr: part }, depth + 1, follow);
  if (depth > MAX_DEPTH) return undefined;
  switch (expr.kind) {
    case "string":
      return inner({ kind: "name", name: expr.value, range: expr.range });
    case "binary":
      return expr.operator === "|" ? (inner(expr.left) ?? inner(expr.right)) : undefined;
    case "index": {
      if (!HOLDERS.test(lastNameOf(expr.object))) return generic(inner(expr.object));
      const held = expr.index.kind === "list" ? expr.index.items[0] : expr.index;
      return held ? inner(held) : undefined;
    }
    case "name":
    case "member":
      return objectOf(follow(annotation, depth + 1)[0]);
    default:
      return undefined;
  }
}

function generic(value: Value | undefined): Value | undefined {
  return value?.kind === "external-object" && !TYPE_FORMS.test(value.origin.module) ? value : undefined;
}

function objectOf(value: Value | undefined): Value | undefined {
  if (value?.kind === "external")
    return { kind: "external-object", origin: value.name, call: null, steps: [] };
  if (value?.kind === "class") return { kind: "instance", cls: value.cls, call: null };
  return undefined;
}
