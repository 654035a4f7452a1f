/** Evaluates an expression to prompt text: what stands in the source, with holes for what exists only at run time. */
import type { Quantity } from "../base/quantity";
import type { Expr } from "../facts/ir";
import { readDict, readList, readNumber } from "../facts/literals";
import { type Located, type Place, placeOf } from "../facts/located";
import type { Program } from "../facts/program";
import { argumentOf, resolve, resolveAll } from "../facts/resolve";
import { lookUp } from "../facts/scope";
import { textOf } from "../facts/texts";
import type { PromptPart, PromptText } from "./prompt";
import { IMAGE_HOLE, sizeOfHole } from "./size-priors";

const MAX_DEPTH = 14;
/** Characters a repeated literal (`"x" * 1000`) may grow to. */
const MAX_REPEAT = 2_000_000;
const CHANGES =
  /(^|\.)(now|utcnow|today|time|time_ns|uuid4|uuid1|uuid|randomUUID|random|randint|choice|getTime|toISOString|strftime|isoformat|toLocaleString|nanoid|perf_counter)$/;

export const EMPTY: PromptText = { parts: [], changesEveryTurn: [] };

/** The text of the expression; never fails: what cannot be read is a hole with an assumed size. */
export function evaluateText(program: Program, at: Located): PromptText {
  const evaluator = new Evaluator(program);
  evaluator.text(at, 0);
  return { parts: merge(evaluator.parts), changesEveryTurn: evaluator.changes };
}

export function joinTexts(texts: readonly PromptText[]): PromptText {
  return {
    parts: merge(texts.flatMap((t) => t.parts)),
    changesEveryTurn: texts.flatMap((t) => t.changesEveryTurn),
  };
}

/** Neighbouring texts become one, so token boundaries are counted right. */
function merge(parts: readonly PromptPart[]): readonly PromptPart[] {
  const merged: PromptPart[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (part.kind === "text" && part.text === "") continue;
    if (part.kind === "text" && last?.kind === "text") {
      merged[merged.length - 1] = { ...last, text: last.text + part.text };
    } else merged.push(part);
  }
  return merged;
}

class Evaluator {
  readonly parts: PromptPart[] = [];
  readonly changes: Place[] = [];

  constructor(private readonly program: Program) {}

  text(at: Located, depth: number): void {
    const { expr } = at;
    if (depth > MAX_DEPTH) {
      this.hole(at);
      return;
    }
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
        this.text({ ...at, expr: expr.then }, depth + 1);
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
    this.parts.push({ kind: "hole", name, size: size ?? sizeOfHole(name), place: placeOf(at) });
  }

  private binary(at: Located, expr: Extract<Expr, { kind: "binary" }>, depth: number): void {
    const left = { ...at, expr: expr.left };
    const right = { ...at, expr: expr.right };
    if (expr.operator === "+") {
      this.text(left, depth + 1);
      this.text(right, depth + 1);
      return;
    }
    if (expr.operator === "%" && (expr.left.kind === "string" || expr.left.kind === "name")) {
      this.text(left, depth + 1);
      this.text(right, depth + 1);
      return;
    }
    if (expr.operator === "*") {
      const times = readNumber(this.program, right) ?? readNumber(this.program, left);
      const text = resolve(this.program, readNumber(this.program, left) === undefined ? left : right);
      if (times !== undefined && text.kind === "expression" && text.at.expr.kind === "string") {
        const count = Math.min(Math.max(0, times), MAX_REPEAT / Math.max(1, text.at.expr.value.length));
        this.literal(at, text.at.expr.value.repeat(Math.floor(count)));
        return;
      }
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
      this.hole(at, IMAGE_HOLE, "image");
      return;
    }
    const text = value("text") ?? value("content") ?? value("input") ?? value("parts");
    if (text) this.text(text, depth + 1);
    else for (const entry of entries) this.text(entry.value, depth + 1);
  }

