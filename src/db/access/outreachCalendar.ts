import { and, asc, desc, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type { ActionStatus, ActionType } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { autonomousActions, outreachLedger, type LedgerState, type OutreachChannel } from "../schema/index.ts";

export interface ContactRow {
  readonly id: string;
  readonly reservedAt: Date;
  readonly sentAt: Date | null;
  readonly channel: OutreachChannel;
  readonly state: LedgerState;
  readonly partnerId: number;
  readonly partnerName: string | null;
  readonly addresses: string[];
  readonly actionId: string;
  readonly actionType: ActionType | null;
  readonly title: string | null;
  readonly level: number | null;
}

interface Span {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  readonly channel?: OutreachChannel | undefined;
}

const l = outreachLedger;
const a = autonomousActions;

/** Contacts that were made, may have been, or are being made, newest first, from behind `after` on. */
export async function listContactRows(
  { tx, orgId }: TxContext,
  query: Span & { readonly limit: number; readonly after?: { readonly at: Date; readonly id: string } | undefined },
): Promise<ContactRow[]> {
  const { from, to, channel, limit, after } = query;
  return tx
    .select({
      id: l.id,
      reservedAt: l.reservedAt,
      sentAt: l.sentAt,
      channel: l.channel,
      state: l.state,
      partnerId: l.partnerId,
      partnerName: sql<string | null>`coalesce(${a.partnerName}, (select n.partner_name from ai_coo.autonomous_actions n
        where n.org_id = ${orgId} and n.partner_id = ${l.partnerId} and n.partner_name is not null order by n.created_at desc limit 1))`,
      addresses: l.addresses,
      actionId: l.actionId,
      actionType: l.actionType,
      title: a.title,
      level: l.level,
    })
    .from(l)
    .leftJoin(a, and(eq(a.orgId, l.orgId), eq(a.actionId, l.actionId)))
    .where(
      and(
        eq(l.orgId, orgId),
        isNull(l.releasedAt),
        gte(l.reservedAt, from),
        lt(l.reservedAt, to),
        channel === undefined ? undefined : eq(l.channel, channel),
        after === undefined ? undefined : sql`(${l.reservedAt}, ${l.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(l.reservedAt), desc(l.id))
    .limit(limit);
}

/** How many contacts each day had, in this IANA zone; days without any are not among them. */
export async function countContactsByDay(
  { tx, orgId }: TxContext,
  { from, to, channel, timezone }: Span & { readonly timezone: string },
): Promise<{ readonly day: string; readonly contacts: number }[]> {
  const { rows } = await tx.execute<{ day: string; contacts: number }>(sql`
    select to_char(reserved_at at time zone ${timezone}, 'YYYY-MM-DD') as day, count(*)::int as contacts
    from ai_coo.outreach_ledger
    where org_id = ${orgId} and released_at is null and reserved_at >= ${from.toISOString()}::timestamptz
      and reserved_at < ${to.toISOString()}::timestamptz ${channel === undefined ? sql`` : sql`and channel = ${channel}`}
    group by 1 order by 1`);
  return rows.map(({ day, contacts }) => ({ day, contacts }));
}

export interface PlannedContactRow {
  readonly actionId: string;
  readonly status: ActionStatus;
  readonly actionType: ActionType;
  readonly channel: OutreachChannel;
  readonly partnerId: number | null;
  readonly partnerName: string | null;
  readonly title: string;
  readonly notBefore: Date | null;
  readonly expiresAt: Date;
  readonly holdReason: string | null;
}

/** Actions that contact somebody once they run: approved ones in the order in which they may, then those that wait for a decision. */
export async function listPlannedContactRows(
  { tx, orgId }: TxContext,
  { limit }: { readonly limit: number },
): Promise<PlannedContactRow[]> {
  const ofStatus = (status: "approved" | "pending_approval") =>
    tx
      .select({
        actionId: a.actionId,
        status: a.status,
        actionType: a.actionType,
        channel: sql<OutreachChannel>`case ${a.safeOperation} when 'send_sms' then 'sms' else 'email' end`,
        partnerId: a.partnerId,
        partnerName: a.partnerName,
        title: a.title,
        notBefore: a.notBefore,
        expiresAt: a.expiresAt,
        holdReason: a.holdReason,
      })
      .from(a)
      // the status stands in the text so that its partial index serves it
      .where(
        and(
          eq(a.orgId, orgId),
          sql.raw(`"ai_coo"."autonomous_actions"."status" = '${status}'`),
          inArray(a.safeOperation, ["send_email", "send_sms"]),
        ),
      )
      .orderBy(sql`${a.notBefore} asc nulls first`, asc(a.createdAt), asc(a.actionId))
      .limit(limit);
  const approved = await ofStatus("approved");
  if (approved.length >= limit) return approved;
  return [...approved, ...(await ofStatus("pending_approval")).slice(0, limit - approved.length)];
}
