import { Temporal } from "temporal-polyfill";

export interface Month {
  /** As `2026-03`. */
  readonly name: string;
  /** Its first moment, UTC. */
  readonly from: Date;
  /** The first moment after it, UTC. */
  readonly until: Date;
}

/** The calendar month of a moment in a time zone (IANA). */
export function monthOf(moment: Date, timezone: string): Month {
  const first = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timezone).with({ day: 1 }).startOfDay();
  return {
    name: first.toPlainDate().toPlainYearMonth().toString(),
    from: new Date(first.epochMilliseconds),
    until: new Date(first.add({ months: 1 }).epochMilliseconds),
  };
}
