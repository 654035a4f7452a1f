/** Defaults of options that Go programs declare: flag, pflag and cobra, urfave/cli, viper. */
import { edgesOf } from "./call-index";
import { lastNameOf, saysSame } from "./expression-text";
import { keyText } from "./go-config";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import type { CallExpression } from "./walk";

const TYPES = ["String", "Int", "Int64", "Uint", "Float64"];
/** `flag.String(name, default, usage)`, `StringVar(&x, name, default, usage)`; pflag's `P` has a short name behind the long one. */
const DECLARATION = /^(?:String|Int|Int64|Uint|Float64)(Var)?(P)?$/;
const DECLARERS = TYPES.flatMap((type) => ["", "Var", "P", "VarP"].map((end) => type + end));
/** urfave/cli: `&cli.StringFlag{Name: "model", Value: "gpt-5"}`. */
const LITERALS = TYPES.map((type) => `${type}Flag`);
/** `viper.GetString("model")`, `cmd.Flags().GetString("model")`, `c.String("model")`. */
const GETTER = /^(?:Get)?(?:String|Int|Int32|Int64|Uint|Float64)$/;

interface Declared {
  /** A text, or the constant that holds it. */
  readonly key: Located;
  readonly value: Located;
}

const known = new WeakMap<FileFacts, readonly Declared[]>();

/** The default of the option that a call declares, or looks up by its name; undefined for others, and where two differ. */
export function goOptionDefault(program: Program, at: Located): Located | undefined {
  const { expr, file } = at;
  if (file.language !== "go" || expr.kind !== "call" || expr.isNew) return undefined;
  const own = declaredBy(expr);
  if (own) return { ...at, expr: own.value };
  const [first, ...others] = expr.args;
  const isGetter = expr.callee.kind === "member" && GETTER.test(expr.callee.name) && others.length === 0;
  const asked = isGetter && first ? keyText(program, { ...at, expr: first.value }) : undefined;
  if (asked === undefined) return undefined;
  // viper's keys have no case.
  const name = asked.toLowerCase();
  const found = program.files.flatMap((each) =>
    declaredIn(each).filter(({ key }) => keyText(program, key)?.toLowerCase() === name),
  );
  const [only] = found;
  return only &&
    found.every(({ value }) => value.expr === only.value.expr || saysSame(value.expr, only.value.expr))
    ? only.value
    : undefined;
}

/** The variable that `flag.StringVar(&model, "model", "gpt-5", "…")` fills, with the option's default; undefined for other calls. */
export function filledBy(expr: CallExpression): { readonly target: Expr; readonly value: Expr } | undefined {
  const isFilling = DECLARATION.exec(lastNameOf(expr.callee))?.[1] !== undefined;
  const declared = isFilling ? declaredBy(expr) : undefined;
  const target = expr.args[0]?.value;
  return declared && target ? { target, value: declared.value } : undefined;
}

function declaredBy({ callee, args }: CallExpression): DeclaredHere | undefined {
  if (callee.kind !== "member") return undefined;
  const [, fills, short] = DECLARATION.exec(callee.name) ?? [undefined];
  const at = fills ? 1 : 0;
  const isDeclaration = DECLARATION.test(callee.name) && args.length === 3 + at + (short ? 1 : 0);
  const isSet = callee.name === "Set" && callee.object.kind === "name" && callee.object.name === "viper";
  const isDefault = (callee.name === "SetDefault" || isSet) && args.length === 2;
  const key = args[at]?.value;
  const value = args[at + (short ? 2 : 1)]?.value;
  if ((!isDeclaration && !isDefault) || !key || !/^(string|name|member)$/.test(key.kind) || !value)
    return undefined;
  return { key, value };
}

interface DeclaredHere {
  readonly key: Expr;
  readonly value: Expr;
}

function declaredIn(file: FileFacts): readonly Declared[] {
  if (file.language !== "go") return [];
  const found = known.get(file);
  if (found) return found;
  const calls = [...DECLARERS, "SetDefault", "Set"].flatMap((name) => edgesOf(file, name));
  const literals = LITERALS.flatMap((name) => edgesOf(file, name));
  const declared = [
    ...calls.flatMap(({ call }) => located(call, declaredBy(call.expr))),
    ...literals.flatMap(({ call }) => located(call, literalFlag(call.expr))),
  ];
  known.set(file, declared);
  return declared;
}

function located(call: Located, declared: DeclaredHere | undefined): readonly Declared[] {
  return declared ? [{ key: { ...call, expr: declared.key }, value: { ...call, expr: declared.value } }] : [];
}

function literalFlag({ args, isNew }: CallExpression): DeclaredHere | undefined {
  const [key, value] = ["Name", "Value"].map((field) => args.find((arg) => arg.name === field)?.value);
  return isNew && key?.kind === "string" && value ? { key, value } : undefined;
}
