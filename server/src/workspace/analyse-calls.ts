/** One file's call sites with their runs, prompts and directives: everything that does not depend on prices. */

import { ASSUMPTION_IDS, type AssumptionId } from "../../../shared/settings";
import { statementStart } from "../advice/statement-start";
import type { Range } from "../base/range";
import { attachDirectives, type CallerPlace, type DirectiveValues, sitesFrom } from "../calls/directives";
import { recogniseCalls } from "../calls/recognise";
import { hostFromUrl } from "../catalogue/match/endpoint";
import type { Catalogue } from "../catalogue/types";
import type { CallAnalysis } from "../estimate/call-analysis";
import { NO_OVERRIDES } from "../estimate/call-analysis";
import { DIRECTIVE_OF, NO_PINS, type Pins } from "../estimate/pins";
import { asSummaryCall } from "../estimate/summary-call";
import { toolCodeOf } from "../estimate/tool-code/tool-code";
import type { FileFacts } from "../facts/ir";
import type { Place } from "../facts/located";
import type { Program } from "../facts/program";
import type { RunShape } from "../loops/run-shape";
import { runShapeOf } from "../loops/shape";
import { promptOf } from "../prompts/prompt-of";
import type { CallSite } from "../sdks/call-site";

export interface FileCalls {
  readonly calls: readonly CallAnalysis[];
  /** Directive comments that cannot be read, with absolute ranges. */
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
}

export interface AnalyseOptions {
  readonly catalogue: Catalogue;
  readonly lineOf: (offset: number) => number;
  /** `path:line` of a place, for the source of pinned values. */
  readonly placeText: (place: Place) => string;
}

export function analyseCalls(program: Program, file: FileFacts, options: AnalyseOptions): FileCalls {
  const { catalogue, lineOf, placeText } = options;
  const sites = recogniseCalls(program, file, { hostFromUrl: (url) => hostFromUrl(catalogue, url) });
  const shapes = sites.map((site) => ({ site, shape: asSummaryCall(site, runShapeOf(program, site)) }));
  const callers = callersIn(file.path, shapes, placeText);
  const directives = attachDirectives(file.directives, sites, lineOf, callers);
  const calls = shapes.map(({ site, shape }) => {
    const prompt = promptOf(program, site);
    const reached = sitesFrom(lineOf(statementStart(site)), sites, lineOf);
    const nthBelow = 1 + reached.findIndex(({ id }) => id === site.id);
    const alike = sites.filter(({ fn, api }) => fn === site.fn && api === site.api);
    const nthInFunction = 1 + alike.indexOf(site);
    return {
      site,
      nthBelow,
      nthInFunction,
      shape,
      prompt,
      toolCode: toolCodeOf(program, prompt.tools),
      ...pinnedBy(directives.values.get(site.id), site, placeText),
    };
  });
  return { calls, problems: directives.problems };
}

interface Shaped {
  readonly site: CallSite;
  readonly shape: RunShape;
}

/**
 * Places of the file that call a function around one of its call sites. A directive there can speak for the only caller. Where the
 * statement sends a request itself, a comment above it speaks of that one.
 */
function callersIn(
  path: string,
  shaped: readonly Shaped[],
  placeText: (place: Place) => string,
): readonly CallerPlace[] {
  const places = new Map<string, CallerPlace>();
  const isOfRequest = ({ range }: Place): boolean =>
    shaped.some(({ site }) => statementStart(site) <= range.start && range.start < site.range.end);
  for (const { site, shape } of shaped) {
    const others = shape.callers.length - 1;
    const problem =
      others === 0
        ? null
        : `This calls the request at ${placeText({ path, range: { start: site.nameStart, end: site.range.end } })}, and so ${others === 1 ? "does another place" : `do ${others} other places`}. It is estimated once for all of them: write the directive there.`;
    for (const { place } of shape.callers) {
      if (place.path !== path || isOfRequest(place)) continue;
      const key = `${place.range.start}-${place.range.end}`;
      const before = places.get(key);
      places.set(key, {
        range: place.range,
        siteIds: [...(before?.siteIds ?? []), site.id],
        problem: before?.problem ?? problem,
      });
    }
  }
  return [...places.values()];
}

function pinnedBy(
  values: DirectiveValues | undefined,
  site: CallSite,
  placeText: (place: Place) => string,
): Pick<CallAnalysis, "pins" | "overrides" | "ignored"> {
  if (!values) return { pins: NO_PINS, overrides: NO_OVERRIDES, ignored: false };
  const quantities = values.quantities as Readonly<Record<string, number | undefined>>;
  const pinned: Partial<Record<AssumptionId, number>> = {};
  for (const id of ASSUMPTION_IDS) {
    const value = quantities[DIRECTIVE_OF[id]];
    if (value !== undefined) pinned[id] = value;
  }
  const { model, host, region, tier } = values.names;
  const pins: Pins = { values: pinned, source: placeText({ path: site.path, range: site.range }) };
  return {
    pins,
    overrides: {
      model: model ?? null,
      host: host ?? null,
      region: region ?? null,
      serviceTier: tier ?? null,
      runsPerMonth: values.runsPerMonth,
    },
    ignored: values.ignore,
  };
}
