/**
 * What a model costs on machines of one's own. Plain arithmetic; every figure is a range of what may be at best, what is expected,
 * and what may be at worst.
 *
 *     machine per hour = gpus x rent per GPU and hour                       [currency / h]
 *                   or = gpus x purchase per GPU / (write-off years x 8,760 h)
 *     energy per hour  = gpus x watts per GPU / 1,000 x PUE x price per kWh [kW x 1 x currency / kWh = currency / h]
 *     price per 1M     = (machine + energy) / (tokens per second x 3,600 x utilisation) x 1,000,000
 *
 * Machines either read prompts (prefill) or write answers (decode), so an hour bought is split between the two: each kind of token
 * bears the time it takes. That makes input x its price + output x its price equal to the cost of the hours used, for any mixture.
 * Energy is counted at full draw for all hours, used or not: an upper bound for idle ones. Watts are of the whole server, per GPU.
 */
import { type Known, known, unknown } from "../../base/known";

/** What may be at best, what is expected, what may be at worst; not quantiles. low <= typical <= high in size, not in merit. */
export interface Span {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

export type MachineCost =
  /** Currency per GPU and hour. */
  | { readonly kind: "rent"; readonly perGpuHour: Span }
  /** Currency per GPU, spread evenly over the years; whatever is paid for it otherwise (staff, space) is not in it. */
  | { readonly kind: "purchase"; readonly perGpu: Span; readonly writeOffYears: number };

export interface Energy {
  /** Draw of the server, divided by its GPUs. */
  readonly wattsPerGpu: Span;
  /** Power usage effectiveness: all power of the building over that of the machines, 1 or more. */
  readonly pue: Span;
  /** Currency per kWh. */
  readonly perKwh: Span;
}

/** Tokens per second of all GPUs together while they do nothing else. */
export type Throughput =
  | { readonly kind: "phases"; readonly prefill: Span | null; readonly decode: Span }
  /** Prompts and answers counted together: both cost the same. */
  | { readonly kind: "mixed"; readonly total: Span };

export interface SelfHostedFormula {
  readonly gpu: string;
  readonly gpus: number;
  readonly currency: string;
  readonly machine: MachineCost;
  /** null: the rent includes it. */
  readonly energy: Energy | null;
  /** Share of the paid hours in which the machines work at their throughput, above 0, at most 1. */
  readonly utilisation: Span;
  readonly throughput: Throughput;
  /** Who measured the throughput. */
  readonly benchmark: string;
  /** Where the other figures come from. */
  readonly sources: readonly string[];
}

export interface SelfHostedCost {
  /** Currency per hour, all GPUs. */
  readonly machinePerHour: Span;
  readonly energyPerHour: Span;
  readonly perHour: Span;
  readonly perMonth: Span;
  /** Currency per 1,000,000 tokens; null where nobody measured prompts. */
  readonly input: Span | null;
  readonly output: Span;
}

const HOURS_PER_YEAR = 8760;
export const HOURS_PER_MONTH = HOURS_PER_YEAR / 12;
const SECONDS_PER_HOUR = 3600;
const MILLION = 1_000_000;

/** Unknown where a figure makes no sense, with its name: a throughput of 0, a utilisation above 1. */
export function selfHostedCost(formula: SelfHostedFormula): Known<SelfHostedCost> {
  const complaint = complaintAbout(formula);
  if (complaint !== undefined) return unknown(complaint);
  const { gpus, machine, energy, throughput, utilisation } = formula;
  const machinePerHour = scale(hourlyPerGpu(machine), gpus);
  const energyPerHour = energy === null ? exact(0) : scale(energyPerGpu(energy), gpus);
  const perHour = add(machinePerHour, energyPerHour);
  const price = (perSecond: Span): Span =>
    scale(divide(perHour, multiply(perSecond, utilisation)), MILLION / SECONDS_PER_HOUR);
  const isMixed = throughput.kind === "mixed";
  const reading = isMixed ? throughput.total : throughput.prefill;
  return known({
    machinePerHour,
    energyPerHour,
    perHour,
    perMonth: scale(perHour, HOURS_PER_MONTH),
    input: reading === null ? null : price(reading),
    output: price(isMixed ? throughput.total : throughput.decode),
  });
}

/** Currency per GPU and hour. */
function hourlyPerGpu(machine: MachineCost): Span {
  if (machine.kind === "rent") return machine.perGpuHour;
  return scale(machine.perGpu, 1 / (machine.writeOffYears * HOURS_PER_YEAR));
}

function energyPerGpu({ wattsPerGpu, pue, perKwh }: Energy): Span {
  return scale(multiply(multiply(wattsPerGpu, pue), perKwh), 1 / 1000);
}

/** Tokens per second at full use, for requests of which this share of the tokens is input. undefined where prompts were not measured. */
export function tokensPerSecond(throughput: Throughput, inputShare: number): number | undefined {
  if (throughput.kind === "mixed") return throughput.total.typical;
  if (throughput.prefill === null) return inputShare === 0 ? throughput.decode.typical : undefined;
  return 1 / (inputShare / throughput.prefill.typical + (1 - inputShare) / throughput.decode.typical);
}

function complaintAbout({
  gpus,
  machine,
  energy,
  throughput,
  utilisation,
}: SelfHostedFormula): string | undefined {
  const rates = throughput.kind === "mixed" ? [throughput.total] : [throughput.prefill, throughput.decode];
  if (!Number.isInteger(gpus) || gpus < 1) return "The number of GPUs must be 1 or more";
  if (rates.some((rate) => rate !== null && rate.low <= 0)) return "The throughput must be above 0";
  if (utilisation.low <= 0 || utilisation.high > 1) return "The utilisation must be above 0 and at most 1";
  if (machine.kind === "purchase" && machine.writeOffYears <= 0)
    return "The write-off period must be above 0";
  if (energy !== null && energy.pue.low < 1) return "The PUE must be 1 or more";
  const spans = [
    machine.kind === "rent" ? machine.perGpuHour : machine.perGpu,
    ...(energy === null ? [] : [energy.wattsPerGpu, energy.perKwh]),
  ];
  const isSane = ({ low, typical, high }: Span): boolean =>
    low >= 0 && low <= typical && typical <= high && Number.isFinite(high);
  if (![...spans, utilisation, ...rates.flatMap((rate) => rate ?? [])].every(isSane))
    return "Each range must rise from its lowest to its highest figure";
  return undefined;
}

/** A figure without doubt. */
export function exact(value: number): Span {
  return { low: value, typical: value, high: value };
}

export function scale({ low, typical, high }: Span, factor: number): Span {
  return { low: low * factor, typical: typical * factor, high: high * factor };
}

function add(a: Span, b: Span): Span {
  return { low: a.low + b.low, typical: a.typical + b.typical, high: a.high + b.high };
}

function multiply(a: Span, b: Span): Span {
  return { low: a.low * b.low, typical: a.typical * b.typical, high: a.high * b.high };
}

/** Best over best: the lowest cost meets the highest throughput. */
function divide(a: Span, b: Span): Span {
  return { low: a.low / b.high, typical: a.typical / b.typical, high: a.high / b.low };
}
