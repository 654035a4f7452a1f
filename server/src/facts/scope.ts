/** What each name of a function, a module or a class is bound to. Built once per FileFacts value. */
import { addTo } from "../base/grouped";
import { entryOf } from "./arguments";
import { type Counted, countedThrough, listCounted } from "./counted-loops";
import { type Expr, type FileFacts, isScript, type Stmt } from "./ir";
import { literalFields } from "./literal-fields";
import type { Located } from "./located";
import { defaultOf } from "./option-defaults";
import { assignmentsIn, hasClass, isMadeOutside, isStoreOutside } from "./outline";
import type { Binding, ClassInfo, Program } from "./program";
import { isSelf } from "./self";
import { declaresType } from "./shapes";
import { testsAround } from "./tests-around";
import { eachExpression, type LoopStatement } from "./walk";

export { isSelf };

export type Bindings = ReadonlyMap<string, readonly Binding[]>;

interface FileScopes {
  readonly functions: Map<number, Bindings>;
  classes: readonly ClassInfo[] | null;
}

/** Scopes die with the facts they describe. */
const scopesOf = new WeakMap<FileFacts, FileScopes>();

/** Names bound in the function itself (parameters included), in source order of their bindings. */
export function bindingsOf(file: FileFacts, fn: number): Bindings {
  const scopes = fileScopes(file);
  const known = scopes.functions.get(fn);
  if (known) return known;
  const collector = new Collector(file, fn);
  collector.parameters();
  collector.block(file.functions[fn]?.facts.body ?? []);
  collector.addTypes();
  if (fn > 0) collector.dropOuterNames();
  scopes.functions.set(fn, collector.found);
  return collector.found;
}

/** The nearest enclosing function that binds the name. */
export function lookUp(
  file: FileFacts,
  fn: number,
  name: string,
): { readonly fn: number; readonly bindings: readonly Binding[] } | undefined {
  for (let scope = fn; scope >= 0; scope = file.functions[scope]?.parent ?? -1) {
    const bindings = bindingsOf(file, scope).get(name);
    if (bindings) return { fn: scope, bindings };
  }
  return undefined;
}

/** Every class of the file, outermost first. */
export function classesOf(file: FileFacts): readonly ClassInfo[] {
  const scopes = fileScopes(file);
  if (scopes.classes) return scopes.classes;
  const found: ClassInfo[] = [];
  file.functions.forEach((node, fn) => {
    if (!hasClass(node.facts)) return;
    for (const bindings of bindingsOf(file, fn).values()) {
      for (const binding of bindings) if (binding.kind === "class") found.push(binding.cls);
    }
  });
  scopes.classes = found;
  return found;
}

/** Go: the same type as other files of the package have it; its methods may stand in any of them. */
export function partsElsewhere(program: Program, cls: ClassInfo): readonly ClassInfo[] {
  const siblings = program.packageOf?.(cls.file.path) ?? [];
  return siblings.flatMap((file) => classesOf(file).filter(({ name, fn }) => name === cls.name && fn === 0));
}

/** The class whose method (or method-local function) `fn` is. */
export function enclosingClass(file: FileFacts, fn: number): ClassInfo | undefined {
  for (let index = fn; index > 0; index = file.functions[index]?.parent ?? -1) {
    const node = file.functions[index];
    if (node?.className) {
      return classesOf(file).find((cls) => cls.fn === node.parent && cls.name === node.className);
    }
  }
  return undefined;
}

function fileScopes(file: FileFacts): FileScopes {
  let scopes = scopesOf.get(file);
  if (!scopes) {
    scopes = { functions: new Map(), classes: null };
    scopesOf.set(file, scopes);
  }
  return scopes;
}

class Collector {
  readonly found = new Map<string, Binding[]>();
  private readonly types: Extract<Stmt, { kind: "class" }>[] = [];
  /** Loops around what is read that count through a list. */
  private readonly counted: Counted[] = [];

  constructor(
    private readonly file: FileFacts,
    private readonly fn: number,
  ) {}

  parameters(): void {
    const facts = this.file.functions[this.fn]?.facts;
    for (const param of facts?.params ?? []) {
      const annotation = param.annotation ? this.at(param.annotation) : null;
      const start = param.range.start;
      if (param.kind !== "pattern") {
        const { value, isOption } = facts ? defaultOf(facts, param) : { value: null, isOption: false };
        const defaultValue = value ? this.at(value) : null;
        const { name } = param;
        this.add(name, { kind: "parameter", name, annotation, defaultValue, isOption, start });
        continue;
      }
      for (const part of param.pattern) {
        // `({ model } = { model: "gpt-5" })` gives a default to the whole, and so to its parts.
        const whole = param.defaultValue ? entryOf(param.defaultValue, part.property) : undefined;
        const value = part.defaultValue ?? whole;
        const defaultValue = value ? this.at(value) : null;
        this.add(part.name, {
          kind: "parameter",
          name: part.property,
          annotation: annotation && partOf(annotation, part.property),
          defaultValue,
          start,
        });
      }
    }
  }

