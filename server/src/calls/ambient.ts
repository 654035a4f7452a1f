/** The model a program sets for all objects that name none: `dspy.configure(lm=lm)`, `Settings.llm = OpenAI(...)`. */
import { callersOf } from "../facts/call-graph";
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { moduleOf, submoduleOf } from "../facts/module-memo";
import { importsIn } from "../facts/outline";
import type { ExternalName, Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { callsIn, eachStatement } from "../facts/walk";
import { SDKS } from "../sdks";
import type { Sdk } from "../sdks/sdk";
import { hasImport } from "./imports";
import { isPackageOf } from "./tables";
import { readWay } from "./ways";

type Settings = ReadonlyMap<FileFacts, readonly Located[]>;

interface Known {
  /** What each file sets, or has set by a function that it calls: `configure(dspy.LM("x"))`. */
  readonly settings: Settings;
  /** Files whose own text sets a model. */
  readonly setting: readonly FileFacts[];
}

const known = new WeakMap<Program, Map<Sdk, Known>>();

/** Functions that set a model, called by functions that are called. */
const MAX_CALLS = 3;
const MAX_CALLERS = 24;

/** Models set in the file, or by a program that imports it, or, where one file alone sets a model, there. */
export function ambientModel(program: Program, file: FileFacts, sdk: Sdk): Located | undefined {
  if (!sdk.ambient) return undefined;
  const { settings, setting } = settingsOf(program, sdk);
  const own = settings.get(file);
  if (own || settings.size === 0) return own?.[0];
  const importer = nearestImporter(program, file, settings);
  if (importer) return settings.get(importer)?.[0];
  const [only, ...others] = setting;
  return only && others.length === 0 ? settings.get(only)?.[0] : undefined;
}

/** The place of an SDK's model for all, where the name is one (`Settings.llm`), and what the program sets there. */
export function ambientNamed(
  program: Program,
  file: FileFacts,
  name: ExternalName,
): { readonly sdk: Sdk; readonly model: Located | undefined } | undefined {
  const place = name.path.slice(-2).join(".");
  const sdk = SDKS.find(({ ambient }) => ambient?.assigned.includes(place));
  if (!sdk || !isPackageOf(sdk, name.module)) return undefined;
  return { sdk, model: ambientModel(program, file, sdk) };
}

function settingsOf(program: Program, sdk: Sdk): Known {
  let bySdk = known.get(program);
  if (!bySdk) {
    bySdk = new Map();
    known.set(program, bySdk);
  }
  let answer = bySdk.get(sdk);
  if (!answer) {
    answer = collect(program, sdk);
    bySdk.set(sdk, answer);
  }
  return answer;
}

function collect(program: Program, sdk: Sdk): Known {
  const direct = program.files
    .filter((file) => hasImport(file, sdk))
    .flatMap((file) => settingsIn(program, file, sdk));
  const settings = new Map<FileFacts, Located[]>();
  const add = (file: FileFacts, model: Located): void => {
    settings.set(file, [...(settings.get(file) ?? []), model]);
  };
  // Through its call a function's parameter is known: that goes first.
  for (const model of direct) for (const [file, handed] of handedTo(program, model, 0)) add(file, handed);
  for (const model of direct) add(model.file, model);
  return { settings, setting: [...new Set(direct.map(({ file }) => file))] };
}

/** The files that call the function which sets the model, with what it sets there. */
function handedTo(
  program: Program,
  model: Located,
  depth: number,
): readonly (readonly [FileFacts, Located])[] {
  const { fn, file } = model;
  if (fn === 0 || depth >= MAX_CALLS) return [];
  return callersOf(program, file, fn)
    .slice(0, MAX_CALLERS)
    .flatMap(({ call }) => {
      const handed = { ...model, frame: { file, fn, call } };
      const further = handedTo(program, { ...call, expr: call.expr }, depth + 1);
      return [[call.file, handed] as const, ...further.map(([caller]) => [caller, handed] as const)];
    });
}

/** Modules between a program and the file whose calls its setting serves. */
const MAX_IMPORTS = 6;

/** The only file of those that imports the file on the shortest way; undefined where several do. */
function nearestImporter(program: Program, file: FileFacts, settings: Settings): FileFacts | undefined {
  let level = new Set([file]);
  const seen = new Set(level);
  const importers = importersOf(program);
  for (let step = 0; step < MAX_IMPORTS && level.size > 0; step++) {
    level = new Set(
      [...level].flatMap((each) => importers.get(each) ?? []).filter((each) => !seen.has(each)),
    );
    for (const each of level) seen.add(each);
    const [only, ...others] = [...level].filter((each) => settings.has(each));
    if (only) return others.length === 0 ? only : undefined;
  }
  return undefined;
}

const imported = new WeakMap<Program, ReadonlyMap<FileFacts, readonly FileFacts[]>>();

/** File -> the files that import it. */
function importersOf(program: Program): ReadonlyMap<FileFacts, readonly FileFacts[]> {
  const answer = imported.get(program);
  if (answer) return answer;
  const found = new Map<FileFacts, FileFacts[]>();
  for (const importer of program.files) {
    const paths = importsIn(importer).flatMap((stmt) => [
      moduleOf(program, importer, stmt.module),
      ...stmt.names.map((name) => submoduleOf(program, importer, stmt.module, name.imported)),
    ]);
    for (const path of new Set(paths)) {
      const target = path === undefined ? undefined : program.file(path);
      if (target) found.set(target, [...(found.get(target) ?? []), importer]);
    }
  }
  imported.set(program, found);
  return found;
}

function settingsIn(program: Program, file: FileFacts, sdk: Sdk): readonly Located[] {
  const { calls, assigned } = sdk.ambient ?? { calls: [], assigned: [] };
  return file.functions.flatMap((node, fn) => {
    const called = callsIn(file, fn).flatMap(({ call }) => {
      const rule = calls.find(({ names }) => names.includes(lastNames(call.callee, 1)));
      if (!rule || !isOfSdk(program, { file, fn, expr: call.callee }, sdk)) return [];
      return readWay(program, { file, fn, expr: call }, rule.way) ?? [];
    });
    const set = [...eachStatement(node.facts.body)].flatMap((stmt): readonly Located[] => {
      if (stmt.kind !== "assign" || !stmt.value || stmt.target.kind !== "member") return [];
      if (!assigned.includes(lastNames(stmt.target, 2))) return [];
      const isSdk = isOfSdk(program, { file, fn, expr: stmt.target.object }, sdk);
      return isSdk ? [{ file, fn, expr: stmt.value }] : [];
    });
    return [...called, ...set];
  });
}

function isOfSdk(program: Program, at: Located, sdk: Sdk): boolean {
  const value = resolve(program, at);
  if (value.kind === "external") return isPackageOf(sdk, value.name.module);
  return value.kind === "external-object" && isPackageOf(sdk, value.origin.module);
}

function lastNames(expr: Expr, count: number): string {
  if (expr.kind === "name") return expr.name;
  if (expr.kind !== "member") return "";
  return count === 1 ? expr.name : `${lastNames(expr.object, count - 1)}.${expr.name}`;
}
