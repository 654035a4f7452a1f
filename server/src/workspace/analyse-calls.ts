/** One file's call sites with their runs, prompts and directives: everything that does not depend on prices. */

import { ASSUMPTION_IDS, type AssumptionId } from "../../../shared/settings";
import type { Range } from "../base/range";
import { attachDirectives, type DirectiveValues } from "../calls/directives";
import { recogniseCalls } from "../calls/recognise";
import { hostFromUrl } from "../catalogue/match/endpoint";
import type { Catalogue } from "../catalogue/types";
import type { CallAnalysis } from "../estimate/call-analysis";
import { NO_OVERRIDES } from "../estimate/call-analysis";
import { DIRECTIVE_OF, NO_PINS, type Pins } from "../estimate/pins";
import type { FileFacts } from "../facts/ir";
import type { Place } from "../facts/located";
import type { Program } from "../facts/program";
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
  const directives = attachDirectives(file.directives, sites, lineOf);
  const calls = sites.map((site) => {
    const shape = runShapeOf(program, site);
    const prompt = promptOf(program, site);
    return { site, shape, prompt, ...pinnedBy(directives.values.get(site.id), site, placeText) };
  });
  return { calls, problems: directives.problems };
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
