/** Checks fields of a positioned map one by one; every complaint names the field, what is wrong and what to write. */
import type { Range } from "../../base/range";
import { closestOf } from "../match/closest";
import type { MapEntry, Positioned, PositionedMap, TextProblem } from "./yaml-reader";

/** Above this a price per million tokens is a slip (a price per thousand, or a stray zero). */
export const MAX_PRICE = 1_000_000;
export const MAX_TOKENS = 1_000_000_000;

/** A fixed set of strings with its type. */
export type Words<T extends string> = readonly T[];

/** Reads one map. `path` is how messages call it ("offers[2]"). Fields never asked for are reported by `finish`. */
export class FieldReader {
  private readonly asked = new Set<string>();
  private readonly byKey: ReadonlyMap<string, MapEntry>;

  constructor(
    private readonly content: PositionedMap,
    readonly path: string,
    private readonly problems: TextProblem[],
  ) {
    this.byKey = new Map(content.entries.map((entry) => [entry.key, entry]));
  }

  get range(): Range {
    return this.content.range;
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  text(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    const isText = value.kind === "scalar" && typeof value.value === "string" && value.value.trim() !== "";
    // Ids such as 4.7 or 2026 parse as numbers; they are names all the same.
    const isNumber = value.kind === "scalar" && typeof value.value === "number";
    if ((isText || isNumber) && value.kind === "scalar") return String(value.value).trim();
    return this.refuse(key, value.range, "must be text that is not empty");
  }

  oneOf<T extends string>(key: string, words: Words<T>): T | undefined {
    const written = this.text(key);
    if (written === undefined) return undefined;
    const found = words.find((word) => word === written);
    return found ?? this.refuse(key, this.rangeOf(key), `is "${written}"; write one of ${words.join(", ")}`);
  }

  matching(key: string, pattern: RegExp, wanted: string): string | undefined {
    const written = this.text(key);
    if (written === undefined || pattern.test(written)) return written;
    return this.refuse(key, this.rangeOf(key), `is "${written}"; write ${wanted}`);
  }

  /** A date YYYY-MM-DD, or an instant with Z. */
  date(key: string): string | undefined {
    const written = this.matching(
      key,
      /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/,
      "a date like 2026-11-24",
    );
    if (written === undefined || !Number.isNaN(Date.parse(written))) return written;
    return this.refuse(key, this.rangeOf(key), `is "${written}", which is no day of the calendar`);
  }

  number(key: string, max: number, wanted: string): number | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    const written = value.kind === "scalar" ? value.value : undefined;
    if (typeof written === "string" && written.trim() !== "")
      return this.refuse(key, value.range, `is "${written}"; write a plain number, ${wanted}`);
    if (typeof written !== "number") return this.refuse(key, value.range, `must be ${wanted}`);
    if (!Number.isFinite(written))
      return this.refuse(key, value.range, `is ${written}; it must be ${wanted}`);
    if (written < 0) return this.refuse(key, value.range, `is ${written}; it must be 0 or more`);
    if (written > max)
      return this.refuse(key, value.range, `is ${written}, above ${max}; check the unit (${wanted})`);
    return written;
  }

  /** A figure, or its lowest, expected and highest value as a list of three. */
  span(key: string, max: number, wanted: string): { low: number; typical: number; high: number } | undefined {
    const value = this.value(key);
    if (value?.kind !== "list") {
      const exact = this.number(key, max, `${wanted}, or a list of its lowest, expected and highest value`);
      return exact === undefined ? undefined : { low: exact, typical: exact, high: exact };
    }
    const numbers = value.items.flatMap((item) =>
      item.kind === "scalar" && typeof item.value === "number" && Number.isFinite(item.value)
        ? [item.value]
        : [],
    );
    const [low, typical, high] = numbers;
    const isRange = numbers.length === 3 && value.items.length === 3;
    if (!isRange || low === undefined || typical === undefined || high === undefined)
      return this.refuse(
        key,
        value.range,
        "must be a figure, or a list of its lowest, expected and highest value",
      );
    if (low < 0 || low > typical || typical > high)
      return this.refuse(key, value.range, "must rise from its lowest to its highest value, from 0 on");
    if (high > max)
      return this.refuse(key, value.range, `goes up to ${high}, above ${max}; check the unit (${wanted})`);
    return { low, typical, high };
  }

