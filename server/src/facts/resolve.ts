/** Follows names, members, imports and calls to what an expression stands for. Pure, depth-limited, cycle-safe by depth. */

import { annotated, genericClass, heldByType, memberOfShape } from "./annotations";
import { argumentForParameter, argumentOf, constructorFrame, entryOf, fieldOf } from "./arguments";
import { baseFrame } from "./base-calls";
import { isImporter } from "./computed-modules";
import { factoryCall, givenByCall } from "./data-fields";
import { isLookUp } from "./entries";
import { withoutExceptions } from "./exceptions";
import { ExpressionMemo } from "./expression-memo";
import { lastNameOf } from "./expression-text";
import { handedBack } from "./handed-back";
import type { Expr, FileFacts } from "./ir";
import { takenOf } from "./iterated";
import { keptObjects } from "./kept-objects";
import type { Frame, Located } from "./located";
import { loopItems, someItem } from "./loop-items";
import { fittingBindings } from "./matching-tests";
import { mergedTable } from "./merged-tables";
import { type Follower, MAX_DEPTH, MAX_STEPS, ModuleValues } from "./module-values";
import { outerAssignments } from "./outer-assignments";
import { heirAsked, objectOfMethod } from "./own-object";
import type { Binding, ClassInfo, Program, Value } from "./program";
import { enclosingClass, isSelf, lookUp, partsElsewhere } from "./scope";
import { isShape, isShapeValue } from "./shapes";
import { withoutFallbacks } from "./stand-ins";
import { anyEntry, isUpdateOf, keysOf, namedEntry, onlyEntered, spreadEntry } from "./table-entries";
import {
  called,
  chosenOf,
  holdsUse,
  isCallable,
  isConcrete,
  isLiteral,
  isObject,
  isOpen,
  nowhere,
  outermost,
  UNKNOWN,
  withFrame,
} from "./values";
import { eachStatement } from "./walk";
import { inForce } from "./wrapped-attributes";

export { argumentForParameter, argumentOf };

/** Branches followed per expression: beyond this the answer is no longer one. */
const MAX_BRANCHES = 8;
/** Objects a factory may return: one per provider. */
const MAX_RETURNS = 24;

/** The best single answer: an answer that ends in something concrete is preferred to an unknown one. */
export function resolve(program: Program, at: Located): Value {
  const values = resolveAll(program, at);
  return values.find((value) => isConcrete(value)) ?? values[0] ?? UNKNOWN;
}

/** Every branch: conditional expressions, `or` and `??`, and several assignments of one name. */
export function resolveAll(program: Program, at: Located): readonly Value[] {
  return followed(program, at).values;
}

/** The types that only say what the expression looks like: its interface, where its class is not known. */
export function shapesOf(program: Program, at: Located): readonly ClassInfo[] {
  return followed(program, at).shapes;
}

interface Followed {
  readonly values: readonly Value[];
  readonly shapes: readonly ClassInfo[];
}

const memo = new ExpressionMemo<Followed>();

function followed(program: Program, at: Located): Followed {
  return memo.get(program, at, () => {
    const all = new Resolver(program).expression(at, 0);
    const shapes = all.flatMap((value) => (isShapeValue(value) ? [value.cls] : []));
    return { values: shapes.length > 0 ? all.filter((value) => !isShapeValue(value)) : all, shapes };
  });
}

class Resolver implements Follower {
  private steps = 0;
  private isInKept = false;
  private readonly modules: ModuleValues;

  constructor(private readonly program: Program) {
    this.modules = new ModuleValues(program, this);
  }

  /** Counts a step. Names of modules and classes count like expressions: re-exports and bases in circles multiply, too. */
  isSpent(): boolean {
    return ++this.steps > MAX_STEPS;
  }

  expression(at: Located, depth: number): readonly Value[] {
    if (depth > MAX_DEPTH || this.isSpent()) return [UNKNOWN];
    const { expr } = at;
    switch (expr.kind) {
      case "name":
        return this.name(at, expr.name, depth);
      case "member":
        return this.member(at, expr, depth);
      case "index":
        return this.index(at, expr, depth);
      case "call":
        return this.call(at, expr, depth);
      case "await":
      case "spread":
      case "assignment":
        return this.expression({ ...at, expr: expr.value }, depth + 1);
      case "conditional":
        return this.branches(at, [expr.then, expr.otherwise], depth);
      case "binary":
        if (expr.operator === "or" || expr.operator === "||" || expr.operator === "??") {
          return this.branches(at, [expr.left, expr.right], depth);
        }
        return [{ kind: "expression", at }];
      case "function": {
        const child = at.file.functions[at.fn]?.children[expr.child];
        return child === undefined ? [UNKNOWN] : [{ kind: "function", file: at.file, fn: child }];
      }
      default:
        return [{ kind: "expression", at }];
    }
  }

