/** Hand-made call analyses and estimates over the invented catalogue, for tests of views and advice. */
import { LineMap } from "../../server/src/base/line-map";
import type { Quantity } from "../../server/src/base/quantity";
import { exactly } from "../../server/src/base/quantity";
import type { Catalogue } from "../../server/src/catalogue/types";
import { type CallAnalysis, NO_OVERRIDES, type Overrides } from "../../server/src/estimate/call-analysis";
import {
  type CallEstimate,
  type EstimateContext,
  estimateCall,
} from "../../server/src/estimate/estimate-call";
import { NO_PINS, type Pins } from "../../server/src/estimate/pins";
import type { Expr, FileFacts, LanguageId, Stmt } from "../../server/src/facts/ir";
import type { Place } from "../../server/src/facts/located";
import type { RunShape } from "../../server/src/loops/run-shape";
import type { Prompt, PromptText } from "../../server/src/prompts/prompt";
import type { CallSite } from "../../server/src/sdks/call-site";
import { NO_FEATURES } from "../../server/src/tokens/features";
import { readSettings } from "../../shared/settings";
import { miniCatalogue } from "./mini-catalogue";

export interface CallParts {
  readonly path?: string;
  /** Source text; `»` stands before the call, `«` behind it; both are taken out. */
  readonly text?: string;
  readonly language?: LanguageId;
  readonly model?: string | null;
  readonly site?: Partial<CallSite>;
  readonly shape?: Partial<RunShape>;
  readonly system?: string;
  readonly prompt?: Partial<Prompt>;
  readonly pins?: Pins;
  readonly overrides?: Partial<Overrides>;
  readonly ignored?: boolean;
  /** Statement around the call, from line start; absent: the line of the call. */
  readonly body?: (range: { readonly start: number; readonly end: number }) => readonly Stmt[];
}

export interface MarkedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Takes the marks `»…«` out of a text and tells where they stood. */
export function unmark(marked: string): MarkedText {
  const start = marked.indexOf("»");
  const end = marked.indexOf("«") - 1;
  if (start < 0 || end < 0) throw new Error("the text marks no call");
  return { text: marked.replace(/[»«]/g, ""), start, end };
}

export const DEFAULT_TEXT = 'reply = »client.messages.create(model="mini-1", messages=messages)«\n';

/** A fake file whose module holds one statement per call. */
function fileOf(path: string, language: LanguageId, text: string, body: readonly Stmt[]): FileFacts {
  const range = { start: 0, end: text.length };
  return {
    path,
    language,
    functions: [
      {
        facts: {
          name: "<module>",
          nameRange: { start: 0, end: 0 },
          range,
          params: [],
          decorators: [],
          doc: null,
          isAsync: false,
          returns: null,
          body,
        },
        start: 0,
        parent: -1,
        children: [],
        className: null,
      },
    ],
    directives: [],
    incomplete: false,
  };
}

function text(value: string, place: Place): PromptText {
  return { parts: value === "" ? [] : [{ kind: "text", text: value, place }], changes: [] };
}

