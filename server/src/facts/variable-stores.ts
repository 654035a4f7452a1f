/** Objects and functions of libraries that hand out variables of the environment and secrets: `config.get("MODEL")`, `st.secrets["MODEL"]`. */
import { argumentOf } from "./arguments";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";
import { resolveAll } from "./resolve";

const LIBRARIES =
  /^(@nestjs\/config|dotenv|decouple|environs?|starlette\.config|dynaconf|streamlit|google\.colab|env-var|envalid|@t3-oss\/env-\w+|\$env\/.*|cloudflare:workers)$/;

/** What a worker, a page or a notebook calls them. */
const NAMES = /^(env|secrets|userdata)$/;

/** Names as variables have them; an entry under another name is one of a table. */
const VARIABLE = /^[A-Z][A-Z\d_]{2,}$/;

const GETTERS = /^(get|getOrThrow|str|string|require|required)$/;

interface Asked {
  readonly variable: string;
  /** What the call takes where the variable is not set. */
  readonly fallback?: Expr;
}

/** The variable an expression asks such a library for; undefined for anything else. */
export function variableAsked(program: Program, at: Located): Asked | undefined {
  const read = readOf(at.expr);
  if (!read || !VARIABLE.test(read.variable)) return undefined;
  if (read.holder && NAMES.test(lastNameOf(read.holder))) return read;
  const isLibrary = resolveAll(program, { ...at, expr: read.holder ?? at.expr }).some((value) => {
    if (value.kind === "external") return LIBRARIES.test(value.name.module);
    return value.kind === "external-object" && LIBRARIES.test(value.origin.module);
  });
  return isLibrary ? read : undefined;
}

/** `holder.MODEL`, `holder["MODEL"]`, `holder.get("MODEL", "gpt-5")`, `holder("MODEL", default="gpt-5")`; a name alone is imported. */
function readOf(expr: Expr): (Asked & { readonly holder: Expr | null }) | undefined {
  if (expr.kind === "name") return { holder: null, variable: expr.name };
  if (expr.kind === "member") return { holder: expr.object, variable: expr.name };
  if (expr.kind === "index")
    return expr.index.kind === "string" ? { holder: expr.object, variable: expr.index.value } : undefined;
  if (expr.kind !== "call") return undefined;
  const { callee, args } = expr;
  const [first] = args;
  if (first?.value.kind !== "string") return undefined;
  const holder = callee.kind === "member" && GETTERS.test(callee.name) ? callee.object : callee;
  const fallback = argumentOf(args, { name: "default", index: 1 })?.value;
  return { holder, variable: first.value.value, ...(fallback ? { fallback } : {}) };
}
