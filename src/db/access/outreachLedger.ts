import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";
import type { LedgerState, outreachLedger } from "../schema/outreach.ts";

export type OutreachLedgerRow = typeof outreachLedger.$inferSelect;
export type NewOutreachLedgerRow = Omit<typeof outreachLedger.$inferInsert, "orgId">;

// Raw, as what follows in this file: every batch of mails passes here.
const INSERT: Statement = {
  name: "ai_coo_ledger_insert",
  text: `insert into ai_coo.outreach_ledger
      (org_id, id, action_id, partner_id, channel, addresses, context_type, context_id, scope_key, state, action_type, level,
        currency, company_id, invoice_ids, reserved_at, previous_next_allowed_at)
    select $1, id, action_id, partner_id, channel, array(select jsonb_array_elements_text(addresses)), context_type,
      coalesce(context_id, 0), scope_key, state, action_type, level, currency, company_id,
      case when invoice_ids is not null then array(select jsonb_array_elements_text(invoice_ids)::int) end, reserved_at, previous
    from unnest($2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::jsonb[], $7::text[], $8::int[], $9::text[], $10::text[], $11::text[],
      $12::int[], $13::text[], $14::int[], $15::jsonb[], $16::timestamptz[], $17::timestamptz[])
      as l(id, action_id, partner_id, channel, addresses, context_type, context_id, scope_key, state, action_type,
        level, currency, company_id, invoice_ids, reserved_at, previous)`,
};

export async function insertOutreachLedgerRows({ tx, orgId }: TxContext, rows: readonly NewOutreachLedgerRow[]): Promise<void> {
  if (rows.length === 0) return;
  await runPrepared({ tx }, INSERT, [
    orgId,
    rows.map(({ id }) => id),
    rows.map(({ actionId }) => actionId),
    rows.map(({ partnerId }) => partnerId),
    rows.map(({ channel }) => channel),
    rows.map(({ addresses }) => JSON.stringify(addresses)),
    rows.map(({ contextType }) => contextType),
    rows.map(({ contextId }) => contextId),
    rows.map(({ scopeKey }) => scopeKey),
    rows.map(({ state }) => state),
    rows.map(({ actionType }) => actionType),
    rows.map(({ level }) => level),
    rows.map(({ currency }) => currency),
    rows.map(({ companyId }) => companyId),
    rows.map(({ invoiceIds }) => (invoiceIds === undefined || invoiceIds === null ? null : JSON.stringify(invoiceIds))),
    rows.map(({ reservedAt }) => reservedAt.toISOString()),
    rows.map(({ previousNextAllowedAt }) => previousNextAllowedAt?.toISOString() ?? null),
  ]);
}

const OF_ACTIONS: Statement = {
  name: "ai_coo_ledger_of_actions",
  text: `select action_id, scope_key, partner_id, addresses, state, reserved_at, sent_at from ai_coo.outreach_ledger
    where org_id = $1 and action_id = any($2::uuid[]) and released_at is null`,
};

/** The contact that each of these actions holds, made or not; released ones are not among them. */
export async function getLiveOutreachOfActions({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<LiveContact[]> {
  if (actionIds.length === 0) return [];
  return contactsOf(await runPrepared<LiveRow>({ tx }, OF_ACTIONS, [orgId, actionIds]));
}

/** Contacts under these scopes reserved after `since`, UTC; the newest first. */
export async function getLiveOutreachOfScopes({ tx, orgId }: TxContext, scopeKeys: readonly string[], since: Date): Promise<LiveContact[]> {
  if (scopeKeys.length === 0) return [];
  return contactsOf(await runPrepared<LiveRow>({ tx }, OF_SCOPES, [orgId, scopeKeys, since.toISOString()]));
}

/** A contact that was made, is being made, or may have been made. */
export type LiveContact = Pick<OutreachLedgerRow, "actionId" | "scopeKey" | "partnerId" | "addresses" | "state" | "reservedAt" | "sentAt">;

interface LiveRow {
  readonly [column: string]: unknown;
  readonly action_id: string;
  readonly scope_key: string;
  readonly partner_id: number;
  readonly addresses: string[];
  readonly state: LedgerState;
  readonly reserved_at: string;
  readonly sent_at: string | null;
}

const contactsOf = (rows: readonly LiveRow[]): LiveContact[] =>
  rows.map((row) => ({
    actionId: row.action_id,
    scopeKey: row.scope_key,
    partnerId: row.partner_id,
    addresses: row.addresses,
    state: row.state,
    reservedAt: new Date(row.reserved_at),
    sentAt: row.sent_at === null ? null : new Date(row.sent_at),
  }));

const OF_SCOPES: Statement = {
  name: "ai_coo_ledger_of_scopes",
  text: `select action_id, scope_key, partner_id, addresses, state, reserved_at, sent_at from ai_coo.outreach_ledger
    where org_id = $1 and scope_key = any($2::text[]) and reserved_at > $3::timestamptz and released_at is null
    order by reserved_at desc`,
};

/**
 * Contacts on a channel, reserved after `since` (UTC), with one of these customers or addresses; the newest first.
 * Addresses have no index: nearly all contacts have one, which is looked up in a hash, and few have copies.
 */
export async function getLiveOutreachOfPeople(
  ctx: TxContext,
  people: {
    readonly channel: OutreachLedgerRow["channel"];
    readonly partnerIds: readonly number[];
    readonly addresses: readonly string[];
    readonly since: Date;
  },
): Promise<LiveContact[]> {
  const { channel, since, partnerIds, addresses } = people;
  return contactsOf(await runPrepared<LiveRow>(ctx, OF_PEOPLE, [ctx.orgId, channel, since.toISOString(), partnerIds, addresses]));
}

const OF_PEOPLE: Statement = {
  name: "ai_coo_ledger_of_people",
  text: `select action_id, scope_key, partner_id, addresses, state, reserved_at, sent_at from ai_coo.outreach_ledger
    where org_id = $1 and channel = $2 and reserved_at > $3::timestamptz and released_at is null
      and (partner_id in (select unnest($4::int[])) or addresses[1] in (select unnest($5::text[]))
        or (cardinality(addresses) > 1 and addresses && $5::text[]))
    order by reserved_at desc`,
};

/** When contacts on a channel were reserved after `since` (UTC), newest first: at most `limit` behind the newest `skip`. */
export async function getLiveOutreachMoments(
  ctx: TxContext,
  query: { readonly channel: OutreachLedgerRow["channel"]; readonly since: Date; readonly skip: number; readonly limit: number },
): Promise<Date[]> {
  const { channel, since, skip, limit } = query;
  const rows = await runPrepared<{ reserved_at: string }>(ctx, MOMENTS, [ctx.orgId, channel, since.toISOString(), skip, limit]);
  return rows.map((row) => new Date(row.reserved_at));
}

const MOMENTS: Statement = {
  name: "ai_coo_ledger_moments",
  text: `select reserved_at from ai_coo.outreach_ledger
    where org_id = $1 and channel = $2 and reserved_at > $3::timestamptz and released_at is null
    order by reserved_at desc offset $4::int limit $5::int`,
};
