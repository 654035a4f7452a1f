/** Texts of web addresses: put together from what can be read, with holes for the rest. */
import { fallbackOf, isEnvironment, isEnvironmentCall } from "../facts/environment";
import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve, resolveAll } from "../facts/resolve";
import { readString, readText } from "../facts/texts";
import { eachStatement } from "../facts/walk";
import type { CallRule, Way } from "../sdks/sdk";
import { formatted } from "./formatted";
import type { SdkObject } from "./sdk-object";
import { readRole, readWay } from "./ways";

export interface Address {
  /** Without query; holes stand as one character each. */
  readonly text: string;
  readonly holes: readonly Located[];
  readonly source: string;
}

/** Text of an address with what cannot be read as holes. */
type Part = string | Located;

export const HOLE = "\u0001";
const MAX_DEPTH = 8;

/** What may be the address of the request, the likeliest first. */
export function addressesOf(
  program: Program,
  call: Located,
  { urls, split }: NonNullable<CallRule["http"]>,
  object: SdkObject | null,
): readonly Address[] {
  const read = (ways: readonly Way[]): Located | undefined =>
    readRole(program, [{ call, roles: { baseUrl: ways } }], "baseUrl");
  const [host, path] = split ? [read(split.host), read(split.path)] : [];
  if (host && path) {
    const parts = joinPath(["https://", ...partsOf(program, host, 0)], partsOf(program, path, 0));
    return [addressFrom(parts, textOf(host.expr))];
  }
  const found = urls.flatMap((way) => {
    const at = readWay(program, call, way);
    return at ? waysToWrite(program, at).flatMap((each) => addressOf(program, each, object) ?? []) : [];
  });
  // Options that hold an address are none themselves.
  const told = found.filter(({ text }) => text !== HOLE);
  return told.length > 0 ? told : found;
}

/** Values of one address that are looked at. */
const MAX_ALTERNATIVES = 4;

/** A function that returns one address or another by what is asked for may mean each of them; the body tells which. */
function waysToWrite(program: Program, at: Located): readonly Located[] {
  const others = resolveAll(program, at).flatMap((value) =>
    value.kind === "expression" && composedOf(program, value.at, () => []) ? [value.at] : [],
  );
  return others.length > 1 ? [at, ...others.slice(0, MAX_ALTERNATIVES)] : [at];
}

function addressOf(program: Program, at: Located, object: SdkObject | null): Address | undefined {
  const own = partsOf(program, at, 0);
  const isRelative = typeof own[0] === "string" && !/^https?:\/\//i.test(own[0]);
  const base = isRelative && object ? readRole(program, object.sources, "baseUrl") : undefined;
  // A path alone is the program's own server.
  if (isRelative && !base) return undefined;
  return addressFrom(base ? joinPath(withScheme(partsOf(program, base, 0)), own) : own, textOf(at.expr));
}

/** `HTTPSConnection("api.acme.test")` is given a host alone. */
function withScheme(parts: readonly Part[]): readonly Part[] {
  const [first] = parts;
  return typeof first === "string" && !first.includes("://") ? ["https://", ...parts] : parts;
}

