/**
 * Which call site a recorded run belongs to. Each thing the log tells narrows the candidates; a run is matched where one is left and
 * something spoke for it. What stays open is told, never guessed. Prompt text is compared here and goes nowhere.
 */
import type { Run } from "../../calibration/fit";
import type { Place } from "../../facts/located";
import { qualifiedName } from "../../facts/names";
import type { CallEstimate } from "../estimate-call";

export interface MatchContext {
  /** Catalogue's id of a written model; the text itself where the catalogue has none. */
  readonly modelId: (written: string) => string;
  /** `path:line` of a call, 1-based. */
  readonly placeOf: (call: CallEstimate) => string;
  /** 1-based lines a call covers. */
  readonly linesOf: (call: CallEstimate) => readonly [number, number];
  /** Qualified name of the function around a place; null where it is not known. */
  readonly functionAt: (place: Place) => string | null;
  /** A call site the user named for runs the log leaves open: `path:line`. */
  readonly chosen: string | null;
}

export interface Matched {
  readonly estimate: CallEstimate;
  readonly runs: readonly Run[];
}

export interface Unmatched {
  readonly reason: string;
  readonly runs: number;
  /** Where the first of them begins. */
  readonly first: string;
}

export function matchRuns(
  runs: readonly Run[],
  calls: readonly CallEstimate[],
  ctx: MatchContext,
): { readonly matched: readonly Matched[]; readonly unmatched: readonly Unmatched[] } {
  const matched = new Map<CallEstimate, Run[]>();
  const unmatched = new Map<string, { runs: number; first: string }>();
  for (const run of runs) {
    const found = callOf(run, calls, ctx);
    if (typeof found === "string") {
      const known = unmatched.get(found) ?? { runs: 0, first: run[0]?.at ?? "" };
      unmatched.set(found, { ...known, runs: known.runs + 1 });
    } else matched.set(found, [...(matched.get(found) ?? []), ...runsFor(found, run)]);
  }
  return {
    matched: [...matched].map(([estimate, own]) => ({ estimate, runs: own })),
    unmatched: [...unmatched].map(([reason, known]) => ({ reason, ...known })),
  };
}

/** A request that nothing repeats is a run of its own, whatever the log groups it with. */
function runsFor({ call }: CallEstimate, run: Run): readonly Run[] {
  const isAlone = call.shape.kind === "none" || call.shape.kind === "map";
  return isAlone ? run.map((request) => [request]) : [run];
}

interface Test {
  /** What the log says, in words; null where it says nothing. */
  readonly told: string | null;
  /** true: speaks for the call; false: against it; null: the code does not tell. */
  readonly fits: (call: CallEstimate) => boolean | null;
  /** Whether a call the test speaks against is out even where the test speaks for none. */
  readonly isStrict: boolean;
}

function callOf(run: Run, calls: readonly CallEstimate[], ctx: MatchContext): CallEstimate | string {
  let left = calls;
  let speaks = false;
  /** What the log says against the call the user named. */
  let against: string | null = null;
  for (const { told, fits, isStrict } of testsOf(run, ctx)) {
    if (told === null) continue;
    const answers = left.map((call) => ({ call, fit: fits(call) }));
    const agreeing = answers.filter(({ fit }) => fit === true);
    if (agreeing.length > 0) {
      // A call whose code does not tell may still be the one, unless what was told is about the code itself.
      left = isStrict
        ? answers.filter(({ fit }) => fit !== false).map(({ call }) => call)
        : agreeing.map(({ call }) => call);
      speaks = true;
    } else if (isStrict) left = answers.filter(({ fit }) => fit === null).map(({ call }) => call);
    if (left.length === 0) return `no call site fits ${told}`;
    const isOut = ctx.chosen !== null && !left.some((call) => ctx.placeOf(call) === ctx.chosen);
    if (isOut && answers.some(({ call }) => ctx.placeOf(call) === ctx.chosen)) against = told;
  }
  if (left.length > 1 && ctx.chosen !== null) left = left.filter((call) => ctx.placeOf(call) === ctx.chosen);
  const [only, ...others] = left;
  if (!only) return `${ctx.chosen ?? "the call named"} does not fit ${against ?? "what the log says"}`;
  if (others.length > 0) {
    const places = left.slice(0, 4).map(ctx.placeOf).join(", ");
    return `may belong to ${places}${left.length > 4 ? ` and ${left.length - 4} more` : ""}`;
  }
  if (!speaks && ctx.chosen !== ctx.placeOf(only))
    return `nothing in the log tells that it belongs to ${ctx.placeOf(only)}`;
  return only;
}

