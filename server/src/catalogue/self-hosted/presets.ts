/** The shipped parts of a formula: machines, electricity, buildings, benchmarks. `server/catalogue/self-hosted.json` has this shape. */
import type { Span } from "./formula";

/** A figure with the place it was read at. `currency` where it is money. */
export interface SourcedSpan extends Span {
  readonly currency?: string;
  readonly source: string;
  /** Day it was read, YYYY-MM-DD; the first day that fits where the source names a month or a year. */
  readonly checked: string;
  readonly note?: string;
}

export interface MachinePreset {
  readonly id: string;
  readonly gpu: string;
  /** GPUs of one server. */
  readonly gpus: number;
  /** null = nobody published one that we found: the user states it. */
  readonly rentPerGpuHour: SourcedSpan | null;
  readonly wattsPerGpu: SourcedSpan | null;
}

export interface ElectricityPreset extends SourcedSpan {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
}

export interface PuePreset extends SourcedSpan {
  readonly id: string;
  readonly name: string;
}

export interface BenchmarkPreset {
  readonly id: string;
  readonly name: string;
  /** Model ids it was measured with, or that share its architecture. */
  readonly models: readonly string[];
  /** What it ran on, in words. */
  readonly hardware: string;
  /** Tokens per second and GPU; null = not measured. */
  readonly prefillPerGpu: Span | null;
  readonly decodePerGpu: Span | null;
  /** Prompts and answers together, where they were not told apart. */
  readonly totalPerGpu: Span | null;
  readonly source: string;
  readonly checked: string;
  readonly note?: string;
}

/** A whole formula out of parts: a start to edit. */
export interface SelfHostedPreset {
  readonly id: string;
  readonly name: string;
  readonly machine: string;
  readonly gpus: number;
  readonly benchmark: string;
  /** null where the rent includes the power. */
  readonly electricity: string | null;
  readonly pue: string | null;
  readonly utilisation: Span;
  readonly utilisationSource: string;
  readonly currency: string;
}

export interface SelfHostedPresets {
  readonly machines: readonly MachinePreset[];
  readonly electricity: readonly ElectricityPreset[];
  readonly pue: readonly PuePreset[];
  readonly benchmarks: readonly BenchmarkPreset[];
  readonly presets: readonly SelfHostedPreset[];
}

export const NO_PRESETS: SelfHostedPresets = {
  machines: [],
  electricity: [],
  pue: [],
  benchmarks: [],
  presets: [],
};
