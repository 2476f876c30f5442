import type { ActionType } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";

/*
 * What people decided about what was proposed. Undos are left out: a person asked for them. What a rule of the organisation
 * approved says nothing about what people want. One person's no is a no, whoever approved before.
 */
const DECIDED = `
  select a.action_type, a.partner_id, a.status,
    a.status = 'rejected' as rejected,
    a.status <> 'rejected' and exists (select from ai_coo.action_approvals p
      where p.org_id = a.org_id and p.action_id = a.action_id and p.decision = 'approve' and p.channel <> 'policy') as approved,
    a.version > 1 and exists (select from ai_coo.action_versions v
      where v.org_id = a.org_id and v.action_id = a.action_id and v.version > 1 and v.created_by not like 'system:%') as edited,
    exists (select from ai_coo.action_approvals p
      where p.org_id = a.org_id and p.action_id = a.action_id and p.decision = 'approve' and p.channel = 'policy') as by_rule
  from ai_coo.autonomous_actions a
  where a.org_id = $1 and a.created_at >= $2::timestamptz and a.created_at < $3::timestamptz and a.undo_of is null`;

/** How many actions of a type were proposed in a period, and what became of them so far. */
export interface DecisionCounts {
  readonly actionType: ActionType;
  readonly proposed: number;
  /** At least one person said yes, and nobody no. */
  readonly approved: number;
  /** Of the approved, those whose words nobody changed. */
  readonly approvedWithoutEdit: number;
  /** A rule of the organisation said yes, and no person had to. */
  readonly approvedByRule: number;
  readonly edited: number;
  readonly rejected: number;
  /** Nobody decided, or it could not run, in time. */
  readonly expired: number;
  readonly executed: number;
  readonly failed: number;
  /** Stopped by a fact that had changed, or withdrawn. */
  readonly stopped: number;
  /** Still waiting for a person, for their time, or for an answer. */
  readonly open: number;
}

const BY_TYPE: Statement = {
  name: "ai_coo_decisions_by_type",
  text: `select action_type, count(*)::int as proposed, count(*) filter (where approved)::int as approved,
      count(*) filter (where approved and not edited)::int as approved_without_edit,
      count(*) filter (where by_rule and not approved and not rejected)::int as approved_by_rule,
      count(*) filter (where edited)::int as edited, count(*) filter (where rejected)::int as rejected,
      count(*) filter (where status = 'expired')::int as expired, count(*) filter (where status = 'completed')::int as executed,
      count(*) filter (where status = 'failed')::int as failed, count(*) filter (where status in ('blocked', 'cancelled'))::int as stopped,
      count(*) filter (where status in ('pending_approval', 'approved', 'executing', 'needs_attention'))::int as open
    from (${DECIDED}) d group by action_type order by action_type`,
};

/** What was decided about actions that were proposed in a period, by type; types of which there were none are absent. */
export async function countDecisions(
  { tx, orgId }: TxContext,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<DecisionCounts[]> {
  const rows = await runPrepared<Record<string, number> & { action_type: ActionType }>({ tx }, BY_TYPE, [
    orgId,
    since.toISOString(),
    until.toISOString(),
  ]);
  return rows.map((row) => ({
    actionType: row.action_type,
    proposed: row["proposed"]!,
    approved: row["approved"]!,
    approvedWithoutEdit: row["approved_without_edit"]!,
    approvedByRule: row["approved_by_rule"]!,
    edited: row["edited"]!,
    rejected: row["rejected"]!,
    expired: row["expired"]!,
    executed: row["executed"]!,
    failed: row["failed"]!,
    stopped: row["stopped"]!,
    open: row["open"]!,
  }));
}

/** What people decided about actions of a type, or of a customer. */
export interface Decided {
  readonly accepted: number;
  /** Of the accepted, those whose words a person changed first. */
  readonly edited: number;
  readonly rejected: number;
}

const COUNTED = `count(*) filter (where approved)::int as accepted, count(*) filter (where approved and edited)::int as edited,
  count(*) filter (where rejected)::int as rejected`;

const ACCEPTED_BY_TYPE: Statement = {
  name: "ai_coo_accepted_by_type",
  text: `select action_type, ${COUNTED} from (${DECIDED}) d where approved or rejected group by action_type`,
};

const ACCEPTED_BY_CUSTOMER: Statement = {
  name: "ai_coo_accepted_by_customer",
  text: `select partner_id, ${COUNTED} from (${DECIDED}) d where (approved or rejected) and partner_id is not null
    group by partner_id order by count(*) desc, partner_id limit $4::int`,
};

type Counts = { readonly accepted: number; readonly edited: number; readonly rejected: number };
const countsOf = ({ accepted, edited, rejected }: Counts): Decided => ({ accepted, edited, rejected });

/** Decisions about actions proposed in a period: by type, and by customer, those of whom most was decided, at most `customers`. */
export async function acceptedInPeriod(
  { tx, orgId }: TxContext,
  { since, until, customers }: { readonly since: Date; readonly until: Date; readonly customers: number },
): Promise<{ readonly byType: ReadonlyMap<ActionType, Decided>; readonly byCustomer: ReadonlyMap<number, Decided> }> {
  const period = [orgId, since.toISOString(), until.toISOString()];
  const types = await runPrepared<Counts & { action_type: ActionType }>({ tx }, ACCEPTED_BY_TYPE, period);
  const partners = await runPrepared<Counts & { partner_id: number }>({ tx }, ACCEPTED_BY_CUSTOMER, [...period, customers]);
  return {
    byType: new Map(types.map((row) => [row.action_type, countsOf(row)])),
    byCustomer: new Map(partners.map((row) => [row.partner_id, countsOf(row)])),
  };
}
