import type { Place } from "./places.ts";

export const QUARTER_MS = 15 * 60_000;

/** What the platform's own calendar says of each quarter of an hour: no code of the product's, no arithmetic with zones. */
export interface Oracle {
  /** Quarters since the beginning. */
  readonly isOpen: (quarter: number) => boolean;
  /** The first open quarter from this one on; undefined beyond the end. */
  readonly next: (quarter: number) => number | undefined;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Reads every quarter of the span on the place's wall clock, then walks back from its end. */
export function consultOracle({ hours, closed }: Place, from: Date, quarters: number): Oracle {
  const free = new Set(closed);
  const [start, end] = [hours.start, hours.end];
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: hours.timezone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const open = new Uint8Array(quarters);
  for (let quarter = 0; quarter < quarters; quarter++) {
    const part = Object.fromEntries(clock.formatToParts(from.getTime() + quarter * QUARTER_MS).map(({ type, value }) => [type, value]));
    const date = `${part["year"]}-${part["month"]}-${part["day"]}`;
    const weekday = WEEKDAYS.indexOf(part["weekday"]!) + 1;
    const time = `${part["hour"]}:${part["minute"]}`;
    const eve = new Date(Date.UTC(Number(part["year"]), Number(part["month"]) - 1, Number(part["day"]) - 1)).toISOString().slice(0, 10);
    const today = hours.days.includes(weekday) && !free.has(date);
    const yesterday = hours.days.includes(weekday === 1 ? 7 : weekday - 1) && !free.has(eve);
    const overMidnight = start > end;
    const inWindow = overMidnight ? (time >= start && today) || (time < end && yesterday) : time >= start && time < end && today;
    open[quarter] = inWindow && !free.has(date) ? 1 : 0;
  }
  const next = new Int32Array(quarters).fill(-1);
  for (let quarter = quarters - 1, last = -1; quarter >= 0; quarter--) {
    if (open[quarter] === 1) last = quarter;
    next[quarter] = last;
  }
  return {
    isOpen: (quarter) => open[quarter] === 1,
    next: (quarter) => {
      const found = next[quarter] ?? -1;
      return found === -1 ? undefined : found;
    },
  };
}
