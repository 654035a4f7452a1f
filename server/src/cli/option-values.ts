/** Values of options as typed; what cannot be read is a usage error that names the option and shows a right one. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { When } from "../catalogue/types";
import { UsageError } from "./usage";

/** `parseArgs` with our own words for what is wrong. `seeHelp` ends the sentence. */
export function parseOptions<T extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: T,
  seeHelp: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". To specify");
    throw new UsageError(`${sentence.replace(/\.$/, "")}. ${seeHelp}`);
  }
}

/** A number of 0 or more; null where the option is absent. */
export function amount(option: string, written: string | undefined): number | null {
  if (written === undefined) return null;
  const value = Number(written);
  if (written.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`${option}: "${written}" is no number of 0 or more; write it as 0.25.`);
}

/** A day, or an instant: that one pins tariff windows too. Instants become UTC. */
export function readWhen(written: string): When {
  const wrong = `--when: "${written}" is neither a day such as 2026-11-24 nor an instant such as 2026-11-24T09:00:00Z.`;
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(T.+)?$/.exec(written) ?? [];
  // Date.parse takes 2026-02-30 for the second of March.
  if (day === undefined || !isDay(day)) throw new UsageError(wrong);
  if (time === undefined) return { day };
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(time);
  const at = Date.parse(written);
  if (!hasZone || Number.isNaN(at)) throw new UsageError(hasZone ? wrong : `${wrong} State the zone.`);
  const instant = new Date(at).toISOString().replace(".000Z", "Z");
  return { day: instant.slice(0, 10), instant };
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
