/** The model a program sets for all objects that name none: `dspy.configure(lm=lm)`, `Settings.llm = OpenAI(...)`. */
import type { Expr, FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { callsIn, eachStatement } from "../facts/walk";
import type { Sdk } from "../sdks/sdk";
import { hasImport } from "./imports";
import { isPackageOf } from "./tables";
import { readWay } from "./ways";

type Settings = ReadonlyMap<FileFacts, readonly Located[]>;

const known = new WeakMap<Program, Map<Sdk, Settings>>();

/** Models set in the file, or, where the file sets none, in the only file of the program that does. */
export function ambientModel(program: Program, file: FileFacts, sdk: Sdk): Located | undefined {
  if (!sdk.ambient) return undefined;
  const settings = settingsOf(program, sdk);
  const own = settings.get(file);
  if (own) return own[0];
  const [only, ...others] = [...settings.values()];
  return others.length === 0 ? only?.[0] : undefined;
}

function settingsOf(program: Program, sdk: Sdk): Settings {
  let bySdk = known.get(program);
  if (!bySdk) {
    bySdk = new Map();
    known.set(program, bySdk);
  }
  let settings = bySdk.get(sdk);
  if (!settings) {
    const files = program.files.filter((file) => hasImport(file, sdk));
    const found = files.map((file) => [file, settingsIn(program, file, sdk)] as const);
    settings = new Map(found.filter(([, models]) => models.length > 0));
    bySdk.set(sdk, settings);
  }
  return settings;
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
