/** Evaluates an expression to prompt text: what stands in the source, with holes for what exists only at run time. */
import type { Quantity } from "../base/quantity";
import { isDecided, livingAssignment, livingReturns, truthOf } from "../facts/branches";
import { onlyMethod } from "../facts/constructions";
import { ExpressionMemo } from "../facts/expression-memo";
import { textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readDict, readList, readNumber } from "../facts/literals";
import { type Located, placeOf } from "../facts/located";
import type { Program, Value } from "../facts/program";
import { argumentForParameter, argumentOf, resolveAll } from "../facts/resolve";
import { isSelf, lookUp } from "../facts/scope";
import { readString } from "../facts/texts";
import { withFrame } from "../facts/values";
import { eachStatement } from "../facts/walk";
import { oneReading, passedFor } from "./callers";
import { fileText } from "./files";
import { imageIn } from "./images";
import { merge } from "./join";
import { roughTokens, sizeOfLikeNamed, sizeOfOneOf } from "./like-named";
import type { Change, PromptPart, PromptText } from "./prompt";
import { dedentParts, fillBraces, fillPercent, mapText, replaceParts, trimParts } from "./rewrite";
import { IMAGE_HOLE, sizeOfCut, sizeOfHole } from "./size-priors";

/** Texts of texts of several files, each through its callers; real code needs some twenty. */
const MAX_DEPTH = 32;
/** Expressions read for one text: functions that call each other in circles multiply their callers. */
const MAX_STEPS = 5_000;
/** A table of texts with more entries is data. */
const MAX_ENTRIES = 12;
/** Characters a repeated literal (`"x" * 1000`) may grow to. */
const MAX_REPEAT = 2_000_000;
const CHANGES =
  /(^|\.)(now|utcnow|today|time|time_ns|uuid4|uuid1|uuid|randomUUID|random|randint|choice|getTime|toISOString|strftime|isoformat|toLocaleString|nanoid|perf_counter)$/;

const FORMATS =
  /^(format|format_map|substitute|safe_substitute|render|format_messages|formatMessages|invoke|format_prompt|formatPrompt)$/;
const TRIMS: Readonly<Record<string, "both" | "start" | "end">> = {
  strip: "both",
  trim: "both",
  lstrip: "start",
  trimStart: "start",
  rstrip: "end",
  trimEnd: "end",
};

/** The text of the expression; never fails: what cannot be read is a hole with an assumed size. */
export function evaluateText(program: Program, at: Located): PromptText {
  return texts.get(program, at, () => {
    const evaluator = new Evaluator(program);
    evaluator.text(at, 0);
    return { parts: merge(evaluator.parts), changes: evaluator.changes };
  });
}

const texts = new ExpressionMemo<PromptText>();

class Evaluator {
  readonly parts: PromptPart[] = [];
  readonly changes: Change[] = [];
  /** What is being evaluated, outermost first. */
  private readonly within: Located[] = [];
  private steps = 0;

  constructor(private readonly program: Program) {}

  text(at: Located, depth: number): void {
    if (depth > MAX_DEPTH || ++this.steps > MAX_STEPS) {
      this.hole(at);
      return;
    }
    const outer = this.within.length;
    this.within.push(at, ...boundOnce(at));
    this.evaluate(at, depth);
    this.within.length = outer;
  }

  private evaluate(at: Located, depth: number): void {
    const { expr } = at;
    switch (expr.kind) {
      case "string":
        this.literal(at, expr.value);
        break;
      case "number":
        this.literal(at, String(expr.value));
        break;
      case "boolean":
        this.literal(at, String(expr.value));
        break;
      case "null":
        break;
      case "template":
        for (const part of expr.parts) {
          if (typeof part === "string") this.literal(at, part);
          else this.text({ ...at, expr: part }, depth + 1);
        }
        break;
      case "binary":
        this.binary(at, expr, depth);
        break;
      case "list":
        for (const item of expr.items) this.text({ ...at, expr: item }, depth + 1);
        break;
      case "dict":
        this.block(at, depth);
        break;
      case "await":
      case "spread":
        this.text({ ...at, expr: expr.value }, depth + 1);
        break;
      case "conditional":
        this.text({ ...at, expr: this.living(at, expr) }, depth + 1);
        break;
      case "call":
        this.call(at, expr, depth);
        break;
      case "slice":
        this.hole(at, this.sliceLimit(at, expr));
        break;
      default:
        this.named(at, depth);
        break;
    }
  }

