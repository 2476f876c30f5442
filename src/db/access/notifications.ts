import { and, asc, desc, eq, inArray, lt, lte, sql, type SQL } from "drizzle-orm";
import type { RiskLevel } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { autonomousActions, notifications } from "../schema/index.ts";

export type NotificationRow = typeof notifications.$inferSelect;
/** One that goes to the person of its row, as all but the mails of invitations do. */
export type OwnNotificationRow = NotificationRow & { readonly kind: Exclude<NotificationRow["kind"], "invitation"> };
export const isOwn = (row: NotificationRow): row is OwnNotificationRow => row.kind !== "invitation";

export type NewNotification = Pick<NotificationRow, "dedupeKey" | "userId" | "channel" | "kind" | "dueAt"> &
  Partial<Pick<NotificationRow, "forUser" | "actionId" | "version" | "detail">>;

/** Adds what somebody is to be told; false where its key was there already, whoever races. */
export async function insertNotification(ctx: TxContext, id: string, notification: NewNotification): Promise<boolean> {
  const rows = await ctx.tx
    .insert(notifications)
    .values({ ...notification, orgId: ctx.orgId, id, createdAt: ctx.clock.now() })
    .onConflictDoNothing()
    .returning({ id: notifications.id });
  return rows.length > 0;
}

/** Whose decision is asked for: a person's own, or theirs in the place of `forUser`, who is away. */
export interface Whom {
  readonly userId: string;
  readonly forUser: string | null;
}

/** Whom to tell about which waiting actions, and how. */
export interface Telling extends Whom {
  readonly channel: "email" | "sms";
  readonly kind: "approval" | "escalation";
  readonly risks: readonly RiskLevel[];
  /** Of an escalation: the step, after how many hours it comes, and how many there are. */
  readonly step?: { readonly number: number; readonly hours: number; readonly of: number };
  readonly dueAt: Date;
}

/** At most as many of one kind, person and channel at once; the rest comes with the next run. */
const MOST_AT_ONCE = 1_000;

/**
 * Actions that wait for this person's decision: alive, neither held nor put off, with no word of theirs on this version yet, whoever
 * gave it in their place, and not proposed by them. Where they stand in for somebody, neither of the two: a stand-in is the voice of
 * both. An undo waits for others than whoever asked as well, so its author counts by their word alone.
 */
function waitingFor({ orgId, clock }: TxContext, { userId, forUser }: Whom, risks: readonly RiskLevel[]): SQL {
  const now = clock.now().toISOString();
  const listOf = (words: readonly string[]): SQL =>
    sql.join(
      words.map((word) => sql`${word}`),
      sql`, `,
    );
  const people = listOf([userId, ...(forUser === null ? [] : [forUser])].map((id) => `user:${id}`));
  return sql`a.org_id = ${orgId} and a.status = 'pending_approval' and a.expires_at > ${now}::timestamptz
    and a.hold_reason is null and (a.snoozed_until is null or a.snoozed_until <= ${now}::timestamptz)
    and a.risk_level in (${listOf(risks)})
    and (a.created_by not in (${people}) or a.undo_of is not null)
    and not exists (select from ai_coo.action_approvals p where p.org_id = a.org_id and p.action_id = a.action_id
      and p.version = a.version and (p.actor in (${people}) or p.on_behalf_of in (${people})))`;
}

/** Since when this version waits: made, or taken up again after it was put off. */
const SINCE = sql`greatest((select v.created_at from ai_coo.action_versions v
  where v.org_id = a.org_id and v.action_id = a.action_id and v.version = a.version), a.snoozed_until)`;

/** Adds a row for each waiting action that the person was not told of in this way; how many. */
export async function insertTellings(ctx: TxContext, telling: Telling): Promise<number> {
  const { tx, orgId, clock } = ctx;
  const { userId, forUser, channel, kind, risks, step, dueAt } = telling;
  if (risks.length === 0) return 0;
  const now = clock.now().toISOString();
  const name = step === undefined ? kind : `${kind}:${step.number}`;
  const whom = forUser === null ? userId : `${userId}:for:${forUser}`;
  const key = sql`${name}::text || ':' || a.action_id || ':' || a.version || ':' || ${whom}::text || ':' || ${channel}::text`;
  // the last step comes before the action's life ends, however short that is
  const due =
    step === undefined
      ? sql``
      : sql`and ${SINCE} + least(${step.hours * 3600} * interval '1 second', (a.expires_at - ${SINCE}) * ${step.number} / ${step.of + 1})
          <= ${now}::timestamptz`;
  const result = await tx.execute(sql`
    insert into ai_coo.notifications (org_id, id, dedupe_key, user_id, for_user, channel, kind, action_id, version, due_at, created_at)
    select a.org_id, gen_random_uuid(), ${key}, ${userId}, ${forUser}, ${channel}, ${kind}, a.action_id, a.version, ${dueAt.toISOString()}::timestamptz, ${now}::timestamptz
    from ai_coo.autonomous_actions a
    where ${waitingFor(ctx, telling, risks)} ${due}
      and not exists (select from ai_coo.notifications n where n.org_id = ${orgId} and n.dedupe_key = ${key})
    order by a.created_at, a.action_id limit ${MOST_AT_ONCE}
    on conflict do nothing`);
  return result.rowCount ?? 0;
}

