/** Finds what runs when the model calls a tool. */

import { areOneLanguage, type Expr, type FileFacts, type FunctionFacts, type Stmt } from "../facts/ir";
import type { Located } from "../facts/located";
import type { ClassInfo, Program } from "../facts/program";
import { isTestPath } from "../facts/test-paths";
import { eachExpression, eachStatement } from "../facts/walk";
import type { ToolBody, ToolDefinition } from "./prompt";

type Found = Pick<ToolDefinition, "body">;

/** Methods in which libraries and projects run a tool that is a class; the first there is. */
const METHODS = [
  "invoke",
  "_run",
  "run",
  "forward",
  "execute",
  "_execute",
  "call",
  "__call__",
  "_arun",
  "handle",
];

export function bodyOfFunction(file: FileFacts, fn: number): Found {
  const statements = file.functions[fn]?.facts.body;
  return statements ? { body: { file, fn, statements } } : {};
}

export function bodyOfClass(cls: ClassInfo): Found {
  const fn = METHODS.map((name) => cls.methods.get(name)).find((found) => found !== undefined);
  return fn === undefined ? {} : bodyOfFunction(cls.file, fn);
}

/** What a function's name may have before the tool's. */
const PREFIX = /^(handle|execute|exec|tool|do|run|call|on|perform)?/;

interface Home {
  readonly name: string;
  readonly body: ToolBody;
}

const known = new WeakMap<Program, ReadonlyMap<string, readonly Home[]>>();

/**
 * The code behind a definition that is written as a literal: the function of its name (`read_file`, `readFile`, `handle_read_file`), or
 * the branch that asks for it (`if name == "read_file": …`); in the same file, else the only one of the workspace.
 */
export function bodyNamed(program: Program, at: Located, name: string): Found {
  let homes = known.get(program);
  if (!homes) {
    homes = collect(program);
    known.set(program, homes);
  }
  const all = (homes.get(plain(name)) ?? []).filter(
    ({ body }) => areOneLanguage(body.file.language, at.file.language) && !holds(body, at),
  );
  const own = all.filter(({ body }) => body.file === at.file);
  const near = own.length > 0 ? own : all;
  const exact = near.filter((home) => home.name === name);
  const [home, ...others] = exact.length > 0 ? exact : near;
  return home && others.length === 0 ? { body: home.body } : {};
}

/** A function that makes the definition itself is not what runs. */
function holds(body: ToolBody, at: Located): boolean {
  return body.file === at.file && body.fn === at.fn;
}

function plain(name: string): string {
  return name.replace(/[_-]/g, "").toLowerCase();
}

function collect(program: Program): ReadonlyMap<string, readonly Home[]> {
  const homes = new Map<string, Home[]>();
  const branches = new Map<string, Home[]>();
  for (const file of program.files) {
    if (isTestPath(file.path)) continue;
    const own = homesIn(file);
    for (const [key, home] of own.functions) addTo(homes, key, home);
    for (const [key, home] of own.branches) addTo(branches, key, home);
  }
  // A branch only says more where no function bears the name.
  for (const [key, found] of branches) if (!homes.has(key)) homes.set(key, found);
  return homes;
}

function addTo(homes: Map<string, Home[]>, key: string, home: Home): void {
  const known = homes.get(key);
  if (known) known.push(home);
  else homes.set(key, [home]);
}

type Named = readonly (readonly [key: string, home: Home])[];

interface FileHomes {
  readonly functions: Named;
  readonly branches: Named;
}

/** An edit makes a new program of the files it leaves alone and one new file. */
const inFile = new WeakMap<FileFacts, FileHomes>();

function homesIn(file: FileFacts): FileHomes {
  const known = inFile.get(file);
  if (known) return known;
  const functions = file.functions.flatMap(({ facts }, fn): Named => {
    if (fn === 0 || facts.body.length === 0) return [];
    const home = { name: facts.name, body: { file, fn, statements: facts.body } };
    const key = plain(facts.name);
    const short = key.replace(PREFIX, "");
    return short !== key && short !== "" ? [[key, home] as const, [short, home] as const] : [[key, home]];
  });
  const branches = file.functions.flatMap(({ facts }, fn) =>
    branchesIn(facts).map(
      ({ asked, statements }) => [plain(asked), { name: asked, body: { file, fn, statements } }] as const,
    ),
  );
  const homes = { functions, branches };
  inFile.set(file, homes);
  return homes;
}

type Branches = readonly { readonly asked: string; readonly statements: readonly Stmt[] }[];

const inFunction = new WeakMap<FunctionFacts, Branches>();

function branchesIn(facts: FunctionFacts): Branches {
  const found = inFunction.get(facts) ?? branchesOf(facts.body);
  inFunction.set(facts, found);
  return found;
}

/** `if name == "read_file": …`, also among several (`name === "a" || name === "b"`). */
function branchesOf(body: readonly Stmt[]): Branches {
  return eachStatement(body).flatMap((stmt) =>
    stmt.kind === "if" ? askedIn(stmt.test).map((asked) => ({ asked, statements: stmt.then })) : [],
  );
}

function askedIn(test: Expr): readonly string[] {
  return eachExpression(test).flatMap((expr) => {
    if (expr.kind !== "binary" || !/^={2,3}$/.test(expr.operator)) return [];
    return [expr.left, expr.right].flatMap((side) => (side.kind === "string" ? [side.value] : []));
  });
}
