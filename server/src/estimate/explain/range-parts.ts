/** What a run's range rests on: each number at its own P10 and P90 over the draws, all others at their median. */
import type { RunDraw, RunInputs } from "../../cost/run-model";
import { spreadOf } from "../../cost/spread";
import type { Meter, RunSize } from "./run-size";

export type RangePartId =
  | "turns"
  | "system"
  | "tools"
  | "firstUser"
  | "output"
  | "reasoning"
  | "result"
  | "hitShare"
  | "gaps"
  | "secondsBetweenRuns";

export interface RangePart {
  readonly id: RangePartId;
  /** "turns", "results and user text". */
  readonly name: string;
  /** The number's P10 and P90 over the draws (per run: what differs from turn to turn is averaged). */
  readonly from: number;
  readonly to: number;
  /** The run at either end. */
  readonly low: RunSize;
  readonly high: RunSize;
  /** Its span over the sum of all spans, 0 to 1: spans do not add up to the range, this only ranks them. */
  readonly share: number;
}

interface Handle {
  readonly id: RangePartId;
  readonly name: string;
  readonly read: (draw: RunDraw) => number;
  readonly write: (draw: RunDraw, value: number) => RunDraw;
}

const HANDLES: readonly Handle[] = [
  {
    id: "turns",
    name: "turns",
    read: (draw) => draw.turns,
    write: (draw, value) => ({ ...draw, turns: Math.max(1, Math.round(value)) }),
  },
  {
    id: "system",
    name: "system prompt",
    read: (draw) => draw.system,
    write: (draw, system) => ({ ...draw, system }),
  },
  {
    id: "tools",
    name: "tool definitions",
    read: (draw) => draw.tools,
    write: (draw, tools) => ({ ...draw, tools }),
  },
  {
    id: "firstUser",
    name: "first message",
    read: (draw) => draw.firstUser,
    write: (draw, firstUser) => ({ ...draw, firstUser }),
  },
  {
    id: "output",
    name: "answers",
    read: (draw) => draw.output,
    write: (draw, output) => ({ ...draw, output }),
  },
  {
    id: "reasoning",
    name: "reasoning",
    read: (draw) => draw.reasoning,
    write: (draw, reasoning) => ({ ...draw, reasoning }),
  },
  {
    id: "result",
    name: "results and user text",
    read: (draw) => draw.result,
    write: (draw, result) => ({ ...draw, result }),
  },
  {
    id: "hitShare",
    name: "share of cache hits",
    read: (draw) => draw.hitShare,
    write: (draw, hitShare) => ({ ...draw, hitShare }),
  },
  {
    id: "gaps",
    name: "seconds between turns",
    read: (draw) => draw.gaps[0] ?? 0,
    write: (draw, gap) => ({ ...draw, gaps: [gap] }),
  },
  {
    id: "secondsBetweenRuns",
    name: "seconds between runs",
    read: (draw) => draw.secondsBetweenRuns ?? 0,
    write: (draw, value) =>
      draw.secondsBetweenRuns === null ? draw : { ...draw, secondsBetweenRuns: value },
  },
];

/** Numbers that move the run, largest span first; those without a spread, or that change nothing, are left out. */
export function rangePartsOf(
  inputs: RunInputs,
  draws: readonly RunDraw[],
  typical: RunDraw,
  meter: Meter,
): readonly RangePart[] {
  const parts = HANDLES.flatMap(({ id, name, read, write }) => {
    const { low: from, high: to } = spreadOf(draws.map(read));
    if (from === to) return [];
    const low = meter(inputs, [write(typical, whole(id, from))]);
    const high = meter(inputs, [write(typical, whole(id, to))]);
    if (!low || !high || spanOf(low, high) === 0) return [];
    return [{ id, name, from, to, low, high }];
  });
  const total = parts.reduce((sum, { low, high }) => sum + spanOf(low, high), 0);
  return parts
    .map((part) => ({ ...part, share: total > 0 ? spanOf(part.low, part.high) / total : 0 }))
    .sort((a, b) => b.share - a.share);
}

/** Tokens are whole; shares and seconds are not. */
function whole(id: RangePartId, value: number): number {
  return id === "hitShare" || id === "gaps" || id === "secondsBetweenRuns" ? value : Math.round(value);
}

function spanOf(low: RunSize, high: RunSize): number {
  const [a, b] = low.cost === null || high.cost === null ? [low.input, high.input] : [low.cost, high.cost];
  return Math.abs(b - a);
}