function addressFrom(parts: readonly Part[], source: string): Address {
  const text = parts.map((part) => (typeof part === "string" ? part : HOLE)).join("");
  const holes = parts.filter((part) => typeof part !== "string");
  return { text: text.replace(/[?#][\s\S]*$/, "").replace(/\/+$/, ""), holes, source };
}

function joinPath(base: readonly Part[], path: readonly Part[]): readonly Part[] {
  const last = base[base.length - 1];
  const [first, ...rest] = path;
  const head = typeof last === "string" ? [...base.slice(0, -1), last.replace(/\/+$/, "")] : base;
  return [
    ...head,
    ...(typeof first === "string" ? [`/${first.replace(/^\/+/, "")}`] : ["/", first ?? ""]),
    ...rest,
  ];
}

function partsOf(program: Program, at: Located, depth: number): readonly Part[] {
  if (depth > MAX_DEPTH) return [at];
  const inner = (expr: Expr): readonly Part[] => partsOf(program, { ...at, expr }, depth + 1);
  const composed = composedOf(program, at, inner);
  if (composed) return composed;
  const behind = valueBehind(program, at);
  const isComposed =
    behind !== undefined &&
    behind.expr.kind !== "string" &&
    resolveAll(program, at).length === 1 &&
    composedOf(program, behind, () => []) !== undefined;
  // Read part by part: a part that nobody can read, or that is empty as yet, is a hole, and no reason to give up the rest.
  if (isComposed) return partsOf(program, behind, depth + 1);
  const found = readText(program, at).found;
  // An empty text stands for an address that is told elsewhere.
  if (found && found.value !== "") return [elsewhere(program, at, found.value) ?? found.value];
  const further = behind ? partsOf(program, behind, depth + 1) : [at];
  const isHole = further.length === 1 && (typeof further[0] !== "string" || further[0] === "");
  if (!isHole) return further;
  // A port.
  const number = readNumber(program, at);
  return number === undefined ? [at] : [`${number}`];
}

/** Of an own server's path and an address elsewhere, as `proxied ? "/proxy" : "https://api.acme.test"` has both, the latter. */
function elsewhere(program: Program, at: Located, text: string): string | undefined {
  if (!text.startsWith("/")) return undefined;
  for (const value of resolveAll(program, at)) {
    const expr = value.kind === "expression" ? value.at.expr : undefined;
    if (expr?.kind === "string" && /^https?:\/\//i.test(expr.value)) return expr.value;
  }
  return undefined;
}

/** What the name, the call or the property stands for, where that is another expression. */
function valueBehind(program: Program, at: Located): Located | undefined {
  const value = resolve(program, at);
  if (value.kind === "expression") return value.at.expr === at.expr ? madeBy(program, at) : value.at;
  if (value.kind === "external-object" && value.steps.length === 0)
    return value.call && value.call.expr !== at.expr ? value.call : undefined;
  if (value.kind !== "function" || at.expr.kind !== "member") return undefined;
  // A method that is read without being called is a property.
  const { file, fn } = value;
  const stmt = eachStatement(file.functions[fn]?.facts.body ?? []).find((each) => each.kind === "return");
  return stmt?.kind === "return" && stmt.value ? { file, fn, expr: stmt.value } : undefined;
}

/** What a function of the program returns for the address: `new URL(target)`. Of several the one that can be read whole, as without a proxy. */
function madeBy(program: Program, call: Located): Located | undefined {
  if (call.expr.kind !== "call") return undefined;
  const [made, ...others] = resolveAll(program, { ...call, expr: call.expr.callee });
  if (made?.kind !== "function" || others.length > 0) return undefined;
  const { file, fn } = made;
  const frame = { file, fn, call };
  const ways = [...eachStatement(file.functions[fn]?.facts.body ?? [])].flatMap((stmt) => {
    if (stmt.kind !== "return" || !stmt.value) return [];
    const at: Located = { file, fn, expr: stmt.value, frame };
    const read = (expr: Expr): Part => readString(program, { ...at, expr })?.value ?? { ...at, expr };
    const parts = composedOf(program, at, (part) => [read(part)]);
    return parts ? [{ at, isWhole: parts.every((part) => typeof part === "string") }] : [];
  });
  return (ways.find(({ isWhole }) => isWhole) ?? ways[0])?.at;
}

/** The parts of an expression that is written in parts; undefined for all others. */
function composedOf(
  program: Program,
  at: Located,
  inner: (expr: Expr) => readonly Part[],
): readonly Part[] | undefined {
  const { expr } = at;
  const fallback = defaultOf(expr);
  if (fallback) return inner(fallback);
  if (expr.kind === "string") return [expr.value];
  if (expr.kind === "template")
    return expr.parts.flatMap((part) => (typeof part === "string" ? [part] : inner(part)));
  if (expr.kind === "binary" && expr.operator === "+") return [...inner(expr.left), ...inner(expr.right)];
  if (expr.kind === "member") {
    const piece = pieceOf(program, at, expr);
    return piece && ofAddress(inner(piece.address), piece.part);
  }
  const pieces = formatted(expr, (format) => readString(program, { ...at, expr: format })?.value);
  if (pieces)
    return pieces.flatMap((part) => (part === "" ? [] : typeof part === "string" ? [part] : inner(part)));
  if (expr.kind !== "call") return undefined;
  const joined = joinedBy(expr);
  if (joined) return joinPath(inner(joined[0]), inner(joined[1]));
  const rest = shortened(expr);
  if (rest) {
    const whole = inner(rest.from);
    // A text that lacks what is cut out of it is not the one that is meant.
    const isOther =
      rest.cut.length > 1 && !whole.some((part) => typeof part === "string" && part.includes(rest.cut));
    return isOther
      ? [at]
      : whole.map((part) => (typeof part === "string" ? part.replace(rest.cut, "") : part));
  }
  const same = sameAddress(expr);
  return same && inner(same);
}

/** `os.environ.get("URL", f"{BASE}/api")`, `process.env.URL ?? `${BASE}/api``: what is put together where nobody sets it. A default that is one text is read as one. */
function defaultOf(expr: Expr): Expr | undefined {
  const isEither = expr.kind === "binary" && /^(or|\|\||\?\?)$/.test(expr.operator);
  const given = isEither && isEnvironment(expr.left) ? expr.right : undefined;
  const fallback = expr.kind === "call" && isEnvironmentCall(expr) ? fallbackOf(expr)?.value : given;
  return fallback && /^(template|binary|name)$/.test(fallback.kind) ? fallback : undefined;
}

/** `urljoin(base, path)` and `new URL(path, base)`: base and path. */
function joinedBy(expr: Extract<Expr, { kind: "call" }>): readonly [Expr, Expr] | undefined {
  const name = lastNameOf(expr.callee);
  const [first, second] = expr.args;
  if (!first || !second) return undefined;
  if (name === "urljoin") return [first.value, second.value];
  return name === "URL" ? [second.value, first.value] : undefined;
}

/** Methods of text that leave an address what it is, but for slashes at its ends. */
const TRIMMERS: ReadonlySet<string> = new Set(["strip", "rstrip", "trim", "trimEnd", "toString"]);

/** `base.rstrip("/")`, `new URL(url)`, `String(url)`: the address inside. */
function sameAddress({ callee, args }: Extract<Expr, { kind: "call" }>): Expr | undefined {
  const name = lastNameOf(callee);
  const [first] = args;
  if (/^(str|String|URL|Request|encodeURI)$/.test(name)) return first?.value;
  // Go's functions of text stand in a package.
  if (/^Trim(Right|Suffix)$/.test(name)) return first?.value;
  return callee.kind === "member" && TRIMMERS.has(name) ? callee.object : undefined;
}

/** `url.replace(/\/+$/, "")`, `url.removesuffix("/v1")`: a text, and what is taken out of it; an expression takes slashes. */
function shortened({
  callee,
  args,
}: Extract<Expr, { kind: "call" }>): { from: Expr; cut: string } | undefined {
  const [first, second] = args;
  if (callee.kind !== "member" || !first) return undefined;
  const isCut =
    callee.name === "removesuffix" ||
    (callee.name === "replace" && second?.value.kind === "string" && second.value.value === "");
  return isCut
    ? { from: callee.object, cut: first.value.kind === "string" ? first.value.value : "" }
    : undefined;
}

type Piece = "whole" | "host" | "path" | "none";

/** Members of a parsed address: `new URL(x).pathname`, `urlparse(x).netloc`. */
const PIECES: Readonly<Record<string, Piece>> = {
  href: "whole",
  host: "host",
  hostname: "host",
  netloc: "host",
  pathname: "path",
  path: "path",
  search: "none",
};

function pieceOf(
  program: Program,
  at: Located,
  { name, object }: Extract<Expr, { kind: "member" }>,
): { readonly part: Piece; readonly address: Expr } | undefined {
  const part = Object.hasOwn(PIECES, name) ? PIECES[name] : undefined;
  if (part === undefined) return undefined;
  const parsed = valueMade(program, { ...at, expr: object });
  const isParsed = parsed?.kind === "call" && /^(URL|urlparse|urlsplit)$/.test(lastNameOf(parsed.callee));
  return isParsed ? { part, address: object } : undefined;
}

function valueMade(program: Program, at: Located): Expr | undefined {
  const value = resolve(program, at);
  if (value.kind === "external-object" && value.steps.length === 0) return value.call?.expr;
  return value.kind === "expression" ? value.at.expr : undefined;
}

function ofAddress(parts: readonly Part[], piece: Piece): readonly Part[] {
  if (piece === "whole") return parts;
  if (piece === "none") return ["?"];
  const [first, ...rest] = parts;
  const bare = typeof first === "string" ? [first.replace(/^https?:\/\//i, ""), ...rest] : parts;
  const start = bare.findIndex((part) => typeof part === "string" && part.includes("/"));
  const cut = bare[start];
  if (typeof cut !== "string") return piece === "host" ? bare : ["/"];
  const slash = cut.indexOf("/");
  return piece === "host"
    ? [...bare.slice(0, start), cut.slice(0, slash)]
    : [cut.slice(slash), ...bare.slice(start + 1)];
}
