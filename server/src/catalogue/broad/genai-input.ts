/** Reads genai-prices' data without trusting its shape: it may come from the network. */

export interface GenaiProvider {
  readonly id: string;
  readonly models: readonly GenaiModel[];
}

export interface GenaiModel {
  readonly id: string;
  readonly name?: string;
  readonly contextWindow?: number;
  readonly deprecated: boolean;
  readonly match: unknown;
  /** One map of prices, or a list of them under conditions. */
  readonly prices: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Longer names are no names. */
const MAX_NAME = 200;
const MAX_WINDOW = 1_000_000_000;

/** Providers with their models; whatever has no id is skipped. */
export function readProviders(input: unknown): readonly GenaiProvider[] {
  if (!Array.isArray(input)) return [];
  return input.flatMap((entry: unknown) => {
    if (!isFields(entry) || typeof entry["id"] !== "string" || !Array.isArray(entry["models"])) return [];
    return [{ id: entry["id"], models: entry["models"].flatMap(readModel) }];
  });
}

function readModel(entry: unknown): GenaiModel[] {
  if (!isFields(entry)) return [];
  const { id, name, context_window: window, deprecated, match, prices } = entry;
  if (typeof id !== "string" || id === "" || id.length > MAX_NAME) return [];
  const isName = typeof name === "string" && name !== "" && name.length <= MAX_NAME;
  const isWindow =
    typeof window === "number" && Number.isInteger(window) && window > 0 && window <= MAX_WINDOW;
  return [
    {
      id,
      ...(isName ? { name } : {}),
      ...(isWindow ? { contextWindow: window } : {}),
      deprecated: deprecated === true,
      match,
      prices,
    },
  ];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