function testsOf(run: Run, ctx: MatchContext): readonly Test[] {
  const [opening] = run;
  if (!opening) return [];
  const { call: named, file, line, system, names, models, toolsOffered: offered } = opening;
  const ids = models.map(ctx.modelId);
  const tools = [...new Set(run.flatMap(({ toolNames }) => toolNames))];
  return [
    {
      told: named === null ? null : `the call ${named}`,
      fits: (call) =>
        named === ctx.placeOf(call) || named === `${call.call.site.path}#${functionsOf(call, ctx)[0] ?? ""}`,
      isStrict: true,
    },
    {
      told: models.length === 0 ? null : `the model ${models[0] ?? ""}`,
      fits: (call) => fitsModel(call, ids),
      isStrict: true,
    },
    {
      told: file === null ? null : `the file ${file}`,
      fits: (call) => filesOf(call).some((path) => isSameFile(file ?? "", path)),
      isStrict: true,
    },
    {
      told: file === null || line === null ? null : `line ${line}`,
      fits: (call) => {
        const [from, to] = ctx.linesOf(call);
        return from <= (line ?? 0) && (line ?? 0) <= to;
      },
      isStrict: false,
    },
    {
      told: names.length === 0 ? null : `the name ${names[0] ?? ""}`,
      fits: (call) => fitsName(call, names, ctx),
      isStrict: false,
    },
    {
      told: system === null ? null : "the system text",
      fits: (call) => fitsSystem(call, system ?? ""),
      isStrict: true,
    },
    {
      told: offered.length === 0 ? null : `the tool ${offered[0] ?? ""}`,
      fits: (call) => offersTools(call, offered),
      // Code that leaves out a tool now and then is still the one.
      isStrict: false,
    },
    {
      told: tools.length === 0 ? null : `the tool ${tools[0] ?? ""}`,
      fits: (call) => fitsTools(call, tools),
      isStrict: true,
    },
  ];
}

function fitsModel({ model, call }: CallEstimate, ids: readonly string[]): boolean | null {
  if (model.known) return ids.includes(model.value.id);
  const written = call.overrides.model ?? call.site.model.id;
  return written === null ? null : ids.includes(written);
}

/** Qualified names of the functions a run passes through: the call's own first. */
function functionsOf({ call }: CallEstimate, ctx: MatchContext): readonly string[] {
  const { shape, site } = call;
  const own = qualifiedName(site.call.file, site.fn);
  const entries = [shape.owner.name, shape.entry.name, ...shape.callers.map(({ entry }) => entry)];
  const callers = shape.callers.flatMap(({ place }) => ctx.functionAt(place) ?? []);
  return [own, ...callers, ...entries.map((name) => name.slice(name.indexOf("#") + 1))].filter(
    (name) => name !== "",
  );
}

/** `package.module.Agent.step` of a log is `Agent.step` or `step` of the code, and `Agent` alone its class. */
function fitsName(call: CallEstimate, names: readonly string[], ctx: MatchContext): boolean {
  const known = new Set(
    functionsOf(call, ctx)
      .flatMap((name) => [name, ...name.split(".")])
      .map(simplified),
  );
  return names.some((name) => {
    const parts = name.split(/[.#:/]/);
    return [name, parts.slice(-2).join("."), parts.at(-1) ?? ""].some((part) => known.has(simplified(part)));
  });
}

/** `SupportAgent`, `support_agent` and "support agent" are one name. */
function simplified(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}

function filesOf({ call }: CallEstimate): readonly string[] {
  const { site, shape } = call;
  return [site.path, shape.owner.path, ...shape.callers.map(({ place }) => place.path)];
}

/** Logs name files from wherever the program ran: the longer path ends with the shorter. */
function isSameFile(logged: string, path: string): boolean {
  const a = logged.replaceAll("\\", "/").replace(/^\.\//, "");
  return a === path || a.endsWith(`/${path}`) || path.endsWith(`/${a}`);
}

/** Text shorter than this stands in many prompts. */
const TELLING_TEXT = 20;
const COMPARED_TEXT = 200;

function fitsSystem({ call }: CallEstimate, system: string): boolean | null {
  const { parts } = call.prompt.system;
  const texts = parts.flatMap((part) => (part.kind === "text" ? [plain(part.text)] : []));
  // All of a text speaks for itself, however short it is.
  if (texts.length > 0 && texts.length === parts.length && plain(system) === plain(texts.join(" ")))
    return true;
  const head = texts.find((text) => text.length >= TELLING_TEXT);
  return head === undefined ? null : plain(system).includes(head.slice(0, COMPARED_TEXT).trim());
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Exactly the tools that the code sends. */
function offersTools({ call }: CallEstimate, names: readonly string[]): boolean | null {
  const { tools, unreadTools } = call.prompt;
  if (unreadTools || tools.length === 0) return null;
  const known = new Set(tools.map(({ name }) => name));
  return known.size === new Set(names).size && names.every((name) => known.has(name));
}

function fitsTools({ call }: CallEstimate, names: readonly string[]): boolean | null {
  const { tools, unreadTools } = call.prompt;
  if (!call.site.hasTools && tools.length === 0) return false;
  const known = new Set(tools.map(({ name }) => name));
  if (names.every((name) => known.has(name))) return true;
  return unreadTools ? null : false;
}