  private further(depth: number): (at: Located) => readonly Value[] {
    return (at) => this.expression(at, depth + 1);
  }

  private branches(at: Located, parts: readonly Expr[], depth: number): readonly Value[] {
    return parts.flatMap((part) => this.expression({ ...at, expr: part }, depth + 1)).slice(0, MAX_BRANCHES);
  }

  private name(at: Located, name: string, depth: number): readonly Value[] {
    if (isSelf(name)) {
      const cls = enclosingClass(at.file, at.fn);
      if (cls && name === "cls") return [{ kind: "class", cls: heirAsked(at, this.further(depth)) ?? cls }];
      if (cls) return [{ kind: "instance", cls, call: null }];
    }
    const found = lookUp(at.file, at.fn, name);
    if (!found) {
      const set = this.setElsewhere(at.file, 0, name, [], depth);
      return set.length > 0 ? set : this.modules.starImport(at, name, depth);
    }
    return this.bindings(at, found.fn, name, found.bindings, depth);
  }

  /** All ways the name gets a value; where one assignment in the same function stands before the use, later ones are ignored. */
  bindings(
    at: Located,
    scope: number,
    name: string,
    bindings: readonly Binding[],
    depth: number,
  ): readonly Value[] {
    const own = withoutFallbacks(at, scope, bindings);
    const others = scope === at.fn ? own.filter((b) => !holdsUse(b, at)) : own;
    const before = scope === at.fn ? others.filter((b) => b.start <= at.expr.range.start) : bindings;
    const visible = before.length > 0 ? before : others;
    const candidates = visible.length > 0 ? visible : bindings;
    const plain = candidates.filter((b) => b.kind !== "assign" || b.operator === "=");
    const use = scope === at.fn ? at.expr.range.start : undefined;
    const usual = withoutExceptions(at.file, scope, name, plain.length > 0 ? plain : candidates, use);
    const ordered = [...usual].reverse().slice(0, MAX_BRANCHES);
    const values = ordered.flatMap((binding) => this.binding(at, scope, name, binding, depth));
    const set = values.every(isOpen) ? this.setElsewhere(at.file, scope, name, values, depth) : [];
    if (set.length > 0) return set;
    return values.length > 0 ? values.slice(0, MAX_RETURNS) : [UNKNOWN];
  }

  /** Objects that functions give a variable outside of them, where it holds none from the start but for what its type says. */
  private setElsewhere(file: FileFacts, scope: number, name: string, typed: readonly Value[], depth: number) {
    const set = outerAssignments(file, scope, name).slice(0, MAX_BRANCHES);
    const values = set.flatMap(({ fn, binding }) =>
      this.binding({ ...outermost(file, name), fn }, fn, name, binding, depth + 1),
    );
    return chosenOf(values, typed);
  }

  private binding(
    at: Located,
    scope: number,
    name: string,
    binding: Binding,
    depth: number,
  ): readonly Value[] {
    const frame = at.frame;
    switch (binding.kind) {
      case "assign": {
        const value = withFrame(binding.value, frame);
        const given = this.expression(value, depth + 1);
        const values = this.into(this.made(given, depth) ?? given, binding.path, depth);
        if (binding.annotation && !values.some(isConcrete)) {
          const { objects, shapes } = this.promised(binding.annotation, depth);
          return objects.length > 0 ? objects : [...values, ...shapes];
        }
        return values;
      }
      case "parameter":
        return this.parameter(at, scope, name, binding, depth);
      case "loop":
        return loopItems(
          withFrame(binding.iterable, frame),
          binding.path,
          this.further(depth),
          (values, rest) => this.into(values, rest, depth),
        );
      case "function":
        return [{ kind: "function", file: at.file, fn: binding.fn }];
      case "class":
        return [{ kind: "class", cls: binding.cls }];
      case "import":
        return this.modules.imported(at.file, binding.module, binding.imported, name, depth);
    }
  }