  private literal(at: Located, text: string): void {
    this.parts.push({ kind: "text", text, place: placeOf(at) });
  }

  private hole(at: Located, size?: Quantity | null, name = textOf(at.expr)): void {
    this.parts.push({
      kind: "hole",
      name,
      size: size ?? sizeOfLikeNamed(this.program, name) ?? sizeOfHole(name),
      place: placeOf(at),
    });
  }

  private binary(at: Located, expr: Extract<Expr, { kind: "binary" }>, depth: number): void {
    const left = { ...at, expr: expr.left };
    const right = { ...at, expr: expr.right };
    if (expr.operator === "+") {
      this.text(left, depth + 1);
      this.text(right, depth + 1);
      return;
    }
    if (expr.operator === "%") {
      this.percent(at, expr.left, expr.right, depth);
      return;
    }
    if (expr.operator === "*") {
      const numberFirst = readNumber(this.program, left) !== undefined;
      this.repeated(at, numberFirst ? right : left, numberFirst ? left : right, depth);
      return;
    }
    if (/^(or|\|\||\?\?)$/.test(expr.operator)) {
      const before = this.parts.length;
      this.text(left, depth + 1);
      if (this.parts.slice(before).some((p) => p.kind === "text")) return;
      this.parts.length = before;
      this.text(right, depth + 1);
      return;
    }
    this.hole(at);
  }

  /** A content block: `{type: "text", text}`, `{type: "image_url", …}`, or a message `{role, content}`. */
  private block(at: Located, depth: number): void {
    const entries = readDict(this.program, at) ?? [];
    const value = (key: string): Located | undefined => entries.findLast((e) => e.key === key)?.value;
    const type = value("type")?.expr;
    if (type?.kind === "string" && /image/.test(type.value)) {
      const image = imageIn(this.program, at);
      const hole = { kind: "hole", name: "image", size: IMAGE_HOLE, place: placeOf(at) } as const;
      this.parts.push(image ? { ...hole, image } : hole);
      return;
    }
    const text = value("text") ?? value("content") ?? value("input") ?? value("parts");
    if (text) this.text(text, depth + 1);
    else for (const entry of entries) this.text(entry.value, depth + 1);
  }

  private call(at: Located, expr: Extract<Expr, { kind: "call" }>, depth: number): void {
    if (expr.isNew && at.file.language === "go" && readDict(this.program, at)) {
      this.block(at, depth);
      return;
    }
    const callee = textOf(expr.callee);
    const last = callee.split(".").pop() ?? callee;
    if (CHANGES.test(callee) || (expr.isNew && callee === "Date")) {
      this.changes.push({ place: placeOf(at), within: [...this.within] });
      this.hole(at, sizeOfHole("date"));
      return;
    }
    const file = fileText(this.program, at);
    if (file !== undefined) {
      this.literal(at, file);
      return;
    }
    const first = expr.args[0]?.value;
    const object = expr.callee.kind === "member" ? expr.callee.object : undefined;
    if (/^(dedent|cleandoc)$/.test(last) && first) {
      const dedented = dedentParts(this.take({ ...at, expr: first }, depth));
      this.parts.push(...(last === "cleandoc" ? trimParts(dedented, "both") : dedented));
      return;
    }
    if (/^(str|String|repr|escape)$/.test(last) && first) {
      this.text({ ...at, expr: first }, depth + 1);
      return;
    }
    if (object && this.rewritten(at, object, expr, depth)) return;
    if (object && FORMATS.test(last) && !(object.kind === "name" && isSelf(object.name))) {
      this.formatted(at, object, expr, depth);
      return;
    }
    if (object && /^(slice|substring|substr)$/.test(last)) {
      this.hole(at, this.cutTo(object, { ...at, expr: expr.args[1]?.value ?? expr }));
      return;
    }
    if (object && last === "join" && this.joined(at, object, expr, depth)) return;
    this.messageOrResult(at, expr, last, depth);
  }

