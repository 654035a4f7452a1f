/** Pairs labels with what the report found: the same place, or the same statement. */
import type { ReportCall } from "../../../server/src/reports/contract";
import type { LabelledCall, LabelledRepository } from "./labels";

export interface Pair {
  readonly label: LabelledCall;
  readonly call: ReportCall;
}

export interface Matched {
  readonly pairs: readonly Pair[];
  /** Labels nothing was found for. */
  readonly missed: readonly LabelledCall[];
  /** Found in a file read completely, without a label. */
  readonly extra: readonly ReportCall[];
}

/** Each label and each call is used once; exact lines go first, so that neighbours in one statement keep apart. */
export function match(repository: LabelledRepository, calls: readonly ReportCall[]): Matched {
  const read = new Set(repository.files);
  const found = calls.filter(({ file }) => read.has(file));
  const ofLabel = new Map<LabelledCall, ReportCall>();
  const used = new Set<ReportCall>();
  for (const fits of [onLine, inStatement]) {
    for (const label of repository.calls) {
      const call = ofLabel.has(label)
        ? undefined
        : found.find((one) => !used.has(one) && inOneFile(label, one) && fits(label, one));
      if (!call) continue;
      ofLabel.set(label, call);
      used.add(call);
    }
  }
  return {
    pairs: [...ofLabel].map(([label, call]) => ({ label, call })),
    missed: repository.calls.filter((label) => !ofLabel.has(label)),
    extra: found.filter((call) => !used.has(call)),
  };
}

function inOneFile(label: LabelledCall, call: ReportCall): boolean {
  return call.file === label.path && call.cell === label.cell;
}

function onLine(label: LabelledCall, call: ReportCall): boolean {
  return call.line === label.line;
}

function inStatement(label: LabelledCall, call: ReportCall): boolean {
  return call.line <= label.line && label.line <= call.endLine;
}