  private call(at: Located, expr: Extract<Expr, { kind: "call" }>, depth: number): void {
    const callee = textOf(expr.callee);
    const last = callee.split(".").pop() ?? callee;
    if (CHANGES.test(callee) || (expr.isNew && callee === "Date")) {
      this.changes.push(placeOf(at));
      this.hole(at, sizeOfHole("date"));
      return;
    }
    const file = this.fileText(at, expr);
    if (file !== undefined) {
      this.literal(at, file);
      return;
    }
    const first = expr.args[0]?.value;
    const object = expr.callee.kind === "member" ? expr.callee.object : undefined;
    if (/^(str|String|dedent|cleandoc|repr|escape)$/.test(last) && first) {
      this.text({ ...at, expr: first }, depth + 1);
      return;
    }
    if (
      object &&
      /^(strip|lstrip|rstrip|trim|trimStart|trimEnd|lower|upper|toString|encode|decode|replace|replaceAll|removesuffix|removeprefix)$/.test(
        last,
      )
    ) {
      this.text({ ...at, expr: object }, depth + 1);
      return;
    }
    if (
      object &&
      /^(format|format_map|substitute|safe_substitute|render|format_messages|invoke|format_prompt)$/.test(
        last,
      )
    ) {
      this.formatted(at, object, expr, depth);
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
      /(Message|Prompt|Template|Text|Part|Content)$/.test(last) ||
      /^from_(template|text|string|messages)$/.test(last);
    if (content && messageLike) {
      this.text({ ...at, expr: content.value }, depth + 1);
      return;
    }
    const first = expr.args[0]?.value;
    if (messageLike && first) {
      this.text({ ...at, expr: first }, depth + 1);
      return;
    }
    const values = resolveAll(this.program, at).filter((v) => v.kind === "expression" && v.at.expr !== expr);
    const value = values.find((v) => v.kind === "expression" && v.at.expr.kind !== "call");
    if (value?.kind === "expression") this.text(value.at, depth + 1);
    else this.hole(at);
  }

  /** A template with `{name}` placeholders: its text stays, each placeholder becomes what the call fills in. */
  private formatted(at: Located, object: Expr, call: Extract<Expr, { kind: "call" }>, depth: number): void {
    const before = this.parts.length;
    this.text({ ...at, expr: object }, depth + 1);
    const template = this.parts.splice(before);
    let position = 0;
    for (const part of template) {
      if (part.kind === "hole") {
        this.parts.push(part);
        continue;
      }
      for (const piece of part.text.split(/(\{\{|\}\}|\{[A-Za-z_0-9.[\]]*(?:![rsa])?(?::[^{}]*)?\})/)) {
        const name = /^\{([^{}!:]*)[^{}]*\}$/.exec(piece)?.[1];
        if (name === undefined) {
          this.parts.push({ ...part, text: piece.replace("{{", "{").replace("}}", "}") });
          continue;
        }
        const index = /^\d+$/.test(name) ? Number(name) : name === "" ? position++ : undefined;
        const filled = argumentOf(call.args, { name, ...(index === undefined ? {} : { index }) });
        if (filled) this.text({ ...at, expr: filled.value }, depth + 1);
        else this.parts.push({ kind: "hole", name, size: sizeOfHole(name), place: part.place });
      }
    }
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

  /** `open("p.txt").read()`, `Path("p.txt").read_text()`, `readFileSync("p.txt", "utf8")` with a literal path. */
  private fileText(at: Located, expr: Extract<Expr, { kind: "call" }>): string | undefined {
    const name = expr.callee.kind === "member" || expr.callee.kind === "name" ? expr.callee.name : "";
    if (!/^(read|read_text|readFile|readFileSync|load_text|text)$/.test(name)) return undefined;
    const source = name.startsWith("readFile")
      ? expr.args[0]?.value
      : expr.callee.kind === "member"
        ? expr.callee.object
        : undefined;
    const path = source ? this.literalPath({ ...at, expr: source }, 0) : undefined;
    return path === undefined ? undefined : this.program.resource(at.file.path, path);
  }

  /** Path text through `open(…)`, `Path(…)`, `join(__dirname, …)` and `Path(__file__).parent / "x"`. */
  private literalPath(at: Located, depth: number): string | undefined {
    const { expr } = at;
    if (depth > 8) return undefined;
    if (expr.kind === "string") return expr.value;
    if (expr.kind === "binary" && expr.operator === "/") {
      const left = this.literalPath({ ...at, expr: expr.left }, depth + 1);
      const right = this.literalPath({ ...at, expr: expr.right }, depth + 1);
      return left === undefined || right === undefined
        ? undefined
        : left === "."
          ? right
          : `${left}/${right}`;
    }
    if (expr.kind === "member" && /^(parent|dirname)$/.test(expr.name)) return ".";
    if (expr.kind === "name") {
      if (/^(__file__|__dirname)$/.test(expr.name)) return ".";
      const bindings = lookUp(at.file, at.fn, expr.name)?.bindings ?? [];
      const last = bindings[bindings.length - 1];
      return last?.kind === "assign" && last.path.length === 0
        ? this.literalPath(last.value, depth + 1)
        : undefined;
    }
    if (expr.kind === "call") {
      const name = textOf(expr.callee);
      if (/(^|\.)(open|Path|resolve|fileURLToPath|URL|dirname)$/.test(name)) {
        const first = expr.args[0]?.value ?? (expr.callee.kind === "member" ? expr.callee.object : undefined);
        return first ? this.literalPath({ ...at, expr: first }, depth + 1) : undefined;
      }
      if (/(^|\.)(join|joinpath)$/.test(name)) {
        const pieces = expr.args.map((arg) => this.literalPath({ ...at, expr: arg.value }, depth + 1));
        return pieces.some((p) => p === undefined) ? undefined : pieces.filter((p) => p !== ".").join("/");
      }
    }
    return undefined;
  }

  private named(at: Located, depth: number): void {
    const before = this.changes.length;
    const values = resolveAll(this.program, at);
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
    const external = values.find((v) => v.kind === "external-object");
    if (external?.kind === "external-object" && external.call && external.call.expr !== at.expr) {
      this.text(external.call, depth + 1);
      return;
    }
    if (this.changes.length === before) this.hole(at);
  }

  /** `text[:4000]` cannot be longer than its limit: characters over four is the usual English rate. */
  private sliceLimit(at: Located, expr: Extract<Expr, { kind: "slice" }>): Quantity | null {
    const to = expr.to ? readNumber(this.program, { ...at, expr: expr.to }) : undefined;
    if (to === undefined || to <= 0) return null;
    const prior = sizeOfHole(textOf(expr.object));
    const most = to / 4;
    const cap = (n: number): number => Math.min(n, most);
    return {
      low: cap(prior.low),
      typical: cap(prior.typical),
      high: cap(prior.high),
      mean: cap(prior.mean),
      basis: "assumed",
      source: prior.source,
    };
  }
}