  /** `SystemMessage(content=…)`, `PromptTemplate.from_template(…)`; a workspace function that returns text; else a hole. */
  private messageOrResult(
    at: Located,
    expr: Extract<Expr, { kind: "call" }>,
    last: string,
    depth: number,
  ): void {
    const content =
      argumentOf(expr.args, { name: "content" }) ??
      argumentOf(expr.args, { name: "text" }) ??
      argumentOf(expr.args, { name: "template" });
    const messageLike =
      /(Message|Prompt|Template|Text|Part|Content|Block)$/.test(last) ||
      /^from_(template|text|string|messages)$/.test(last);
    if (content && messageLike) {
      this.text({ ...at, expr: content.value }, depth + 1);
      return;
    }
    const first = expr.args[0]?.value;
    if (messageLike && first) {
      // `anthropic.NewUserMessage(block, block)` takes its blocks one by one.
      const taken = /^New\w*Message$/.test(last) ? expr.args.map((arg) => arg.value) : [first];
      for (const value of taken) this.text({ ...at, expr: value }, depth + 1);
      return;
    }
    if (this.resultOf(at, expr, depth)) return;
    const values = resolveAll(this.program, at).filter((v) => v.kind === "expression" && v.at.expr !== expr);
    const value = values.find((v) => v.kind === "expression" && v.at.expr.kind !== "call");
    if (value?.kind === "expression") this.text(value.at, depth + 1);
    else this.hole(at);
  }

  private living(at: Located, { test, then, otherwise }: Extract<Expr, { kind: "conditional" }>): Expr {
    return truthOf(this.program, { ...at, expr: test }) === false ? otherwise : then;
  }

  /** What the one `return` of a workspace function makes of the call's arguments. */
  private resultOf(at: Located, expr: Extract<Expr, { kind: "call" }>, depth: number): boolean {
    const callees = resolveAll(this.program, { ...at, expr: expr.callee });
    const named = callees.find((v) => v.kind === "function");
    const target = named?.kind === "function" ? named : this.methodOf(expr);
    if (!target) return false;
    const { file, fn } = target;
    const [only, ...others] = livingReturns(this.program, { file, fn, call: at });
    if (!only || others.length > 0) return false;
    const parts = this.take(only, depth);
    const tells = parts.some((part) => part.kind === "text" || !part.size.source.startsWith("prior:"));
    if (tells) this.parts.push(...parts);
    return tells;
  }

  /** `world.get_rules()` of an object nobody can tell. Names of one word are those of libraries, too. */
  private methodOf({ callee, args }: Extract<Expr, { kind: "call" }>): ReturnType<typeof onlyMethod> {
    const isTelling =
      callee.kind === "member" && args.length === 0 && /[a-z](_[a-z]|[A-Z])/.test(callee.name);
    return isTelling ? onlyMethod(this.program, callee.name) : undefined;
  }

  /** `DEMOS[language]`: one of the entries, which one is known only at run time. */
  private oneOfEntries(at: Located, depth: number): boolean {
    if (at.expr.kind !== "index") return false;
    const entries = readDict(this.program, { ...at, expr: at.expr.object });
    if (!entries || entries.length === 0 || entries.length > MAX_ENTRIES) return false;
    const readings = entries.map((entry) => this.take(entry.value, depth));
    if (!readings.every((parts) => parts.every((part) => part.kind === "text"))) return false;
    const sizes = readings.map((parts) =>
      parts.reduce((sum, part) => sum + (part.kind === "text" ? roughTokens(part.text) : 0), 0),
    );
    this.hole(at, sizeOfOneOf(sizes, `entries of ${textOf(at.expr.object)}`));
    return true;
  }

  /** Parts the expression adds, taken off again so that they can be rewritten. */
  private take(at: Located, depth: number): readonly PromptPart[] {
    const before = this.parts.length;
    this.text(at, depth + 1);
    return this.parts.splice(before);
  }

