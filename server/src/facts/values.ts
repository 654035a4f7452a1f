/** Small readings of values that the resolver passes around. */
import { argumentOf } from "./arguments";
import type { Expr, FileFacts } from "./ir";
import type { Frame, Located } from "./located";
import type { Binding, Value } from "./program";
import { isSelf } from "./self";
import { isShapeValue } from "./shapes";

export const UNKNOWN: Value = { kind: "unknown", reason: "the value is made at run time" };

/** Calls that give back a list, a handle or nothing, whatever the function they are given returns. */
export const KEEPERS =
  /^(map|flatMap|filter|forEach|reduce|find|some|every|sort|on|once|off|use|get|post|put|then|catch|finally|setTimeout|setInterval|addEventListener|subscribe|useEffect|describe|it|test|tool|Promise|register\w*|add\w*|create\w*)$/;

/** Whether the value says something: not merely that it comes from elsewhere. */
export function isConcrete(value: Value): boolean {
  if (value.kind === "expression") return isSomething(value.at.expr);
  if (value.kind === "external-object") return !isEmptyField(value);
  return value.kind !== "unknown" && value.kind !== "parameter" && !isShapeValue(value);
}

function isSomething({ kind }: Expr): boolean {
  return kind !== "null" && kind !== "other";
}

/** `llm: ChatOpenAI = Field(...)`: nothing by default, so that only its type tells what it is. */
function isEmptyField({ origin, call, steps }: Extract<Value, { kind: "external-object" }>): boolean {
  if (!/^field$/i.test(origin.path.at(-1) ?? "") || steps.length > 0 || call?.expr.kind !== "call")
    return false;
  const { args } = call.expr;
  if (argumentOf(args, { name: "default_factory" })) return false;
  const held = argumentOf(args, { name: "default", index: 0 })?.value;
  return !held || !isSomething(held);
}

/** Whether nothing is told, or only the type of an object that is made somewhere else. */
export function isOpen(value: Value): boolean {
  if (value.kind === "external-object") return value.call === null && value.steps.length === 0;
  return value.kind === "instance" ? value.call === null : !isConcrete(value);
}

/** Whether the use stands in the binding's own value: `tools = [...tools, x]` reads what was there before. */
export function holdsUse(binding: Binding, use: Located): boolean {
  if (binding.kind !== "assign" || binding.value.fn !== use.fn || binding.path.length > 0) return false;
  const { start, end } = binding.value.expr.range;
  return start <= use.expr.range.start && use.expr.range.end <= end;
}

/** The text that the first value is; undefined for anything else. */
export function textIn([value]: readonly Value[]): string | undefined {
  return value?.kind === "expression" && value.at.expr.kind === "string" ? value.at.expr.value : undefined;
}

/** `self.x = Wrapper(self.x)`, in any case: a call that is given the attribute which it is assigned to. */
export function wrapsItself(binding: Binding, name: string): boolean {
  if (binding.kind !== "assign" || binding.operator !== "=" || binding.path.length > 0) return false;
  const { expr, file, fn } = binding.value;
  const isGiven =
    expr.kind === "call" &&
    expr.args.some(
      ({ value }) =>
        value.kind === "member" &&
        value.name === name &&
        value.object.kind === "name" &&
        isSelf(value.object.name),
    );
  return (
    isGiven && (file.functions[fn]?.facts.body.some(({ range }) => range.start === binding.start) ?? false)
  );
}

/** The name as a whole file sees it. */
export function outermost(file: FileFacts, name: string): Located {
  return { file, fn: 0, expr: { kind: "name", name, range: END_OF_FILE } };
}

/** Range used for synthetic names read from outside a function: every binding counts as before it. */
const END_OF_FILE = { start: Number.MAX_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

export function withFrame(at: Located, frame: Frame | undefined): Located {
  return frame ? { ...at, frame } : at;
}

export function called(
  object: Extract<Value, { kind: "external-object" }>,
  at: Located,
): Partial<typeof object> {
  const last = object.steps[object.steps.length - 1];
  if (!last) return { steps: [{ name: "()", call: at }] };
  return { steps: [...object.steps.slice(0, -1), { name: last.name, call: at }] };
}

/** Something that has members: of a library, or of a class of the workspace. */
export function isObject(value: Value): boolean {
  return value.kind === "external-object" || (value.kind === "instance" && !isShapeValue(value));
}

/**
 * Of what a variable is given, the objects of which the code says how they are made; where nobody can tell one of them, its type says what
 * that is: `model: Model`, and `model = MODELS[name]`.
 */
export function chosenOf(given: readonly Value[], typed: readonly Value[]): readonly Value[] {
  const isNothing = (value: Value): boolean => value.kind === "expression" && value.at.expr.kind === "null";
  const made = given.filter((value) => isObject(value) && !isOpen(value));
  const isTold = given.every((value) => made.includes(value) || isNothing(value));
  return made.length === 0 || isTold ? made : [...made, ...typed.filter(isObject)];
}

export function isCallable(value: Value): boolean {
  return value.kind === "function" || value.kind === "class" || value.kind === "external";
}

export function isLiteral(value: Value): boolean {
  if (value.kind !== "expression") return false;
  const { kind } = value.at.expr;
  return (
    kind === "string" ||
    kind === "template" ||
    kind === "number" ||
    kind === "list" ||
    kind === "dict" ||
    kind === "binary"
  );
}

/** `import a.b` binds "a" although the module is "a.b". */
export function pythonRoot(from: FileFacts, module: string, local: string): string {
  if (from.language !== "python" || !module.includes(".") || module.startsWith(".")) return module;
  return module.startsWith(`${local}.`) ? local : module;
}

export function nowhere(value: Value): Located {
  if (value.kind === "expression") return value.at;
  const file = value.kind === "module" || value.kind === "function" ? value.file : EMPTY_FILE;
  return { file, fn: 0, expr: { kind: "null", range: END_OF_FILE } };
}

const EMPTY_FILE: FileFacts = {
  path: "",
  language: "python",
  functions: [],
  directives: [],
  incomplete: false,
};
