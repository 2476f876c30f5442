import { Temporal } from "temporal-polyfill";
import { listSequences } from "#src/customers/index.ts";
import { countContactsByDay, listContactRows, listPlannedContactRows, type ContactRow } from "#src/db/access/outreachCalendar.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { listFollowUps } from "#src/followups/index.ts";
import { readCursor, writeCursor } from "#src/lib/cursor.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { shownTimezone } from "#src/outreach/index.ts";
import type { OutreachCalendar, OutreachContact, OutreachPlan, OutreachPlans } from "../schemas/outreach.ts";

const MOST_DAYS = 100;
/** Of each kind of plan that one answer holds. */
const MOST_PLANS = 200;

interface CalendarQuery {
  readonly from: string;
  readonly to: string;
  readonly channel?: "email" | "sms" | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Who was contacted between two days of the organisation's zone. Errors: `invalid_input`. */
export async function readOutreachCalendar(ctx: Context, { from, to, channel, limit, cursor }: CalendarQuery): Promise<OutreachCalendar> {
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(to);
  const days = first.until(last, { largestUnit: "day" }).days + 1;
  if (days < 1 || days > MOST_DAYS) throw invalid(`from and to must be in order and at most ${MOST_DAYS} days apart`);
  const after = cursor === undefined ? undefined : readCursor(cursor);
  if (after === null) throw invalid("cursor must be the nextCursor of the page before");
  const { timezone, counted, rows } = await withTransaction(ctx, async (inner) => {
    const zone = await shownTimezone(inner);
    const span = { from: startOf(first, zone), to: startOf(last.add({ days: 1 }), zone), channel };
    return {
      timezone: zone,
      counted: await countContactsByDay(inner, { ...span, timezone: zone }),
      rows: await listContactRows(inner, { ...span, limit: limit + 1, after }),
    };
  });
  const page = rows.slice(0, limit);
  const end = page.at(-1);
  const names = page.some(({ partnerName }) => partnerName === null) ? await namesOfDebtors(ctx) : new Map<number, string>();
  return {
    timezone,
    days: counted,
    contacts: page.map((row) => contactOf(row, names)),
    nextCursor: rows.length > limit && end !== undefined ? writeCursor({ at: end.reservedAt, id: end.id }) : null,
  };
}

/** Who will be contacted, as far as anybody can say now. */
export async function readOutreachPlans(ctx: Context): Promise<OutreachPlans> {
  const { timezone, planned } = await withTransaction(ctx, async (inner) => ({
    timezone: await shownTimezone(inner),
    planned: await listPlannedContactRows(inner, { limit: MOST_PLANS + 1 }),
  }));
  const { sequences, total } = await listSequences({ ctx, input: { state: ["waiting"], limit: MOST_PLANS } });
  const { followUps, nextCursor } = await listFollowUps({ ctx, input: { status: ["scheduled"], limit: MOST_PLANS } });
  const dayOf = (at: Date): string => zoned(at, timezone).toPlainDate().toString();
  const now = ctx.clock.now();

  const actions = planned.slice(0, MOST_PLANS).map((row): OutreachPlan => {
    const at = row.status === "approved" ? (row.notBefore ?? now) : null;
    return {
      kind: row.status === "approved" ? "approved" : "pending",
      id: row.actionId,
      at: at?.toISOString() ?? null,
      day: at === null ? null : dayOf(at),
      channel: row.channel,
      partnerId: row.partnerId,
      partnerName: row.partnerName,
      actionId: row.actionId,
      actionType: row.actionType,
      title: row.title,
      level: null,
      held: row.holdReason,
    };
  });
  const reminders = sequences.flatMap((one): OutreachPlan[] => {
    if (one.next === null || one.next.kind !== "reminder" || one.next.earliest === null) return [];
    // what could have come already comes with the next analysis
    const today = dayOf(now);
    return [
      {
        kind: "reminder",
        id: one.sequenceId,
        at: null,
        day: one.next.earliest < today ? today : one.next.earliest,
        channel: "email",
        partnerId: one.partnerId,
        partnerName: one.partnerName,
        actionId: null,
        actionType: "send_invoice_reminder",
        title: one.companyName ?? "",
        level: one.next.level,
        held: null,
      },
    ];
  });
  const later = followUps.map((one): OutreachPlan => ({
    kind: "follow_up",
    id: one.followUpId,
    at: one.scheduledFor,
    day: dayOf(new Date(one.scheduledFor)),
    channel: null,
    partnerId: null,
    partnerName: null,
    actionId: one.actionId,
    actionType: one.actionType,
    title: "",
    level: null,
    held: null,
  }));
  const plans = [...actions, ...reminders, ...later].toSorted(
    (a, b) => (a.day ?? "9999").localeCompare(b.day ?? "9999") || (a.at ?? "9999").localeCompare(b.at ?? "9999"),
  );
  return { timezone, plans, more: planned.length > MOST_PLANS || total > sequences.length || nextCursor !== null };
}

const startOf = (day: Temporal.PlainDate, timezone: string): Date => new Date(day.toZonedDateTime(timezone).epochMilliseconds);
const zoned = (at: Date, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone);

/** Names of customers that no action of ours names, as the latest analysis has them. */
async function namesOfDebtors(ctx: Context): Promise<Map<number, string>> {
  const { sequences } = await listSequences({ ctx, input: { limit: 500 } });
  return new Map(sequences.flatMap(({ partnerId, partnerName }) => (partnerName === null ? [] : [[partnerId, partnerName] as const])));
}

function contactOf(row: ContactRow, names: ReadonlyMap<number, string>): OutreachContact {
  const { reservedAt, sentAt, state, ...rest } = row;
  return {
    ...rest,
    at: (sentAt ?? reservedAt).toISOString(),
    state: state === "released" ? "unknown" : state,
    partnerName: row.partnerName ?? names.get(row.partnerId) ?? null,
  };
}

function invalid(what: string): AiCooError {
  return new AiCooError("invalid_input", `The calendar cannot be made: ${what}.`, { next: "Correct the parameter and ask again." });
}