  /** A template with `{name}` placeholders: its text stays, each placeholder becomes what the call fills in. */
  private formatted(at: Located, object: Expr, call: Extract<Expr, { kind: "call" }>, depth: number): void {
    const template = this.take({ ...at, expr: object }, depth);
    const given = call.args.flatMap((arg) =>
      arg.name === null ? (readDict(this.program, { ...at, expr: arg.value }) ?? []) : [],
    );
    const filled = fillBraces(template, (name, position) => {
      const want = name === null ? { index: position } : { name };
      const argument = argumentOf(call.args, want);
      if (argument) return this.take({ ...at, expr: argument.value }, depth);
      const entry = given.findLast((e) => e.key === name);
      if (entry) return this.take(entry.value, depth);
      const label = name ?? String(position);
      return [{ kind: "hole", name: label, size: sizeOfHole(label), place: placeOf(at) }];
    });
    this.parts.push(...filled);
  }

  /** `template % (a, b)`, `template % {"a": a}`, `template % a`. */
  private percent(at: Located, left: Expr, right: Expr, depth: number): void {
    const located = { ...at, expr: right };
    const items = right.kind === "list" ? right.items : null;
    const entries = right.kind === "dict" ? readDict(this.program, located) : undefined;
    const filled = fillPercent(this.take({ ...at, expr: left }, depth), (name, position) => {
      const entry = name === null ? undefined : entries?.findLast((e) => e.key === name)?.value;
      const item = items ? items[position] : position === 0 ? right : undefined;
      const value = entry ?? (item ? { ...at, expr: item } : located);
      return this.take(value, depth);
    });
    this.parts.push(...filled);
  }

  /** `x.strip()`, `x.upper()`, `x.replace("{a}", a)`: false for methods that are no operation on text. */
  private rewritten(
    at: Located,
    object: Expr,
    call: Extract<Expr, { kind: "call" }>,
    depth: number,
  ): boolean {
    const name = call.callee.kind === "member" ? call.callee.name : "";
    const [first, second] = call.args.map((arg) => ({ ...at, expr: arg.value }));
    const inner = { ...at, expr: object };
    const trims = TRIMS[name];
    if (trims) this.parts.push(...trimParts(this.take(inner, depth), trims));
    else if (/^(lower|toLowerCase)$/.test(name))
      this.parts.push(...mapText(this.take(inner, depth), (text) => text.toLowerCase()));
    else if (/^(upper|toUpperCase)$/.test(name))
      this.parts.push(...mapText(this.take(inner, depth), (text) => text.toUpperCase()));
    else if (/^(replace|replaceAll)$/.test(name) && first && second) {
      const wanted = readString(this.program, first)?.value;
      const parts = this.take(inner, depth);
      const replacement = wanted === undefined ? [] : this.take(second, depth);
      this.parts.push(...(wanted === undefined ? parts : replaceParts(parts, wanted, replacement)));
    } else if (/^(toString|encode|decode|removesuffix|removeprefix|normalize|expandtabs)$/.test(name)) {
      this.text(inner, depth + 1);
    } else if (name === "repeat" && first) this.repeated(at, inner, first, depth);
    else return false;
    return true;
  }

  private repeated(at: Located, text: Located, times: Located, depth: number): void {
    const count = readNumber(this.program, times);
    const value = readString(this.program, text)?.value;
    if (count === undefined || value === undefined) {
      if (value === undefined) this.text(text, depth + 1);
      else this.hole(at);
      return;
    }
    const most = MAX_REPEAT / Math.max(1, value.length);
    this.literal(at, value.repeat(Math.floor(Math.min(Math.max(0, count), most))));
  }

  private joined(at: Located, object: Expr, expr: Extract<Expr, { kind: "call" }>, depth: number): boolean {
    const python = at.file.language === "python";
    const list = python ? expr.args[0]?.value : object;
    const separator = python ? object : expr.args[0]?.value;
    const items = list ? readList(this.program, { ...at, expr: list }) : undefined;
    if (!items) {
      this.hole(at, sizeOfHole("results"));
      return true;
    }
    items.forEach((item, i) => {
      if (i > 0 && separator) this.text({ ...at, expr: separator }, depth + 1);
      this.text(item, depth + 1);
    });
    return true;
  }

