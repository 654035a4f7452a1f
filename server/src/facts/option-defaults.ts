/** Defaults of parameters, those of command lines (click, typer) and web requests (FastAPI) among them. */
import { argumentOf } from "./arguments";
import { lastNameOf } from "./expression-text";
import type { Expr, FunctionFacts, Param } from "./ir";

/** Calls that stand where a parameter's default stands, and hold it: typer's and FastAPI's. */
const HOLDERS = /^(Option|Argument|Query|Body|Form|Header|Cookie)$/;

/** A parameter's default as its function gets it: behind `typer.Option(…)`, or in click's decorator. `isOption`: a person may give another. */
export function defaultOf(
  facts: FunctionFacts,
  param: Param,
): { readonly value: Expr | null; readonly isOption: boolean } {
  const { defaultValue } = param;
  if (defaultValue?.kind === "call" && HOLDERS.test(lastNameOf(defaultValue.callee))) {
    const held = argumentOf(defaultValue.args, { name: "default", index: 0 })?.value;
    return { value: held && held.kind !== "other" ? held : null, isOption: true };
  }
  if (defaultValue) return { value: defaultValue, isOption: isOfCommand(facts, param) };
  for (const decorator of facts.decorators) {
    if (decorator.kind !== "call" || !/^(option|argument)$/.test(lastNameOf(decorator.callee))) continue;
    if (!namesParameter(decorator, param.name)) continue;
    return { value: argumentOf(decorator.args, { name: "default" })?.value ?? null, isOption: true };
  }
  return { value: null, isOption: false };
}

/** `model: Annotated[str, typer.Option(…)] = "gpt-5"`, and any parameter with a default below typer's `@app.command()`. */
function isOfCommand({ decorators }: FunctionFacts, { annotation }: Param): boolean {
  const said = annotation?.kind === "index" && annotation.index.kind === "list" ? annotation.index.items : [];
  if (said.some((part) => part.kind === "call" && HOLDERS.test(lastNameOf(part.callee)))) return true;
  return decorators.some((each) => lastNameOf(each.kind === "call" ? each.callee : each) === "command");
}

/** `@click.option("-m", "--model-name", "model")`: a name without dashes goes before the long one. */
function namesParameter(decorator: Extract<Expr, { kind: "call" }>, name: string): boolean {
  const names = decorator.args.flatMap((arg) =>
    arg.name === null && arg.value.kind === "string" ? [arg.value.value] : [],
  );
  const plain = names.find((each) => !each.startsWith("-"));
  const chosen = plain ?? names.find((each) => each.startsWith("--")) ?? names[0];
  const written = (chosen ?? "").split("/")[0] ?? "";
  return written.replace(/^-+/, "").replaceAll("-", "_").toLowerCase() === name;
}
