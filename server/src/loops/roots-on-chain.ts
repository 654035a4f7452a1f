/** Lifts a call's history roots through parameters along a call chain, and finds on which level each is created. */

import { creationsOf, type HistoryRoot, sameRoot, type Trace, tracesOf } from "../facts/history";
import type { Located } from "../facts/located";
import { type Mutation, mutationsIn } from "../facts/mutations";
import type { Program } from "../facts/program";
import { argumentForParameter, resolve } from "../facts/resolve";
import { visitCalls } from "../facts/walk";
import type { Chain, Level } from "./chain";

export interface PlacedRoot {
  readonly trace: Trace;
  /** Level in whose function the history lives; the last level where it comes from outside. */
  readonly level: number;
  /** Offsets (relative to that level's function) at which the history is created anew. */
  readonly createdAt: readonly number[];
  /** Nobody on the chain creates it: it outlives the entry (object, module, framework state). */
  readonly persistent: boolean;
  readonly mutations: readonly PlacedMutation[];
}

export interface PlacedMutation {
  readonly mutation: Mutation;
  /** Level in whose function it stands; null for methods and helpers off the chain. */
  readonly level: number | null;
}

/** Every history root of the messages expression, placed on the chain. */
export function rootsOnChain(program: Program, messages: Located, chain: Chain): readonly PlacedRoot[] {
  const traces: { trace: Trace; through: HistoryRoot[] }[] = tracesOf(program, messages).map((trace) => ({
    trace,
    through: [],
  }));
  for (let level = 0; level + 1 < chain.levels.length; level++) {
    const current = chain.levels[level];
    const above = chain.levels[level + 1];
    if (!current || !above) break;
    for (const item of [...traces]) {
      const { root } = item.trace;
      if (root.kind !== "parameter" || root.file !== current.file || root.fn !== current.fn) continue;
      const passed = passedRoots(program, root, above, item.trace);
      for (const trace of passed) {
        if (!traces.some((t) => sameRoot(t.trace.root, trace.root))) {
          traces.push({ trace, through: [...item.through, root] });
        }
      }
    }
  }
  return traces.map(({ trace, through }) => place(program, trace, through, chain));
}

function passedRoots(
  program: Program,
  root: Extract<HistoryRoot, { kind: "parameter" }>,
  above: Level,
  carried: Trace,
): readonly Trace[] {
  const call: Located = { file: above.file, fn: above.fn, expr: above.call };
  const argument = argumentForParameter({ file: root.file, fn: root.fn, call }, root.name);
  if (!argument) return [];
  return tracesOf(program, argument).map((t) => ({
    root: t.root,
    window: t.window ?? carried.window,
    summarised: t.summarised ?? carried.summarised,
    inText: t.inText || carried.inText,
  }));
}

function place(program: Program, trace: Trace, through: readonly HistoryRoot[], chain: Chain): PlacedRoot {
  const { root } = trace;
  const mutations = mutationsOf(program, [root, ...through], chain);
  const top = chain.levels.length - 1;
  if (root.kind === "attribute") {
    const created = attributeCreation(program, root, chain);
    return created
      ? { trace, level: created.level, createdAt: [created.start], persistent: false, mutations }
      : { trace, level: top, createdAt: [], persistent: true, mutations };
  }
  const level = chain.levels.findIndex((l) => l.file === root.file && l.fn === root.fn);
  if (level < 0) return { trace, level: top, createdAt: [], persistent: true, mutations };
  if (root.kind === "parameter" && level < top) {
    return { trace, level: level + 1, createdAt: [], persistent: false, mutations };
  }
  const createdAt = creationsOf(root).map((c) => c.start);
  return { trace, level, createdAt, persistent: root.kind === "state", mutations };
}

/** Where the chain makes a new object of the class, or a method on the chain resets the attribute. */
function attributeCreation(
  program: Program,
  root: Extract<HistoryRoot, { kind: "attribute" }>,
  chain: Chain,
): { readonly level: number; readonly start: number } | undefined {
  const resets = creationsOf(root);
  for (const [level, { file, fn }] of chain.levels.entries()) {
    const method = file.functions[fn];
    const isConstructor = method?.facts.name === "__init__" || method?.facts.name === "constructor";
    const reset = resets.find((c) => c.at.file === file && c.at.fn === fn);
    if (reset && !isConstructor) return { level, start: reset.start };
    let constructed: number | undefined;
    visitCalls(file, fn, (call) => {
      const callee = call.expr.callee;
      const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
      if (constructed !== undefined || name !== root.cls.name) return;
      const value = resolve(program, { ...call, expr: callee });
      if (value.kind === "class" && value.cls === root.cls) constructed = call.expr.range.start;
    });
    if (constructed !== undefined) return { level, start: constructed };
  }
  return undefined;
}

function mutationsOf(
  program: Program,
  roots: readonly HistoryRoot[],
  chain: Chain,
): readonly PlacedMutation[] {
  const found: PlacedMutation[] = [];
  const add = (level: number | null, mutation: Mutation): void => {
    const known = found.some(
      (f) => f.mutation.at.expr === mutation.at.expr && f.mutation.kind === mutation.kind,
    );
    if (!known) found.push({ level, mutation });
  };
  for (const root of roots) {
    for (const [level, { file, fn }] of chain.levels.entries()) {
      for (const mutation of mutationsIn(program, file, fn, root)) add(level, mutation);
      // Closures of the function see the same variable.
      for (const child of file.functions[fn]?.children ?? []) {
        for (const mutation of mutationsIn(program, file, child, root)) add(null, mutation);
      }
    }
    if (root.kind !== "attribute") continue;
    for (const [name, fn] of root.cls.methods) {
      if (name === "__init__" || name === "constructor") continue;
      for (const mutation of mutationsIn(program, root.cls.file, fn, root)) add(null, mutation);
    }
  }
  return found;
}
