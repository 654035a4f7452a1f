/** Classes whose fields the environment fills: pydantic's settings. */
import { argumentOf } from "./arguments";
import { exampleValue } from "./environment";
import { lastNameOf, textOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Binding, ClassInfo, Program } from "./program";
import { resolveAll } from "./resolve";

/** Literals in the body of a pydantic settings class are defaults of the environment, which overrides them. */
export function isInSettingsClass(at: Located): boolean {
  const offset = at.expr.range.start;
  return (at.file.functions[at.fn]?.facts.body ?? []).some(
    (stmt) =>
      stmt.kind === "class" &&
      stmt.range.start <= offset &&
      offset <= stmt.range.end &&
      stmt.bases.some(isSettings),
  );
}

function isSettings(base: Expr): boolean {
  return /Settings$/.test(textOf(base));
}

/** `settings.llm.model`, whatever class the part is of: the environment fills the whole. */
export function isPartOfSettings(program: Program, at: Located): boolean {
  if (at.file.language !== "python") return false;
  for (let { expr } = at; expr.kind === "member"; expr = expr.object) {
    const holders = resolveAll(program, { ...at, expr: expr.object });
    if (holders.some((value) => value.kind === "instance" && value.cls.bases.some((b) => isSettings(b.expr))))
      return true;
  }
  return false;
}

/** `settings.model` of a settings class that has no default for it: what the workspace's example of an environment file gives. */
export function settingsExample(program: Program, at: Located): string | undefined {
  if (at.expr.kind !== "member" || at.file.language !== "python") return undefined;
  for (const value of resolveAll(program, { ...at, expr: at.expr.object })) {
    if (value.kind !== "instance" || !value.cls.bases.some(({ expr }) => isSettings(expr))) continue;
    const binding = value.cls.attributes.get(at.expr.name)?.[0];
    const variable = binding && variableFor(value.cls, at.expr.name, binding);
    const text = variable && exampleValue(program, value.cls.file.path, variable);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The variable that fills the field, where the field holds nothing by itself. */
function variableFor(cls: ClassInfo, name: string, binding: Binding): string | undefined {
  const given = binding.kind === "assign" ? binding.value.expr : undefined;
  const isField = given?.kind === "call" && /^field$/i.test(lastNameOf(given.callee));
  const held = isField ? argumentOf(given.args, { name: "default", index: 0 })?.value : given;
  if (!isEmpty(held)) return undefined;
  if (!isField) return prefixOf(cls) + name.toUpperCase();
  for (const alias of ["validation_alias", "alias", "env"]) {
    const value = argumentOf(given.args, { name: alias })?.value;
    // `AliasChoices("MODEL", "LLM_MODEL")`: the first is tried first.
    const text = value?.kind === "call" ? value.args[0]?.value : value;
    if (text?.kind === "string") return text.value;
  }
  return prefixOf(cls) + name.toUpperCase();
}

/** No default: none at all, `None`, `...` or an empty text. */
function isEmpty(expr: Expr | undefined): boolean {
  return (
    expr === undefined || /^(null|other)$/.test(expr.kind) || (expr.kind === "string" && expr.value === "")
  );
}

/** `model_config = SettingsConfigDict(env_prefix="APP_")`. */
function prefixOf(cls: ClassInfo): string {
  const config = cls.attributes.get("model_config")?.[0];
  const made = config?.kind === "assign" ? config.value.expr : undefined;
  const prefix =
    made?.kind === "call"
      ? argumentOf(made.args, { name: "env_prefix" })?.value
      : made?.kind === "dict"
        ? made.entries.find(({ key }) => key?.kind === "string" && key.value === "env_prefix")?.value
        : undefined;
  return prefix?.kind === "string" ? prefix.value.toUpperCase() : "";
}