  /** What the factory of a data class's field makes. */
  private made([value]: readonly Value[], depth: number): readonly Value[] | undefined {
    const call = value && factoryCall(value);
    if (call?.expr.kind !== "call") return undefined;
    const values = this.call(call, call.expr, depth + 1);
    return values.some((made) => isObject(made) || isLiteral(made)) ? values : undefined;
  }

  private parameter(
    at: Located,
    scope: number,
    name: string,
    binding: Extract<Binding, { kind: "parameter" }>,
    depth: number,
  ): readonly Value[] {
    const passed = this.passed(at, scope, binding.name);
    if (passed) return this.expression(passed, depth + 1);
    const { objects, shapes } = this.promised(binding.annotation, depth);
    const values = [...objects];
    if (binding.defaultValue) values.push(...this.expression(binding.defaultValue, depth + 1));
    const concrete = values.filter(isConcrete);
    return concrete.length > 0
      ? concrete
      : [{ kind: "parameter", file: at.file, fn: scope, name }, ...shapes];
  }

  /** The argument the followed call gave for a parameter of its target. */
  private passed(at: Located, scope: number, name: string): Located | undefined {
    const frame = at.frame;
    if (!frame || frame.file !== at.file || frame.fn !== scope || frame.call.expr.kind !== "call")
      return undefined;
    return argumentForParameter(frame, name);
  }

  private member(at: Located, expr: Extract<Expr, { kind: "member" }>, depth: number): readonly Value[] {
    if (expr.object.kind === "name" && isSelf(expr.object.name)) {
      const own = objectOfMethod(at, this.further(depth));
      const given = own && givenByCall(own.cls, own.made, expr.name);
      if (given) return this.expression(given, depth + 1);
      if (own) return this.attribute(own.cls, expr.name, depth, own.frame, at);
    }
    const held = heldByType(at, expr, depth, (type, deeper) => this.expression(type, deeper));
    if (held.length > 0) return held;
    const objects = this.expression({ ...at, expr: expr.object }, depth + 1);
    const values = objects.flatMap((object) => this.memberOf(object, expr.name, at, depth));
    // What a type tells goes before the mere reading of it.
    if (objects.some(isShapeValue) && values.some(isObject)) return values.filter(isObject);
    return values.length > 0 ? values : [{ kind: "expression", at }];
  }

  private memberOf(object: Value, name: string, at: Located, depth: number): readonly Value[] {
    switch (object.kind) {
      case "external":
        return [{ kind: "external", name: { ...object.name, path: [...object.name.path, name] } }];
      case "external-object": {
        const field = object.steps.length === 0 ? fieldOf(object.call, name) : undefined;
        if (field) return this.expression(field, depth + 1);
        return [{ ...object, steps: [...object.steps, { name, call: null }] }];
      }
      case "instance": {
        if (isShape(object.cls))
          return memberOfShape(object.cls, name, depth, (part, deeper) => this.expression(part, deeper));
        const field = fieldOf(object.call, name);
        if (field) return this.expression(field, depth + 1);
        const given = givenByCall(object.cls, object.call, name);
        const values = given ? this.expression(given, depth + 1) : [];
        // Where nobody can tell what is given, the type of the field still says what it is.
        const tells = (v: Value): boolean => isObject(v) || isLiteral(v) || /^(function|class)$/.test(v.kind);
        if (values.some(tells)) return values;
        const frame = object.call ? constructorFrame(object.cls, object.call) : undefined;
        const own = this.attribute(object.cls, name, depth, frame);
        // What a call gives stands before the field's default, whether anybody can read it or not.
        return given ? [...own.filter((value) => !isLiteral(value)), ...values] : own;
      }
      case "class":
        return this.attribute(object.cls, name, depth, undefined);
      case "module":
        return this.modules.exported(object.file, name, depth + 1);
      case "expression": {
        const field = fieldOf(object.at, name);
        if (field) return this.expression(field, depth + 1);
        return this.entry(object.at, name, depth) ?? [{ kind: "expression", at }];
      }
      default:
        return [{ kind: "expression", at }];
    }
  }