  price(key: string): number | undefined {
    return this.number(key, MAX_PRICE, "a price per 1,000,000 tokens");
  }

  tokens(key: string): number | undefined {
    const count = this.number(key, MAX_TOKENS, "a number of tokens");
    if (count === undefined || Number.isInteger(count)) return count;
    return this.refuse(key, this.rangeOf(key), `is ${count}; write a whole number of tokens`);
  }

  flag(key: string): boolean | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (value.kind === "scalar" && typeof value.value === "boolean") return value.value;
    return this.refuse(key, value.range, "must be true or false");
  }

  texts(key: string): string[] | undefined {
    const items = this.items(key);
    return items?.flatMap((item, index) => {
      const isText = item.kind === "scalar" && typeof item.value === "string" && item.value !== "";
      if (isText && item.kind === "scalar") return [String(item.value)];
      this.refuse(`${key}[${index}]`, item.range, "must be text that is not empty");
      return [];
    });
  }

  /** Readers for a list of maps. */
  maps(key: string): FieldReader[] | undefined {
    return this.items(key)?.flatMap((item, index) => {
      const path = `${this.path}${this.path === "" ? "" : "."}${key}[${index}]`;
      if (item.kind === "map") return [new FieldReader(item, path, this.problems)];
      this.refuse(`${key}[${index}]`, item.range, "must be a set of fields (name: value)");
      return [];
    });
  }

  map(key: string): FieldReader | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (value.kind === "map") return new FieldReader(value, this.nameOf(key), this.problems);
    return this.refuse(key, value.range, "must be a set of fields (name: value)");
  }

  /** Every key of this map, for maps whose keys are ids. */
  keys(): { key: string; range: Range }[] {
    return this.content.entries.map((entry) => ({ key: entry.key, range: entry.keyRange }));
  }

  /** A field's text without asking for it, complaining or counting it as known. */
  peek(key: string): string | undefined {
    const value = this.byKey.get(key)?.value;
    return value?.kind === "scalar" && value.value !== null ? String(value.value).trim() : undefined;
  }

  /** `key.entry` -> place, for each entry of a map, of a list of texts, or of a list of entries with ids. */
  places(key: string): [string, Range][] {
    const value = this.byKey.get(key)?.value;
    if (value?.kind === "map")
      return value.entries.map((entry) => [`${key}.${entry.key}`, entry.value.range]);
    if (value?.kind !== "list") return [];
    return value.items.flatMap((item): [string, Range][] => {
      const id = item.kind === "map" ? item.entries.find((entry) => entry.key === "id")?.value : item;
      return id?.kind === "scalar" ? [[`${key}.${String(id.value)}`, item.range]] : [];
    });
  }

  /** Says that a field is missing. */
  require(key: string, next: string): void {
    if (!this.has(key))
      this.problems.push({ message: `${this.nameOf(key)} is missing; ${next}`, range: this.content.range });
  }

  report(key: string, message: string): void {
    this.refuse(key, this.rangeOf(key), message);
  }

  /** Reports fields nobody asked for: a misspelt field must not be ignored silently. */
  finish(): void {
    for (const entry of this.content.entries) {
      if (this.asked.has(entry.key)) continue;
      const names = [...this.asked].sort();
      const [close] = closestOf(entry.key, names, 1);
      const hint = close === undefined ? "remove it or use" : `did you mean ${close}? Use`;
      const message = `${this.nameOf(entry.key)} is not a field Farebox knows; ${hint} one of ${names.join(", ")}`;
      this.problems.push({ message, range: entry.keyRange });
    }
  }

  private items(key: string): readonly Positioned[] | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (value.kind === "list") return value.items;
    return this.refuse(key, value.range, "must be a list (lines that start with -)");
  }

  private value(key: string): Positioned | undefined {
    this.asked.add(key);
    return this.byKey.get(key)?.value;
  }

  private rangeOf(key: string): Range {
    return this.byKey.get(key)?.value.range ?? this.content.range;
  }

  private nameOf(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  private refuse(key: string, range: Range, message: string): undefined {
    this.problems.push({ message: `${this.nameOf(key)} ${message}`, range });
    return undefined;
  }
}
