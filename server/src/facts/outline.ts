/** What readers of a whole file look for in each of its functions, found in one walk and kept as long as the function's facts. */
import type { Expr, FileFacts, FunctionFacts, Stmt } from "./ir";
import { eachStatement, expressionsBelow, expressionsOf } from "./walk";

export type ImportStatement = Extract<Stmt, { kind: "import" | "export-from" }>;
export type AssignmentExpression = Extract<Expr, { kind: "assignment" }>;

interface Outline {
  readonly imports: readonly ImportStatement[];
  readonly hasClass: boolean;
  /** Names that the function's own statements assign, and whether each is given nothing but lists and tables. */
  readonly stores: ReadonlyMap<string, boolean>;
  /** Names that they give what a call makes, and nothing else. */
  readonly made: ReadonlyMap<string, boolean>;
  /** Assignments inside expressions (`(x := v)`, `while (x = next())`) by the statement that holds them. */
  readonly assignments: ReadonlyMap<Stmt, readonly AssignmentExpression[]>;
}

/** An edit replaces the facts of the functions it touches only. */
const outlines = new WeakMap<FunctionFacts, Outline>();

/** Every import and re-export of the file, in functions, too. */
export function importsIn(file: FileFacts): readonly ImportStatement[] {
  const found: ImportStatement[] = [];
  for (const { facts } of file.functions) found.push(...outlineOf(facts).imports);
  return found;
}

/** Whether a class statement stands in the function. */
export function hasClass(facts: FunctionFacts): boolean {
  return outlineOf(facts).hasClass;
}

/** Whether the function around that assigns the name gives it nothing but lists and tables. */
export function isStoreOutside(file: FileFacts, fn: number, name: string): boolean {
  return isOutside(file, fn, ({ stores }) => stores.get(name));
}

/** The same of what calls make: `client = OpenAI()`. */
export function isMadeOutside(file: FileFacts, fn: number, name: string): boolean {
  return isOutside(file, fn, ({ made }) => made.get(name));
}

/** What the nearest function around says that has something to say. */
function isOutside(file: FileFacts, fn: number, said: (outline: Outline) => boolean | undefined): boolean {
  for (let at = file.functions[fn]?.parent ?? -1; at >= 0; at = file.functions[at]?.parent ?? -1) {
    const facts = file.functions[at]?.facts;
    const answer = facts && said(outlineOf(facts));
    if (answer !== undefined) return answer;
  }
  return false;
}

/** Assignments inside the statement's own expressions. */
export function assignmentsIn(facts: FunctionFacts, stmt: Stmt): readonly AssignmentExpression[] {
  return outlineOf(facts).assignments.get(stmt) ?? NONE;
}

const NONE: readonly AssignmentExpression[] = [];

function outlineOf(facts: FunctionFacts): Outline {
  const known = outlines.get(facts);
  if (known) return known;
  const imports: ImportStatement[] = [];
  const assignments = new Map<Stmt, AssignmentExpression[]>();
  const stores = new Map<string, boolean>();
  const made = new Map<string, boolean>();
  let found = false;
  for (const stmt of eachStatement(facts.body)) {
    if (stmt.kind === "import" || stmt.kind === "export-from") imports.push(stmt);
    if (stmt.kind === "class") found = true;
    if (stmt.kind === "assign" && stmt.target.kind === "name" && stmt.value) {
      const { name } = stmt.target;
      stores.set(name, stores.get(name) !== false && /^(list|dict)$/.test(stmt.value.kind));
      made.set(name, made.get(name) !== false && stmt.value.kind === "call");
    }
    const inside = expressionsOf(stmt).flatMap((expr) => expressionsBelow(expr).filter(isAssignment));
    if (inside.length > 0) assignments.set(stmt, inside);
  }
  const outline: Outline = { imports, hasClass: found, stores, made, assignments };
  outlines.set(facts, outline);
  return outline;
}

function isAssignment(expr: Expr): expr is AssignmentExpression {
  return expr.kind === "assignment";
}