  block(body: readonly Stmt[]): void {
    for (const stmt of body) this.statement(stmt);
  }

  /** Types have names of their own: `const Plan = z.object(…)` and `type Plan = z.infer<typeof Plan>` are two, and the value is meant. */
  addTypes(): void {
    for (const stmt of this.types) {
      if (this.found.has(stmt.name)) continue;
      this.add(stmt.name, { kind: "class", cls: this.classInfo(stmt), start: stmt.range.start });
    }
  }

  /**
   * `total += 1` where nothing else binds the name: it belongs to a scope outside (in Python by `global` or `nonlocal`). Of those declared so
   * only what begins as a list or a table outside: what is set once, such as a client or a model, stands in the function that sets it.
   */
  dropOuterNames(): void {
    for (const name of this.file.functions[this.fn]?.facts.outerNames ?? []) {
      if (isStoreOutside(this.file, this.fn, name) || this.isReplacedOutside(name)) this.found.delete(name);
    }
    for (const [name, bindings] of this.found) {
      const builds = bindings.every(
        (b) =>
          b.kind === "assign" && (b.operator !== "=" || reads(b.value.expr, name)) && b.path.length === 0,
      );
      if (builds && !name.includes(".")) this.found.delete(name);
    }
  }

  /** `global client`, `if own is not None: client = own`: but for a parameter that callers may leave, it is what the module made. */
  private isReplacedOutside(name: string): boolean {
    const body = this.file.functions[this.fn]?.facts.body ?? [];
    const own = this.found.get(name) ?? [];
    const isReplaced = own.every((binding) => {
      if (binding.kind !== "assign" || binding.operator !== "=" || binding.path.length > 0) return false;
      const { expr } = binding.value;
      const given = expr.kind === "name" ? (this.found.get(expr.name) ?? []) : [];
      const mayBeLeft =
        given.length === 1 && given[0]?.kind === "parameter" && given[0].defaultValue !== null;
      return mayBeLeft && testsAround(body, binding.start).length > 0;
    });
    return own.length > 0 && isReplaced && isMadeOutside(this.file, this.fn, name);
  }

  private statement(stmt: Stmt): void {
    this.inner(stmt);
    switch (stmt.kind) {
      case "assign":
        this.assign(stmt.target, stmt.value, stmt.operator, stmt.annotation, stmt.range.start);
        break;
      case "function": {
        const child = this.child(stmt.child);
        if (child !== undefined)
          this.add(stmt.name, { kind: "function", fn: child, start: stmt.range.start });
        break;
      }
      case "class":
        if (isScript(this.file.language) && declaresType(stmt)) this.types.push(stmt);
        else this.add(stmt.name, { kind: "class", cls: this.classInfo(stmt), start: stmt.range.start });
        break;
      case "import":
        for (const name of stmt.names) {
          this.add(name.local, {
            kind: "import",
            module: stmt.module,
            imported: name.imported,
            start: stmt.range.start,
          });
        }
        break;
      case "loop":
        this.loop(stmt);
        break;
      case "with":
        for (const item of stmt.items) {
          if (item.target) this.assign(item.target, item.value, "=", null, stmt.range.start);
        }
        this.block(stmt.body);
        break;
      case "if":
        this.block(stmt.then);
        this.block(stmt.otherwise);
        break;
      case "try":
        this.attempt(stmt);
        break;
      default:
        break;
    }
  }

  private loop(stmt: LoopStatement): void {
    const counted = countedThrough(stmt);
    this.block(stmt.init);
    if (stmt.target && stmt.iterable) this.bindLoopTarget(stmt.target, stmt.iterable, stmt.range.start);
    if (counted) this.counted.push(counted);
    this.block(stmt.body);
    if (counted) this.counted.pop();
  }

  /**
   * The last binding counts most: what handlers give names where an import fails (`except ImportError: def load(): …`) stands in for what
   * the imports do.
   */
  private attempt({ body, handlers, finally: last }: Extract<Stmt, { kind: "try" }>): void {
    const isOptional = body.some(({ kind }) => kind === "import");
    for (const block of isOptional ? [...handlers, body, last] : [body, ...handlers, last]) this.block(block);
  }

  /** `(x := v)` and assignments inside other expressions. */
  private inner(stmt: Stmt): void {
    const facts = this.file.functions[this.fn]?.facts;
    if (!facts) return;
    for (const { target, value } of assignmentsIn(facts, stmt))
      this.assign(target, value, "=", null, stmt.range.start);
  }

