/** Calls and literals that Go writes where other languages have syntax: `append`, optional values, tagged unions, `Sprintf`. */
import type { Argument, Expr } from "../../facts/ir";
import { formatParts } from "./literals";

/**
 * Go has no optional values: packages make them in calls of one argument (`openai.String("x")`, `param.NewOpt(3)`, `aws.String`,
 * `ptr.To`). Conversions to a type of model ids are written alike (`openai.ChatModel("gpt-5")`).
 */
const OPTIONAL =
  /^(F|Opt|NewOpt|Ptr|To|ToPtr|Of|Pointer|String|Int|Int32|Int64|Float|Float32|Float64|Bool|StringPtr|IntPtr|(Chat|Responses|Shared)?Model)$/;

/** Names that variables have, and no package: `c.String("model")` asks a command for its option. */
const CONTEXTS = /^(c|cc|ctx|cmd|cCtx|cliCtx|context|args)$/;

/** Shorter forms of a call, or undefined where it is an ordinary one. */
export function idiom(callee: Expr, args: readonly Argument[], range: Expr["range"]): Expr | undefined {
  const [first] = args;
  if (callee.kind === "name") {
    if (callee.name === "append" && first) return appended(args, range);
    // `new(Config)` is `&Config{}`.
    if (callee.name === "new" && first && args.length === 1 && /^(name|member)$/.test(first.value.kind))
      return { kind: "call", callee: first.value, args: [], isNew: true, range };
    return callee.name === "make" ? made(args, range) : undefined;
  }
  if (callee.kind !== "member" || callee.object.kind !== "name" || !first || first.spread) return undefined;
  if (args.length === 1 && OPTIONAL.test(callee.name) && !CONTEXTS.test(callee.object.name))
    return first.value;
  const name = `${callee.object.name}.${callee.name}`;
  if (name === "fmt.Sprintf" && first.value.kind === "string")
    return formatted(first.value.value, args.slice(1), range);
  if (/^(fmt\.Sprint|strings\.Clone)$/.test(name) && args.length === 1) return first.value;
  const method = callee.object.name === "strings" ? TEXT_METHODS[callee.name] : undefined;
  if (method !== undefined) return ofText(first.value, method, args.slice(1), range);
  if (name === "cmp.Or") return alternatives(args, range);
  return undefined;
}

/** `make([]T, 0)` is an empty list, `make(map[K]V)` an empty dict; a slice of some length is filled by index later. */
function made([type, length]: readonly Argument[], range: Expr["range"]): Expr | undefined {
  if (type && !length) return { kind: "dict", entries: [], range };
  const isEmpty = length?.value.kind === "number" && length.value.value === 0;
  return isEmpty ? { kind: "list", items: [], range } : undefined;
}

/** `append(a, b, c...)` makes `[...a, b, ...c]`. */
function appended(args: readonly Argument[], range: Expr["range"]): Expr {
  const items = args.map(({ value, spread }, index): Expr => {
    return index === 0 || spread ? { kind: "spread", value, range: value.range } : value;
  });
  return { kind: "list", items, range };
}

function formatted(format: string, args: readonly Argument[], range: Expr["range"]): Expr {
  let next = 0;
  const parts = formatParts(format).map((part): string | Expr => {
    return part ?? args[next++]?.value ?? { kind: "other", operands: [], range };
  });
  return { kind: "template", parts, range };
}

/** Functions on text, under the names that methods of text have elsewhere. */
const TEXT_METHODS: Readonly<Record<string, string>> = {
  Join: "join",
  Repeat: "repeat",
  Replace: "replace",
  ReplaceAll: "replaceAll",
  ToLower: "toLowerCase",
  ToUpper: "toUpperCase",
  TrimSpace: "trim",
};

/** `strings.Join(xs, ", ")` as `xs.join(", ")`. */
function ofText(object: Expr, name: string, args: readonly Argument[], range: Expr["range"]): Expr {
  const callee: Expr = { kind: "member", object, name, nameRange: object.range, range: object.range };
  return { kind: "call", callee, args, isNew: false, range };
}

/** The first value that is not empty. */
function alternatives(args: readonly Argument[], range: Expr["range"]): Expr | undefined {
  return args
    .map((arg) => arg.value)
    .reduceRight((right, left) => ({ kind: "binary", operator: "||", left, right, range }));
}

/**
 * Generated SDKs write a union as a struct of which one field, called after the variant, is set: `{OfString: openai.String("x")}`. The
 * variant is the value.
 */
export function unionVariant(args: readonly Argument[]): Expr | undefined {
  const [only] = args;
  return args.length === 1 && only?.name && /^Of[A-Z]/.test(only.name) ? only.value : undefined;
}