  /** Attribute or method of a class, searched through its bases. */
  private attribute(
    cls: ClassInfo,
    name: string,
    depth: number,
    frame: Frame | undefined,
    use?: Located,
  ): readonly Value[] {
    if (depth > MAX_DEPTH || this.isSpent()) return [UNKNOWN];
    const method = cls.methods.get(name);
    if (method !== undefined) return [{ kind: "function", file: cls.file, fn: method }];
    const kept = cls.attributes.get(name) ?? [];
    const bindings = inForce(use ? fittingBindings(kept, use) : kept, name, use, this.further(depth));
    if (bindings.length > 0) {
      const values = [...bindings]
        .reverse()
        .slice(0, MAX_BRANCHES)
        .flatMap((binding) => {
          const home = binding.kind === "assign" ? binding.value.fn : cls.fn;
          const at: Located = { ...outermost(cls.file, name), fn: home };
          return this.binding(frame ? { ...at, frame } : at, home, name, binding, depth + 1);
        });
      const concrete = values.filter(isConcrete);
      return concrete.length > 0 ? concrete : values;
    }
    const bases = cls.bases.flatMap((base) => {
      const value = this.expression(base, depth + 1)[0];
      return value?.kind === "class" && value.cls !== cls ? [value.cls] : [];
    });
    for (const other of [...bases, ...partsElsewhere(this.program, cls)]) {
      if (bases.length === 0 && !other.methods.has(name) && !other.attributes.has(name)) continue;
      const inherited = this.attribute(other, name, depth + 1, baseFrame(cls, other, frame));
      if (inherited.some((v) => v.kind !== "unknown")) return inherited;
    }
    return [{ kind: "unknown", reason: `\`${name}\` is not assigned in class ${cls.name}` }];
  }

  private index(at: Located, expr: Extract<Expr, { kind: "index" }>, depth: number): readonly Value[] {
    const generic = genericClass(at, expr, this.further(depth));
    if (generic) return generic;
    const keys = keysOf({ ...at, expr: expr.index }, this.further(depth));
    const values = this.chosen({ ...at, expr: expr.object }, keys, depth);
    if (values.length > 0) return values;
    const kept = this.kept(at, depth);
    return kept.length > 0 ? kept : [{ kind: "expression", at }];
  }

  /** `users[id]` of a collection: objects of the workspace's classes that its file puts there, or that it makes by itself. */
  private kept(at: Located, depth: number): readonly Value[] {
    // What is kept is made where it is kept: entries of entries would multiply.
    if (this.isInKept) return [];
    this.isInKept = true;
    const objects = keptObjects(at, this.further(depth + 1)).slice(0, MAX_BRANCHES);
    this.isInKept = false;
    return objects;
  }

  /** The entry of a literal under the key; under a key that is known only at run time every object and function it holds. */
  private chosen(holder: Located, keys: readonly (string | number)[], depth: number): readonly Value[] {
    const held = this.expression(holder, depth + 1).flatMap((value) =>
      value.kind === "expression" ? [value.at] : [],
    );
    const literals = held.flatMap((at) => anyEntry(at, MAX_RETURNS, this.further(depth)));
    if (keys.length > 0) {
      const found = keys.flatMap((key) => literals.flatMap((at) => this.entry(at, key, depth) ?? []));
      // Of several records one is taken at run time: its function is one of these, its text is none of them.
      return literals.length > held.length
        ? found.filter((value) => isCallable(value) || isObject(value))
        : found;
    }
    const all = literals.flatMap((at) => this.items(at, depth)).slice(0, MAX_RETURNS);
    return all.filter((value) => isCallable(value) || isObject(value));
  }

  /** What a literal holds, or a list that is made item by item: `keys.map((key) => new OpenAI({ apiKey: key }))`. */
  private items({ expr, ...at }: Located, depth: number): readonly Value[] {
    const each = (parts: readonly Expr[]): readonly Value[] =>
      parts.slice(0, MAX_RETURNS).flatMap((part) => this.expression({ ...at, expr: part }, depth + 1));
    if (expr.kind === "list") return each(expr.items);
    if (expr.kind === "dict") return each(expr.entries.map(({ value }) => value));
    if (expr.kind === "comprehension") return each([expr.element]);
    const makes = expr.kind === "call" && lastNameOf(expr.callee) === "map" ? expr.args[0]?.value : undefined;
    const child = makes?.kind === "function" ? at.file.functions[at.fn]?.children[makes.child] : undefined;
    return child === undefined ? [] : this.returned(at.file, child, { ...at, expr }, depth);
  }

  /** Entry of a dict or list literal; undefined when the value is no such literal or has no such entry. */
  private entry(at: Located, key: string | number, depth: number): readonly Value[] | undefined {
    const found = entryOf(at.expr, key) ?? namedEntry(at, key, this.further(depth)) ?? onlyEntered(at, key);
    if (found) return this.expression({ ...at, expr: found }, depth + 1);
    return spreadEntry(at.expr, (value) => {
      const spread = this.expression({ ...at, expr: value }, depth + 1).find(
        (each) => !isUpdateOf(each, value),
      );
      const inner = spread?.kind === "expression" ? this.entry(spread.at, key, depth + 1) : undefined;
      return inner && spread?.kind === "expression" ? { table: spread.at.expr, inner } : undefined;
    });
  }

