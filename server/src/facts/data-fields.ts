/** Fields of Python classes whose constructor no code writes: dataclasses, models of pydantic, named tuples. */
import { argumentOf, constructorOf } from "./arguments";
import { lastNameOf } from "./expression-text";
import type { Located } from "./located";
import type { Binding, ClassInfo, Value } from "./program";

export interface DataField {
  /** Place among the class's own fields. */
  readonly index: number;
  /** What the field holds where a call gives it nothing; null where every call must give it. */
  readonly defaultValue: Located | null;
}

/** The field of that name; undefined where it is none, or the class writes its constructor itself. */
export function dataField(cls: ClassInfo, name: string): DataField | undefined {
  if (cls.file.language !== "python" || constructorOf(cls) !== undefined) return undefined;
  if (cls.bases.some(({ expr }) => /(Enum|Protocol)$/.test(lastNameOf(expr)))) return undefined;
  const binding = fieldBinding(cls, cls.attributes.get(name));
  if (!binding) return undefined;
  const fields = [...cls.attributes].filter(([, bindings]) => fieldBinding(cls, bindings));
  const index = fields.findIndex(([each]) => each === name);
  return { index, defaultValue: binding.kind === "assign" ? binding.value : null };
}

/** `model: str` and `model: str = "gpt-5"` in the class's own body. */
function fieldBinding(
  cls: ClassInfo,
  bindings: readonly Binding[] | undefined,
): Extract<Binding, { kind: "assign" | "parameter" }> | undefined {
  const first = bindings?.[0];
  if (first?.kind !== "assign" && first?.kind !== "parameter") return undefined;
  return first.annotation?.fn === cls.fn ? first : undefined;
}

/** What a call of the class gives for its field; undefined where it leaves the default. */
export function givenByCall(cls: ClassInfo, call: Located | null, name: string): Located | undefined {
  const field = call?.expr.kind === "call" ? dataField(cls, name) : undefined;
  if (!field || call?.expr.kind !== "call") return undefined;
  // Fields of a base stand before those of the class; models of pydantic are given by name only.
  const index = cls.bases.length === 0 ? { index: field.index } : {};
  const given = argumentOf(call.expr.args, { name, ...index });
  return given && !given.spread ? { ...call, expr: given.value } : undefined;
}

/** `llm: LLMConfig = field(default_factory=LLMConfig)`: the call `LLMConfig()`. */
export function factoryCall(value: Value): Located | undefined {
  if (value.kind !== "external-object" || value.call?.expr.kind !== "call") return undefined;
  if (!/^field$/i.test(value.origin.path[value.origin.path.length - 1] ?? "")) return undefined;
  const factory = argumentOf(value.call.expr.args, { name: "default_factory" })?.value;
  if (!factory || value.steps.length > 0) return undefined;
  const { range } = factory;
  return { ...value.call, expr: { kind: "call", callee: factory, args: [], isNew: false, range } };
}
