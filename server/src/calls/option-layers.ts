/** The variables that hold a call's options on their way to it, through the functions that make them and those that fill them. */
import { argumentForParameter } from "../facts/arguments";
import { ExpressionMemo } from "../facts/expression-memo";
import { lastNameOf } from "../facts/expression-text";
import { filteredTable } from "../facts/filtered-table";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program, Value } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { callsIn, eachStatement } from "../facts/walk";

export interface Layer {
  /** Whose statements enter something: the function, and how it was come to. */
  readonly at: Located;
  /** Null for a literal that no variable holds. */
  readonly name: string | null;
  /** The literals that the variable was made with. */
  readonly dicts: readonly Expr[];
}

/** Helpers of helpers. */
const MAX_DEPTH = 6;
const MAX_LAYERS = 16;
/** Statements that return, functions a name may be. */
const MAX_WAYS = 8;

export interface OptionParts {
  /** The nearest first; the variable of the call's own function is none of them, its fillers are. */
  readonly layers: readonly Layer[];
  /** Parameters and members at which the trail ends: what they hold, others give. */
  readonly ends: readonly Located[];
}

const memo = new ExpressionMemo<OptionParts>();

export function optionParts(program: Program, holder: Located): OptionParts {
  return memo.get(program, holder, () => {
    const walk = new Walk(program);
    walk.follow(holder, 0);
    return walk;
  });
}

type Fn = Extract<Value, { kind: "function" }>;

class Walk implements OptionParts {
  readonly layers: Layer[] = [];
  readonly ends: Located[] = [];

  constructor(private readonly program: Program) {}

  follow(at: Located, depth: number): void {
    if (depth > MAX_DEPTH || this.layers.length >= MAX_LAYERS) return;
    const { expr } = at;
    switch (expr.kind) {
      case "name":
        this.name(at, expr.name, depth);
        break;
      case "call":
        if (filteredTable(expr)) this.parts(at, depth);
        else this.call(at, expr, depth);
        break;
      case "member":
        if (this.ends.length < MAX_WAYS) this.ends.push(at);
        break;
      default:
        if (expr.kind === "dict" && depth > 0) this.layers.push({ at, name: null, dicts: [expr] });
        this.parts(at, depth);
    }
  }

  private parts(at: Located, depth: number): void {
    for (const part of partsOf(at.expr)) this.follow({ ...at, expr: part }, depth + 1);
  }

  private name(at: Located, name: string, depth: number): void {
    const found = lookUp(at.file, at.fn, name);
    if (!found) return;
    const { file, frame } = at;
    const isHere = found.fn === at.fn;
    const home: Located = { ...at, fn: found.fn };
    const end = isHere ? at.expr.range.start : Number.MAX_SAFE_INTEGER;
    const values = found.bindings.flatMap((binding): readonly Located[] => {
      if (binding.kind === "assign" && binding.path.length === 0 && binding.operator === "=")
        return binding.start > end ? [] : [binding.value];
      const isEntered = binding.kind === "parameter" && frame?.file === file && frame.fn === found.fn;
      const given = isEntered ? argumentForParameter(frame, binding.name) : undefined;
      if (binding.kind === "parameter" && !isEntered && this.ends.length < MAX_WAYS) this.ends.push(home);
      return given ? [given] : [];
    });
    const dicts = values.flatMap(({ expr }) => (expr.kind === "dict" ? [expr] : []));
    if (depth > 0) this.layers.push({ at: home, name, dicts });
    this.fillers(home, name, end, dicts);
    const laidOver = updatesOf(home, name, end).map((expr): Located => ({ ...home, expr }));
    for (const value of [...values, ...laidOver].reverse())
      this.follow(frame && value.file === file && !value.frame ? { ...value, frame } : value, depth + 1);
  }

  /** `add_tools(params, tools)` before the use. */
  private fillers({ file, fn, frame }: Located, name: string, end: number, dicts: readonly Expr[]): void {
    for (const { call } of callsIn(file, fn)) {
      const isGiven = call.args.some(
        ({ value, spread }) => !spread && value.kind === "name" && value.name === name,
      );
      if (!isGiven || call.range.end > end) continue;
      const at: Located = { file, fn, expr: call, ...(frame ? { frame } : {}) };
      for (const filler of this.functions({ ...at, expr: call.callee })) {
        const entered = { file: filler.file, fn: filler.fn, call: at };
        const taken = filler.file.functions[filler.fn]?.facts.params.find(({ name: param }) => {
          const given = argumentForParameter(entered, param)?.expr;
          return given?.kind === "name" && given.name === name;
        });
        const inside: Located = { file: filler.file, fn: filler.fn, expr: call, frame: entered };
        if (taken) this.layers.push({ at: inside, name: taken.name, dicts });
      }
    }
  }

  private call(at: Located, expr: Extract<Expr, { kind: "call" }>, depth: number): void {
    const { callee, args } = expr;
    const [first] = args;
    if (/^(dict|copy|deepcopy)$/.test(lastNameOf(callee))) {
      const isOwn = callee.kind === "member" && lastNameOf(callee.object) !== "copy";
      const copied = isOwn ? callee.object : first?.value;
      if (copied) this.follow({ ...at, expr: copied }, depth + 1);
      return;
    }
    for (const { file, fn } of this.functions({ ...at, expr: callee })) {
      const frame = { file, fn, call: at };
      const returned = [...eachStatement(file.functions[fn]?.facts.body ?? [])].flatMap((stmt) =>
        stmt.kind === "return" && stmt.value ? [stmt.value] : [],
      );
      for (const value of returned.slice(-MAX_WAYS).reverse())
        this.follow({ file, fn, expr: value, frame }, depth + 1);
    }
  }

  private functions(callee: Located): readonly Fn[] {
    if (callee.expr.kind !== "name" && callee.expr.kind !== "member") return [];
    const values = resolveAll(this.program, callee);
    return values.filter((value): value is Fn => value.kind === "function").slice(0, MAX_WAYS);
  }
}

/** `options.update(given)` before the use. */
function updatesOf({ file, fn }: Located, name: string, end: number): readonly Expr[] {
  return callsIn(file, fn).flatMap(({ call: { callee, args, range } }) => {
    if (callee.kind !== "member" || callee.name !== "update" || range.start > end) return [];
    const isOwn = callee.object.kind === "name" && callee.object.name === name;
    return isOwn ? args.flatMap(({ name: key, value }) => (key === null ? [value] : [])) : [];
  });
}

/** What an expression holds the entries of, the last to enter something first. */
function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "await":
    case "spread":
      return [expr.value];
    case "conditional":
      return [expr.then, expr.otherwise];
    case "binary":
      return /^(\||or|\|\||\?\?)$/.test(expr.operator) ? [expr.right, expr.left] : [];
    case "dict":
      return [...expr.entries].reverse().flatMap(({ key, value }) => (key ? [] : [value]));
    default: {
      const whole = filteredTable(expr);
      return whole ? [whole] : [];
    }
  }
}
