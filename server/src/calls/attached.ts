/** What is added to an object after it was made: `@agent.tool` above a function, `pipeline.add_component("llm", model)`. */
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts } from "../facts/ir";
import { readDict, readList } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { enclosingClass } from "../facts/scope";
import { readString } from "../facts/texts";
import { callsIn, eachStatement } from "../facts/walk";
import type { Attachment, Way } from "../sdks/sdk";
import type { SdkObject } from "./sdk-object";
import { callBehind, type RoleSource, readWay } from "./ways";

/** Values added in the file that made the object, in source order. */
export function attachedTo(
  program: Program,
  object: SdkObject,
  role: Attachment["role"],
): readonly Located[] {
  const rules = object.attached.filter((rule) => rule.role === role);
  const maker = object.sources[object.sources.length - 1]?.call;
  if (rules.length === 0 || !maker) return [];
  const { file } = maker;
  const isOwn = (at: Located): boolean => isMadeBy(program, at, maker.expr);
  return rules.flatMap((rule) =>
    rule.isOnMethods ? returnedByMethods(maker, rule) : added(program, file, rule, isOwn),
  );
}

/** Models added to the object; where the call or what it is made on asks for one by its name, that one. */
export function modelsAddedTo(
  program: Program,
  object: SdkObject,
  sources: readonly RoleSource[],
): readonly Located[] {
  const all = attachedTo(program, object, "model");
  const ids = object.attached.flatMap(({ role, id }) => (role === "model" && id ? [id] : []));
  if (all.length < 2 || ids.length === 0) return all;
  const asked = ids.flatMap((id) => sources.flatMap(({ call }) => textsAt(program, call, id.asked)));
  const chosen = all.filter((model) => {
    const made = callBehind(program, model);
    return (
      made !== null && ids.some(({ own }) => textsAt(program, made, own).some((name) => asked.includes(name)))
    );
  });
  return chosen.length > 0 ? chosen : all;
}

function textsAt(program: Program, call: Located, ways: readonly Way[]): readonly string[] {
  return ways.flatMap((way) => {
    const at = readWay(program, call, way);
    const text = at ? readString(program, at)?.value : undefined;
    return text === undefined ? [] : [text];
  });
}

function added(
  program: Program,
  file: FileFacts,
  rule: Attachment,
  isOwn: (at: Located) => boolean,
): readonly Located[] {
  return [
    ...(rule.way === undefined ? decorated(file, rule, isOwn) : []),
    ...called(program, file, rule, isOwn),
  ];
}

/** Decorated methods of the class whose method makes the object: what each returns, in source order. */
function returnedByMethods(maker: Located, rule: Attachment): readonly Located[] {
  const { file } = maker;
  const methods = enclosingClass(file, maker.fn)?.methods.values() ?? [];
  return [...methods].flatMap((fn): readonly Located[] => {
    const facts = file.functions[fn]?.facts;
    if (!facts?.decorators.some((d) => d.kind === "name" && rule.names.includes(d.name))) return [];
    return [...eachStatement(facts.body)].flatMap((stmt) =>
      stmt.kind === "return" && stmt.value ? [{ file, fn, expr: stmt.value }] : [],
    );
  });
}

function decorated(file: FileFacts, rule: Attachment, isOwn: (at: Located) => boolean): readonly Located[] {
  return file.functions.flatMap((node) =>
    node.facts.decorators.flatMap((decorator): readonly Located[] => {
      const member = decorator.kind === "call" ? decorator.callee : decorator;
      if (member.kind !== "member" || !rule.names.includes(member.name)) return [];
      if (!isOwn({ file, fn: node.parent, expr: member.object })) return [];
      const { name, nameRange } = node.facts;
      return [{ file, fn: node.parent, expr: { kind: "name", name, range: nameRange } }];
    }),
  );
}

function called(
  program: Program,
  file: FileFacts,
  rule: Attachment,
  isOwn: (at: Located) => boolean,
): readonly Located[] {
  return file.functions.flatMap((_, fn) =>
    callsIn(file, fn).flatMap(({ call }): readonly Located[] => {
      const { callee } = call;
      if (!rule.names.includes(lastNameOf(callee))) return [];
      const whole = { file, fn, expr: call };
      const member = callee.kind === "member" ? { file, fn, expr: callee.object } : undefined;
      const holder = rule.to === undefined ? member : readWay(program, whole, rule.to);
      if (!holder || !isOwn(holder)) return [];
      const at = readWay(program, whole, rule.way ?? "#0");
      return at ? addedAtOnce(program, at) : [];
    }),
  );
}

/** `add_modules({"llm": llm, "prompt": prompt})`, `add_chain([prompt, llm])`: each is added. */
function addedAtOnce(program: Program, at: Located): readonly Located[] {
  if (at.expr.kind === "dict") return readDict(program, at)?.map(({ value }) => value) ?? [at];
  return at.expr.kind === "list" ? (readList(program, at) ?? [at]) : [at];
}

function isMadeBy(program: Program, at: Located, maker: Expr): boolean {
  const value = resolve(program, at);
  return value.kind === "external-object" && value.call?.expr === maker;
}

/** The values as one list, so that they read like an argument. */
export function asList(values: readonly Located[]): Located | undefined {
  const [first] = values;
  if (!first) return undefined;
  const items = values.filter((v) => v.file === first.file && v.fn === first.fn).map((v) => v.expr);
  return { ...first, expr: { kind: "list", items, range: first.expr.range } };
}
