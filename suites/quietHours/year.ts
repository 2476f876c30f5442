import { mayContactAt, outreachSettingsSchema, type OutreachSettings } from "#src/outreach/index.ts";
import type { Predicate } from "#src/protocol/index.ts";
import type { Facts } from "#src/revalidation/facts.ts";
import { quietHours } from "#src/revalidation/predicates/quietHours.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { consultOracle, QUARTER_MS } from "./oracle.ts";
import type { Place } from "./places.ts";

const FROM = new Date("2026-01-01T00:00:00Z");
const QUARTERS = 365 * 96;
/** Waits of December reach into January. */
const MARGIN = 5 * 96;
/** Between two deferrals that the short form looks at, beside the first and last of every closed run. */
const STRIDE = 29;

const COUNTRY = 75;
const action = exampleAction();
const partnerId = action.external_effects[0]!.recipient_partner_id;

export interface YearFigures {
  readonly quarters: number;
  readonly open: number;
  readonly deferrals: number;
  readonly breaches: readonly string[];
}

/**
 * Compares what the product decides with the oracle, for every quarter of an hour of a year: whether the contact may be made, and
 * that every deferral names the very first quarter at which it may.
 */
export function walkYear(place: Place, { everyDeferral }: { readonly everyDeferral: boolean }): YearFigures {
  const oracle = consultOracle(place, FROM, QUARTERS + MARGIN);
  const settings = outreachSettingsSchema.parse(place.settings ?? {});
  const { hours } = place;
  const countries = place.country === undefined ? [] : [place.country];
  const predicate = {
    type: "quiet_hours_ok",
    timezone: hours.timezone,
    business_hours_start: hours.start,
    business_hours_end: hours.end,
    days: [...hours.days],
  } satisfies Predicate;
  const breaches: string[] = [];
  const say = (quarter: number, what: string) => breaches.push(`${place.name}, ${momentOf(quarter).toISOString()}: ${what}`);
  let [open, deferrals] = [0, 0];
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const isOpen = oracle.isOpen(quarter);
    const moment = momentOf(quarter);
    if (isOpen) open += 1;
    const isEdge = isOpen !== oracle.isOpen(quarter - 1) || isOpen !== oracle.isOpen(quarter + 1);
    if (!everyDeferral && !isEdge && quarter % STRIDE !== 0) {
      if (mayContactAt(moment, hours, settings, countries) !== isOpen) say(quarter, `${isOpen ? "closed" : "open"}, and should not be`);
      continue;
    }
    const { outcome, deferUntil } = quietHours(predicate, factsAt(moment, settings, place.country), action);
    if ((outcome === "passed") !== isOpen) say(quarter, `${isOpen ? "closed" : "open"}, and should not be`);
    if (isOpen) continue;
    deferrals += 1;
    const next = oracle.next(quarter);
    const wanted = next === undefined ? undefined : momentOf(next);
    if (deferUntil?.getTime() !== wanted?.getTime())
      say(quarter, `deferred until ${deferUntil?.toISOString() ?? "never"}, not until ${wanted?.toISOString() ?? "never"}`);
    else if (deferUntil !== undefined && !mayContactAt(deferUntil, hours, settings, countries))
      say(quarter, "deferred until a closed moment");
  }
  return { quarters: QUARTERS, open, deferrals, breaches };
}

const momentOf = (quarter: number): Date => new Date(FROM.getTime() + quarter * QUARTER_MS);

/** What is known right before the effect: the recipient with their country, as Odoo has it. */
function factsAt(now: Date, settings: OutreachSettings, country: string | undefined): Facts {
  const row = { id: partnerId, country_id: country === undefined ? false : [COUNTRY, country] };
  return {
    now,
    models: new Map([["res.partner", { kind: "read", fields: new Map(), rows: new Map([[partnerId, row]]) }]]),
    currencies: new Map(),
    countries: { codes: new Map(country === undefined ? [] : [[COUNTRY, country]]), unread: new Map() },
    recent: [],
    suppressed: { email: new Set(), sms: new Set() },
    settings,
  };
}
