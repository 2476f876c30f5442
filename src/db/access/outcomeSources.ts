import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";
import type { FollowUpStatus, SuppressionReason } from "../schema/index.ts";

/* What our own database knows of the time after an effect. Raw and over arrays: one statement for any number of actions. */

/** A message that was sent. */
export interface SentMessage {
  readonly actionId: string;
  readonly channel: "email" | "sms";
  /** Normalised. */
  readonly addresses: readonly string[];
}

const SENT: Statement = {
  name: "ai_coo_outcomes_sent",
  text: `select action_id, channel, addresses from ai_coo.outreach_ledger
    where org_id = $1 and action_id = any($2::uuid[]) and released_at is null`,
};

/** The messages of these actions. */
export async function sentMessages({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<SentMessage[]> {
  const rows = await runPrepared<{ action_id: string; channel: "email" | "sms"; addresses: string[] }>({ tx }, SENT, [orgId, actionIds]);
  return rows.map((row) => ({ actionId: row.action_id, channel: row.channel, addresses: row.addresses }));
}

/** Something that a provider reported about an action's own message. */
export interface MessageReport {
  readonly actionId: string;
  /** The provider's own word for it. */
  readonly kind: string;
  readonly at: Date;
}

const REPORTED: Statement = {
  name: "ai_coo_outcomes_reported",
  text: `select action_id, kind, min(received_at) as at from ai_coo.inbound_events
    where org_id = $1 and action_id = any($2::uuid[]) group by action_id, kind`,
};

/** What providers reported about the messages of these actions, the first of each kind. */
export async function messageReports({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<MessageReport[]> {
  const rows = await runPrepared<{ action_id: string; kind: string; at: string }>({ tx }, REPORTED, [orgId, actionIds]);
  return rows.map((row) => ({ actionId: row.action_id, kind: row.kind, at: new Date(row.at) }));
}

/** Something that reached us from an address, or about it. */
export interface AddressReport {
  readonly channel: "email" | "sms";
  /** Normalised. */
  readonly address: string;
  readonly kind: string;
  readonly at: Date;
  /** The action whose message it is about, where the provider said so: it then says nothing of others. */
  readonly actionId: string | null;
}

// The inbound events hold no address. The audit keeps each of them under its address: found by the index of subjects.
const ABOUT_ADDRESSES: Statement = {
  name: "ai_coo_outcomes_about_addresses",
  text: `select t.subject, e.at, e.entry::jsonb->'facts'->>'event' as kind, e.entry::jsonb->'facts'->>'action_id' as action_id
    from ai_coo.action_event_texts t join ai_coo.action_events e on e.org_id = t.org_id and e.seq = t.seq
    where t.org_id = $1 and t.subject = any($2::text[]) and e.kind = 'inbound.received' and e.at > $3::timestamptz
    order by e.seq`,
};

/** What was reported about these addresses since a moment, in order. */
export async function addressReports(
  { tx, orgId }: TxContext,
  {
    addresses,
    since,
  }: { readonly addresses: readonly { readonly channel: "email" | "sms"; readonly address: string }[]; readonly since: Date },
): Promise<AddressReport[]> {
  const subjects = new Map(addresses.map((one) => [`${one.channel}:${one.address}`, one]));
  if (subjects.size === 0) return [];
  const rows = await runPrepared<{ subject: string; at: string; kind: string | null; action_id: string | null }>({ tx }, ABOUT_ADDRESSES, [
    orgId,
    [...subjects.keys()],
    since.toISOString(),
  ]);
  return rows.flatMap(({ subject, at, kind, action_id: actionId }) => {
    const about = subjects.get(subject);
    return about === undefined || kind === null
      ? []
      : [{ channel: about.channel, address: about.address, kind, at: new Date(at), actionId }];
  });
}

/** An address that is not contacted any more. */
export interface SuppressedAddress {
  readonly channel: "email" | "sms";
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly at: Date;
}

const SUPPRESSED: Statement = {
  name: "ai_coo_outcomes_suppressed",
  text: `select channel, address, reason, created_at from ai_coo.suppressions
    where org_id = $1 and address = any($2::text[]) and created_at > $3::timestamptz`,
};

/** Those of the addresses that were put on the list of those who are not contacted, since a moment. */
export async function suppressedSince(
  { tx, orgId }: TxContext,
  { addresses, since }: { readonly addresses: readonly string[]; readonly since: Date },
): Promise<SuppressedAddress[]> {
  const rows = await runPrepared<{ channel: "email" | "sms"; address: string; reason: SuppressionReason; created_at: string }>(
    { tx },
    SUPPRESSED,
    [orgId, addresses, since.toISOString()],
  );
  return rows.map((row) => ({ channel: row.channel, address: row.address, reason: row.reason, at: new Date(row.created_at) }));
}

/** What a scheduled follow-up became. */
export interface FollowUpEnd {
  readonly actionId: string;
  readonly status: FollowUpStatus;
  readonly settledAt: Date | null;
  readonly reason: string | null;
  readonly proposedTitle: string | null;
}

const FOLLOW_UPS: Statement = {
  name: "ai_coo_outcomes_follow_ups",
  text: `select f.action_id, f.status, f.settled_at, f.reason, a.title from ai_coo.scheduled_follow_ups f
    left join ai_coo.autonomous_actions a on a.org_id = f.org_id and a.action_id = f.proposed_action_id
    where f.org_id = $1 and f.action_id = any($2::uuid[])`,
};

/** The follow-ups that these actions scheduled. */
export async function followUpEnds({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<FollowUpEnd[]> {
  const rows = await runPrepared<{
    action_id: string;
    status: FollowUpStatus;
    settled_at: string | null;
    reason: string | null;
    title: string | null;
  }>({ tx }, FOLLOW_UPS, [orgId, actionIds]);
  return rows.map((row) => ({
    actionId: row.action_id,
    status: row.status,
    settledAt: row.settled_at === null ? null : new Date(row.settled_at),
    reason: row.reason,
    proposedTitle: row.title,
  }));
}

const UNDONE: Statement = {
  name: "ai_coo_outcomes_undone",
  text: `select undo_of as action_id, settled_at as at from ai_coo.autonomous_actions
    where org_id = $1 and undo_of is not null and undo_of = any($2::uuid[]) and status = 'completed'`,
};

/** When each of the actions was taken back through this product. */
export async function undoneActions({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await runPrepared<{ action_id: string; at: string }>({ tx }, UNDONE, [orgId, actionIds]);
  return new Map(rows.map((row) => [row.action_id, new Date(row.at)]));
}
