/** Lines of a log to requests. Pure: the host hands over lines, and what cannot be read is named by `file:line` and left out. */
import { ADAPTERS } from "./adapters";
import { type CsvTable, csvTable, readCsvLine } from "./adapters/csv";
import type { Found, UsageRecord } from "./record";

export interface ReadUsage {
  readonly records: readonly UsageRecord[];
  /** `file:line: why`, the first ones. */
  readonly problems: readonly string[];
  /** How many lines or entries could not be used. */
  readonly unreadable: number;
}

/** Problems that are listed one by one. */
const MOST_PROBLEMS = 50;
/** Requests of one reading; they are held in memory. */
export const MOST_RECORDS = 1_000_000;

export class UsageReader {
  readonly #records: UsageRecord[] = [];
  readonly #problems: string[] = [];
  #unreadable = 0;
  /** Where the request of an id stands: streams and content blocks are logged one by one, the last with the full answer. */
  readonly #byId = new Map<string, number>();
  #table: CsvTable | undefined;
  #isFirst = true;
  #isTable = false;

  /** `name` is how the user names the file. */
  begin(name: string): void {
    this.#name = name;
    this.#table = undefined;
    this.#isFirst = true;
    this.#isTable = false;
  }

  #name = "";

  get isFull(): boolean {
    return this.#records.length >= MOST_RECORDS;
  }

  /** One line of JSON or of a table; `number` is 1-based. False where the first line is the beginning of a larger JSON document. */
  line(source: string, number: number): boolean {
    const line = source.trim();
    if (line === "") return true;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst && !/^\ufeff?[[{]/.test(line)) {
      this.#table = csvTable(line);
      this.#isTable = true;
      if (!this.#table)
        this.#complain(
          number,
          "neither JSON nor a table: the first line of a CSV names its columns, input and output among them",
        );
      return true;
    }
    const at = `${this.#name}:${number}`;
    if (this.#table) this.#take([readCsvLine(this.#table, line, at)]);
    else if (!/^\ufeff?[[{]/.test(line)) {
      // Below a first line that is no header all lines of a table are alike: told once.
      if (!this.#isTable) this.#complain(number, "no JSON object");
    } else {
      const value = parsed(line);
      if (value === undefined && isFirst) return false;
      if (value === undefined) this.#complain(number, "no JSON: the line is cut off or damaged");
      else this.#value(value, at, false);
    }
    return true;
  }

  /** A whole JSON document. */
  document(source: string): void {
    const value = parsed(source);
    if (value === undefined) this.#complain(1, "no JSON, neither as a whole nor line by line");
    else this.#value(value, this.#name, true);
  }

  /** Something about the file as a whole. */
  refuse(reason: string): void {
    this.#complain(null, reason);
  }

  result(): ReadUsage {
    return { records: this.#records, problems: this.#problems, unreadable: this.#unreadable };
  }

  /** A list, or an object that holds one under `data`, is read entry by entry. */
  #value(value: unknown, at: string, counts: boolean): void {
    const inner = typeof value === "object" && value !== null && "data" in value ? value.data : undefined;
    const entries = Array.isArray(value) ? value : Array.isArray(inner) ? inner : [value];
    for (const [i, entry] of entries.entries()) {
      if (this.isFull) return;
      const place = (part: number): string =>
        counts || entries.length > 1 || part > 0 ? `${at}:${entries.length > 1 ? i + 1 : part + 1}` : at;
      const found = ADAPTERS.map((adapter) => adapter.read(entry, place)).find(
        (records) => records !== undefined,
      );
      if (found) this.#take(found);
      else this.#take([{ at: place(0), problem: "no request that any format knows" }]);
    }
  }

  #take(found: readonly Found[]): void {
    for (const one of found) {
      if (!("problem" in one)) this.#keep(one);
      else {
        this.#unreadable++;
        if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(`${one.at}: ${one.problem}`);
      }
    }
  }

  #keep(record: UsageRecord): void {
    const key = record.id === null ? null : JSON.stringify([record.run, record.id]);
    const known = key === null ? undefined : this.#byId.get(key);
    if (known !== undefined) {
      this.#records[known] = record;
      return;
    }
    if (key !== null) this.#byId.set(key, this.#records.length);
    this.#records.push(record);
  }

  #complain(number: number | null, problem: string): void {
    this.#take([{ at: number === null ? this.#name : `${this.#name}:${number}`, problem }]);
  }
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}
