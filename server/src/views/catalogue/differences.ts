/** What differs between two states of the catalogue: two days, two layers, before and after a refresh. */
import type { CatalogueRow } from "../../../../shared/catalogue-view";

export type PriceField = "input" | "output" | "cacheRead" | `cacheWrite ${string}`;

export interface PriceChange {
  readonly field: PriceField;
  /** Per 1,000,000 units in the row's currency; null = not stated. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface RowChange {
  readonly id: string;
  readonly currency: string;
  readonly prices: readonly PriceChange[];
  /** What the id is billed as, where that changed. */
  readonly billedAs: { readonly before: string | null; readonly after: string | null } | null;
  /** Whether prices by the hour or by the prompt's length changed. */
  readonly tariffs: boolean;
}

export interface Differences {
  readonly added: readonly CatalogueRow[];
  readonly removed: readonly CatalogueRow[];
  readonly changed: readonly RowChange[];
}

/** Rows are compared by id; sources and dates alone make no difference. */
export function differences(before: readonly CatalogueRow[], after: readonly CatalogueRow[]): Differences {
  const old = new Map(before.map((row) => [row.id, row]));
  const now = new Map(after.map((row) => [row.id, row]));
  return {
    added: after.filter(({ id }) => !old.has(id)),
    removed: before.filter(({ id }) => !now.has(id)),
    changed: after.flatMap((row) => {
      const previous = old.get(row.id);
      const change = previous === undefined ? undefined : changeOf(previous, row);
      return change === undefined ? [] : [change];
    }),
  };
}

/** "17 prices changed, 2 offers added, 1 offer removed", or "no price changed". */
export function differencesText({ added, removed, changed }: Differences): string {
  const parts = [
    counted(changed.length, "price", "changed"),
    counted(added.length, "offer", "added"),
    counted(removed.length, "offer", "removed"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no price changed" : parts.join(", ");
}

function counted(count: number, noun: string, verb: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"} ${verb}`;
}

function changeOf(before: CatalogueRow, after: CatalogueRow): RowChange | undefined {
  const prices = priceFields(before, after).flatMap((field): PriceChange[] => {
    const [old, now] = [priceOf(before, field), priceOf(after, field)];
    return isSame(old, now) ? [] : [{ field, before: old, after: now }];
  });
  const billedAs =
    before.billedAs === after.billedAs ? null : { before: before.billedAs, after: after.billedAs };
  const tariffs = JSON.stringify(tariffsOf(before)) !== JSON.stringify(tariffsOf(after));
  if (prices.length === 0 && billedAs === null && !tariffs) return undefined;
  return { id: after.id, currency: after.currency, prices, billedAs, tariffs };
}

function tariffsOf({ hours, longPrompts }: CatalogueRow): unknown {
  return [hours, longPrompts];
}

function priceFields(before: CatalogueRow, after: CatalogueRow): readonly PriceField[] {
  const lifetimes = new Set([before, after].flatMap((row) => Object.keys(row.cacheWrite ?? {})));
  return [
    "input",
    "output",
    "cacheRead",
    ...[...lifetimes].map((lifetime): PriceField => `cacheWrite ${lifetime}`),
  ];
}

function priceOf(row: CatalogueRow, field: PriceField): number | null {
  if (field === "input" || field === "output" || field === "cacheRead") return row[field];
  return row.cacheWrite?.[field.slice("cacheWrite ".length)] ?? null;
}

/** Converted prices carry rounding of the multiplication; a millionth of a price is no change. */
function isSame(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
