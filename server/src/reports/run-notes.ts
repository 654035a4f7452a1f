/** What can become of the runs behind a figure: the window, the bound, and the recorded runs it rests on. */
import type { ReportCall } from "./contract";

/** Shares of the runs worth a word: below this they are said by the range already. */
const TELLING_CHANCE = 0.05;

export function runNotes(call: ReportCall): readonly string[] {
  return [
    ...(call.overflowTurn === null ? [] : [`the context window is full at turn ${call.overflowTurn}`]),
    ...chanceNotes(call),
    ...(call.calibration === null ? [] : [call.calibration.source, ...call.calibration.drift]),
  ];
}

function chanceNotes({ chances, loop, overflowTurn }: ReportCall): readonly string[] {
  if (chances === null || loop.turns.low === loop.turns.high) return [];
  const percent = (share: number): string => `${Math.round(share * 100)}% of the runs`;
  return [
    ...(chances.bound >= TELLING_CHANCE ? [`${percent(chances.bound)} reach the bound`] : []),
    ...(chances.overflow >= TELLING_CHANCE && overflowTurn === null
      ? [`${percent(chances.overflow)} overflow the context window`]
      : []),
  ];
}
