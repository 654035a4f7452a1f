/** Why there is no hint at the cursor, and the step that changes it. */

import { COMMANDS } from "../../../shared/ids";
import type { Settings } from "../../../shared/settings";
import type { WhyView } from "../../../shared/view-models";
import { formatMoney } from "../base/format";
import type { CallEstimate } from "../estimate/estimate-call";
import type { Place } from "../facts/located";
import { plural } from "./summary";

export interface WhyInputs {
  readonly path: string;
  /** The file's language is one Farebox reads. */
  readonly supported: boolean;
  /** Why the file is left alone (rules, size, budget); null for analysed files. */
  readonly skipped: string | null;
  readonly analysing: boolean;
  readonly settings: Settings;
  readonly calls: readonly CallEstimate[];
  /** Calls in other files whose run starts in this one. */
  readonly elsewhere: readonly CallEstimate[];
  /** Offset of the cursor; null where the text is not known. */
  readonly offset: number | null;
  /** 1-based line of an offset. */
  readonly lineOf: (offset: number) => number;
  /** `path:line` of a place. */
  readonly placeText: (place: Place) => string;
}

export function whyNoHint(inputs: WhyInputs): WhyView {
  const { supported, skipped, analysing, calls, offset } = inputs;
  if (!supported) {
    return view("Farebox does not read this kind of file", [
      "It reads Python and its notebooks, TypeScript, JavaScript and Go.",
    ]);
  }
  if (skipped !== null) return skippedView(skipped);
  const call = offset === null ? undefined : callAt(inputs, offset);
  if (call) return callView(call, inputs);
  const behind = calledAt(inputs, offset);
  if (behind) return callerView(behind, inputs);
  if (analysing) {
    return view("Farebox is still analysing", ["Calls that depend on other files may yet appear."]);
  }
  return noCallView(calls, inputs);
}

type Action = NonNullable<WhyView["action"]>;

function view(headline: string, details: readonly string[], action: Action | null = null): WhyView {
  return { headline, details, action };
}

function openSetting(key: string): Action {
  return {
    title: "Open the setting",
    command: "workbench.action.openSettings",
    arguments: [`farebox.${key}`],
  };
}

function skippedView(reason: string): WhyView {
  const byRule = reason.startsWith("farebox.exclude");
  const bySize = reason.startsWith("larger than");
  const byBudget = !byRule && /\b(budget|killed|crashed|\d+ ms)\b/.test(reason);
  if (byBudget) {
    const action = { title: "Show the log", command: COMMANDS.showLog, arguments: [] };
    return view(
      "This file is set aside",
      [reason, "An edit or a restart of the server tries it again."],
      action,
    );
  }
  const action = bySize ? openSetting("maxFileSize") : byRule ? openSetting("exclude") : null;
  return view("This file is skipped", [reason], action);
}

/** The innermost call around the cursor, else the only one that has its callee on the cursor's line. */
function callAt({ calls, lineOf }: WhyInputs, offset: number): CallEstimate | undefined {
  const inside = calls
    .filter(({ call }) => call.site.range.start <= offset && offset <= call.site.range.end)
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  const line = lineOf(offset);
  return inside[0] ?? calls.find(({ call }) => lineOf(call.site.nameStart) === line);
}

function lengthOf({ call }: CallEstimate): number {
  return call.site.range.end - call.site.range.start;
}

/** A request behind a function of the project that is called on the cursor's line. */
function calledAt(inputs: WhyInputs, offset: number | null): CallEstimate | undefined {
  if (offset === null) return undefined;
  const { path, calls, elsewhere, lineOf } = inputs;
  const line = lineOf(offset);
  return [...calls, ...elsewhere].find(({ call }) =>
    call.shape.callers.some(({ place }) => place.path === path && lineOf(place.range.start) === line),
  );
}

/** The hint stands at the request, once, however many places lead to it. */
function callerView({ call }: CallEstimate, { placeText }: WhyInputs): WhyView {
  const { site, shape } = call;
  const at = placeText({ path: site.path, range: { start: site.nameStart, end: site.range.end } });
  const others = shape.callers.length - 1;
  return view("The request is sent by the function called here", [
    `The hint stands at the request, ${at}.`,
    others === 0
      ? "A directive above this line counts for its run, where both are in one file."
      : `${plural(others, "other place")} ${others === 1 ? "calls" : "call"} it, too. It is estimated once, so a directive belongs above the request, not here.`,
  ]);
}

function callView(estimate: CallEstimate, { settings }: WhyInputs): WhyView {
  const { call, priced } = estimate;
  const { hints } = settings;
  const { site } = call;
  if (!hints.enabled) {
    const action = { title: "Show hints", command: COMMANDS.toggleHints, arguments: [] };
    return view("Hints are switched off", ["farebox.hints.enabled is false."], action);
  }
  if (call.ignored)
    return view("A directive hides this call", ["Take away the comment `farebox: ignore` above it."]);
  const order = ["possible", "likely", "certain"];
  if (order.indexOf(site.confidence) < order.indexOf(hints.minConfidence)) {
    const because = site.confidenceReason === null ? "" : `: ${site.confidenceReason}`;
    return view(
      `This is only a ${site.confidence} model call`,
      [
        `It looks like ${site.sdk} ${site.api}${because}.`,
        `Hints are shown from "${hints.minConfidence}" on (farebox.hints.minConfidence).`,
      ],
      openSetting("hints.minConfidence"),
    );
  }
  if (priced.known && priced.value.run.cost.typical < hints.minCost) {
    const { typical, currency } = priced.value.run.cost;
    return view(
      "This run is cheaper than the hints you asked for",
      [`It costs ${formatMoney(typical, currency)}; farebox.hints.minCost is ${hints.minCost}.`],
      openSetting("hints.minCost"),
    );
  }
  if (!priced.known) {
    const action = { title: "Open the catalogue file", command: COMMANDS.openCatalogue, arguments: [] };
    return view("There is a hint here, without a price", [priced.reason], action);
  }
  return view("There is a hint here", [
    "If the editor shows none, see editor.inlayHints.enabled; hints are held back for a moment after an edit.",
  ]);
}

/** Nearest calls by line, so that a cursor that is a line off finds its way. */
function noCallView(calls: readonly CallEstimate[], { offset, lineOf }: WhyInputs): WhyView {
  if (calls.length === 0) {
    return view("No model call was found in this file", [
      "Farebox knows a call by the SDK it comes from: the client must be imported, made, or typed where the analysis can follow it.",
    ]);
  }
  const here = offset === null ? 1 : lineOf(offset);
  const lines = [...new Set(calls.map(({ call }) => lineOf(call.site.nameStart)))];
  const nearest = lines.sort((a, b) => Math.abs(a - here) - Math.abs(b - here)).slice(0, 3);
  const where = nearest.sort((a, b) => a - b).join(", ");
  return view("There is no model call here", [
    `This file has ${plural(calls.length, "call")}; the nearest ${nearest.length === 1 ? "is on line" : "are on lines"} ${where}.`,
  ]);
}
