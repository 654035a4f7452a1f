/** What a tool's code reaches: the shell, files, the web, a database, directly or through functions of the workspace it calls. */
import type { Expr, FileFacts, Stmt } from "../../facts/ir";
import { type Place, placeOf } from "../../facts/located";
import type { Program, Value } from "../../facts/program";
import { resolve } from "../../facts/resolve";
import { bindingsOf, isSelf } from "../../facts/scope";
import { eachExpression, eachStatement, expressionsOf } from "../../facts/walk";
import type { ToolBody } from "../../prompts/prompt";
import { REACHED, type ReachKind, type ReachRule } from "./reached";

export interface Reach {
  readonly kind: ReachKind;
  /** As the code writes it: `subprocess.run`. */
  readonly what: string;
  readonly place: Place;
  /** The model says which: a parameter of the tool is the command, the path, the query. */
  readonly given: boolean;
}

/** Functions called from the tool that are read, in all, and how deep. Real tools need some five. */
const MAX_FUNCTIONS = 25;
const MAX_DEPTH = 3;

type Call = Extract<Expr, { kind: "call" }>;

interface Found extends Reach {
  /** Index of the rule: what comes first says more of the tool. */
  readonly rank: number;
}

export function reachOf(program: Program, body: ToolBody): Reach | null {
  const found: Found[] = [];
  const seen = new Set<readonly Stmt[]>();
  gather(program, body, { found, seen, depth: 0, isWhole: isWhole(body) });
  const [best] = found.sort((a, b) => a.rank - b.rank || a.what.length - b.what.length);
  if (!best) return null;
  const { kind, what, place, given } = best;
  return { kind, what, place, given };
}

interface Way {
  readonly found: Found[];
  readonly seen: Set<readonly Stmt[]>;
  readonly depth: number;
  /** Parameters are those of the tool; a branch reads its own from what the model sent, in whatever way. */
  readonly isWhole: boolean;
}

function isWhole({ file, fn, statements }: ToolBody): boolean {
  return file.functions[fn]?.facts.body === statements;
}

function gather(program: Program, { file, fn, statements }: ToolBody, way: Way): void {
  if (way.seen.has(statements) || way.seen.size >= MAX_FUNCTIONS) return;
  way.seen.add(statements);
  for (const stmt of eachStatement(statements))
    for (const expr of expressionsOf(stmt).flatMap(eachExpression)) {
      if (expr.kind === "function") gatherInner(program, file, fn, expr.child, way);
      if (expr.kind === "call") gatherCall(program, file, fn, expr, way);
    }
}

/** A function written in place runs with the tool. */
function gatherInner(program: Program, file: FileFacts, fn: number, child: number, way: Way): void {
  const inner = file.functions[fn]?.children[child];
  const statements = inner === undefined ? undefined : file.functions[inner]?.facts.body;
  if (inner !== undefined && statements)
    gather(program, { file, fn: inner, statements }, { ...way, isWhole: false });
}

function gatherCall(program: Program, file: FileFacts, fn: number, call: Call, way: Way): void {
  const target = resolve(program, { file, fn, expr: call.callee });
  if (target.kind === "function") {
    const statements = target.file.functions[target.fn]?.facts.body;
    if (statements && way.depth < MAX_DEPTH)
      gather(program, { file: target.file, fn: target.fn, statements }, { ...way, depth: way.depth + 1 });
    return;
  }
  const external = externalName(target);
  const written = writtenName(call.callee);
  const rank = REACHED.findIndex(
    (rule) =>
      fits(rule, external, written, call) &&
      (!rule.given || !way.isWhole || isGiven(rule.given, file, fn, call)),
  );
  const rule = REACHED[rank];
  if (!rule) return;
  const kind = rule.kind === "file-read" && writes(call) ? "file-edit" : rule.kind;
  way.found.push({
    kind,
    what: written,
    place: placeOf({ file, fn, expr: call }),
    rank,
    given: rule.given !== undefined,
  });
}

function fits(rule: ReachRule, external: string, written: string, call: Call): boolean {
  if (rule.external && !rule.external.test(external)) return false;
  if (rule.written && !rule.written.test(written)) return false;
  return (
    !rule.text || call.args.some(({ value }) => eachExpression(value).some((part) => says(part, rule.text)))
  );
}

function says(expr: Expr, text: RegExp | undefined): boolean {
  if (!text) return false;
  if (expr.kind === "string") return text.test(expr.value);
  return expr.kind === "template" && expr.parts.some((part) => typeof part === "string" && text.test(part));
}

/** `subprocess.run`, `bs4.BeautifulSoup.find`; empty for what belongs to no package. */
function externalName(value: Value): string {
  if (value.kind === "external") return [value.name.module, ...value.name.path].join(".");
  if (value.kind !== "external-object") return "";
  return [value.origin.module, ...value.origin.path, ...value.steps.map(({ name }) => name)].join(".");
}

/** `sandbox.commands.run`; what cannot be named is left out. */
function writtenName(callee: Expr): string {
  if (callee.kind === "name") return callee.name;
  if (callee.kind === "call") return writtenName(callee.callee);
  return callee.kind === "member" ? `${writtenName(callee.object)}.${callee.name}` : "";
}

/** `open(path, "w")`, `open(path, mode="a")`. */
function writes({ args }: Call): boolean {
  const mode = args.find(({ name }) => name === "mode") ?? args[1];
  return mode?.value.kind === "string" && /^[wax]|\+/.test(mode.value.value);
}

/** A parameter of such a name goes into the first argument or what the method belongs to, at most two assignments away. */
function isGiven(names: RegExp, file: FileFacts, fn: number, { args, callee }: Call): boolean {
  const first = args[0]?.value;
  const own = callee.kind === "member" ? [callee.object] : [];
  return [...(first ? [first] : []), ...own].some((expr) => fromParameter(names, file, fn, expr, 2));
}

function fromParameter(names: RegExp, file: FileFacts, fn: number, expr: Expr, left: number): boolean {
  const bindings = bindingsOf(file, fn);
  return eachExpression(expr).some((part) => {
    if (part.kind !== "name" || isSelf(part.name)) return false;
    return (bindings.get(part.name) ?? []).some(
      (binding) =>
        (binding.kind === "parameter" && names.test(part.name)) ||
        (binding.kind === "assign" &&
          left > 0 &&
          fromParameter(names, file, fn, binding.value.expr, left - 1)),
    );
  });
}
