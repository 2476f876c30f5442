import { Temporal } from "temporal-polyfill";
import { insertNotification, insertTellings, listWaitingFor } from "#src/db/access/notifications.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { nextBusinessMoment } from "#src/lib/businessHours.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { RISK_LEVELS, type RiskLevel } from "#src/protocol/index.ts";
import { listApprovers, type Approver } from "./people.ts";
import { risksBy, type NotificationSettings } from "./settings.ts";
import { channelsOf, standInSeats, type Seat } from "./standIns.ts";

export interface QueueOptions {
  readonly settings: NotificationSettings;
  /** The organisation's, for people who set none. */
  readonly timezone: string;
}

/** Nobody's telephone rings at night because of an action that is not critical. */
const WAKING = { start: "07:00", end: "21:00", days: [1, 2, 3, 4, 5, 6, 7] } as const;
/** How long after its hour a digest still comes, when nothing ran then. */
const DIGEST_LATE_HOURS = 12;

/**
 * Notes whom to tell about what waits: at once those whom the organisation asks first, and the next in line where nobody has decided.
 * Who is away is not asked meanwhile, but who stands in for them, in the ways of their own; what still waits is theirs again when
 * they are back. Each is noted once, so it may run as often as it likes. Answers how many are new.
 */
export async function queueNotifications(ctx: Context, { settings, timezone }: QueueOptions): Promise<number> {
  return withTransaction(ctx, async (inner) => {
    const approvers = await listApprovers(inner, { timezone });
    const instead = await standInSeats(inner, approvers);
    const seatOf = (person: Approver): Seat => instead.get(person.userId) ?? { person, actsFor: null };
    const { first, steps } = lineOf(approvers, settings);
    let added = 0;
    for (const seat of first.map(seatOf)) {
      const { person } = seat;
      for (const channel of channelsOf(person)) {
        added += await tell(inner, seat, channel, { kind: "approval", risks: risksBy(person.settings, channel, "at_once") });
      }
    }
    for (const [index, people] of steps.entries()) {
      const step = { number: index + 1, hours: (index + 1) * settings.escalateAfterHours, of: steps.length };
      for (const seat of people.map(seatOf)) {
        const { person } = seat;
        for (const channel of channelsOf(person)) {
          // somebody has to know: what they want gathered or only in the inbox comes by mail now
          const risks = channel === "email" ? RISK_LEVELS : RISK_LEVELS.filter((risk) => person.settings.risks[risk].sms);
          added += await tell(inner, seat, channel, { kind: "escalation", risks, step });
        }
      }
    }
    return added;
  });
}

/** Who hears of an action at first, and who after each time without a decision: the rest of the line, then the owners. */
function lineOf(approvers: readonly Approver[], settings: NotificationSettings) {
  const owners = approvers.filter(({ isOwner }) => isOwner);
  // who has left the organisation, or its deciding, is nobody's turn
  const line = settings.line.flatMap((userId) => approvers.filter((approver) => approver.userId === userId));
  const [head, ...next] = line;
  if (head === undefined) return { first: approvers, steps: [owners] };
  return { first: [head], steps: [...next.map((person) => [person]), owners] };
}

async function tell(
  ctx: TxContext,
  { person, actsFor }: Seat,
  channel: "email" | "sms",
  telling: Pick<Parameters<typeof insertTellings>[1], "kind" | "risks" | "step">,
): Promise<number> {
  const now = ctx.clock.now();
  const morning = channel === "sms" ? (nextBusinessMoment(now, { ...WAKING, timezone: person.timezone }) ?? now) : now;
  const whom = { userId: person.userId, forUser: actsFor?.userId ?? null };
  if (morning <= now) return insertTellings(ctx, { ...whom, channel, dueAt: now, ...telling });
  const critical = telling.risks.filter((risk) => risk === "critical");
  const others = telling.risks.filter((risk) => risk !== "critical");
  return (
    (await insertTellings(ctx, { ...whom, channel, dueAt: now, ...telling, risks: critical })) +
    (await insertTellings(ctx, { ...whom, channel, dueAt: morning, ...telling, risks: others }))
  );
}

/**
 * Notes a digest for everybody whose hour has come and for whom something waits that they want gathered: one a day of their own
 * calendar and channel. Late where nothing ran at that hour, never twice. Answers how many are new.
 */
export async function queueDigests(ctx: Context, { timezone }: Pick<QueueOptions, "timezone">): Promise<number> {
  return withTransaction(ctx, async (inner) => {
    const now = inner.clock.now();
    let added = 0;
    const approvers = await listApprovers(inner, { timezone });
    const instead = await standInSeats(inner, approvers);
    // what waits for who is away stands in the digest of who stands in: all of it waits for them too
    for (const person of approvers.filter(({ userId }) => !instead.has(userId))) {
      const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(person.timezone);
      const { digestHour } = person.settings;
      if (local.hour < digestHour || local.hour >= digestHour + DIGEST_LATE_HOURS) continue;
      for (const channel of channelsOf(person)) {
        const risks: RiskLevel[] = risksBy(person.settings, channel, "digest");
        if ((await listWaitingFor(inner, { userId: person.userId, forUser: null }, risks, 1)).length === 0) continue;
        const dedupeKey = `digest:${local.toPlainDate().toString()}:${person.userId}:${channel}`;
        const notification = { dedupeKey, userId: person.userId, channel, kind: "digest" as const, dueAt: now };
        if (await insertNotification(inner, uuidv7(now), notification)) added += 1;
      }
    }
    return added;
  });
}
