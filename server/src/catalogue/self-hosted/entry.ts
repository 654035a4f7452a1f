/** The `selfHosted` block of a user's offer: parts by name, figures of one's own over them, and both as one formula. */
import { type Known, known, unknown } from "../../base/known";
import { convert } from "../price/currency";
import type { SelfHostedEntry } from "../schema/self-hosted";
import type { ExchangeRate } from "../types";
import {
  type Energy,
  type MachineCost,
  type SelfHostedFormula,
  type Span,
  scale,
  type Throughput,
} from "./formula";
import type {
  BenchmarkPreset,
  MachinePreset,
  SelfHostedPreset,
  SelfHostedPresets,
  SourcedSpan,
} from "./presets";

export interface EntryContext {
  readonly presets: SelfHostedPresets;
  readonly exchangeRates: readonly ExchangeRate[];
  /** Currency of the offer. */
  readonly currency: string;
}

/** The formula in the offer's currency, or what is missing and what to write. */
export function formulaOf(entry: SelfHostedEntry, ctx: EntryContext): Known<SelfHostedFormula> {
  const parts = partsOf(entry, ctx.presets);
  if (!parts.known) return parts;
  const { preset, machine, benchmark } = parts.value;
  const gpus = entry.gpus ?? preset?.gpus ?? machine?.gpus;
  if (gpus === undefined) return unknown("selfHosted needs gpus, the number of GPUs, or a machine by name");
  const utilisation = entry.utilisation ?? preset?.utilisation;
  if (utilisation === undefined)
    return unknown(
      "selfHosted needs utilisation: the share of the paid hours in which the machines work, like 0.4",
    );
  const cost = machineCost(entry, machine, ctx);
  if (!cost.known) return cost;
  const energy = energyOf(entry, parts.value, cost.value, ctx);
  if (!energy.known) return energy;
  const throughput = throughputOf(entry, benchmark, gpus);
  if (!throughput.known) return throughput;
  return known({
    gpu: entry.gpu ?? machine?.gpu ?? "GPU",
    gpus,
    currency: ctx.currency,
    machine: cost.value,
    energy: energy.value,
    utilisation,
    throughput: throughput.value,
    benchmark: entry.benchmarkSource ?? benchmark?.source ?? "your own figure",
    sources: sourcesOf(entry, parts.value, energy.value),
  });
}

interface Parts {
  readonly preset: SelfHostedPreset | undefined;
  readonly machine: MachinePreset | undefined;
  readonly benchmark: BenchmarkPreset | undefined;
  readonly electricity: SourcedSpan | undefined;
  readonly pue: SourcedSpan | undefined;
}

function partsOf(entry: SelfHostedEntry, presets: SelfHostedPresets): Known<Parts> {
  const preset = named("preset", entry.preset, presets.presets);
  if (!preset.known) return preset;
  const from = preset.value;
  const machine = named("machine", entry.machine ?? from?.machine, presets.machines);
  if (!machine.known) return machine;
  const benchmark = named("benchmark", entry.benchmark ?? from?.benchmark, presets.benchmarks);
  if (!benchmark.known) return benchmark;
  const electricity = named("electricity", entry.electricity ?? from?.electricity, presets.electricity);
  if (!electricity.known) return electricity;
  const pue = named("cooling", entry.cooling ?? from?.pue, presets.pue);
  if (!pue.known) return pue;
  return known({
    preset: from,
    machine: machine.value,
    benchmark: benchmark.value,
    electricity: electricity.value,
    pue: pue.value,
  });
}

function named<T extends { readonly id: string }>(
  field: string,
  id: string | null | undefined,
  all: readonly T[],
): Known<T | undefined> {
  if (id === undefined || id === null) return known(undefined);
  const found = all.find((part) => part.id === id);
  if (found !== undefined) return known(found);
  return unknown(`selfHosted.${field} is "${id}"; write one of ${all.map((part) => part.id).join(", ")}`);
}