/** An agent loop of at most 20 turns over mini-1, with a short system prompt, unless the parts say otherwise. */
export function callOf(parts: CallParts = {}): CallAnalysis {
  const path = parts.path ?? "src/agent.py";
  const language = parts.language ?? "python";
  const { text: source, start, end } = unmark(parts.text ?? DEFAULT_TEXT);
  const range = { start, end };
  const lines = new LineMap(source);
  const lineStart = lines.lineStart(lines.position(start).line);
  const callText = source.slice(start, end);
  const paren = callText.indexOf("(");
  const nameStart = start + callText.slice(0, paren).lastIndexOf(".") + 1;
  const expr = callExpr(source, start, end, language);
  const body = parts.body?.(range) ?? [
    { kind: "expression", value: expr, range: { start: lineStart, end } } as const,
  ];
  const file = fileOf(path, language, source, body);
  const here: Place = { path, range };
  const id = parts.model === undefined ? "mini-1" : parts.model;
  const literalAt = id === null ? -1 : source.indexOf(`"${id}"`);
  const site: CallSite = {
    id: `${path}:${nameStart}`,
    path,
    fn: 0,
    call: { file, fn: 0, expr },
    nameStart,
    range,
    sdk: "openai",
    api: "chat.completions.create",
    kind: "request",
    confidence: "certain",
    confidenceReason: null,
    model: {
      id,
      source: id === null ? "parameter" : "literal",
      text: id === null ? "model" : `"${id}"`,
      literal:
        id === null || literalAt < 0
          ? null
          : { path, range: { start: literalAt, end: literalAt + id.length + 2 } },
      reason: id === null ? "it is a parameter" : null,
    },
    host: null,
    region: null,
    unknownBaseUrl: null,
    serviceTier: null,
    roles: {},
    maxOutputTokens: null,
    maxOutputPlace: null,
    forwarded: [],
    session: null,
    goesOn: false,
    sessionOutlives: false,
    memory: null,
    hasTools: false,
    choices: 1,
    stepLimit: null,
    history: "caller",
    cacheMarker: { kind: "none", lifetime: null },
    reasoning: { effort: null, budgetTokens: null },
    ...parts.site,
  };
  const owner = { path, fn: 0, name: `${path}#<module>` };
  const shape: RunShape = {
    choices: [],
    kind: "agent",
    bound: 20,
    boundUnit: "turns",
    boundOrigin: "declared",
    boundPlace: here,
    boundSource: null,
    loopPlace: here,
    around: [],
    growth: {
      kind: "accumulates",
      window: null,
      dropsPrefix: false,
      reason: "the loop appends to messages",
      place: here,
    },
    outer: [],
    owner,
    entry: owner,
    callers: [],
    results: [],
    fixedTurns: null,
    ...parts.shape,
  };
  const prompt: Prompt = {
    system: text(parts.system ?? "You are a helpful agent. ".repeat(20), here),
    firstUser: text("Do the task.", here),
    history: text("", here),
    messageCount: 2,
    tools: [],
    unreadTools: false,
    ...parts.prompt,
  };
  return {
    site,
    shape,
    prompt,
    pins: parts.pins ?? NO_PINS,
    overrides: { ...NO_OVERRIDES, ...parts.overrides },
    ignored: parts.ignored ?? false,
  };
}

/** Only what edits read of the call: named arguments in Python, one object in TypeScript. */
function callExpr(
  source: string,
  start: number,
  end: number,
  language: LanguageId,
): Extract<Expr, { kind: "call" }> {
  const range = { start, end };
  const callee: Expr = { kind: "name", name: "create", range: { start, end: start + 1 } };
  if (language === "python") {
    const inner = source.slice(source.indexOf("(", start) + 1, end - 1);
    const names = [...inner.matchAll(/(?<![\w"'])([a-z_]+)=/g)].map((found) => found[1] ?? "");
    const value: Expr = { kind: "null", range };
    return {
      kind: "call",
      callee,
      args: names.map((name) => ({ name, spread: false, value })),
      isNew: false,
      range,
    };
  }
  const brace = source.indexOf("{", start);
  const dict: Expr = {
    kind: "dict",
    entries: [{ key: null, value: { kind: "null", range } }],
    range: { start: brace, end: end - 1 },
  };
  return { kind: "call", callee, args: [{ name: null, spread: false, value: dict }], isNew: false, range };
}

/** Four characters are one token; settings as in a settings file, without the prefix. */
export function contextOf(raw: unknown = {}, catalogue: Catalogue = miniCatalogue()): EstimateContext {
  return {
    settings: readSettings(raw).settings,
    catalogue,
    when: { day: "2026-06-10" },
    count: (value) => {
      const tokens = Math.ceil(value.length / 4);
      return {
        tokens: { o200k_base: tokens },
        features: { ...NO_FEATURES, prose: value.length },
      };
    },
    placeText: ({ path, range }) => `${path}:${range.start + 1}`,
  };
}

export function estimateOf(parts: CallParts = {}, ctx: EstimateContext = contextOf()): CallEstimate {
  return estimateCall(callOf(parts), ctx);
}

export const fixedTurns = (turns: number): Quantity => exactly(turns, "declared", "test");
