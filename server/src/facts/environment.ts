/** Environment variables: where code reads them, and what the workspace's example files say they hold. */

import { argumentOf } from "./arguments";
import { textOf } from "./expression-text";
import { folderOf } from "./folders";
import type { Argument, Expr } from "./ir";
import type { Program } from "./program";

/** Whether the expression reads the environment: `process.env.X`, `os.environ["X"]`, `os.getenv("X")`. */
export function isEnvironment(expr: Expr): boolean {
  if (expr.kind === "call") return isEnvironmentCall(expr);
  return /^(process\.env|import\.meta\.env|Deno\.env|Bun\.env|os\.environ)\b/.test(textOf(expr));
}

export function isEnvironmentCall(expr: Extract<Expr, { kind: "call" }>): boolean {
  return /(^|\.)(getenv|Getenv|LookupEnv|environ\.get|env\.get|env\.str|decouple\.config)$/.test(
    textOf(expr.callee),
  );
}

/** The variable an expression of the environment reads; undefined where its name is known only at run time. */
export function variableOf(expr: Expr): string | undefined {
  if (expr.kind === "member") return expr.name;
  const named = variableExpression(expr);
  return named?.kind === "string" ? named.value : undefined;
}

/** What names the variable. */
export function variableExpression(expr: Expr): Expr | undefined {
  return expr.kind === "index" ? expr.index : expr.kind === "call" ? expr.args[0]?.value : undefined;
}

/** What the code takes where the variable is not set. */
export function fallbackOf(expr: Extract<Expr, { kind: "call" }>): Argument | undefined {
  return argumentOf(expr.args, { name: "default", index: 1 });
}

/** Whether the expression reads a variable and nothing stands in for it: `os.getenv("X", "").strip()` too. */
export function isVariableAlone(expr: Expr): boolean {
  const isTrimmed =
    expr.kind === "call" && expr.callee.kind === "member" && /^(strip|trim)$/.test(expr.callee.name);
  const asked = isTrimmed && expr.callee.kind === "member" ? expr.callee.object : expr;
  if (!isEnvironment(asked)) return false;
  const fallback = asked.kind === "call" ? fallbackOf(asked)?.value : undefined;
  return !fallback || (fallback.kind === "string" && fallback.value === "");
}

/** Files that show which variables a program wants: `.env.example`, `.env.sample`, `env.template`. Files with real values are not read. */
export const ENVIRONMENT_EXAMPLE =
  /(^|\/)\.?env[.-](example|sample|template|dist|defaults)$|(^|\/)(example|sample)\.env$/i;

/** Texts that stand for a value: `<model>`, `your-model-here`, `...`. */
const PLACEHOLDER = /^$|[<>]|^\.+$|\b(your|my|change|todo|xxx+|replace|insert|example)\b/i;

/** Whether a text of an example file stands for a value that everybody gives anew. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** What the example file nearest above the path gives the variable; undefined where none does, or two beside each other differ. */
export function exampleValue(program: Program, path: string, variable: string): string | undefined {
  const values = examplesFor(program, path).flatMap((text) => valueIn(text, variable) ?? []);
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** Whether example files show what a program wants, and this variable is not among it: nobody sets it who does not know better. */
export function isLeftOut(program: Program, path: string, variable: string): boolean {
  const texts = examplesFor(program, path);
  const set = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${variable.replace(/\W/g, "\\$&")}[ \\t]*=`, "m");
  return texts.some((text) => /^[ \t]*\w+[ \t]*=/m.test(text)) && !texts.some((text) => set.test(text));
}

/** Texts of the example files nearest above the path. */
function examplesFor(program: Program, path: string): readonly string[] {
  const examples = (program.textFiles ?? []).filter(
    (file) => ENVIRONMENT_EXAMPLE.test(file) && path.startsWith(folderOf(file)),
  );
  const nearest = Math.max(0, ...examples.map((file) => folderOf(file).length));
  return examples
    .filter((file) => folderOf(file).length === nearest)
    .map((file) => program.resource("", file) ?? "");
}

/** Longer lines hold keys and certificates. */
const MAX_LINE = 500;

/** `KEY=value`, `export KEY="value"`, with or without a comment behind it. */
function valueIn(text: string, variable: string): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    if (line.length > MAX_LINE) continue;
    const [, key, rest = ""] = /^\s*(?:export\s+)?([\w.]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key !== variable) continue;
    const quoted = /^(["'])(.*?)\1/.exec(rest);
    const comment = rest.search(/\s#/);
    const value = quoted ? (quoted[2] ?? "") : (comment < 0 ? rest : rest.slice(0, comment)).trim();
    return isPlaceholder(value) || /\s/.test(value) ? undefined : value;
  }
  return undefined;
}
