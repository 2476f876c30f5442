import { sql } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";

/** A contact that a person said was made, and of which nothing else is on record yet. */
export interface ToldContact {
  readonly actionId: string;
  readonly document: unknown;
  readonly intentAt: Date;
}

/**
 * Completed actions whose contact is still open in the ledger: only a person's word completes an action without settling it.
 * Locked until the transaction ends; whoever settles the contact takes it off this list.
 */
export async function takeToldContacts({ tx, orgId }: TxContext, input: { readonly limit: number }): Promise<ToldContact[]> {
  const { rows } = await tx.execute<{ action_id: string; document: unknown; intent_at: Date | string }>(sql`
    select a.action_id, a.action_protocol as document, coalesce(
      (select max(t.intent_at) from ai_coo.action_attempts t where t.org_id = a.org_id and t.action_id = a.action_id),
      l.reserved_at) as intent_at
    from ai_coo.outreach_ledger l
    join ai_coo.autonomous_actions a on a.org_id = l.org_id and a.action_id = l.action_id
    where l.org_id = ${orgId} and l.released_at is null and l.state in ('reserved', 'unknown') and a.status = 'completed'
    order by l.reserved_at limit ${input.limit} for update of l skip locked`);
  return rows.map((row) => ({ actionId: row.action_id, document: row.document, intentAt: new Date(row.intent_at) }));
}