/** The actions that wait for this person at these risks, the first to expire first. */
export async function listWaitingFor(ctx: TxContext, whom: Whom, risks: readonly RiskLevel[], limit: number): Promise<string[]> {
  if (risks.length === 0) return [];
  const { rows } = await ctx.tx.execute<{ action_id: string }>(sql`
    select a.action_id from ai_coo.autonomous_actions a where ${waitingFor(ctx, whom, risks)} order by a.expires_at, a.action_id limit ${limit}`);
  return rows.map(({ action_id }) => action_id);
}

/** Those of the actions that wait for this person's decision now. */
export async function keepWaitingFor(ctx: TxContext, whom: Whom, risks: readonly RiskLevel[], actionIds: readonly string[]) {
  if (actionIds.length === 0) return [];
  return ctx.tx
    .select()
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, ctx.orgId),
        inArray(
          autonomousActions.actionId,
          sql`(select a.action_id from ai_coo.autonomous_actions a where ${waitingFor(ctx, whom, risks)} and a.action_id = any(${sql.param([...actionIds])}::uuid[]))`,
        ),
      ),
    )
    .orderBy(asc(autonomousActions.expiresAt), asc(autonomousActions.actionId));
}

/** The longest due row that nobody holds, locked, or null. */
export async function lockDueNotification({ tx, orgId, clock }: TxContext): Promise<NotificationRow | null> {
  const [row] = await tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.orgId, orgId), sql`${notifications.state} = 'waiting'`, lte(notifications.dueAt, clock.now())))
    .orderBy(asc(notifications.dueAt), asc(notifications.id))
    .limit(1)
    .for("update", { skipLocked: true });
  return row ?? null;
}

/** What can go in one message with it: due, the same person, channel and kind; locked. */
export async function lockDueWith({ tx, orgId, clock }: TxContext, first: NotificationRow, limit: number): Promise<NotificationRow[]> {
  return tx
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.orgId, orgId),
        sql`${notifications.state} = 'waiting'`,
        lte(notifications.dueAt, clock.now()),
        eq(notifications.userId, first.userId),
        eq(notifications.channel, first.channel),
        eq(notifications.kind, first.kind),
      ),
    )
    .orderBy(asc(notifications.createdAt), asc(notifications.id))
    .limit(limit)
    .for("update", { skipLocked: true });
}

/** Changes rows that are in this state; how many were. */
export async function moveNotifications(
  { tx, orgId }: TxContext,
  ids: readonly string[],
  from: NotificationRow["state"],
  change: Partial<Pick<NotificationRow, "state" | "dueAt" | "claimedAt" | "sentAt" | "deliveryId" | "reason" | "providerRef" | "tries">>,
): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await tx
    .update(notifications)
    .set(change)
    .where(and(eq(notifications.orgId, orgId), inArray(notifications.id, [...ids]), eq(notifications.state, from)));
  return result.rowCount ?? 0;
}

/** What a worker took to send before a moment and never said how it ended: it may have gone out, so it is not sent again. */
export async function giveUpSending({ tx, orgId }: TxContext, before: Date, reason: string): Promise<number> {
  const result = await tx
    .update(notifications)
    .set({ state: "unknown", reason })
    .where(and(eq(notifications.orgId, orgId), sql`${notifications.state} = 'sending'`, lt(notifications.claimedAt, before)));
  return result.rowCount ?? 0;
}

/** How the mails of these keys stand, by key; those that were never asked for, or are forgotten, are absent. */
export async function getNotificationsByKey({ tx, orgId }: TxContext, keys: readonly string[]): Promise<Map<string, NotificationRow>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.orgId, orgId), inArray(notifications.dedupeKey, [...keys])));
  return new Map(rows.map((row) => [row.dedupeKey, row]));
}

/** What somebody was told and how it ended, newest first. */
export async function listNotificationsOf({ tx, orgId }: TxContext, userId: string, limit: number): Promise<OwnNotificationRow[]> {
  // the mail of an invitation went to somebody else
  const theirs = sql`${notifications.kind} <> 'invitation'`;
  const rows = await tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.orgId, orgId), eq(notifications.userId, userId), theirs))
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(limit);
  return rows.filter(isOwn);
}

/** Removes what was told before a moment, however it ended; how many went. */
export async function deleteNotificationsBefore({ tx, orgId }: TxContext, before: Date, limit: number): Promise<number> {
  const result = await tx.execute(sql`
    delete from ai_coo.notifications where org_id = ${orgId} and id in (
      select id from ai_coo.notifications where org_id = ${orgId} and created_at < ${before.toISOString()}::timestamptz
        and state not in ('waiting', 'sending') order by created_at limit ${limit} for update skip locked)`);
  return result.rowCount ?? 0;
}

/**
 * Whether customers are written to at this address (normalised): it stands in the outreach ledger or among the recipients of an
 * open action. An approver's notification never goes there.
 */
export async function isCustomersAddress({ tx, orgId }: TxContext, channel: "email" | "sms", address: string): Promise<boolean> {
  const recipient = channel === "email" ? sql`lower(e->>'recipient')` : sql`e->>'recipient'`;
  const { rows } = await tx.execute<{ found: boolean }>(sql`
    select exists (select from ai_coo.outreach_ledger l where l.org_id = ${orgId} and l.channel = ${channel}
        and l.released_at is null and l.addresses @> array[${address}]::text[])
      or exists (select from ai_coo.autonomous_actions a, jsonb_array_elements(a.action_protocol->'external_effects') e
        where a.org_id = ${orgId} and a.status in ('pending_approval', 'approved', 'executing', 'needs_attention')
        and e->>'effect_type' = ${channel} and ${recipient} = ${address}) as found`);
  return rows[0]?.found === true;
}
