/** Tariff windows: which one is open at a local time, and how much of the week each takes. */
import { type Known, known, unknown } from "../../base/known";
import type { Calendar, TariffWindow, Weekday } from "../types";

const WEEKDAYS: readonly Weekday[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MINUTES_PER_DAY = 24 * 60;
const DAY_MS = MINUTES_PER_DAY * 60_000;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** Index of the first window open at the instant, -1 for none. Unknown where a window's zone or calendar is. */
export function windowAt(
  windows: readonly TariffWindow[],
  instantMs: number,
  calendars: ReadonlyMap<string, Calendar>,
): Known<number> {
  for (const [index, window] of windows.entries()) {
    const local = localTime(window.timeZone, instantMs);
    if (local === undefined)
      return unknown(`The price has a window in the unknown time zone "${window.timeZone}"`);
    const calendar = window.exceptCalendar === undefined ? undefined : calendars.get(window.exceptCalendar);
    if (window.exceptCalendar !== undefined && calendar === undefined) {
      return unknown(`The price has a window that needs the missing calendar "${window.exceptCalendar}"`);
    }
    const opened = dayOfOpening(window, local);
    if (opened !== undefined && !isHoliday(calendar, opened)) return known(index);
  }
  return known(-1);
}

/**
 * Share of the week's minutes in each window, and outside of all under -1. Calendars are left out: holidays are few and a hint
 * must not change with the season. Windows of other zones are shifted by the difference in offset at `referenceMs`.
 */
export function weeklyShares(
  windows: readonly TariffWindow[],
  referenceMs: number,
): Known<ReadonlyMap<number, number>> {
  const [first] = windows;
  if (first === undefined) return known(new Map([[-1, 1]]));
  const shifts: number[] = [];
  for (const window of windows) {
    const shift =
      window.timeZone === first.timeZone ? 0 : offsetBetween(first.timeZone, window.timeZone, referenceMs);
    if (shift === undefined)
      return unknown(`The price has a window in the unknown time zone "${window.timeZone}"`);
    shifts.push(shift);
  }
  const minutes = new Map<number, number>();
  for (const [from, to] of segments(windows, shifts)) {
    const open = windows.findIndex((window, index) => isOpenAtMinute(window, from + (shifts[index] ?? 0)));
    minutes.set(open, (minutes.get(open) ?? 0) + to - from);
  }
  return known(new Map([...minutes].map(([index, count]) => [index, count / MINUTES_PER_WEEK])));
}

/** The week cut at every minute a window opens or closes, in the first window's local time. */
function segments(windows: readonly TariffWindow[], shifts: readonly number[]): [number, number][] {
  const cuts = new Set([0, MINUTES_PER_WEEK]);
  for (const [index, window] of windows.entries()) {
    const { from, to } = bounds(window);
    for (let day = 0; day < 7; day++) {
      for (const minute of [from, to, MINUTES_PER_DAY]) {
        cuts.add(withinWeek(day * MINUTES_PER_DAY + minute - (shifts[index] ?? 0)));
      }
    }
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, i) => [from, sorted[i + 1] ?? from]);
}

function withinWeek(minute: number): number {
  return ((minute % MINUTES_PER_WEEK) + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
}

/** Words for windows that cost the same: hours first, then days and zone once where they agree. */
export function windowsLabel(windows: readonly TariffWindow[]): string {
  const hours = new Map<string, string[]>();
  for (const window of windows) {
    const days = window.weekdays.length === 7 ? "daily" : daysLabel(window.weekdays);
    const except = window.exceptCalendar === undefined ? "" : ` except ${window.exceptCalendar}`;
    const rest = `${window.timeZone} ${days}${except}`;
    hours.set(rest, [...(hours.get(rest) ?? []), `${window.from}–${window.to}`]);
  }
  return [...hours].map(([rest, spans]) => `${spans.join(", ")} ${rest}`).join("; ");
}

function daysLabel(days: readonly Weekday[]): string {
  const at = WEEKDAYS.indexOf(days[0] ?? "Mon");
  const isRun = days.length > 1 && days.every((day, i) => WEEKDAYS[at + i] === day);
  return isRun ? `${days[0]}–${days.at(-1)}` : days.join(", ");
}

interface LocalTime {
  readonly minuteOfDay: number;
  readonly weekday: number;
  /** YYYY-MM-DD */
  readonly day: string;
}

/** Local time through the platform's zone data; undefined for a zone it does not know. */
function localTime(timeZone: string, instantMs: number): LocalTime | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    const parts = new Map(format.formatToParts(new Date(instantMs)).map((part) => [part.type, part.value]));
    const day = `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
    const minuteOfDay = Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
    return { minuteOfDay, weekday: weekdayOf(day), day };
  } catch {
    // RangeError: the zone's name is not known. The caller says so.
    return undefined;
  }
}

/** Monday = 0. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The local day on which the window that is open now began; undefined while it is closed. */
function dayOfOpening(window: TariffWindow, local: LocalTime): string | undefined {
  const { from, to } = bounds(window);
  const crossesMidnight = to <= from;
  if (
    hasDay(window, local.weekday) &&
    local.minuteOfDay >= from &&
    (crossesMidnight || local.minuteOfDay < to)
  ) {
    return local.day;
  }
  if (crossesMidnight && hasDay(window, local.weekday - 1) && local.minuteOfDay < to)
    return dayBefore(local.day);
  return undefined;
}

function isOpenAtMinute(window: TariffWindow, minuteOfWeek: number): boolean {
  const minute = withinWeek(minuteOfWeek);
  const weekday = Math.floor(minute / MINUTES_PER_DAY);
  return (
    dayOfOpening(window, { minuteOfDay: minute % MINUTES_PER_DAY, weekday, day: "1970-01-05" }) !== undefined
  );
}

/** Equal bounds are a whole day, like 00:00 to 24:00. */
function bounds(window: TariffWindow): { from: number; to: number } {
  return { from: minuteOf(window.from), to: minuteOf(window.to) };
}

function minuteOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

function hasDay(window: TariffWindow, weekday: number): boolean {
  const name = WEEKDAYS[(weekday + 7) % 7];
  return name !== undefined && window.weekdays.includes(name);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

function isHoliday(calendar: Calendar | undefined, day: string): boolean {
  return calendar?.days.some((range) => range.from <= day && day <= range.to) === true;
}

/** Minutes the second zone is ahead of the first. */
function offsetBetween(first: string, second: string, instantMs: number): number | undefined {
  const a = localTime(first, instantMs);
  const b = localTime(second, instantMs);
  if (a === undefined || b === undefined) return undefined;
  const days = (Date.parse(`${b.day}T00:00:00Z`) - Date.parse(`${a.day}T00:00:00Z`)) / DAY_MS;
  return days * MINUTES_PER_DAY + b.minuteOfDay - a.minuteOfDay;
}