function machineCost(
  entry: SelfHostedEntry,
  machine: MachinePreset | undefined,
  ctx: EntryContext,
): Known<MachineCost> {
  const { purchasePerGpu, writeOffYears, rentPerGpuHour } = entry;
  if (purchasePerGpu !== undefined && rentPerGpuHour !== undefined)
    return unknown("selfHosted has both rentPerGpuHour and purchasePerGpu; keep one");
  if (purchasePerGpu !== undefined) {
    if (writeOffYears === undefined) return unknown("selfHosted.purchasePerGpu needs writeOffYears, like 4");
    return known({ kind: "purchase", perGpu: purchasePerGpu, writeOffYears });
  }
  if (rentPerGpuHour !== undefined) return known({ kind: "rent", perGpuHour: rentPerGpuHour });
  const shipped = machine?.rentPerGpuHour ?? null;
  if (shipped === null) {
    const why = machine === undefined ? "" : ` (no rent of ${machine.gpu} is known)`;
    return unknown(`selfHosted needs rentPerGpuHour, or purchasePerGpu and writeOffYears${why}`);
  }
  const rent = inCurrency(shipped, ctx);
  return rent.known ? known({ kind: "rent", perGpuHour: rent.value }) : rent;
}

/** Counted where electricity is stated. A machine that was bought needs it; a rent is taken to include it. */
function energyOf(
  entry: SelfHostedEntry,
  parts: Parts,
  cost: MachineCost,
  ctx: EntryContext,
): Known<Energy | null> {
  const perKwh =
    entry.electricityPerKwh === undefined
      ? parts.electricity === undefined
        ? undefined
        : inCurrency(parts.electricity, ctx)
      : known(entry.electricityPerKwh);
  if (perKwh === undefined) {
    if (cost.kind === "rent") return known(null);
    return unknown(
      "selfHosted needs electricityPerKwh, or electricity by name: bought machines do not include it",
    );
  }
  if (!perKwh.known) return perKwh;
  const watts = entry.wattsPerGpu ?? parts.machine?.wattsPerGpu ?? undefined;
  if (watts === undefined) {
    const why = parts.machine === undefined ? "" : ` (that of ${parts.machine.gpu} is not known)`;
    return unknown(`selfHosted needs wattsPerGpu, the server's draw divided by its GPUs${why}`);
  }
  const pue = entry.pue ?? parts.pue;
  if (pue === undefined)
    return unknown(
      "selfHosted needs pue, the building's power over the machines', like 1.2, or cooling by name",
    );
  return known({ wattsPerGpu: watts, pue, perKwh: perKwh.value });
}

function throughputOf(
  entry: SelfHostedEntry,
  benchmark: BenchmarkPreset | undefined,
  gpus: number,
): Known<Throughput> {
  const {
    prefillTokensPerSecond: prefill,
    decodeTokensPerSecond: decode,
    totalTokensPerSecond: total,
  } = entry;
  if (total !== undefined) {
    if (prefill !== undefined || decode !== undefined)
      return unknown(
        "selfHosted has totalTokensPerSecond beside prefill or decode; keep one way of counting",
      );
    return known({ kind: "mixed", total });
  }
  // A benchmark counts per GPU: more of the same are taken to scale, which the offer's note says.
  const of = (perGpu: Span | null | undefined): Span | null => (perGpu ? scale(perGpu, gpus) : null);
  const writes = decode ?? of(benchmark?.decodePerGpu);
  if (writes !== null)
    return known({ kind: "phases", prefill: prefill ?? of(benchmark?.prefillPerGpu), decode: writes });
  const mixed = of(benchmark?.totalPerGpu);
  if (mixed !== null) return known({ kind: "mixed", total: mixed });
  return unknown(
    "selfHosted needs a throughput: prefillTokensPerSecond and decodeTokensPerSecond of all GPUs, or a benchmark by name",
  );
}

function inCurrency(figure: SourcedSpan, { currency, exchangeRates }: EntryContext): Known<Span> {
  const rate = convert(1, figure.currency ?? currency, currency, exchangeRates);
  return rate.known ? known(scale(figure, rate.value.amount)) : rate;
}

function sourcesOf(entry: SelfHostedEntry, parts: Parts, energy: Energy | null): readonly string[] {
  const { machine, electricity, pue } = parts;
  const isShippedRent = entry.rentPerGpuHour === undefined && entry.purchasePerGpu === undefined;
  const used = [
    isShippedRent ? machine?.rentPerGpuHour : null,
    energy !== null && entry.wattsPerGpu === undefined ? machine?.wattsPerGpu : null,
    energy !== null && entry.electricityPerKwh === undefined ? electricity : null,
    energy !== null && entry.pue === undefined ? pue : null,
  ];
  return used.flatMap((figure) => (figure ? [`${figure.source} (${figure.checked})`] : []));
}
