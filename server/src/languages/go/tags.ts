/** Defaults that struct tags give to fields: `env:"MODEL" envDefault:"gpt-5"`. */
import type { Argument, Expr } from "../../facts/ir";
import { childInField, childrenInField, type SyntaxNode } from "../../syntax/syntax-node";
import { rangeOf, type Scope, sourceOf } from "../scope";
import { stringContent } from "./literals";

/**
 * Keys of the default alone: caarlos0/env `envDefault`, cleanenv `env-default`; kong, go-arg, go-flags, envconfig and creasty/defaults
 * `default`. sethvargo/go-envconfig writes it behind the variable: `env:"MODEL,default=gpt-5"`.
 */
const DEFAULT = /(?:^|\s)(?:envDefault|env-default|default):"((?:[^"\\]|\\.)*)"/;
const BEHIND_VARIABLE = /(?:^|\s)env:"[^"]*,\s*default=([^",]*)/;
const VARIABLE = /(?:^|\s)(?:env|envconfig):"([\w.]+)/;

/** What the tag gives the field where nobody sets it: a read of the environment with its fallback; null without a default. */
export function tagDefault(declaration: SyntaxNode, scope: Scope): Expr | null {
  const node = childInField(declaration, "tag");
  if (!node) return null;
  const tag = stringContent(sourceOf(node, scope));
  const written = DEFAULT.exec(tag)?.[1] ?? BEHIND_VARIABLE.exec(tag)?.[1];
  if (written === undefined) return null;
  const range = rangeOf(node, scope);
  const named = (name: string): Expr => ({ kind: "name", name, range });
  const text = (value: string): Expr => ({ kind: "string", value, range });
  const fallback: Expr = /^\d+$/.test(written)
    ? { kind: "number", value: Number(written), range }
    : text(written);
  const args = [text(VARIABLE.exec(tag)?.[1] ?? ""), fallback].map(positional);
  const callee: Expr = { kind: "member", object: named("os"), name: "Getenv", nameRange: range, range };
  return { kind: "call", callee, args, isNew: false, range };
}

const STORED = /(?:^|\s)(?:json|yaml|toml|mapstructure|koanf):"([^",]+)/;

/** The name that the tag gives the field in files: `yaml:"model_name"`; undefined where it gives none. */
export function storedName(declaration: SyntaxNode, scope: Scope): string | undefined {
  const node = childInField(declaration, "tag");
  const name = node ? STORED.exec(stringContent(sourceOf(node, scope)))?.[1] : undefined;
  return name === "-" ? undefined : name;
}

/** A struct of a type without a name, of which nothing is set: `var cli struct { Model string `default:"gpt-5"` }`. */
export function zeroStruct(type: SyntaxNode, scope: Scope): Expr | null {
  const list = type.children.find((child) => child.type === "field_declaration_list");
  const declarations = list?.children.filter((child) => child.type === "field_declaration") ?? [];
  const args = declarations.flatMap((declaration): readonly Argument[] => {
    const value = tagDefault(declaration, scope);
    const names = value ? childrenInField(declaration, "name") : [];
    return names.flatMap((name) => (value ? [{ name: sourceOf(name, scope), spread: false, value }] : []));
  });
  const range = rangeOf(type, scope);
  const callee: Expr = { kind: "other", operands: [], range };
  return args.length > 0 ? { kind: "call", callee, args, isNew: true, range } : null;
}

function positional(value: Expr): Argument {
  return { name: null, spread: false, value };
}