  private named(at: Located, depth: number): void {
    if (this.builtUp(at, depth)) return;
    const [only] = boundOnce(at);
    if (only?.expr.kind === "call" && this.resultOf(only, only.expr, depth)) return;
    const living = only && isDecided(this.program, only) ? only : livingAssignment(this.program, at);
    if (living) {
      this.text(living, depth + 1);
      return;
    }
    const values = resolveAll(this.program, at);
    const isOpen = values.every((v) => v.kind === "expression" && v.at.expr === at.expr);
    if (isOpen && this.oneOfEntries(at, depth)) return;
    const value = values.find(
      (v) =>
        v.kind === "expression" &&
        v.at.expr !== at.expr &&
        v.at.expr.kind !== "null" &&
        v.at.expr.kind !== "other",
    );
    if (value?.kind === "expression") {
      this.text(value.at, depth + 1);
      return;
    }
    const external = values.find((v) => v.kind === "external-object" && v.call !== null);
    if (external?.kind === "external-object" && external.call && external.call.expr !== at.expr) {
      this.text(external.call, depth + 1);
      return;
    }
    const getter = values.find((v) => v.kind === "function");
    if (getter?.kind === "function" && this.returned(getter, depth)) return;
    const parameter = values.find((v) => v.kind === "parameter");
    if (parameter?.kind === "parameter" && this.fromCaller(parameter, depth)) return;
    const given =
      at.frame && at.expr.kind === "name" ? argumentForParameter(at.frame, at.expr.name) : undefined;
    if (given) this.text(given, depth + 1);
    else this.hole(at);
  }

  /** What a property returns. */
  private returned({ file, fn }: Extract<Value, { kind: "function" }>, depth: number): boolean {
    const facts = file.functions[fn]?.facts;
    const isProperty = facts?.decorators.some((d) => /(^|\.)(cached_)?property$/.test(textOf(d)));
    if (!facts || !isProperty) return false;
    for (const stmt of eachStatement(facts.body)) {
      if (stmt.kind !== "return" || !stmt.value) continue;
      this.text({ file, fn, expr: stmt.value }, depth + 1);
      return true;
    }
    return false;
  }

  /** `prompt = "a"` and then `prompt += "b"` before the use: the pieces in order. */
  private builtUp(at: Located, depth: number): boolean {
    if (at.expr.kind !== "name") return false;
    const found = lookUp(at.file, at.fn, at.expr.name);
    const use = at.expr.range.start;
    const assigns = (found?.bindings ?? []).filter((b) => b.kind === "assign" && b.path.length === 0);
    const before = assigns.filter((b) => found?.fn !== at.fn || b.start < use);
    const first = before.findLastIndex((b) => b.kind === "assign" && b.operator === "=");
    const pieces = before.slice(first);
    if (
      first < 0 ||
      pieces.length < 2 ||
      !pieces.slice(1).every((b) => b.kind === "assign" && b.operator === "+=")
    )
      return false;
    for (const piece of pieces) {
      if (piece.kind === "assign")
        this.text(at.frame ? { ...piece.value, frame: at.frame } : piece.value, depth + 1);
    }
    return true;
  }

  /** What callers pass for a parameter: one text, or one of several. */
  private fromCaller(parameter: Extract<Value, { kind: "parameter" }>, depth: number): boolean {
    const changes = this.changes.length;
    const readings = passedFor(this.program, parameter, this.within).map((passed) =>
      passed ? this.take(passed, depth + 1) : [],
    );
    const chosen = oneReading(readings, parameter.name);
    if (chosen) this.parts.push(...chosen);
    else this.changes.length = changes;
    return chosen !== undefined;
  }

  private sliceLimit(at: Located, expr: Extract<Expr, { kind: "slice" }>): Quantity | null {
    return expr.to ? this.cutTo(expr.object, { ...at, expr: expr.to }) : null;
  }

  private cutTo(object: Expr, limit: Located): Quantity | null {
    const to = readNumber(this.program, limit);
    return to === undefined || to <= 0 ? null : sizeOfCut(textOf(object), to);
  }
}

/** The value a name is given in the only place that gives it one: what it is called with may lead elsewhere. */
function boundOnce({ file, fn, expr, frame }: Located): readonly Located[] {
  const found = expr.kind === "name" ? lookUp(file, fn, expr.name) : undefined;
  const [only, ...others] = found?.bindings ?? [];
  return only?.kind === "assign" && others.length === 0 ? [withFrame(only.value, frame)] : [];
}
