/** How what a node reads of a graph's state grows while the graph goes round: by reducers that add, or by nodes that write it as itself and more. */
import { declaringClass, extendsClass } from "../facts/classes";
import { entryRead } from "../facts/entries";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, FileFacts, Stmt } from "../facts/ir";
import { type Located, placeOf } from "../facts/located";
import type { ClassInfo, Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { isSelf } from "../facts/scope";
import { readString } from "../facts/texts";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";
import { namesSummary, partOf, type Window } from "../facts/windows";
import { constantGrowth, growthOf } from "./growth";
import type { PlacedRoot } from "./roots-on-chain";
import type { Growth } from "./run-shape";

/** The nodes of a graph that it comes back to, and the classes that declare its state. */
export interface CircleOfNodes {
  readonly nodes: readonly { readonly file: FileFacts; readonly fn: number }[];
  readonly states: readonly ClassInfo[];
}

/** What a round does to an entry of the state. */
interface Change {
  readonly kind: "adds" | "sums";
  readonly at: Located;
  /** What a reducer leaves of it. */
  readonly window: Window | null;
}

/** What the nodes of a circle write, by the entries' names, and what was found out of them; each node is walked once. */
interface Known {
  readonly writes: ReadonlyMap<string, readonly Located[]>;
  readonly changes: Map<string, Change | null>;
}

const known = new WeakMap<CircleOfNodes, Known>();

/** Writes of one entry that are looked at. */
const MOST_WRITES = 12;

/** Growth of a request on the circle that reads the roots; `template`: what is filled with the state, where it is handed over whole. */
export function growthOnCircle(
  program: Program,
  circle: CircleOfNodes,
  roots: readonly PlacedRoot[],
  template?: Located,
): Growth | undefined {
  for (const { trace } of roots) {
    const keys = trace.headOnly ? [] : keysOf(program, circle, trace.root, template);
    const [change] = keys.flatMap((key) => changeOf(program, circle, key) ?? []);
    if (!change) continue;
    const cut = trace.window ?? change.window;
    if (cut || trace.summarised) return growthOf({ ...trace, window: cut }, []);
    const place = placeOf(change.at);
    return change.kind === "sums"
      ? {
          ...constantGrowth("each round replaces the summary in the graph's state by a newer one"),
          kind: "summarised",
          place,
        }
      : {
          ...constantGrowth("each round adds to what the node reads of the graph's state"),
          kind: "accumulates",
          place,
        };
  }
  return undefined;
}

/** The entries of the state that are read by way of the root. */
function keysOf(
  program: Program,
  { nodes, states }: CircleOfNodes,
  root: PlacedRoot["trace"]["root"],
  template: Located | undefined,
): readonly string[] {
  if (root.kind === "state") return [root.key];
  if (root.kind === "attribute")
    return states.some((state) => extendsClass(program, state, root.cls)) ? [root.name] : [];
  if (root.kind !== "parameter" || !template) return [];
  const { file, fn, name } = root;
  const isState = file.functions[fn]?.facts.params.find((param) => !isSelf(param.name))?.name === name;
  const isOfNode = isState && nodes.some((node) => node.file === file && node.fn === fn);
  return isOfNode ? placesIn(program, template) : [];
}

/** Names of the places that a template has: `ChatPromptTemplate.from_template("{task} {notes}")`. */
function placesIn(program: Program, template: Located): readonly string[] {
  const value = resolve(program, template);
  const call = value.kind === "external-object" ? value.call : null;
  if (call?.expr.kind !== "call") return [];
  const parts = call.expr.args.flatMap(({ value: given }) => eachExpression(given));
  return parts.flatMap((expr) => {
    const text =
      expr.kind === "string" || expr.kind === "name"
        ? readString(program, { ...call, expr })?.value
        : undefined;
    return text ? [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place ?? "") : [];
  });
}

function changeOf(program: Program, circle: CircleOfNodes, key: string): Change | null {
  const { writes, changes } = knownOf(circle);
  const answer = changes.get(key);
  if (answer !== undefined) return answer;
  const change = readChange(program, circle, key, writes.get(key) ?? []);
  changes.set(key, change);
  return change;
}

function knownOf(circle: CircleOfNodes): Known {
  const answer = known.get(circle);
  if (answer) return answer;
  const writes = new Map<string, Located[]>();
  for (const { file, fn } of circle.nodes) {
    for (const part of partsOf(file.functions[fn]?.facts.body ?? [])) {
      for (const [key, expr] of writtenBy(part)) {
        const others = writes.get(key) ?? [];
        if (others.length < MOST_WRITES) others.push({ file, fn, expr });
        writes.set(key, others);
      }
    }
  }
  const found = { writes, changes: new Map<string, Change | null>() };
  known.set(circle, found);
  return found;
}

function readChange(
  program: Program,
  { states }: CircleOfNodes,
  key: string,
  writes: readonly Located[],
): Change | null {
  const [first] = writes;
  if (!first) return null;
  const reducer = states.flatMap((state) => reducerOf(program, state, key) ?? [])[0];
  if (reducer) return { kind: "adds", at: first, window: reducer.window };
  const grown = writes.find(({ file, fn, expr }) => grows(expr, key, file.functions[fn]?.facts.body ?? []));
  if (grown) return { kind: "adds", at: grown, window: null };
  // Whoever writes the summary anew sums up what it reads of the last one.
  const summed = namesSummary(key) && writes.find(({ file, fn }) => readsIn(file, fn, key));
  return summed ? { kind: "sums", at: summed, window: null } : null;
}

/** Entries that a part of a node gives back (`{"notes": [x]}`), or adds to in place (`state["notes"].append(x)`), by name. */
function writtenBy(part: Expr): readonly (readonly [key: string, value: Expr])[] {
  if (part.kind === "dict")
    return part.entries.flatMap(({ key, value }) => (key?.kind === "string" ? [[key.value, value]] : []));
  if (part.kind !== "call" || !addsInPlace(part, () => true) || part.callee.kind !== "member") return [];
  const key = entryRead(part.callee.object)?.key;
  return typeof key === "string" ? [[key, part]] : [];
}

function readsIn(file: FileFacts, fn: number, key: string): boolean {
  return partsOf(file.functions[fn]?.facts.body ?? []).some((part) => reads(part, key));
}

function partsOf(body: readonly Stmt[]): readonly Expr[] {
  return eachStatement(body)
    .flatMap(expressionsOf)
    .flatMap((expr) => eachExpression(expr));
}

/** `state["notes"]`, `state.notes`, `state.get("notes", [])`, also with a default behind it or in a copy. */
function reads(expr: Expr, key: string): boolean {
  if (expr.kind === "binary" && /^(or|\|\||\?\?)$/.test(expr.operator)) return reads(expr.left, key);
  if (expr.kind === "call" && /^(list|copy|deepcopy)$/.test(lastNameOf(expr.callee))) {
    const copied = expr.args[0]?.value ?? (expr.callee.kind === "member" ? expr.callee.object : undefined);
    return copied !== undefined && reads(copied, key);
  }
  return entryRead(expr)?.key === key;
}

/** Whether the value is the entry itself and more: `state["notes"] + [x]`, `[*state["notes"], x]`, `f"{state['log']}\n{x}"`, also behind a name. */
function grows(value: Expr, key: string, body: readonly Stmt[]): boolean {
  if (value.kind === "call" && addsInPlace(value, (list) => reads(list, key))) return true;
  const assigned = eachStatement(body).filter((stmt) => stmt.kind === "assign");
  const given = (name: string): readonly Expr[] =>
    assigned.flatMap(({ target, value: each, operator }) =>
      target.kind === "name" && target.name === name && each && operator === "=" ? [each] : [],
    );
  const isEntry = (expr: Expr): boolean =>
    reads(expr, key) || (expr.kind === "name" && given(expr.name).some((each) => reads(each, key)));
  const isMore = (expr: Expr): boolean => {
    if (expr.kind === "binary" && expr.operator === "+")
      return [expr.left, expr.right].some((side) => isEntry(side) || isMore(side));
    if (expr.kind === "list") return expr.items.some((item) => item.kind === "spread" && isEntry(item.value));
    return expr.kind === "template" && expr.parts.some((part) => typeof part !== "string" && isEntry(part));
  };
  if (isMore(value)) return true;
  if (value.kind !== "name") return false;
  const { name } = value;
  const isOwn = (expr: Expr): boolean => expr.kind === "name" && expr.name === name;
  const isAddedTo =
    assigned.some(({ target, operator }) => operator === "+=" && isOwn(target)) ||
    partsOf(body).some((part) => addsInPlace(part, isOwn));
  return given(name).some((each) => isMore(each) || (isAddedTo && isEntry(each)));
}

/** `notes.append(x)`. */
function addsInPlace(part: Expr, isList: (expr: Expr) => boolean): boolean {
  if (part.kind !== "call" || part.callee.kind !== "member") return false;
  return /^(append|extend|push)$/.test(part.callee.name) && isList(part.callee.object);
}

/** The reducer beside the entry's type, where it adds: `notes: Annotated[list, operator.add]`. */
function reducerOf(
  program: Program,
  state: ClassInfo,
  key: string,
): { readonly window: Window | null } | undefined {
  const [binding] = declaringClass(program, state, key).attributes.get(key) ?? [];
  const annotation = binding?.kind === "assign" || binding?.kind === "parameter" ? binding.annotation : null;
  const type = annotation?.expr;
  if (!annotation || type?.kind !== "index" || lastNameOf(type.object) !== "Annotated") return undefined;
  const reducer = type.index.kind === "list" ? type.index.items[1] : undefined;
  if (!reducer) return undefined;
  const value = resolve(program, { ...annotation, expr: reducer });
  if (value.kind !== "function") return ADDS.test(lastNameOf(reducer)) ? { window: null } : undefined;
  const { file, fn } = value;
  const parts = partsOf(file.functions[fn]?.facts.body ?? []);
  const cut = parts.flatMap((expr) => partOf(program, { file, fn, expr })?.window ?? [])[0];
  const joins = parts.some(
    (part) =>
      (part.kind === "binary" && part.operator === "+") ||
      part.kind === "spread" ||
      addsInPlace(part, () => true),
  );
  return joins ? { window: cut ?? null } : undefined;
}

/** Reducers of libraries that add: `operator.add`, `add_messages`. */
const ADDS = /^(i?add|add_messages|i?concat)$/;
