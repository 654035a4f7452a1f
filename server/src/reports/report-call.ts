/** One call site as a row of the report. */
import type { CallEstimate, Priced } from "../estimate/estimate-call";
import { type Assumption, boundInTurns } from "../estimate/measure";
import { DIRECTIVE_OF } from "../estimate/pins";
import type { Place } from "../facts/located";
import type { Position } from "../workspace/file-table";
import { calibrationOf } from "./calibration-report";
import type {
  ReportAssumption,
  ReportCall,
  ReportLoop,
  ReportPerRun,
  ReportPerTurn,
  ReportPrice,
} from "./contract";
import { reportCost, reportQuantity } from "./rounding";

export interface ReportPlaces {
  /** 0-based; undefined for files that are not analysed. */
  readonly positionOf: (path: string, offset: number) => Position | undefined;
  /** `path:line`, 1-based. */
  readonly placeText: (place: Place) => string;
}

export function reportCall(estimate: CallEstimate, places: ReportPlaces): ReportCall {
  const { call, priced } = estimate;
  const { site, shape } = call;
  const start = positionOf(places, site.path, site.nameStart);
  const offer = priced.known ? priced.value.offer : null;
  return {
    file: site.path,
    line: start.line,
    column: start.column,
    endLine: positionOf(places, site.path, site.range.end).line,
    cell: start.cell,
    sdk: site.sdk,
    api: site.api,
    confidence: site.confidence,
    entry: shape.entry.name,
    callers: shape.callers.map(({ place, entry }) => ({
      file: place.path,
      line: positionOf(places, place.path, place.range.start).line,
      entry,
    })),
    model: modelOf(estimate),
    offer: offer && {
      model: offer.model,
      host: offer.host,
      region: offer.region,
      serviceTier: offer.serviceTier,
      currency: offer.currency,
    },
    ...(priced.known ? {} : { unpricedReason: priced.reason }),
    price: priced.known ? priceOf(priced.value) : null,
    ignored: call.ignored,
    loop: loopOf(estimate, places),
    growth: shape.growth.kind,
    maxOutputTokens: site.maxOutputTokens,
    hasTools: site.hasTools,
    caching: cachingOf(estimate),
    perTurn: perTurnOf(estimate),
    perRun: perRunOf(estimate),
    overflowTurn: estimate.overflowTurn,
    archetype: estimate.measured.archetype,
    chances: estimate.priced.known
      ? { bound: estimate.priced.value.run.boundShare, overflow: estimate.priced.value.run.overflowShare }
      : null,
    calibration: calibrationOf(estimate),
    assumptions: estimate.assumptions.map(assumptionOf),
  };
}

/** 1-based; 1:1 of a file that is not analysed (a caller's file always is). */
function positionOf(places: ReportPlaces, path: string, offset: number): Position {
  const at = places.positionOf(path, offset) ?? { cell: null, line: 0, column: 0 };
  return { cell: at.cell, line: at.line + 1, column: at.column + 1 };
}

function modelOf({ call }: CallEstimate): ReportCall["model"] {
  const { id, source, text } = call.site.model;
  const { model } = call.overrides;
  return model === null ? { id, source, text } : { id: model, source: "directive", text };
}

function priceOf({ price, conversion }: Priced): ReportPrice {
  const { checked, source, billedAs } = price.period;
  return { checked, source, billedAs: billedAs ?? null, conversion };
}

function loopOf({ call, measured }: CallEstimate, places: ReportPlaces): ReportLoop {
  const { kind, boundPlace, boundSource } = call.shape;
  // Turns are requests: a round may send several.
  const inTurns = call.shape.boundUnit === "rounds";
  const bound = inTurns ? boundInTurns(call.shape) : call.shape.bound;
  const boundUnit = inTurns ? "turns" : call.shape.boundUnit;
  return {
    kind,
    bound,
    boundUnit,
    boundSource: boundPlace ? places.placeText(boundPlace) : boundSource,
    turns: reportQuantity(measured.turns),
    outer: reportQuantity(measured.times),
  };
}

/** How prompts are cached on the present offer; without one only a marker in the code tells anything. */
function cachingOf({ call, priced }: CallEstimate): ReportCall["caching"] {
  if (!priced.known) return call.site.cacheMarker.kind === "none" ? "unknown" : "explicit";
  const { caching, inputs } = priced.value;
  if (caching === undefined) return "unknown";
  switch (inputs.cache.mode) {
    case "automatic":
      return "automatic";
    case "none":
      return "none";
    default:
      return "explicit";
  }
}

function perTurnOf({ measured }: CallEstimate): ReportPerTurn {
  const { system, tools, firstUser, output, reasoning, result } = measured;
  return {
    system: reportQuantity(system),
    tools: reportQuantity(tools),
    firstUser: reportQuantity(firstUser),
    output: reportQuantity(output),
    reasoning: reportQuantity(reasoning),
    result: reportQuantity(result),
  };
}

function perRunOf({ usage, priced }: CallEstimate): ReportPerRun {
  const written = Object.entries(usage.cacheWrite).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    turns: reportQuantity(usage.turns),
    input: reportQuantity(usage.input),
    cacheRead: reportQuantity(usage.cacheRead),
    cacheWrite: Object.fromEntries(written.map(([lifetime, tokens]) => [lifetime, reportQuantity(tokens)])),
    output: reportQuantity(usage.output),
    reasoning: reportQuantity(usage.reasoning),
    charges: reportQuantity(usage.charges),
    cost: priced.known ? reportCost(priced.value.run.cost) : null,
    ...(priced.known ? {} : { costReason: priced.reason }),
  };
}

function assumptionOf({ id, text, value }: Assumption): ReportAssumption {
  const isPrice = id === "cacheReadPrice" || id === "cacheWritePrice";
  if (isPrice) return { id, text, value, setting: null, directive: null };
  return { id, text, value, setting: `farebox.assume.${id}`, directive: DIRECTIVE_OF[id] };
}
