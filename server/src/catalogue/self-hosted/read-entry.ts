/** Reads the `selfHosted` block of an offer. Whether the parts fit together is known later, over the whole catalogue. */
import type { FieldReader } from "../load/field-reader";
import type { SelfHostedEntry } from "./entry";

const MAX_MONEY = 100_000_000;
const MAX_RATE = 1_000_000_000;

/** Problems go to the reader; fields that are wrong are left out. */
export function readSelfHosted(reader: FieldReader): SelfHostedEntry {
  const money = (key: string) => reader.span(key, MAX_MONEY, "an amount of money");
  const rate = (key: string) => reader.span(key, MAX_RATE, "tokens per second of all GPUs");
  const fields = {
    preset: reader.text("preset"),
    machine: reader.text("machine"),
    benchmark: reader.text("benchmark"),
    electricity: reader.text("electricity"),
    cooling: reader.text("cooling"),
    gpu: reader.text("gpu"),
    gpus: reader.number("gpus", 1_000_000, "a number of GPUs"),
    rentPerGpuHour: money("rentPerGpuHour"),
    purchasePerGpu: money("purchasePerGpu"),
    writeOffYears: reader.number("writeOffYears", 50, "a number of years"),
    wattsPerGpu: reader.span("wattsPerGpu", 100_000, "watts of the server per GPU"),
    pue: reader.span("pue", 10, "a PUE like 1.2"),
    electricityPerKwh: money("electricityPerKwh"),
    utilisation: reader.span("utilisation", 1, "a share like 0.4"),
    prefillTokensPerSecond: rate("prefillTokensPerSecond"),
    decodeTokensPerSecond: rate("decodeTokensPerSecond"),
    totalTokensPerSecond: rate("totalTokensPerSecond"),
    benchmarkSource: reader.text("benchmarkSource"),
  };
  reader.finish();
  // Absent and undefined are not the same here.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as SelfHostedEntry;
}
