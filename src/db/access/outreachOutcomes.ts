import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";

/*
 * Raw, because every batch of the pipeline ends contacts: the ledger's rows and the scopes they hold in one statement
 * for any number of them. A scope that a later reservation holds is left alone. Contacts that were made are found one by
 * one through the index of their actions: joined together, few as they look by their state, all would be compared with all.
 */

/** A contact that was made. */
export interface SentContact {
  readonly actionId: string;
  /** UTC. */
  readonly sentAt: Date;
  readonly providerRef: string | null;
}

const SENT: Statement = {
  name: "ai_coo_outreach_sent",
  text: `with held as materialized (
      select l.id, c.sent_at, c.provider_ref from unnest($2::uuid[], $3::timestamptz[], $4::text[]) as c(action_id, sent_at, provider_ref)
      cross join lateral (
        select f.id from ai_coo.outreach_ledger f
        where f.org_id = $1 and f.action_id = c.action_id and f.released_at is null and f.state in ('reserved', 'unknown')
        limit 1 for update) l
    ), settled as (
      update ai_coo.outreach_ledger l set state = 'sent', sent_at = h.sent_at, provider_ref = h.provider_ref
      from held h where l.org_id = $1 and l.id = h.id
      returning l.action_id, l.scope_key, l.sent_at, l.reserved_at, l.level, l.currency, l.company_id
    ), closed as (
      update ai_coo.outreach_state s
      set last_sent_at = l.sent_at, updated_at = l.sent_at,
        next_allowed_at = greatest(s.next_allowed_at, l.sent_at + (s.next_allowed_at - l.reserved_at)),
        sequence_state = case when l.level is null then s.sequence_state
          else jsonb_build_object('level', l.level, 'currency', l.currency, 'company_id', l.company_id) end
      from settled l
      where s.org_id = $1 and s.scope_key = l.scope_key and s.action_id = l.action_id
    )
    select action_id from settled`,
};

/** Notes that contacts were made; their scopes stay closed for their windows from then on. Answers whose contact that changed. */
export async function settleSentContacts({ tx, orgId }: TxContext, contacts: readonly SentContact[]): Promise<Set<string>> {
  if (contacts.length === 0) return new Set();
  const values = [
    orgId,
    contacts.map(({ actionId }) => actionId),
    contacts.map(({ sentAt }) => sentAt.toISOString()),
    contacts.map(({ providerRef }) => providerRef),
  ];
  return idsOf(await runPrepared<{ action_id: string }>({ tx }, SENT, values));
}

const RELEASED: Statement = {
  name: "ai_coo_outreach_released",
  text: `with settled as (
      update ai_coo.outreach_ledger l set state = 'released', released_at = $3::timestamptz
      where l.org_id = $1 and l.action_id = any($2::uuid[]) and l.released_at is null and l.state in ('reserved', 'unknown')
      returning l.action_id, l.scope_key, coalesce(l.previous_next_allowed_at, l.reserved_at) as next_allowed_at
    ), opened as (
      update ai_coo.outreach_state s
      set next_allowed_at = l.next_allowed_at, attempt_count = greatest(s.attempt_count - 1, 0), updated_at = $3::timestamptz
      from settled l
      where s.org_id = $1 and s.scope_key = l.scope_key and s.action_id = l.action_id
    )
    select action_id from settled`,
};

/** Gives contacts back that were not made: each scope opens again as it was before. */
export async function settleReleasedContacts({ tx, orgId, clock }: TxContext, actionIds: readonly string[]): Promise<Set<string>> {
  if (actionIds.length === 0) return new Set();
  return idsOf(await runPrepared<{ action_id: string }>({ tx }, RELEASED, [orgId, actionIds, clock.now().toISOString()]));
}

const UNKNOWN: Statement = {
  name: "ai_coo_outreach_unknown",
  text: `update ai_coo.outreach_ledger set state = 'unknown'
    where org_id = $1 and action_id = any($2::uuid[]) and released_at is null and state = 'reserved' returning action_id`,
};

/** Contacts that may have been made. */
export async function settleUnknownContacts({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<Set<string>> {
  if (actionIds.length === 0) return new Set();
  return idsOf(await runPrepared<{ action_id: string }>({ tx }, UNKNOWN, [orgId, actionIds]));
}

const idsOf = (rows: readonly { readonly action_id: string }[]): Set<string> => new Set(rows.map((row) => row.action_id));