  /** Binds names, and `self.x` / `this.x` under the name "self.x". */
  private assign(
    target: Expr,
    value: Expr | null,
    operator: string,
    annotation: Expr | null,
    start: number,
  ): void {
    const bind = (name: string, path: readonly (string | number)[]): void => {
      if (!value) {
        if (annotation) {
          this.add(name, {
            kind: "parameter",
            name,
            annotation: this.at(annotation),
            defaultValue: null,
            start,
          });
        }
        return;
      }
      // `const model = models[i]` in a loop that counts through the list is an item as that of `for (const model of models)`.
      const list = operator === "=" ? listCounted(this.counted, value) : undefined;
      if (list) {
        this.add(name, { kind: "loop", iterable: this.at(list), path, start });
        return;
      }
      const located = annotation ? this.at(annotation) : null;
      this.add(name, { kind: "assign", value: this.at(value), path, operator, annotation: located, start });
    };
    bindTarget(target, [], bind);
  }

  private bindLoopTarget(target: Expr, iterable: Expr, start: number): void {
    const located = this.at(iterable);
    bindTarget(target, [], (name, path) => this.add(name, { kind: "loop", iterable: located, path, start }));
  }

  private classInfo(stmt: Extract<Stmt, { kind: "class" }>): ClassInfo {
    const body = new Collector(this.file, this.fn);
    body.block(stmt.body);
    const methods = new Map<string, number>();
    const attributes = new Map<string, readonly Binding[]>();
    for (const [name, bindings] of body.found) {
      const method = bindings.find((b) => b.kind === "function");
      if (method?.kind === "function") methods.set(name, method.fn);
      else attributes.set(name.startsWith("self.") ? name.slice(5) : name, bindings);
    }
    for (const fn of methods.values()) this.addSelfAttributes(fn, stmt.name, attributes);
    for (const [field, bindings] of literalFields(this.file, stmt.name)) {
      attributes.set(field, [...(attributes.get(field) ?? []), ...bindings]);
    }
    return {
      file: this.file,
      fn: this.fn,
      name: stmt.name,
      methods,
      attributes,
      bases: stmt.bases.map((base) => this.at(base)),
      promised: (stmt.promised ?? []).map((type) => this.at(type)),
    };
  }

  private addSelfAttributes(
    fn: number,
    className: string,
    attributes: Map<string, readonly Binding[]>,
  ): void {
    for (const [name, bindings] of bindingsOf(this.file, fn)) {
      const dot = name.indexOf(".");
      if (dot < 0 || (name.slice(0, dot) !== "self" && name.slice(0, dot) !== className)) continue;
      const attribute = name.slice(dot + 1);
      attributes.set(attribute, [...(attributes.get(attribute) ?? []), ...bindings]);
    }
  }

  private add(name: string, binding: Binding): void {
    addTo(this.found, name, binding);
  }

  private at(expr: Expr): Located {
    return { file: this.file, fn: this.fn, expr };
  }

  private child(index: number): number | undefined {
    return this.file.functions[this.fn]?.children[index];
  }
}

/** `{ llm }: Deps`: the type of a part, as `Deps["llm"]` says it. */
function partOf({ expr, ...at }: Located, property: string): Located | null {
  if (property.includes("...")) return null;
  const { range } = expr;
  const inner = property
    .split(".")
    .reduce<Expr>(
      (object, value) => ({ kind: "index", object, index: { kind: "string", value, range }, range }),
      expr,
    );
  return { ...at, expr: inner };
}

/** Names a target binds: plain names, `self.x`, and the parts of a destructuring pattern with their way in. */
function bindTarget(
  target: Expr,
  path: readonly (string | number)[],
  bind: (name: string, path: readonly (string | number)[]) => void,
): void {
  switch (target.kind) {
    case "name":
      bind(target.name, path);
      break;
    case "member":
      if (target.object.kind !== "name") break;
      if (isSelf(target.object.name)) bind(`self.${target.name}`, path);
      // `Service.client = …` in a method of the class.
      else if (/^[A-Z]/.test(target.object.name)) bind(`${target.object.name}.${target.name}`, path);
      break;
    case "list":
      target.items.forEach((item, i) => {
        bindTarget(item, [...path, i], bind);
      });
      break;
    case "dict":
      for (const entry of target.entries) {
        if (!entry.key) bindTarget(entry.value, [...path, "..."], bind);
        else if (entry.key.kind === "string") bindTarget(entry.value, [...path, entry.key.value], bind);
        else if (entry.key.kind === "name") bindTarget(entry.value, [...path, entry.key.name], bind);
      }
      break;
    case "spread":
      bindTarget(target.value, path, bind);
      break;
    case "assignment":
      bindTarget(target.target, path, bind);
      break;
    default:
      break;
  }
}

function reads(expr: Expr, name: string): boolean {
  for (const part of eachExpression(expr)) if (part.kind === "name" && part.name === name) return true;
  return false;
}