  private into(
    values: readonly Value[],
    path: readonly (string | number)[],
    depth: number,
  ): readonly Value[] {
    let current = values;
    for (const step of path) {
      current = current.flatMap((value) => {
        if (value.kind === "expression") return this.entry(value.at, step, depth) ?? [UNKNOWN];
        if (typeof step === "string") return this.memberOf(value, step, nowhere(value), depth);
        return [UNKNOWN];
      });
    }
    return current;
  }

  private call(at: Located, expr: Extract<Expr, { kind: "call" }>, depth: number): readonly Value[] {
    const table = mergedTable(at, this.further(depth));
    if (table) return [{ kind: "expression", at: table }];
    if (isLookUp(expr)) {
      const key = expr.args[0]?.value;
      const found = this.chosen(
        { ...at, expr: expr.callee.object },
        key ? keysOf({ ...at, expr: key }, this.further(depth)) : [],
        depth,
      );
      if (found.length > 0) return found;
      const kept = this.kept(at, depth);
      if (kept.length > 0) return kept;
    }
    const taken = takenOf(expr);
    const objects = taken ? someItem({ ...at, expr: taken }, this.further(depth)) : [];
    if (objects.length > 0) return objects;
    const callees = this.expression({ ...at, expr: expr.callee }, depth + 1);
    return callees.flatMap((callee): readonly Value[] => {
      switch (callee.kind) {
        case "external":
          if (isImporter(callee.name)) return this.modules.importedByCall(at, depth);
          return [
            { kind: "external-object", origin: callee.name, call: at, steps: [] },
            ...handedBack(at, this.inPlace(at, depth)),
          ];
        case "external-object":
          return [{ ...callee, ...called(callee, at) }, ...handedBack(at, this.inPlace(at, depth))];
        case "class":
          return [{ kind: "instance", cls: callee.cls, call: at }];
        case "function":
          return this.returned(callee.file, callee.fn, at, depth);
        case "instance":
          // An object that is called runs its class's `__call__`.
          return this.returned(callee.cls.file, callee.cls.methods.get("__call__") ?? -1, at, depth);
        default:
          return [{ kind: "expression", at }];
      }
    });
  }

  private inPlace(at: Located, depth: number): (child: number) => readonly Value[] {
    return (child) => this.returned(at.file, child, at, depth);
  }

  /** What a workspace function returns, with the call's arguments standing for its parameters. */
  private returned(file: FileFacts, fn: number, call: Located, depth: number): readonly Value[] {
    const node = file.functions[fn];
    if (!node || depth > MAX_DEPTH) return [{ kind: "expression", at: call }];
    const frame: Frame = { file, fn, call };
    const values: Value[] = [];
    for (const stmt of eachStatement(node.facts.body)) {
      if (stmt.kind !== "return" || !stmt.value || values.length >= MAX_RETURNS) continue;
      const found = this.expression({ file, fn, expr: stmt.value, frame }, depth + 2);
      // What no test guards is the rule, a text that is returned before it the exception.
      if (node.facts.body.includes(stmt) && found.every(isLiteral)) values.unshift(...found);
      else values.push(...found);
    }
    const useful = values.filter((value) => isObject(value) || isLiteral(value) || isCallable(value));
    const { returns } = node.facts;
    // Go's types are checked: what comes out of a `sync.Map` is what the function says it is.
    if (useful.length > 0 && (file.language !== "go" || !useful.every(isObject))) return useful;
    const { objects, shapes } = this.promised(returns && { file, fn, expr: returns }, depth);
    const known = [...useful, ...objects];
    return known.length > 0 ? known : [{ kind: "expression", at: call }, ...shapes];
  }

  /** What a type promises: objects, or, where it only says what they look like, shapes. */
  private promised(type: Located | null, depth: number): Record<"objects" | "shapes", readonly Value[]> {
    const found = type ? annotated(type, depth, (at, deeper) => this.expression(at, deeper)) : [];
    const shapes = found.filter(isShapeValue);
    return { objects: shapes.length > 0 ? found.filter((value) => !isShapeValue(value)) : found, shapes };
  }
}
