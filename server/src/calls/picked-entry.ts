/** Entries of the map that a constructor was given, by a name a step gives: `mastra.getAgent("weather")`. */
import { optionsEntry } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { readString } from "../facts/texts";
import type { StepRule } from "../sdks/sdk";
import type { SdkObject } from "./made-object";
import { readWay } from "./ways";

/** The entry of the constructor's map that the step names. */
export function pickedEntry(
  program: Program,
  object: SdkObject,
  rule: NonNullable<StepRule["picks"]>,
  call: Located,
): Located | undefined {
  const maker = object.sources[object.sources.length - 1]?.call;
  const map = maker ? readWay(program, maker, rule.map) : undefined;
  const at = readWay(program, call, rule.key);
  const key = at ? readString(program, at)?.value : undefined;
  return map && key !== undefined ? optionsEntry(program, map, [key]) : undefined;
}
