/** Properties: methods that are read like attributes. */
import { lastNameOf } from "./expression-text";
import { isScript } from "./ir";
import type { Located } from "./located";
import type { Value } from "./program";

const DECORATORS = /^((cached_|async_)?property|computed_field)$/;

/** `settings.model` as the call `settings.model()` that it is, where the value is a property's function. */
export function propertyCall(at: Located, value: Value): Located | undefined {
  if (value.kind !== "function" || at.expr.kind !== "member" || value.file.language === "go")
    return undefined;
  const { decorators = [], params = [] } = value.file.functions[value.fn]?.facts ?? {};
  const isDecorated = decorators.some((each) =>
    DECORATORS.test(lastNameOf(each.kind === "call" ? each.callee : each)),
  );
  // A method that is no getter is called where a value of it is wanted.
  const isProperty = isDecorated || (isScript(value.file.language) && params.length === 0);
  const { range } = at.expr;
  return isProperty
    ? { ...at, expr: { kind: "call", callee: at.expr, args: [], isNew: false, range } }
    : undefined;
}
